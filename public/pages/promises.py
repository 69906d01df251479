"""Promises with a date: updates, spare parts and whatever else a schema names `..._until`."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from domain.sector_schema import FieldSpec, Node
from ledger.clock import moment
from public import wording
from public.pages.blocks import Promise, Promises
from public.pages.sheet import Sheet

Path = tuple[str, ...]
ENDING = "until"
START = ("placed_on_market",)
SOON_DAYS = 183


def is_promise(field: FieldSpec) -> bool:
    """Whether a leaf is a promise: a date whose name ends in "until", once in the product."""
    return field.kind == "date" and field.path[-1].endswith(ENDING) and "*" not in field.path


def promises_in(sheet: Sheet, nodes: list[Node]) -> list[tuple[FieldSpec, date]]:
    """Return the declared promises below these places, in the order of the schema."""
    found = []
    for node in nodes:
        for field in node.leaves():
            until = _day(sheet.value(*field.path)) if is_promise(field) else None
            if until is not None:
                found.append((field, until))
    return found


def promises_block(sheet: Sheet, promises: list[tuple[FieldSpec, date]]) -> Promises | None:
    """Return the promises on one scale of years, from when the product came to market on."""
    if not promises:
        return None
    last = date(max(until for _field, until in promises).year, 12, 31)
    first = date(_first(sheet, promises).year, 1, 1)
    span = max((last - first).days, 1)

    def place(day: date) -> float:
        return 100 * min(max((day - first).days / span, 0), 1)

    today = place(sheet.today)
    drawn = [_promise(sheet, field, until, today, place(until)) for field, until in promises]
    whys = [sheet.explain(field, field.path) for field, _until in promises]
    return Promises(tuple(drawn), str(first.year), str(last.year), next(filter(None, whys), None))


def lead(sheet: Sheet, promises: list[tuple[FieldSpec, date]]) -> str:
    """Return the sentence that opens the section: which promise ends first."""
    to_come = [(until, field) for field, until in promises if until >= sheet.today]
    if not to_come:
        return _("Every promise has ended.") if promises else ""
    until, field = min(to_come, key=lambda each: each[0])
    words = {"title": wording.of_schema(field.title), "day": wording.day_in_words(until)}
    if len(to_come) == len(promises) == 1:
        # Translators: the title ends in "until": "Spare parts until 14 March 2030."
        return pgettext("the only promise", "%(title)s %(day)s.") % words
    return _("The first promise to end: %(title)s %(day)s.") % words


def left_in_words(until: date, today: date) -> str:
    """Return how long a promise still holds: "4 months left", "2 years left", "over"."""
    days = (until - today).days
    if days < 0:
        return _("over")
    if days < SOON_DAYS * 2:
        months = max(1, round(days / 30.4))
        count, unit = months, "mo"
    else:
        years = days // 365
        count, unit = years, "a"
    # Translators: the time is a number with its unit; the plural form is that of the number.
    left = ngettext("%(time)s left", "%(time)s left", count)
    return left % {"time": wording.measured(count, unit)}


def is_soon(until: date, today: date) -> bool:
    """Whether a promise is over or ends within half a year."""
    return (until - today).days < SOON_DAYS


def _promise(sheet: Sheet, field: FieldSpec, until: date, today: float, end: float) -> Promise:
    is_over = until < sheet.today
    day = wording.day_in_words(until)
    return Promise(
        wording.of_schema(field.title),
        _("ended %(day)s") % {"day": day} if is_over else day,
        is_over,
        "0",
        f"{min(today, end):.1f}",
        f"{today:.1f}",
        "" if is_over else f"{max(end - today, 0.6):.1f}",
    )


def _first(sheet: Sheet, promises: list[tuple[FieldSpec, date]]) -> date:
    days = [until for _field, until in promises]
    placed = _day(sheet.value(*START))
    registered = [moment(at_ms).date() for at_ms in sheet.passport.view.times.values()]
    return placed or min([*registered, *days, sheet.today])


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def skipped(nodes: list[Node]) -> Iterator[Path]:
    """Yield the paths of the promises below these places: they are shown here and not there."""
    for node in nodes:
        yield from (field.path for field in node.leaves() if is_promise(field))
