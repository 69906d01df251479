"""Dates as people write them: a day, or a span of days where less is said.

"05.03.2020", "March 5, 2020", "5 mars 2020" and "2020年3月5日" are days. "March 2020", "2020" and
"Q1 2020" are spans. "05/03/2020" is one of two days, unless the column's order is known.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.cells.month_names import fillers, found_in, words_of
from domain.cells.numerals import plain
from domain.cells.reading import Change, Changes
from domain.strict_json import LARGEST

WRITTEN = Change("repair.date", "The date was written as year, month and day, such as 2020-03-05.")
TIME = Change("repair.time", "The time of day was left out: the field holds a day.")
CENTURY = Change("repair.century", "The year had two digits: up to 68 it is of this century.")
SERIAL = Change("repair.serial", "The number counts days since 1900, as spreadsheet programs do.")

LONGEST = 60
_WHOLE_YEAR, _SHORT = 4, 2  # digits
_MONTHS = 12
DAY, WEEK, MONTH, QUARTER, YEAR = "day", "week", "month", "quarter", "year"
ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}

# Years that a number of four digits stands for, and days that one of five or more does.
FIRST_YEAR, LAST_YEAR = 1900, 2100
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_PIVOT = 68  # as POSIX has it for %y

_DIRECTIONS = re.compile("[\u061c\u200e\u200f]")
_TIME = re.compile(
    r"(?:T|,? +|, ?)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)? ?(?:[AaPp]\.?[Mm]\.?)?"
    r" ?(?:Z|UTC|GMT)?(?:[+-][0-9]{2}:?[0-9]{2})?$"
)
_NUMERIC = re.compile(r"([0-9]{1,4})( ?[./-] ?| )([0-9]{1,2})\2([0-9]{1,4})(?: ?\u0433)?\.?")
# A weekday may follow.
_EAST_ASIAN = re.compile(
    r"([0-9]{4}) ?[年년] ?(?:([0-9]{1,2}) ?[月월] ?(?:([0-9]{1,2}) ?[日号號일]"
    r"(?: ?\(?[^\W0-9]{1,3}\)?)?)?)?"
)
_YEAR_MONTH = re.compile(r"([0-9]{4}) ?[./-] ?([0-9]{1,2})|([0-9]{4})(0[1-9]|1[0-2])")
_MONTH_YEAR = re.compile(r"([0-9]{1,2}) ?[./-] ?([0-9]{4})")
_COMPACT = re.compile("([0-9]{4})([0-9]{2})([0-9]{2})")
_QUARTER = re.compile(r"[QqTt]([1-4])[ ,/-]*([0-9]{4})|([0-9]{4})[ ,/-]*[QqTt]([1-4])")
_WEEK = re.compile(
    r"([0-9]{4})[ /-]?(?:W|CW|KW)[ ]?([0-9]{1,2})|(?:W|CW|KW)[ ]?([0-9]{1,2})[ /,.-]+([0-9]{4})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"([0-9]{4,5})(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class When:
    """What a text says about time.

    `precision` is how exact it is, `days` are the first and the last day of the span that it
    names; or, when `open_order` holds, the days that it may be. `order` is the column's order,
    where it was by that alone that a numeric date was read.
    """

    precision: str
    days: tuple[date, ...]
    changes: Changes = (WRITTEN,)
    open_order: bool = False
    order: str = ""


def when(text: str, order: str = "") -> When | None:
    """Return what a text says about time; None for one that says nothing of it, or no real day.

    `order` is that of the column's numeric dates: "ymd", "dmy", "mdy" or "".
    """
    if len(text) > LONGEST:
        return None
    flat = plain(_DIRECTIONS.sub("", text))
    time = _TIME.search(flat)
    if time:
        flat = flat[: time.start()]
    found = _read(flat.strip(), order)
    if found is None or not time or found.precision != DAY:
        return None if time else found
    return replace(found, changes=(*found.changes, TIME))


def of_number(value: float) -> When | None:
    """Return what a number says about time: a year, a day of a spreadsheet program, 20200305."""
    if not -LARGEST <= value <= LARGEST:
        return None
    whole = int(value)
    if whole == value and FIRST_YEAR <= whole <= LAST_YEAR:
        return _span(YEAR, date(whole, 1, 1), date(whole, 12, 31))
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        changes = (SERIAL,) if whole == value else (SERIAL, TIME)
        return When(DAY, (_EPOCH + timedelta(days=whole),), changes)
    compact = _COMPACT.fullmatch(str(whole)) if whole == value else None
    return _year(*map(int, compact.groups())) if compact else None


def order_of(texts: Iterator[str]) -> str:
    """Return the order of numeric dates that a column's texts show: a day above 12 tells.

    "" where nothing tells, or where they contradict one another.
    """
    shown = set()
    for text in texts:
        found = _NUMERIC.fullmatch(_TIME.sub("", plain(text))) if len(text) <= LONGEST else None
        if found and len(found[4]) == _WHOLE_YEAR:
            first, second = int(found[1]), int(found[3])
            if first > _MONTHS >= second:
                shown.add("dmy")
            if second > _MONTHS >= first:
                shown.add("mdy")
    return shown.pop() if len(shown) == 1 else ""


def _read(flat: str, order: str) -> When | None:
    found = _NUMERIC.fullmatch(flat)
    if found:
        return _numeric(found, order)
    for pattern, read in _FORMS:
        found = pattern.fullmatch(flat)
        said = read(*(int(part) for part in found.groups() if part)) if found else None
        if said is not None:
            return said
    number = _NUMBER.fullmatch(flat)
    return of_number(float(flat)) if number else _words(flat)


def _numeric(found: re.Match[str], order: str) -> When | None:
    first, sign, second, last = found.groups()
    parts = (int(first), int(second), int(last))
    year_first, short = len(first) > _SHORT, len(last) <= _SHORT
    if len(first if year_first else last) not in {1, _SHORT, _WHOLE_YEAR}:
        return None
    if year_first:
        return _one_of((parts,), (WRITTEN,)) if short else None
    orders = [each for each in ORDERS if short or each != "ymd"]
    if not order and "." in sign:
        order = "dmy"
    readings = {
        each: (_full(parts[year]) if short else parts[year], parts[month], parts[day])
        for each in orders
        for year, month, day in (ORDERS[each],)
    }
    changes = (WRITTEN, CENTURY) if short else (WRITTEN,)
    said = _one_of((readings[order],), changes) if order in readings else None
    return replace(said, order=order) if said else _one_of(tuple(readings.values()), changes)


def _one_of(parts: tuple[tuple[int, int, int], ...], changes: Changes) -> When | None:
    """Return the day or days that year, month and day can be; None where there is no such day."""
    days = tuple(dict.fromkeys(day for each in parts if (day := _day(*each)) is not None))
    return When(DAY, days, changes, open_order=len(days) > 1) if days else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full(year: int) -> int:
    return year + (2000 if year <= _PIVOT else 1900)


def _span(precision: str, first: date, last: date, changes: Changes = (WRITTEN,)) -> When:
    return When(precision, (first, last), changes)


def _year(year: int, month: int = 0, day: int = 0) -> When | None:
    """Return a year, a month or a day, as far as it is said."""
    if day:
        return _one_of(((year, month, day),), (WRITTEN,))
    if month:
        return _month(year, month)
    in_use = FIRST_YEAR <= year <= LAST_YEAR
    return _span(YEAR, date(year, 1, 1), date(year, 12, 31)) if in_use else None


def _month(year: int, month: int, changes: Changes = (WRITTEN,)) -> When | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= _MONTHS):
        return None
    last = monthrange(year, month)[1]
    return _span(MONTH, date(year, month, 1), date(year, month, last), changes)


def _quarter(one: int, other: int) -> When | None:
    year, quarter = max(one, other), min(one, other)
    first, last = _month(year, 3 * quarter - 2), _month(year, 3 * quarter)
    return _span(QUARTER, first.days[0], last.days[1]) if first and last else None


def _week(one: int, other: int) -> When | None:
    try:
        monday = date.fromisocalendar(max(one, other), min(one, other), 1)
    except ValueError:
        return None
    return _span(WEEK, monday, monday + timedelta(days=6))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., When | None]], ...] = (
    (_COMPACT, _year),
    (_EAST_ASIAN, _year),
    (_YEAR_MONTH, _month),
    (_MONTH_YEAR, lambda month, year: _month(year, month)),
    (re.compile("([0-9]{4})"), _year),
    (_QUARTER, _quarter),
    (_WEEK, _week),
)


def _words(flat: str) -> When | None:
    """Read a text with the name of a month: "5 March 2020", "Mar 5 20", "March 2020"."""
    named, left = found_in(words_of(flat))
    numbers = [word for word in left if word.isascii() and word.isdigit()]
    if len(named) != 1 or any(word not in numbers and word not in fillers() for word in left):
        return None
    readings = [_with_month(month, numbers) for month in named[0]]
    if len(readings) == 1:
        return readings[0]
    days = [reading.days[0] for reading in readings if reading and reading.precision == DAY]
    return When(DAY, tuple(days), open_order=True) if len(days) > 1 else None


def _with_month(month: int, numbers: list[str]) -> When | None:
    years = [int(number) for number in numbers if len(number) == _WHOLE_YEAR]
    others = [int(number) for number in numbers if len(number) <= _SHORT]
    if len(years) + len(others) != len(numbers):
        return None
    match years, others:
        case [year], [day]:
            return _one_of(((year, month, day),), (WRITTEN,))
        case [year], []:
            return _month(year, month)
        case [], [day, year]:
            return _one_of(((_full(year), month, day),), (WRITTEN, CENTURY))
        case [], [year]:
            return _month(_full(year), month, (WRITTEN, CENTURY))
    return None
