"""Bytes of a file, unpacked, within limits; a damaged archive breaks off where it is damaged."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tenants.exchange.problems import BrokeOff, NotALog

GZIP_MAGIC = b"\x1f\x8b"
MOST_BYTES = 8 * 1024**3  # unpacked
MOST_LINE_BYTES = 1024**2
CHUNK = 64 * 1024


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The unpacked bytes: a gzip archive is known by its first bytes, whatever the name says."""
    with path.open("rb") as raw:
        packed = raw.read(2) == GZIP_MAGIC
        raw.seek(0)
        if not packed:
            yield raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield unpacked  # type: ignore[misc]


class Reader:
    """Reads on, keeps count, and turns what an archive can suffer into `BrokeOff` at `line`."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._taken = 0
        self.line = 0

    def chunk(self, size: int = CHUNK) -> bytes:
        return self._read(lambda: self._stream.read(size))

    def physical_line(self) -> tuple[bytes, bool]:
        """The next line, empty at the end, and whether it is whole: of a longer one only the begin is kept."""
        part = self._read(lambda: self._stream.readline(MOST_LINE_BYTES))
        self.line += bool(part)
        if len(part) < MOST_LINE_BYTES or part.endswith(b"\n"):
            return part, True
        rest = part
        while rest and not rest.endswith(b"\n"):
            rest = self._read(lambda: self._stream.readline(MOST_LINE_BYTES))
        return part, False

    def _read(self, read) -> bytes:  # type: ignore[no-untyped-def]
        try:
            data: bytes = read()
        except EOFError as error:
            raise BrokeOff("The archive ends before its end.", code="TRUNCATED", line=self.line + 1) from error
        except (zlib.error, gzip.BadGzipFile) as error:
            raise BrokeOff(f"The archive is damaged: {error}.", code="DAMAGED", line=self.line + 1) from error
        self._taken += len(data)
        if self._taken > MOST_BYTES:
            raise BrokeOff(f"The file holds more than {MOST_BYTES} bytes.", code="TOO_LARGE", line=self.line + 1)
        return data


def refuse_empty(path: Path) -> None:
    if path.stat().st_size == 0:
        raise NotALog("The file is empty.", code="EMPTY")
