"""What stands below a table and is no product: totals, averages, remarks."""

import re
from collections.abc import Sequence

from domain.cells.cell import Cell
from passports.intake.reading.form import MAX_FOOTER_ROWS
from passports.intake.reading.glance import count, is_filled, is_word, line_of
from passports.intake.reading.table import Note, Row
from passports.intake.reading.words import WORDS

_TOTALS = frozenset(word for words in WORDS["totals"].values() for word in words)
_NUMBER_OF_COLUMNS = 3  # in a narrower table one filled cell is nothing special
_REMARK = re.compile("|".join(map(re.escape, WORDS["remarks"])), re.IGNORECASE)


def footer_of(last: Sequence[Row], width: int) -> int:
    """Return how many of the last rows of a table of `width` columns are no products.

    `last` are its last filled rows in order; blank ones show as gaps between their numbers. That is
    a row of totals, and below a blank row or behind a mark rows that hold one remark each.
    """
    rows = last[-MAX_FOOTER_ROWS - 1 :]
    found = 0
    for index in range(len(rows) - 1, 0, -1):
        number, cells = rows[index]
        if _is_total(cells):
            found = len(rows) - index
        elif _is_remark(cells, width):
            apart = number > rows[index - 1][0] + 1
            if apart or _REMARK.match(_first_text(cells)):
                found = len(rows) - index
        else:
            break
    return min(found, MAX_FOOTER_ROWS)


def footer_note(place: str) -> Note:
    """Return the note on rows that are left out at the end."""
    sentence = "The last rows are totals or remarks, no products: they are left out."
    return Note("footer.left_out", sentence, place)


def _is_total(cells: Sequence[Cell]) -> bool:
    """Whether the first filled cell is a word for a total, and all others are numbers."""
    first, *others = filter(is_filled, cells)
    name = line_of(first).casefold().strip(" :=.")
    return name in _TOTALS and bool(others) and not any(map(is_word, others))


def _is_remark(cells: Sequence[Cell], width: int) -> bool:
    return width >= _NUMBER_OF_COLUMNS and count(cells) == 1 and any(map(is_word, cells))


def _first_text(cells: Sequence[Cell]) -> str:
    return line_of(next(filter(is_filled, cells)))
