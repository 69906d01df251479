"""A spreadsheet of products, read: one row each, one column per field of the sector schema.

The header names fields as JSON pointers without the first slash (`materials/steel/mass`, `name/en`)
beside the registry's own columns. Cells are typed by the schema; an empty cell says nothing.
Faults stand at /rows/<number in the spreadsheet>/<column>, and all come at once.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from domain.faults import Fault, Refusal
from domain.pointers import path_of, pointer_of
from domain.sector_schema import FieldSpec, Walk
from passports.cells import field_of, value_of

OWN_COLUMNS = ("identifier", "sector", "parent", "activity")
MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
HEADER_ROW = 1

_ACTIVITY = re.compile("[a-z0-9][a-z0-9-]{0,63}")

WalkOf = Callable[[str], Walk]


@dataclass(frozen=True, slots=True)
class Row:
    """One product: its row in the spreadsheet, what the registry's own columns say, its data.

    What a row does not say is "", but for the sector of a row without parent. `data` holds the
    cells that could be read.
    """

    number: int
    identifier: str
    sector: str
    parent: str
    activity: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a spreadsheet and every fault in its cells; `columns` are its header."""

    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def note(self, row: int, column: str, fault: Fault) -> None:
        """Add a fault of a cell, or with column "" of a whole row."""
        self.faults.append(replace(fault, pointer=place(row, column)))


def place(row: int, column: str = "") -> str:
    """Return the pointer of a cell, or of a row."""
    return pointer_of(("rows", str(row), column) if column else ("rows", str(row)))


def read(raw: bytes, sector: str, walk_of: WalkOf) -> Sheet:
    """Read a CSV file: UTF-8, commas, a header line, one product per line below.

    `sector` holds for rows that name none. `walk_of` gives the walk of a sector or raises Invalid;
    only for `sector` itself that is passed on.
    """
    table, faults = _table(raw)
    if not table:
        return Sheet(faults=faults)
    columns = tuple(cell.strip() for cell in table[0])
    sheet = Sheet(columns=columns, faults=faults)
    _check_header(sheet)
    reader = _Reader(sheet, sector, walk_of)
    for number, cells in enumerate(table[1:], start=HEADER_ROW + 1):
        if any(cell.strip() for cell in cells):
            reader.row(number, [cell.strip() for cell in cells])
    reader.note_strays()
    return sheet


def _table(raw: bytes) -> tuple[list[list[str]], list[Fault]]:
    """Return the cells of all lines, or a fault why there are none."""
    if len(raw) > MAX_BYTES:
        return [], [
            _fault(0, "bytes", f"The file is larger than {MAX_BYTES:,} bytes.", "Split it.")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        return [], [_fault(row, "encoding", "The file is not UTF-8.", "Save it as CSV UTF-8.")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    table: list[list[str]] = []
    try:
        for cells in reader:
            table.append(cells)
            if len(table) > MAX_ROWS + HEADER_ROW:
                sentence = f"There are more than {MAX_ROWS:,} rows."
                return [], [_fault(len(table), "rows", sentence, "Split the file.")]
    except csv.Error:
        sentence = "The row cannot be read: a quote is misplaced or missing, or a cell is too long."
        return [], [_fault(len(table) + 1, "quotes", sentence, "Save the file as CSV again.")]
    if not table or not any(cell.strip() for cell in table[0]):
        sentence = "There is no header in the first row."
        return [], [_fault(HEADER_ROW, "header", sentence, "Name the columns in the first row.")]
    return table, []


def _check_header(sheet: Sheet) -> None:
    for name, times in Counter(sheet.columns).items():
        if name and times > 1:
            fault = Fault(
                "column.twice", "The column stands there more than once.", "", "Keep one."
            )
            sheet.note(HEADER_ROW, name, fault)


class _Reader:
    """Reads the rows of one sheet; where a column leads is looked up once per sector."""

    def __init__(self, sheet: Sheet, sector: str, walk_of: WalkOf) -> None:
        self._sheet = sheet
        self._sector = sector
        self._walk_of = walk_of
        self._paths = [path_of("/" + name) for name in sheet.columns]
        self._fields = {sector: self._fields_of(sector)}
        self._strays: list[tuple[int, int]] = []

    def row(self, number: int, cells: list[str]) -> None:
        """Read one line into a row of the sheet."""
        columns = self._sheet.columns
        if any(cells[len(columns) :]):
            sentence = "The row has more cells than the header."
            self._sheet.note(number, "", Fault("row.length", sentence, "", "Name the column."))
        said = {
            name: cell
            for name, cell in zip(columns, cells, strict=False)
            if name in OWN_COLUMNS and cell
        }
        if not _ACTIVITY.fullmatch(said.get("activity", "none")):
            sentence = "The name of the activity model has other than a-z, 0-9 and hyphens."
            fault = Fault("cell.activity", sentence, "", "Rename its file, and write the new name.")
            self._sheet.note(number, "activity", fault)
            del said["activity"]
        sector = said.get("sector", self._sector)
        try:
            fields = self._fields.get(sector) or self._fields_of(sector)
        except Refusal as refusal:
            for fault in refusal.faults:
                self._sheet.note(number, "sector", fault)
            return
        self._fields[sector] = fields
        data: dict[str, Any] = {}
        for index, cell in enumerate(cells[: len(columns)]):
            if cell and columns[index] not in OWN_COLUMNS:
                self._cell(number, index, fields[index], cell, data)
        self._sheet.rows.append(
            Row(
                number=number,
                identifier=said.get("identifier", ""),
                sector=said.get("sector", "" if "parent" in said else self._sector),
                parent=said.get("parent", ""),
                activity=said.get("activity", ""),
                data=data,
            )
        )

    def note_strays(self) -> None:
        """Note columns that no sector of the sheet has, and cells that another sector has."""
        known = [any(fields) for fields in zip(*self._fields.values(), strict=True)]
        for index, name in enumerate(self._sheet.columns):
            if not known[index] and name and name not in OWN_COLUMNS:
                sentence = "No field of the sector has this name."
                remedy = "Name it as its path in the schema, such as mass or name/en; or remove it."
                self._sheet.note(HEADER_ROW, name, Fault("column.unknown", sentence, "", remedy))
        for number, index in self._strays:
            name = self._sheet.columns[index]
            if not name:
                fault = Fault(
                    "column.nameless", "A filled cell has no name above it.", "", "Name it."
                )
                self._sheet.note(number, name, fault)
            elif known[index]:
                sentence = "The sector of this row has no such field."
                self._sheet.note(
                    number, name, Fault("cell.sector", sentence, "", "Empty the cell.")
                )

    def _fields_of(self, sector: str) -> list[FieldSpec | None]:
        walk = self._walk_of(sector)
        return [field_of(walk, path) for path in self._paths]

    def _cell(
        self, number: int, index: int, spec: FieldSpec | None, cell: str, data: dict[str, Any]
    ) -> None:
        if spec is None:
            self._strays.append((number, index))
            return
        value = value_of(spec, cell)
        if isinstance(value, Fault):
            self._sheet.note(number, self._sheet.columns[index], value)
            return
        *above, name = self._paths[index]
        for part in above:
            data = data.setdefault(part, {})
        data[name] = value


def _fault(row: int, code: str, sentence: str, remedy: str) -> Fault:
    return Fault(f"sheet.{code}", sentence, place(row), remedy)
