"""A row of a stranger's table as a product: what its cells mean by the mapping, and what is asked.

A cell that is right already costs little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import repeat
from typing import Any

from domain.canonical import canonical, sha256
from domain.cells.cell import Cell, text_of
from domain.cells.reading import Question, Reading, Repair
from domain.faults import Fault, Json, JsonObject, Refusal
from domain.pointers import pointer_of
from passports.intake.answers import Action, Answer, Given
from passports.intake.layout import Column, Fields, Layout
from passports.intake.mapping.checks import questions_of
from passports.intake.mapping.fields import ACTIVITY, IDENTIFIER, OWN, PARENT, SECTOR, Path
from passports.intake.mapping.meanings import CellReader
from passports.intake.reading.table import Row


# Not frozen: setting up a frozen one of so many members takes as long as reading its cells.
@dataclass(slots=True)
class ReadRow:
    """A row as it was understood.

    What it does not say is "", but for the sector of a row without parent. `data` holds the values
    of all cells that mean something, as a patch. `key` tells its product apart from others of the
    file. Repairs and questions stand with their columns, faults at /rows/<row>/<column>.
    `columns` maps pointers to the columns that fill them in the row's sector.
    """

    number: int
    identifier: str
    sector: str
    parent: str
    activity: str
    data: JsonObject
    key: bytes
    columns: Mapping[str, str] = field(repr=False)
    cells: Sequence[Cell] = field(repr=False, compare=False)
    repairs: tuple[tuple[str, Repair], ...] = ()
    questions: tuple[tuple[str, Question], ...] = ()
    faults: tuple[Fault, ...] = ()
    left_out: bool = False

    @property
    def is_repaired(self) -> bool:
        """Whether a cell was changed otherwise than by what the mapping says of its column."""
        return any(not repair.said for _, repair in self.repairs)

    def place(self, *column: str) -> str:
        """Return the pointer of one of the row's cells, or of the row."""
        return pointer_of(("rows", str(self.number), *column))

    def column_of(self, path: Sequence[str]) -> str:
        """Return the column from which a place in the data was read, or the place as its name.

        A place may lie above or below what a column filled.
        """
        pointer = pointer_of(tuple(path))
        if pointer in self.columns:
            return self.columns[pointer]
        near = (
            column
            for filled, column in self.columns.items()
            if pointer.startswith(f"{filled}/") or (path and filled.startswith(f"{pointer}/"))
        )
        return next(near, "/".join(path))


def read_rows(layout: Layout, rows: Sequence[Row]) -> list[ReadRow]:
    """Return what rows say, in their order; never raises for what stands in them.

    Rows of one sector are read column by column, which is where most cells are found to be right.
    """
    reading = [_Row(number, cells, layout) for number, cells in rows]
    by_sector: dict[str, list[_Row]] = {}
    for row in reading:
        by_sector.setdefault(row.sector, []).append(row)
    for sector, alike in by_sector.items():
        try:
            fields = layout.fields_of(sector)
        except Refusal as refusal:
            for row in alike:
                row.refuse(refusal)
            continue
        columns = list(zip(*(row.cells for row in alike), strict=False))
        plain = [column.plain(columns[column.index]) for column in fields.filling]
        by_row = zip(*plain, strict=True) if plain else repeat(())
        for row, values in zip(alike, by_row, strict=False):
            row.fill(fields, values)
    return [row.read() for row in reading]


class _Row:
    """One row while it is being read."""

    def __init__(self, number: int, cells: Sequence[Cell], layout: Layout) -> None:
        self.cells = cells
        self._number = number
        self._layout = layout
        self._answered = number in layout.answered
        self._texts = dict.fromkeys(OWN, "")
        self._data: dict[str, Any] = {}
        self._columns: Mapping[str, str] = {}
        self._repairs: list[tuple[str, Repair]] = []
        self._questions: list[tuple[str, Question]] = []
        self._faults: list[Fault] = []
        for name, (index, header) in layout.own.items():
            cell = cells[index]
            value = self._take(header, cell, layout.own_readers[name](cell))
            self._texts[name] = "" if value is None else str(value)
        self.sector = self._texts[SECTOR] or layout.mapping.sector
        if not self._texts[PARENT]:
            self._texts[SECTOR] = self.sector

    def refuse(self, refusal: Refusal) -> None:
        """Note that there is no such sector."""
        for fault in refusal.faults:
            self._note(self._layout.own.get(SECTOR, (-1, SECTOR))[1], fault)

    def fill(self, fields: Fields, plain: Sequence[Json]) -> None:
        """Put the cells into their places; of those that need no closer look, `plain` are values.

        There is one for each filling column, None for a cell that is empty or has to be looked at.
        """
        self._columns = fields.headers
        data = self._data
        for column, value in zip(fields.filling, plain, strict=True):
            if value is not None and not self._answered:
                above, name = column.place
                inner = data
                for part in above:
                    inner = inner.setdefault(part, {})
                inner[name] = value
            elif self._answered or self.cells[column.index] != "":
                self._fill(column, self.cells[column.index])
        for path, constant, entry in fields.constants:
            if not entry or _get(data, entry) is not None:
                _put(data, path, constant)
        for index, header, nothings in fields.foreign:
            if text_of(self.cells[index]).strip().casefold() not in nothings:
                self._ask(header, _FOREIGN, None)

    def read(self) -> ReadRow:
        """Return the row as it is understood, once it is filled."""
        self._checks()
        for stray in self.cells[len(self._layout.columns) :]:
            if isinstance(stray, Fault):
                self._note("", stray)
        texts = self._texts
        return ReadRow(
            self._number,
            texts[IDENTIFIER],
            texts[SECTOR],
            texts[PARENT],
            texts[ACTIVITY],
            self._data,
            self._key(),
            self._columns,
            self.cells,
            tuple(self._repairs),
            tuple(self._questions),
            tuple(self._faults),
            self._number in self._layout.answers.rows,
        )

    def _fill(self, column: Column, cell: Cell) -> None:
        path, reading = column.read(cell)
        if column.total is not None:
            reading = self._product(column.total, cell, reading)
        value = self._take(column.header, cell, reading)
        if column.total is not None and value is not None and value is not reading.value:
            # What a person answered is a share, as the cell is.
            value = self._product(column.total, cell, Reading(value)).value
        if value is not None:
            _put(self._data, path, value)

    def _take(self, header: str, cell: Cell, reading: Reading) -> Json:
        """Return what a cell means, None for nothing, and note what is to be told of it."""
        answers = self._layout.answers
        said = answers.cells.get((self._number, header)) if self._answered else None
        if isinstance(said, Given):
            return said.value
        if said in (Action.LEAVE_OUT, Action.AS_WRITTEN):
            return None if said is Action.LEAVE_OUT else _as_written(cell)
        if reading.fault is not None:
            self._note(header, reading.fault)
        elif reading.question is not None:
            return self._ask(header, reading.question, said)
        elif any(answers.columns.get((header, r.code)) for r in reading.repairs):
            return _as_written(cell)
        self._repairs.extend((header, repair) for repair in reading.repairs)
        return reading.value

    def _ask(self, header: str, question: Question, said: Answer | None) -> Json:
        answer = said or self._layout.answers.columns.get((header, question.code))
        if answer is Action.FIRST and question.choices:
            return question.choices[0]
        if answer not in (Action.LEAVE_OUT, Action.ACCEPT):
            self._questions.append((header, question))
        return None

    def _product(self, of: tuple[int, CellReader], cell: Cell, share: Reading) -> Reading:
        """Return a share times the total in another column, exactly."""
        index, read = of
        total = read(self.cells[index]).value
        if not isinstance(share.value, int | float) or not isinstance(total, int | float):
            return Reading(question=share.question, fault=share.fault)
        exact = Decimal(f"{Decimal(str(share.value)) * Decimal(str(total)):.{_DIGITS}g}")
        amount = int(exact) if exact == exact.to_integral_value() else float(exact)
        said = all(repair.said for repair in share.repairs)
        return Reading(amount, (Repair("repair.share", text_of(cell), amount, _SHARE, said),))

    def _checks(self) -> None:
        checks = self._layout.mapping.checks
        if not checks:
            return
        values = dict(zip(self._layout.columns, self.cells, strict=False))
        for header in values:
            said = self._layout.answers.cells.get((self._number, header))
            if isinstance(said, Given) and isinstance(said.value, bool | int | float | str):
                values[header] = said.value
        for header, question in questions_of(checks, values, self._layout.mapping.decimals):
            said = self._layout.answers.cells.get((self._number, header))
            chosen = self._ask(header, question, None if isinstance(said, Given) else said)
            if chosen is not None:
                self._choose(header, chosen)

    def _choose(self, header: str, chosen: Json) -> None:
        """Let a column have the value that was proposed for its cell."""
        fields = self._layout.fields_of(self._texts[SECTOR] or self._layout.mapping.sector)
        column = next((c for c in fields.filling if c.header == header), None)
        if column is None:
            return
        value = chosen
        if column.total is not None:
            value = self._product(column.total, self.cells[column.index], Reading(chosen)).value
        if value is not None:
            _put(self._data, column.paths[0], value)

    def _key(self) -> bytes:
        if self._texts[IDENTIFIER]:
            return _digest(IDENTIFIER, self._texts[IDENTIFIER])
        tells = [_plain(_get(self._data, path)) for path in self._layout.match]
        if not any(tells):
            return _digest(self._texts[SECTOR], canonical(self._data).decode())
        return _digest(self._texts[SECTOR], self._texts[PARENT], *tells)

    def _note(self, header: str, fault: Fault) -> None:
        place = ("rows", str(self._number), header) if header else ("rows", str(self._number))
        self._faults.append(replace(fault, pointer=pointer_of(place)))


def _put(data: dict[str, Any], path: Path, value: Json) -> None:
    for part in path[:-1]:
        data = data.setdefault(part, {})
    data[path[-1]] = value


def _get(data: Json, path: Sequence[str]) -> Json:
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def _plain(value: Json) -> str:
    """Return a text as it is compared: without case and surplus space; "" for none."""
    return " ".join(value.casefold().split()) if isinstance(value, str) else ""


def _digest(*texts: str) -> bytes:
    """Return a digest of texts, none of which holds U+0000."""
    return sha256("\0".join(texts).encode())


def _as_written(cell: Cell) -> Json:
    if isinstance(cell, str):
        return cell.strip() or None
    return cell if isinstance(cell, bool | int | float) else str(cell)


_DIGITS = 10  # more than any table has; a share such as 0.8390000000000001 has made some up
_SHARE = "The column holds a share of the amount in another one; the field takes the amount."
_FOREIGN = Question(
    "question.sector",
    "The sector of this row has no such field: the cell would be left out.",
    (),
)
