"""Which rows are the header.

People put a title, a date and blank rows above it, group headings over columns of a kind, and units
below.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from domain.cells.cell import Cell
from passports.intake.reading.glance import are_words, count, is_filled, is_word, line_of
from passports.intake.reading.places import bad_row
from passports.intake.reading.words import WORDS

# Row number -> its cells, without empty ones at the end; the first filled rows of a table.
Rows: TypeAlias = Mapping[int, Sequence[Cell]]
# Row number -> (first, last) column, from 0, of every merged cell in it that is wider than one.
Spans: TypeAlias = Mapping[int, Sequence[tuple[int, int]]]

_UNITS = frozenset(" ".join(WORDS["units"].values()).split())
_NO_UNIT = frozenset(WORDS["no_unit"])
_USUAL = 0.9  # of the rows are no wider than the table; a few have remarks beside it
_METADATA_CELLS = 2  # "Supplier" and its name: what stands above a table, not the table


def header_rows(rows: Rows, spans: Spans) -> tuple[int, ...]:
    """Return the numbers of the header's one row or two.

    Raises Malformed (`header.missing`) where no row is made of words.
    """
    main = _main_row(rows)
    if _names_groups(rows, main - 1, main, spans):
        return (main - 1, main)
    if _names_columns_of_groups(rows, main, main + 1, spans):
        return (main, main + 1)
    return (main,)


def units_row(rows: Rows, number: int) -> int:
    """Return the number if that row holds nothing but units, and numbers below them; else 0."""
    cells = rows.get(number, ())
    return number if are_units(cells) and _stands_over_numbers(rows, cells, number) else 0


def _main_row(rows: Rows) -> int:
    """Return the first row of words that is more than half as wide as the table."""
    widths = sorted(map(count, rows.values()))
    usual = widths[round(_USUAL * (len(widths) - 1))]
    candidates = [n for n, cells in rows.items() if are_words(cells) and count(cells) * 2 > usual]
    if not candidates:
        sentence = "There is no row that names the columns."
        remedy = "Write the names of the columns into the row above the first product."
        raise bad_row("header.missing", next(iter(rows)), sentence, remedy)
    # Metadata above a table that is hardly wider than they are is set off by a blank row.
    wider = next((n for n in candidates if count(rows[n]) > _METADATA_CELLS), candidates[0])
    return wider if wider - 1 not in rows else candidates[0]


def _names_groups(rows: Rows, above: int, main: int, spans: Spans) -> bool:
    """Whether the row directly above the main row names groups of its columns."""
    cells = rows.get(above, ())
    texts = [line_of(cell) for cell in cells]
    if not are_words(cells) or count(rows.get(above - 1, ())) > 1:
        return False
    if any(text.endswith(":") for text in texts):
        return False
    width = len(rows[main])
    if above in spans:
        return any(first > 0 or last < width - 1 for first, last in spans[above])
    starts = [index for index, text in enumerate(texts) if text]
    return 0 < len(starts) < count(rows[main]) and (len(starts) > 1 or starts[0] > 0)


def _names_columns_of_groups(rows: Rows, main: int, below: int, spans: Spans) -> bool:
    """Whether the row directly below the main row names the columns of its groups."""
    lower = rows.get(below, ())
    if not are_words(lower) or are_units(lower):
        return False
    upper = [*rows[main], *[""] * (len(lower) - len(rows[main]))]
    gaps = any(is_filled(low) and not is_filled(up) for up, low in zip(upper, lower, strict=False))
    repeated = max(Counter(filter(None, map(line_of, upper))).values(), default=0) > 1
    if not gaps and not repeated:
        return False
    return main in spans or _stands_over_numbers(rows, lower, below)


def _stands_over_numbers(rows: Rows, lower: Sequence[Cell], below: int) -> bool:
    """Whether one of the words has mostly numbers below it."""
    for index, cell in enumerate(lower):
        column = [cells[index] for n, cells in rows.items() if n > below and index < len(cells)]
        filled = list(filter(is_filled, column))
        words = sum(map(is_word, filled))
        if is_filled(cell) and filled and words * 2 < len(filled):
            return True
    return False


def are_units(cells: Sequence[Cell]) -> bool:
    """Whether the cells are units, with or without brackets, and marks for having none."""
    texts = [line_of(cell).strip("[](){}").casefold().replace(" ", "") for cell in cells]
    texts = [text.replace("₂", "2") for text in texts]
    return any(text in _UNITS for text in texts) and all(
        text in _UNITS or text in _NO_UNIT for text in texts
    )
