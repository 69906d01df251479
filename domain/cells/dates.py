"""Days, and months or years, out of cells. A day that nobody wrote is never made up."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from domain.cells import marks
from domain.cells.cell import Cell, text_of
from domain.cells.day_texts import DAY, MONTH, TIME, WRITTEN, YEAR, When, of_number, when
from domain.cells.reading import Change, Reading, as_said, asked, repaired, right
from domain.faults import Fault

NO_DATE = Fault(
    "cell.date",
    "The cell is not a date, or there is no such day.",
    remedy="Write year, month and day, such as 2020-03-05.",
)
NO_MONTH = Fault(
    "cell.date",
    "The cell is not a year, with or without a month.",
    remedy="Write the year, or year and month, such as 2020-03.",
)

OPEN = "The date can be read as different days, as in 5/3 and 3/5."

MONTH_WRITTEN = Change("repair.date", "The month was written as year and month, such as 2020-03.")
DAY_LEFT_OUT = Change("repair.date", "The day was left out: the field holds a month.")

_SAID = as_said(WRITTEN)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile("[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")


class Days:
    """Reads the cells of a column of days, kept as 2020-03-05.

    `order` is that of numeric dates, `said` the one that somebody said they have, or "".
    """

    def __init__(self, order: str, *, said: str = "") -> None:
        self._order = order
        self._said = said

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        if _DAY.fullmatch(text):
            try:
                date.fromisoformat(text)
            except ValueError:
                return Reading(fault=NO_DATE)
            return right(text)
        found = when(text, self._order)
        if found is not None and self._said and found.order == self._said:
            changes = tuple(_SAID if each == WRITTEN else each for each in found.changes)
            found = replace(found, changes=changes)
        return _day(text, found)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        if isinstance(cell, date):
            day = cell.isoformat()[:10]
            return repaired(text_of(cell), day, (TIME,)) if _has_time(cell) else right(day)
        return _of_number(cell, _day)


class Months:
    """Reads the cells of a column of years or months, kept as 2020 or 2020-03."""

    def __init__(self, order: str) -> None:
        self._order = order

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        return right(text) if _MONTH.fullmatch(text) else _month(text, when(text, self._order))

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        if isinstance(cell, date):
            return repaired(text_of(cell), _written(cell), (DAY_LEFT_OUT,))
        return _of_number(cell, _month)


def _day(before: str, found: When | None) -> Reading:
    if found is None:
        return marks.nothing_or(before, NO_DATE)
    days = [day.isoformat() for day in found.days]
    if found.open_order:
        return asked("question.date_order", OPEN, *days)
    if found.precision != DAY:
        sentence = f"The cell names a {found.precision}, the field a day: its first or its last?"
        return asked("question.date_precision", sentence, *days)
    return repaired(before, days[0], found.changes)


def _month(before: str, found: When | None) -> Reading:
    if found is None:
        return marks.nothing_or(before, NO_MONTH)
    months = list(dict.fromkeys(_written(day) for day in found.days))
    if found.precision == YEAR:
        year = months[0][:4]
        return right(year) if year == before else repaired(before, year, (MONTH_WRITTEN,))
    if len(months) > 1:
        if found.open_order:
            return asked("question.date_order", OPEN, *months)
        sentence = f"The cell names a {found.precision}, the field a month or a year."
        return asked("question.date_precision", sentence, *months)
    other = tuple(change for change in found.changes if change not in {WRITTEN, TIME})
    cut = MONTH_WRITTEN if found.precision == MONTH else DAY_LEFT_OUT
    return repaired(before, months[0], (*other, cut))


def _of_number(cell: Cell, read: Callable[[str, When | None], Reading]) -> Reading:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return marks.unfit(cell)
    return read(text_of(cell), of_number(cell))


def _has_time(cell: date) -> bool:
    return isinstance(cell, datetime) and cell.time() != time()


def _written(day: date) -> str:
    return day.isoformat()[:7]
