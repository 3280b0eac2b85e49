"""Lines of text from bytes whose encoding nobody states: UTF-8, GB 18030 (GBK), UTF-16 with its mark."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tenants.exchange.formats.source import Reader, opened
from tenants.exchange.problems import BrokeOff, NotALog

SAMPLE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line with its number. `flaw` is a code when it could not be read; then the text is what could."""

    number: int
    text: str
    flaw: str = ""


def lines(path: Path, encodings: Sequence[str]) -> Iterator[Line]:
    """Every line, in the encoding that most lines of the begin of the file are written in."""
    sample = _sample(path)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _utf16(path, "utf-16-le" if sample.startswith(codecs.BOM_UTF16_LE) else "utf-16-be")
        return
    # A single NUL further down is a damaged line; in the first line it is a picture, an archive, a program.
    if b"\0" in sample.partition(b"\n")[0][:256]:
        raise NotALog("This is no text.", code="NOT_TEXT")
    encoding = _voted(sample, encodings)
    with opened(path) as stream:
        reader = Reader(stream)
        while True:
            data, is_whole = reader.physical_line()
            if not data:
                return
            yield _decoded(reader.line, data, encoding, is_whole=is_whole)


def _decoded(number: int, data: bytes, encoding: str, *, is_whole: bool) -> Line:
    if number == 1:
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return Line(number, data.decode(encoding, "replace"), "ENCODING")
    if not is_whole:
        return Line(number, text, "LINE_TOO_LONG")
    return Line(number, text, "CHARACTER" if "\0" in text else "")


def _sample(path: Path) -> bytes:
    """The begin of the file; what is wrong with the archive is told when it is read in earnest."""
    with opened(path) as stream:
        reader = Reader(stream)
        data = b""
        try:
            while len(data) < SAMPLE and (chunk := reader.chunk(8192)):
                data += chunk
        except BrokeOff:
            pass  # what could be read is the sample; the reading proper reports the break with its line
        return data


def _voted(sample: bytes, encodings: Sequence[str]) -> str:
    """The encoding in which most lines can be read; the first named one where they are equal."""
    rows = [row for row in sample.split(b"\n")[:-1] or [sample] if not row.isascii()]
    votes = [(sum(_is_readable(row, encoding) for row in rows), -place) for place, encoding in enumerate(encodings)]
    return encodings[-max(votes)[1]]


def _is_readable(row: bytes, encoding: str) -> bool:
    try:
        row.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(path: Path, encoding: str) -> Iterator[Line]:
    """Spreadsheets' "Unicode text"; a lone half of a pair shows as the replacement character."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with opened(path) as stream:
        reader = Reader(stream)
        held, number = "", 0
        while chunk := reader.chunk():
            held += decoder.decode(chunk)
            *whole, held = held.split("\n")
            for text in whole:
                number += 1
                reader.line = number
                yield _flawed(number, text + "\n")
            if len(held) > SAMPLE * 4:
                raise BrokeOff("A line is too long.", code="LINE_TOO_LONG", line=number + 1)
        if held:
            yield _flawed(number + 1, held)


def _flawed(number: int, text: str) -> Line:
    text = text.removeprefix("\ufeff") if number == 1 else text
    flaw = "ENCODING" if "\N{REPLACEMENT CHARACTER}" in text else "CHARACTER" if "\0" in text else ""
    return Line(number, text, flaw)
