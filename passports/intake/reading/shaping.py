"""Rows as wide as the header, from the first product to the last."""

from collections import deque
from collections.abc import Iterable, Iterator

from domain.cells.cell import Cell
from passports.intake.reading.cell_faults import MISPLACED_QUOTE, TOO_MANY_CELLS
from passports.intake.reading.glance import is_filled
from passports.intake.reading.table import Row


def shaped(rows: Iterable[Row], width: int, first: int, footer: int) -> Iterator[Row]:
    """Yield the rows from number `first` on with `width` cells, but for the last `footer` ones.

    A row that cannot be trusted has a Fault behind its cells.
    """
    held: deque[Row] = deque()
    for number, cells in rows:
        if number < first:
            continue
        if len(cells) < width:
            row = (number, _widened(cells, width))
        elif len(cells) > width:
            row = (number, _narrowed(cells, width))
        else:
            row = (number, cells)
        if not footer:
            yield row
            continue
        held.append(row)
        if len(held) > footer:
            yield held.popleft()


def _widened(cells: list[Cell], width: int) -> list[Cell]:
    if cells == [MISPLACED_QUOTE]:
        return [*[""] * width, MISPLACED_QUOTE]
    return [*cells, *[""] * (width - len(cells))]


def _narrowed(cells: list[Cell], width: int) -> list[Cell]:
    beyond = any(map(is_filled, cells[width:]))
    return [*cells[:width], TOO_MANY_CELLS] if beyond else cells[:width]
