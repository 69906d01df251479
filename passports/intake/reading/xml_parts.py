"""The XML of a workbook: small parts through a parser, large ones cut into runs of elements.

No part may declare a document type: that is what entities need to expand. Names come without
their prefix; a workbook has few namespaces, and their local names do not collide here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.parsers import expat

from domain.faults import Malformed
from passports.intake.reading.limits import MAX_LINE, MAX_PART_BYTES
from passports.intake.reading.places import bad_file

Start = Callable[[str, Mapping[str, str]], None]

_BYTES_OF_UTF8 = {None, "utf-8", "us-ascii"}


def parse(
    xml: Iterable[bytes],
    start: Start,
    *,
    text: Callable[[str], None] | None = None,
    end: Callable[[str], object] | None = None,
    whole: bool = True,
) -> None:
    """Parse an XML document given in blocks, or with `whole` False its beginning.

    `start` gets the local name and the attributes of each element, `text` what is written, `end`
    the local name again. Raises Malformed: `xlsx.xml`, `xlsx.doctype`.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _refuse_encoding
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    parser.CharacterDataHandler = text
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    try:
        for block in xml:
            parser.Parse(block)
        if whole:
            parser.Parse(b"", True)  # noqa: FBT003 - it takes no keywords
    except expat.ExpatError:
        raise broken() from None


class Runs:
    """The elements within one container of a large part, in runs of whole elements as text.

    `prefix` is the namespace prefix of the part with its colon, or "". `head` is what stands before
    the elements; `tail`, complete once the runs were iterated over, what stands behind them.
    """

    def __init__(self, blocks: Iterator[bytes], container: str, element: str) -> None:
        self._blocks = blocks
        opening = re.compile(rf"<((?:[\w.-]+:)?){container}(?:\s[^<>]*?)?(/?)>".encode())
        buffer = b""
        while not (match := opening.search(buffer)):
            block = next(blocks, b"")
            if not block or len(buffer) > MAX_LINE:
                raise broken()
            buffer += block
        self.head = buffer[: match.end()]
        self.prefix = match[1].decode()
        self.tail = b""
        self._buffer = buffer[match.end() :]
        self._is_empty = bool(match[2])
        self._close = f"</{self.prefix}{element}>".encode()
        self._end = f"</{self.prefix}{container}".encode()

    def __iter__(self) -> Iterator[str]:
        if self._is_empty:
            return
        buffer = self._buffer
        while (end := buffer.find(self._end)) < 0:
            cut = buffer.rfind(self._close) + len(self._close)
            if cut >= len(self._close):
                yield _text(buffer[:cut])
                buffer = buffer[cut:]
            block = next(self._blocks, b"")
            if not block or len(buffer) > MAX_LINE:
                raise broken()
            buffer += block
        yield _text(buffer[:end])
        self.tail = buffer[end:]
        for block in self._blocks:
            self.tail += block
            if len(self.tail) > MAX_PART_BYTES:
                raise broken()


def broken() -> Malformed:
    """Return the refusal of a workbook whose XML is not what spreadsheet programs write."""
    sentence = "The workbook holds XML that is faulty or none that spreadsheet programs write."
    remedy = "Open it in a spreadsheet program and save it as a workbook (.xlsx) again."
    return bad_file("xlsx.xml", sentence, remedy)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _text(raw: bytes) -> str:
    if b"\0" in raw:
        raise broken()
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise broken() from None


def _refuse_doctype(*_: object) -> None:
    sentence = "The workbook declares a document type, which can make it explode when it is read."
    remedy = "Open it in a spreadsheet program and save it as a workbook (.xlsx) again."
    raise bad_file("xlsx.doctype", sentence, remedy)


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _BYTES_OF_UTF8:
        raise broken()
