"""XES (IEEE 1849) as a stream: traces and events with their lines, nested attributes, any prefix or none.

The text is decoded here, damaged bytes become U+FFFD, and the parser sees text: so one bad byte costs the event that
it stands in and not the rest of the file. Entities are refused before they are expanded.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from tenants.exchange.formats.names import Columns, normalised
from tenants.exchange.formats.raw import Raw
from tenants.exchange.formats.source import Reader, opened, refuse_empty
from tenants.exchange.problems import BrokeOff, NotALog, Problem

DEEPEST = 50
MOST_ATTRIBUTES = 2_000  # of one trace or event
LONGEST_VALUE = 64 * 1024
MOST_EVENTS_OF_A_TRACE = 10_000
MOST_TEXT_OF_A_TRACE = 64 * 1024**2  # characters held until the trace ends
LONGEST_TAG = 16 * 1024**2
DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
STANDARD = {"string", "date", "int", "float", "boolean", "id", "list", "container", "values"}


def read(path: Path, columns: Columns) -> Iterator[Raw | Problem]:
    refuse_empty(path)
    with opened(path) as stream:
        reader = Reader(stream)
        handler = _Log()
        parser = make_parser()
        parser.forbid_entities = parser.forbid_external = True
        parser.setContentHandler(handler)
        handler.setDocumentLocator(parser)  # fed in pieces, the parser does not introduce itself
        try:
            for text in _texts(reader):
                parser.feed(text)
                handler.check_progress(len(text))
                yield from handler.taken()
            parser.close()
        except DefusedXmlException as error:
            raise NotALog("The file declares entities; they are not expanded.", code="ENTITIES", line=1) from error
        except SAXParseException as error:
            handler.cut()
            yield from handler.taken()
            raise _broken(handler, error) from error
        except BrokeOff as error:
            handler.cut()
            yield from handler.taken()
            raise BrokeOff(str(error), code=error.problem.code, line=handler.line) from error
        yield from handler.taken()
        if not handler.is_log:
            raise NotALog("The document is XML, but no log.", code="NOT_XES")


def _broken(handler: "_Log", error: SAXParseException) -> Exception:
    line = error.getLineNumber() or handler.line
    if not handler.is_log:
        return NotALog(f"This is no XML: {error.getMessage()}.", code="NOT_XML", line=line)
    return BrokeOff(f"The XML breaks off: {error.getMessage()}.", code="MALFORMED", line=line)


def _texts(reader: Reader) -> Iterator[str]:
    """Decoded chunks; the declared encoding counts, a byte order mark counts more."""
    first = reader.chunk()
    decoder = codecs.getincrementaldecoder(_encoding(first))("replace")
    yield decoder.decode(first).removeprefix("\ufeff").lstrip(" \t")
    while chunk := reader.chunk():
        yield decoder.decode(chunk)
    yield decoder.decode(b"", True)


def _encoding(first: bytes) -> str:
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if first.startswith(mark):
            return name
    declared = DECLARED.match(first[:1024])
    name = declared[1].decode() if declared else "utf-8"
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise NotALog(f"The encoding {name} is not known.", code="NOT_XML") from error
    return "gb18030" if name.lower() in ("gb2312", "gbk") else name


class _Record:
    """A trace or an event while it is open."""

    __slots__ = ("flaw", "line", "size", "values")

    def __init__(self, line: int) -> None:
        self.line = line
        self.values: dict[str, Any] = {}
        self.size = 0
        self.flaw = ""

    def add(self, name: str, value: str) -> None:
        if len(value) > LONGEST_VALUE or len(self.values) >= MOST_ATTRIBUTES:
            self.flaw = "TOO_LARGE"
            return
        if "\N{REPLACEMENT CHARACTER}" in value:
            self.flaw = self.flaw or "ENCODING"
        if name in self.values:
            name = f"{name}#{len(self.values)}"
        self.values[name] = value
        self.size += len(name) + len(value) + 200  # about what Python adds


FLAWS = {
    "TOO_LARGE": "The event has a value or a number of attributes beyond the limits.",
    "ENCODING": "The event holds bytes that are no text in the encoding of the file.",
    "CASE_TOO_LARGE": f"The trace has more than {MOST_EVENTS_OF_A_TRACE} events or too much text.",
}


class _Log(ContentHandler):
    """Gathers a trace until it ends: its own attributes may follow its events."""

    def __init__(self) -> None:
        super().__init__()
        self.is_log = False
        self._locator: Locator | None = None
        self._path: list[str] = []  # open elements, local names
        self._keys: list[str] = []  # open attributes below the record
        self._skipped = 0  # depth inside `global` and other elements that hold no record
        self._trace: _Record | None = None
        self._event: _Record | None = None
        self._events: list[Raw | Problem] = []
        self._held = 0
        self._ready: list[Raw | Problem] = []
        self._since = 0

    @property
    def line(self) -> int:
        return int(self._locator.getLineNumber() or 1) if self._locator else 1

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def taken(self) -> list[Raw | Problem]:
        ready, self._ready = self._ready, []
        return ready

    def cut(self) -> None:
        """The file broke off inside a trace: its whole events are as good as those of the traces before."""
        if self._trace is not None:
            self._end_trace()

    def check_progress(self, size: int) -> None:
        """A tag that does not end would be held by the parser as long as memory lasts."""
        self._since += size
        if self._since > LONGEST_TAG:
            raise BrokeOff("A tag or text does not end.", code="TOO_LARGE", line=self.line)

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._since = 0
        tag = name.rpartition(":")[2]
        if not self._path:
            self.is_log = tag == "log"
            if not self.is_log:
                raise NotALog(f"The document is <{tag[:40]}>, no <log>.", code="NOT_XES", line=self.line)
        self._path.append(tag)
        if len(self._path) > DEEPEST:
            raise BrokeOff(f"Elements are nested deeper than {DEEPEST}.", code="TOO_DEEP", line=self.line)
        if self._skipped:
            self._skipped += 1
        elif tag == "trace" and self._trace is None:
            self._trace = _Record(self.line)
        elif tag == "event" and self._event is None:
            self._event = _Record(self.line)
        elif self._trace is None and self._event is None:
            self._skipped = int(len(self._path) > 1)
        else:
            self._attribute(tag, attrs)

    def _attribute(self, tag: str, attrs: AttributesImpl) -> None:
        if tag not in STANDARD:
            self._skipped = 1  # an element of somebody's own: nothing of it is ours
            return
        # A list and its `values` have no key of their own worth a place in the name.
        self._keys.append(normalised(attrs.get("key", "")))
        value = attrs.get("value")
        if value is not None:
            record = self._event or self._trace
            assert record is not None
            record.add(".".join(filter(None, self._keys)), value)

    def endElement(self, name: str) -> None:
        self._since = 0
        tag = self._path.pop()
        if self._skipped:
            self._skipped -= 1
        elif tag == "event" and self._event is not None and not self._keys:
            self._end_event()
        elif tag == "trace" and self._trace is not None and not self._keys:
            self._end_trace()
        elif self._keys:
            self._keys.pop()

    def _end_event(self) -> None:
        event, self._event = self._event, None
        assert event is not None
        if self._trace is None:
            self._ready.append(Raw(event.line, event.values, {}))
            return
        if len(self._events) >= MOST_EVENTS_OF_A_TRACE or self._held > MOST_TEXT_OF_A_TRACE:
            event.flaw = "CASE_TOO_LARGE"
        if event.flaw:
            self._events.append(Problem(event.line, event.flaw, FLAWS[event.flaw], str(event.values)[:500]))
            return
        self._held += event.size
        self._events.append(Raw(event.line, event.values, self._trace.values))

    def _end_trace(self) -> None:
        trace = self._trace
        assert trace is not None
        self._ready.append(Raw(trace.line, trace.values, trace.values, is_event=False))
        self._ready += self._events
        self._trace, self._events, self._held = None, [], 0
