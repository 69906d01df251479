"""The rows of one sheet, streamed: what is hidden left out, merged cells filled downwards."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.cells.cell import Cell
from domain.faults import Malformed
from passports.intake.reading.glance import is_filled
from passports.intake.reading.limits import MAX_COLUMNS, MAX_MERGED, MAX_ROWS
from passports.intake.reading.places import bad_file, bad_row, too_many_rows
from passports.intake.reading.sheet_cells import CellReader, index_of
from passports.intake.reading.table import Row
from passports.intake.reading.workbook import Sheet, Workbook
from passports.intake.reading.xml_parts import Runs, parse

_NUMBER = re.compile(r"""\sr=["'](\d{1,7})["']""")
_HIDDEN = re.compile(r"""\shidden=["'](?:1|true)["']""")
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_HIDDEN_ROW = re.compile(r"""<(?:[\w.-]+:)?row\s[^<>]*?\bhidden=["'](?:1|true)["']""")
_LAST_RUNS = 2
_DIGITS = 12
_LAST_ROW = 1_048_576  # of a sheet; so many may be formatted without being filled


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells: rows as they are numbered, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to be known of a sheet before its rows are read.

    merged: its merged cells, their columns counted among those that are read.
    hidden_rows, hidden_columns: how many the program hides, the columns within MAX_COLUMNS.
    last: its last filled rows, and more before them.
    """

    merged: tuple[Area, ...]
    hidden_rows: int
    hidden_columns: int
    last: list[Row]


class SheetReader:
    """Reads a sheet; with `hidden` also the rows and columns that the program hides."""

    def __init__(
        self, workbook: Workbook, cells: CellReader, sheet: Sheet, *, hidden: bool
    ) -> None:
        self.sheet = sheet
        self._archive = workbook.archive
        self._cells = cells
        self._hidden = hidden

    def facts(self) -> Facts:
        """Go through the sheet once. Raises Malformed as `rows` does, and `xlsx.merged`."""
        runs = self._runs()
        columns = _hidden_columns(runs.head)
        hidden_rows = 0
        last: deque[str] = deque(maxlen=_LAST_RUNS)
        for run in runs:
            last.append(run)
            if "hidden" in run:
                hidden_rows += len(_HIDDEN_ROW.findall(run))
        rows = list(self._rows(last, runs.prefix, columns))
        merged = _merged(runs, [] if self._hidden else columns)
        return Facts(merged, hidden_rows, len(columns), rows)

    def rows(self, merged: Iterable[Area] = ()) -> Iterator[Row]:
        """Yield the filled rows; the value of `merged` cells in every row that they cover.

        Raises Malformed: `xlsx.damaged`, `xlsx.xml`, `xlsx.doctype`, `xlsx.address`, `file.rows`,
        `file.columns`.
        """
        runs = self._runs()
        rows = self._rows(runs, runs.prefix, _hidden_columns(runs.head))
        return _filled_down(rows, sorted(merged, key=lambda area: area.top))

    def _runs(self) -> Runs:
        return Runs(self._archive.blocks(self.sheet.part), "sheetData", "row")

    def _rows(self, runs: Iterable[str], prefix: str, hidden: Sequence[int]) -> Iterator[Row]:
        kept = None
        if hidden and not self._hidden:
            left_out = set(hidden)
            kept = [index for index in range(MAX_COLUMNS) if index not in left_out]
        end = f"</{prefix}row>"
        for number, tag, row in _elements(runs, f"<{prefix}row", end):
            if not self._hidden and _HIDDEN.search(tag):
                continue
            cells = self._cells.cells(row, end, number)
            if kept:
                cells = [cells[index] for index in kept[: bisect_left(kept, len(cells))]]
            if not any(map(is_filled, cells)):
                continue
            if number > MAX_ROWS:
                raise too_many_rows()
            yield number, cells


def _elements(runs: Iterable[str], start: str, end: str) -> Iterator[tuple[int, str, str]]:
    """Yield (number, start tag, element without its end tag) of every row that may hold cells."""
    number = 0
    for run in runs:
        for piece in run.split(end):
            begin = piece.rfind(start)
            if begin < 0:
                continue
            tag = piece[begin : piece.find(">", begin)]
            match = _NUMBER.search(tag)
            # Rows without a number follow each other; empty ones may be closed in their tag.
            following = int(match[1]) if match else number + piece.count(start)
            if following <= number:
                raise _out_of_order(following)
            if following > _LAST_ROW:
                raise too_many_rows()
            number = following
            if not tag.endswith("/"):
                yield number, tag, piece[begin:]


def spans_of(merged: Iterable[Area], last: int) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Return the first and last column of what is merged across columns, by row, up to a row."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for area in merged:
        if area.left < area.right and area.top <= last:
            spans.setdefault(area.top, []).append((area.left, area.right))
    return spans


def _hidden_columns(head: bytes) -> list[int]:
    """Return the columns that the beginning of a sheet declares hidden, in order."""
    hidden: set[int] = set()

    def take(name: str, attributes: Mapping[str, str]) -> None:
        if name == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = (attributes.get(end, "") for end in ("min", "max"))
            if first.isdecimal() and last.isdecimal() and len(first + last) < _DIGITS:
                hidden.update(range(int(first) - 1, min(int(last), MAX_COLUMNS)))

    parse([head], take, whole=False)
    return sorted(hidden)


def _merged(runs: Runs, hidden: Sequence[int]) -> tuple[Area, ...]:
    """Return the merged cells that are declared behind the rows, without hidden columns."""
    if not runs.tail:
        return ()
    areas: list[Area] = []

    def take(name: str, attributes: Mapping[str, str]) -> None:
        match = _AREA.fullmatch(attributes.get("ref", "")) if name == "mergeCell" else None
        if not match:
            return
        if len(areas) >= MAX_MERGED:
            sentence = f"The sheet has more than {MAX_MERGED:,} merged cells."
            raise bad_file("xlsx.merged", sentence, "Unmerge the cells below the header.")
        left, right = index_of(match[1]), index_of(match[3])
        before = bisect_left(hidden, left)
        within = bisect_right(hidden, right) - before
        areas.append(Area(int(match[2]), left - before, int(match[4]), right - before - within))

    opening = f"<{runs.prefix}worksheet><{runs.prefix}sheetData>".encode()
    parse([opening, runs.tail], take)
    return tuple(areas)


def _filled_down(rows: Iterable[Row], areas: Sequence[Area]) -> Iterator[Row]:
    """Write the value of cells that are merged over several rows into each of them."""
    waiting = deque(area for area in areas if area.top < area.bottom)
    if not waiting:
        yield from rows
        return
    active: dict[int, tuple[int, Cell]] = {}
    for number, cells in rows:
        for column, (bottom, value) in list(active.items()):
            if number > bottom:
                del active[column]
            else:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = cells[column] if is_filled(cells[column]) else value
        while waiting and waiting[0].top <= number:
            area = waiting.popleft()
            if area.top == number and area.left < len(cells) and is_filled(cells[area.left]):
                active[area.left] = (area.bottom, cells[area.left])
        yield number, cells


def _out_of_order(number: int) -> Malformed:
    sentence = "The row stands behind one with a higher number, or behind itself."
    remedy = "Open the file in a spreadsheet program and save it again."
    return bad_row("xlsx.address", number, sentence, remedy)
