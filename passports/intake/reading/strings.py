"""Texts of a workbook, without phonetic guides, with the escapes of ECMA-376 part 1, 22.9.2.19."""

import re
from collections.abc import Iterator, Mapping

from domain.faults import Fault
from passports.intake.reading.cell_faults import checked
from passports.intake.reading.limits import MAX_CELL
from passports.intake.reading.xml_parts import broken, parse

_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_TAGS = 4
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));|&")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPE = re.compile(r"_x([\da-fA-F]{4})_")


def shared_texts(run: str) -> Iterator[str | Fault]:
    """Yield the text of every `si` element of a run, or why no cell can have it."""
    plain = _PLAIN.findall(run)
    if len(plain) * _TAGS != run.count("<"):
        yield from map(text_cell, _texts(run))
    elif "&" in run or "_x" in run or "\r" in run:
        yield from (text_cell(unescaped(text)) for text in plain)
    elif max(map(len, plain), default=0) * 4 > MAX_CELL:
        yield from map(text_cell, plain)
    else:
        yield from plain


def text_cell(text: str) -> str | Fault:
    """Return the cell of a text that was read from XML."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        # Characters beyond the first plane are written as two halves.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return checked(text)


def unescaped(raw: str) -> str:
    """Return the text of XML without elements; Malformed (`xlsx.xml`) for unknown entities."""
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_character, raw) if "&" in raw else raw


def _character(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    try:
        return chr(int(decimal) if decimal else int(hexadecimal, 16))
    except (TypeError, ValueError):
        raise broken() from None


def _texts(run: str) -> Iterator[str]:
    """Yield the texts of a run whose elements are rich, empty or prefixed."""
    texts: list[list[str]] = []
    inside: list[str] = []

    def start(name: str, _: Mapping[str, str]) -> None:
        inside.append(name)
        if name == "si":
            texts.append([])

    def text(written: str) -> None:
        if inside[-1] == "t" and "si" in inside and "rPh" not in inside:
            texts[-1].append(written)

    parse([b"<sst>", run.encode(), b"</sst>"], start, text=text, end=lambda _: inside.pop())
    return map("".join, texts)
