"""Number formats of a workbook: what makes a number a date, a time, a duration or a percentage.

ECMA-376 part 1, 18.8.30 (built-in formats) and 18.17.4 (serial numbers). A serial number counts
days; 1900 is taken for a leap year, so that 60 is a day that never was.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from math import isfinite
from typing import TypeAlias

from domain.cells.cell import Cell, Percentage
from passports.intake.reading.cell_faults import NO_DATE, NOT_FINITE

# What a number becomes.
Convert: TypeAlias = Callable[[float], Cell]

_BUILT_IN_DATES = frozenset([*range(14, 18), 22, *range(27, 37), *range(50, 59)])
_BUILT_IN_TIMES = frozenset([*range(18, 22), 45, 47])
_BUILT_IN_DURATION = 46
_BUILT_IN_PERCENTAGES = frozenset([9, 10])
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)

_EPOCH_1900 = datetime.fromisoformat("1899-12-30")
_EPOCH_1904 = datetime.fromisoformat("1904-01-01")
_NEVER_WAS = 60
_END = 2_958_466  # the day behind 9999-12-31
_1904_LATER = 1462
_DAY_SECONDS = 86_400
_DAY_MILLISECONDS = 86_400_000


def convert_of(number: int, code: str, *, from_1904: bool) -> Convert | None:
    """Return what a format makes of numbers, None if it leaves them alone.

    `number` is the format's, `code` its text where the workbook defines it, else "".
    """
    kind = _kind_of_code(code) if code else _kind_of_number(number)
    if kind == "date":
        return _date_from_1904 if from_1904 else _date_from_1900
    return {"time": _time, "duration": _duration, "percentage": _percentage}.get(kind)


def _kind_of_number(number: int) -> str:
    if number in _BUILT_IN_DATES:
        return "date"
    if number in _BUILT_IN_TIMES:
        return "time"
    if number in _BUILT_IN_PERCENTAGES:
        return "percentage"
    return "duration" if number == _BUILT_IN_DURATION else ""


def _kind_of_code(code: str) -> str:
    first = _LITERAL.sub("", code).partition(";")[0].lower()
    if _DURATION.search(first):
        return "duration"
    if "%" in first:
        return "percentage"
    if "general" in first:
        return ""
    if "y" in first or "d" in first:
        return "date"
    if "h" in first or "s" in first:
        return "time"
    return "date" if "m" in first else ""


def _date_from_1900(serial: float) -> Cell:
    if not 1 <= serial < _END or int(serial) == _NEVER_WAS:
        return _time(serial) if 0 < serial < 1 else NO_DATE
    return _moment(_EPOCH_1900, serial + (serial < _NEVER_WAS))


def _date_from_1904(serial: float) -> Cell:
    if not 0 <= serial < _END - _1904_LATER:
        return NO_DATE
    return _moment(_EPOCH_1904, serial)


def _moment(epoch: datetime, serial: float) -> date | datetime:
    days = int(serial)
    milliseconds = round((serial - days) * _DAY_MILLISECONDS)
    moment = epoch + timedelta(days=days, milliseconds=milliseconds)
    return moment if milliseconds % _DAY_MILLISECONDS else moment.date()


def _time(serial: float) -> Cell:
    """Return the time of day, as text; a cell has no type for it."""
    return _duration(serial) if 0 <= serial < 1 else _date_from_1900(serial)


def _duration(serial: float) -> Cell:
    if not 0 <= serial < _END:
        return NO_DATE
    minutes, seconds = divmod(round(serial * _DAY_SECONDS), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _percentage(share: float) -> Cell:
    # The fifteen digits that the program has, without what multiplying adds: 7, not 7.000000000001.
    percent = float(f"{share * 100:.15g}")
    return Percentage(percent) if isfinite(percent) else NOT_FINITE
