"""What a cell looks like at a glance: filled or not, words or numbers, and its text."""

import re
from collections.abc import Sequence

from domain.cells.cell import Cell, text_of
from domain.faults import Fault

_NUMBER = re.compile(r"[\s\d.,'\u2019+\-\u2013%/:()eE]*\d[\s\d.,'\u2019+\-\u2013%/:()eE]*")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_MOST = 0.8


def is_filled(cell: Cell) -> bool:
    """Whether there is anything in the cell."""
    return not isinstance(cell, str) or bool(cell.strip())


def count(cells: Sequence[Cell]) -> int:
    """Return how many of the cells are filled."""
    return sum(map(is_filled, cells))


def trimmed(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells without the empty ones at the end."""
    width = len(cells)
    while width and not is_filled(cells[width - 1]):
        width -= 1
    return list(cells[:width])


def is_word(cell: Cell) -> bool:
    """Whether the cell is text other than a number, a date, a share or a span of numbers.

    So is what cannot be read: it is not taken for a number.
    """
    if isinstance(cell, Fault):
        return True
    return isinstance(cell, str) and is_filled(cell) and not _NUMBER.fullmatch(cell.strip())


def are_words(cells: Sequence[Cell]) -> bool:
    """Whether nearly all of the filled cells are words, and any are. Years may be names as well."""
    words = sum(map(is_word, cells))
    others = sum(is_filled(cell) and not _YEAR.fullmatch(line_of(cell)) for cell in cells)
    return words > 0 and words >= _MOST * others


def line_of(cell: Cell) -> str:
    """Return the text of a cell on one line."""
    return " ".join(text_of(cell).split())


def letters_of(index: int) -> str:
    """Return how a spreadsheet program names a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return letters
