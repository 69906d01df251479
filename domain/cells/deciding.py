"""What a sample of a column's cells shows together that no cell shows alone."""

import re
from collections.abc import Iterable, Iterator

from domain.cells.cell import Cell
from domain.cells.day_texts import order_of
from domain.cells.numerals import MAX_LENGTH, Ambiguous, Numeral, numeral, plain

# The number of a text that may go on with a unit.
_FIRST_NUMBER = re.compile(r"[^0-9.,+-]{0,4}([+-]?[0-9](?:[0-9., ']*[0-9])?)(?![0-9])")


def texts_in(sample: Iterable[Cell]) -> Iterator[str]:
    """Yield the texts among cells, without the space around them."""
    for cell in sample:
        if isinstance(cell, str) and (text := cell.strip()):
            yield text


def decimal_sign(sample: Iterable[Cell]) -> str:
    """Return the decimal sign that the numbers of a sample are written with.

    "" where none of them has one meaning only, or where they contradict one another.
    """
    shown = {found.sign for found in _numerals(sample, "") if isinstance(found, Numeral)} - {""}
    return shown.pop() if len(shown) == 1 else ""


def date_order(sample: Iterable[Cell]) -> str:
    """Return the order of numeric dates in a sample, "" where it is open."""
    return order_of(texts_in(sample))


def numbers_in(sample: Iterable[Cell], decimal: str) -> Iterator[float]:
    """Yield the numbers of a sample that stand without a unit."""
    for cell in sample:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            yield float(cell)
        elif isinstance(cell, str):
            found = numeral(cell.strip(), decimal)
            if isinstance(found, Numeral):
                yield float(found.value)


def _numerals(sample: Iterable[Cell], decimal: str) -> Iterator[Numeral | Ambiguous | None]:
    for text in texts_in(sample):
        found = _FIRST_NUMBER.match(plain(text[:MAX_LENGTH]))
        if found:
            yield numeral(found[1], decimal)
