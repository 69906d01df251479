"""What the cells of a row mean by the mapping, what is repaired for it, and what is asked.

A cell that is right already costs little.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import repeat
from typing import Any

from domain.canonical import canonical, sha256
from domain.cells.cell import Cell, text_of
from domain.cells.reading import Question, Reading, Repair
from domain.faults import Fault, Json, Refusal
from passports.intake.answers import Action, Answer, Given
from passports.intake.layout import Column, Fields, Layout
from passports.intake.mapping.checks import questions_of
from passports.intake.mapping.fields import IDENTIFIER, SECTOR, Path
from passports.intake.mapping.meanings import CellReader
from passports.intake.reading.table import Row
from passports.intake.rows import ReadRow


class RowReader:
    """Reads the rows of one table; it never raises for what stands in them."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._answers = layout.answers
        self._answered = frozenset(number for number, _ in layout.answers.cells)
        self._sector = layout.mapping.sector

    def read(self, rows: Sequence[Row]) -> list[ReadRow]:
        """Return what rows say, in their order.

        Those of one sector are read column by column: so most cells are found to be right.
        """
        read = [self._begun(number, cells) for number, cells in rows]
        by_sector: dict[str, list[ReadRow]] = {}
        for row in read:
            by_sector.setdefault(row.sector or self._sector, []).append(row)
        for sector, alike in by_sector.items():
            try:
                fields = self._layout.fields_of(sector)
            except Refusal as refusal:
                self._refuse(alike, refusal)
            else:
                self._fill_all(alike, fields)
        for row in read:
            self._finish(row)
        return read

    def _begun(self, number: int, cells: Sequence[Cell]) -> ReadRow:
        """Return a row with what the registry's own columns say."""
        row = ReadRow(number, cells)
        for name, (index, header) in self._layout.own.items():
            reading = self._layout.own_readers[name](cells[index])
            value = self._take(row, header, cells[index], reading)
            setattr(row, name, "" if value is None else str(value))
        if not row.sector and not row.parent:
            row.sector = self._sector
        return row

    def _refuse(self, rows: Sequence[ReadRow], refusal: Refusal) -> None:
        _, header = self._layout.own.get(SECTOR, (-1, SECTOR))
        for row in rows:
            for fault in refusal.faults:
                _note(row, header, fault)

    def _fill_all(self, rows: Sequence[ReadRow], fields: Fields) -> None:
        columns = list(zip(*(row.cells for row in rows), strict=False))
        plain = [column.plain(columns[column.index]) for column in fields.filling]
        by_row = zip(*plain, strict=True) if plain else repeat(())
        for row, values in zip(rows, by_row, strict=False):
            self._fill_row(row, fields, values)

    def _fill_row(self, row: ReadRow, fields: Fields, plain: Sequence[Json]) -> None:
        """Put the cells of a row into their places; of most, `plain` are the values already.

        There is one for each filling column, None for a cell that is empty or needs a closer look.
        """
        row.columns = fields.headers
        data = row.data
        answered = row.number in self._answered
        for column, value in zip(fields.filling, plain, strict=True):
            if value is not None and not answered:
                above, name = column.place
                inner = data
                for part in above:
                    inner = inner.setdefault(part, {})
                inner[name] = value
            elif answered or row.cells[column.index] != "":
                self._fill(row, column)
        for path, constant, entry in fields.constants:
            if not entry or _get(data, entry) is not None:
                _put(data, path, constant)
        for index, header, nothings in fields.foreign:
            if text_of(row.cells[index]).strip().casefold() not in nothings:
                self._ask(row, header, _FOREIGN, None)

    def _finish(self, row: ReadRow) -> None:
        if self._layout.mapping.checks:
            self._check(row)
        for stray in row.cells[len(self._layout.columns) :]:
            if isinstance(stray, Fault):
                _note(row, "", stray)
        row.key = self._key(row)
        row.left_out = row.number in self._answers.rows

    def _fill(self, row: ReadRow, column: Column) -> None:
        cell = row.cells[column.index]
        path, reading = column.read(cell)
        if column.total is not None:
            reading = _product(row, column.total, cell, reading)
        value = self._take(row, column.header, cell, reading)
        if column.total is not None and value is not None and value is not reading.value:
            # What a person answered is a share, as the cell is.
            value = _product(row, column.total, cell, Reading(value)).value
        if value is not None:
            _put(row.data, path, value)

    def _take(self, row: ReadRow, header: str, cell: Cell, reading: Reading) -> Json:
        """Return what a cell means, None for nothing, and note what is to be told of it."""
        said = self._said(row, header)
        if isinstance(said, Given):
            return said.value
        if said in (Action.LEAVE_OUT, Action.AS_WRITTEN):
            return None if said is Action.LEAVE_OUT else _as_written(cell)
        if reading.fault is not None:
            _note(row, header, reading.fault)
        elif reading.question is not None:
            return self._ask(row, header, reading.question, said)
        elif any(self._answers.columns.get((header, r.code)) for r in reading.repairs):
            return _as_written(cell)
        if reading.repairs:
            row.repairs += tuple((header, repair) for repair in reading.repairs)
        return reading.value

    def _said(self, row: ReadRow, header: str) -> Answer | None:
        return self._answers.cells.get((row.number, header)) if self._answers.cells else None

    def _ask(self, row: ReadRow, header: str, question: Question, said: Answer | None) -> Json:
        answer = said or self._answers.columns.get((header, question.code))
        if answer is Action.FIRST and question.choices:
            return question.choices[0]
        if answer not in (Action.LEAVE_OUT, Action.ACCEPT):
            row.questions = (*row.questions, (header, question))
        return None

    def _check(self, row: ReadRow) -> None:
        values = dict(zip(self._layout.columns, row.cells, strict=False))
        for header in values:
            said = self._said(row, header)
            if isinstance(said, Given) and isinstance(said.value, bool | int | float | str):
                values[header] = said.value
        mapping = self._layout.mapping
        for header, question in questions_of(mapping.checks, values, mapping.decimals):
            said = self._said(row, header)
            chosen = self._ask(row, header, question, None if isinstance(said, Given) else said)
            if chosen is not None:
                self._choose(row, header, chosen)

    def _choose(self, row: ReadRow, header: str, chosen: Json) -> None:
        """Let a column have the value that was proposed for its cell."""
        fields = self._layout.fields_of(row.sector or self._sector)
        column = next((c for c in fields.filling if c.header == header), None)
        if column is None:
            return
        value = chosen
        if column.total is not None:
            cell = row.cells[column.index]
            value = _product(row, column.total, cell, Reading(chosen)).value
        if value is not None:
            _put(row.data, column.paths[0], value)

    def _key(self, row: ReadRow) -> bytes:
        if row.identifier:
            return _digest(IDENTIFIER, row.identifier)
        data = row.data
        tells = [_plain(_get(data, path)) for path in self._layout.match]
        if not any(tells):
            return _digest(row.sector, canonical(data).decode())
        return _digest(row.sector, row.parent, *tells)


def _product(row: ReadRow, of: tuple[int, CellReader], cell: Cell, share: Reading) -> Reading:
    """Return a share times the total in another column of its row, exactly."""
    index, read = of
    total = read(row.cells[index]).value
    if not isinstance(share.value, int | float) or not isinstance(total, int | float):
        return Reading(question=share.question, fault=share.fault)
    exact = Decimal(f"{Decimal(str(share.value)) * Decimal(str(total)):.{_DIGITS}g}")
    amount = int(exact) if exact == exact.to_integral_value() else float(exact)
    said = all(repair.said for repair in share.repairs)
    return Reading(amount, (Repair("repair.share", text_of(cell), amount, _SHARE, said),))


def _note(row: ReadRow, header: str, fault: Fault) -> None:
    place = row.place(header) if header else row.place()
    row.faults = (*row.faults, replace(fault, pointer=place))


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
