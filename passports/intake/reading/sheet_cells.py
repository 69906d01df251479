"""What the cells of a sheet's row say: which column, which type, which value.

A row is cut at its values. What stands between two values, the tags, is the same from row to row
but for the row's number, so it is understood once and then looked up. Whatever is not written in
the usual way goes through an XML parser.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from math import isfinite
from typing import TypeAlias
from xml.sax.saxutils import escape

from domain.cells.cell import Cell
from domain.cells.marks import ERROR
from domain.strict_json import LARGEST
from passports.intake.reading.cell_faults import DAMAGED, NOT_CALCULATED, NOT_FINITE
from passports.intake.reading.limits import MAX_COLUMNS
from passports.intake.reading.places import bad_row, too_many_columns
from passports.intake.reading.strings import text_cell, unescaped
from passports.intake.reading.workbook import Workbook
from passports.intake.reading.xml_parts import parse

# What the text of a value, as it stands in the XML, becomes; ValueError or LookupError if damaged.
Read: TypeAlias = Callable[[str], Cell]

# Stands for the row's number in what is looked up; XML cannot hold it.
_ROW = "\0"
_VALUE = re.compile(r'<(?:v|is><t(?: xml:space="preserve")?)>([^<]*)</(?:v|t></is)>')
_EMPTY_CELLS = r"(?:<c [^<>]*/>\s*|<c [^<>]*>(?:<v/>)?</c>\s*)*"
_BEFORE_VALUE = re.compile(
    rf"(?:<row [^<>]*>\s*|</c>\s*){_EMPTY_CELLS}"
    rf'<c r="([A-Z]{{1,3}}){_ROW}((?: [a-z]+="[^"<>&]*")*)>(<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?'
)
_BEHIND_VALUES = re.compile(rf"(?:<row [^<>]*>\s*|</c>\s*){_EMPTY_CELLS}")
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MAX_KNOWN = 50_000
_MAX_KNOWN_SIZE = 200  # characters


@dataclass(slots=True)
class _Parsed:
    """A cell that went through the parser."""

    attributes: Mapping[str, str]
    has_formula: bool = False
    value: list[str] = field(default_factory=list)
    inline: list[str] | None = None


class CellReader:
    """Reads the rows of a workbook's sheets into cells."""

    def __init__(self, workbook: Workbook) -> None:
        self._strings = workbook.strings
        self._converts = workbook.converts
        self._uncalculated = workbook.uncalculated
        self._known: dict[str, tuple[int, Read]] = {}
        self._width = 0

    def cells(self, row: str, end: str, number: int) -> list[Cell]:
        """Return the cells of a row, from column A to the last that is written or further.

        `row` is its element but for the end tag, `end` that tag. Raises Malformed: `xlsx.xml`,
        `xlsx.address` for a cell of another row, `file.columns`.
        """
        try:
            return self._usual(row, f'{number}"')
        except (ValueError, LookupError):
            return self._parsed(row + end, number)

    def _usual(self, row: str, number: str) -> list[Cell]:
        parts = _VALUE.split(row.replace(number, _ROW))
        cells: list[Cell] = [""] * self._width
        known = self._known
        for before, value in zip(parts[::2], parts[1::2], strict=False):
            found = known.get(before)
            if found is None:
                found = self._understood(before)
                cells += [""] * (self._width - len(cells))
            index, read = found
            cells[index] = read(value)
        # A text may hold what looks like the end of the row's number.
        if not _BEHIND_VALUES.fullmatch(parts[-1]) or _ROW in "".join(parts[1::2]):
            raise ValueError
        return cells

    def _understood(self, before: str) -> tuple[int, Read]:
        """Return the column of the value behind these tags, and how it is read."""
        match = _BEFORE_VALUE.fullmatch(before)
        attributes = dict(_ATTRIBUTE.findall(match[2])) if match else {"r": ""}
        if not match or "r" in attributes or len(attributes) < match[2].count("="):
            raise ValueError
        index = index_of(match[1])
        if index >= MAX_COLUMNS:
            raise ValueError
        read = self._read_of(attributes)
        if match[3] and self._uncalculated:
            read = _unless_zero(read)
        self._width = max(self._width, index + 1)
        if len(before) <= _MAX_KNOWN_SIZE and len(self._known) < _MAX_KNOWN:
            self._known[before] = (index, read)
        return index, read

    def _read_of(self, attributes: Mapping[str, str]) -> Read:
        """Return how values of a cell with these attributes are read."""
        kind = attributes.get("t", "n")
        if kind == "s":
            return self._shared
        if kind != "n":
            return _READS[kind]
        style = int(attributes.get("s", "0"))
        convert = self._converts[style] if style < len(self._converts) else None
        return (lambda value: convert(float(value))) if convert else _number

    def _shared(self, value: str) -> Cell:
        index = int(value)
        if index < 0:
            raise IndexError
        return self._strings[index]

    def _parsed(self, row: str, number: int) -> list[Cell]:
        cells: list[Cell] = []
        index = -1
        for cell in _parsed_cells(row):
            index = _index(cell.attributes.get("r"), number, index + 1)
            value = self._value(cell)
            if index < MAX_COLUMNS:
                cells += [""] * (index + 1 - len(cells))
                cells[index] = value
            elif value != "":
                raise too_many_columns(number)
        return cells

    def _value(self, cell: _Parsed) -> Cell:
        if cell.inline is not None:
            return text_cell("".join(cell.inline))
        value = escape("".join(cell.value), {"\r": "&#13;"})
        if cell.has_formula:
            missing = not value and cell.attributes.get("t") != "str"
            if missing or (self._uncalculated and value == "0"):
                return NOT_CALCULATED
        try:
            return self._read_of(cell.attributes)(value) if value else ""
        except (ValueError, LookupError):
            return DAMAGED


def index_of(letters: str) -> int:
    """Return the index, counted from 0, of the column that a spreadsheet program names so."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _index(reference: str | None, number: int, following: int) -> int:
    if reference is None:
        return following
    match = _REFERENCE.fullmatch(reference)
    if not match or int(match[2]) != number:
        sentence = "A cell of the row says that it stands in another row."
        remedy = "Open the file in a spreadsheet program and save it again."
        raise bad_row("xlsx.address", number, sentence, remedy)
    return index_of(match[1])


def _parsed_cells(row: str) -> list[_Parsed]:
    cells: list[_Parsed] = []
    inside: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        inside.append(name)
        if name == "c":
            cells.append(_Parsed(attributes))
        elif name == "f" and cells:
            cells[-1].has_formula = True
        elif name == "is" and cells:
            cells[-1].inline = []

    def text(written: str) -> None:
        if "c" not in inside:
            return
        if inside[-1] == "v":
            cells[-1].value.append(written)
        elif inside[-1] == "t" and "rPh" not in inside and cells[-1].inline is not None:
            cells[-1].inline.append(written)

    parse([row.encode()], start, text=text, end=lambda _: inside.pop())
    return cells


def _number(value: str) -> Cell:
    number = float(value)
    if number.is_integer() and -LARGEST <= number <= LARGEST:
        return int(number)
    return number if isfinite(number) else NOT_FINITE


def _text(value: str) -> Cell:
    return text_cell(unescaped(value))


def _boolean(value: str) -> Cell:
    return {"1": True, "true": True, "0": False, "false": False}[value]


def _error(_: str) -> Cell:
    return ERROR


def _iso_date(value: str) -> Cell:
    moment = datetime.fromisoformat(value)
    return moment.date() if moment.time() == time.min else moment


def _unless_zero(read: Read) -> Read:
    """Read the value of a formula that was perhaps never calculated: then it is 0."""
    return lambda value: NOT_CALCULATED if value == "0" else read(value)


_READS: Mapping[str, Read] = {
    "str": _text,
    "inlineStr": _text,
    "b": _boolean,
    "e": _error,
    "d": _iso_date,
}
