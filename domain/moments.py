"""Points in time that a reader asks for, as milliseconds since 1970 in UTC."""

import re
from datetime import UTC, date, datetime, timedelta

from domain.faults import Fault, Malformed

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 3339. A plus sign in a query that nobody encoded arrives as a space, so that counts as one.
DATE_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"(?P<fraction>\.[0-9]{1,9})?(?P<zone>[Zz]|[+ -][0-9]{2}:[0-9]{2})"
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
DAY = timedelta(days=1)


def parse_at(text: str, now_ms: int) -> int:
    """Return the point in time that `?at=` names, in milliseconds since 1970, UTC.

    A bare date (2026-03-14) means its last millisecond in UTC; a date-time is RFC 3339 with a zone
    (2026-03-14T10:00:00Z), digits beyond the millisecond are cut off. Raises Malformed (`at.form`,
    `at.future`): what will be shown of a day that is not over yet could still change.
    """
    ms = _end_of_day(text) if DATE.fullmatch(text) else _date_time(text)
    if ms is None:
        raise Malformed(
            Fault(
                "at.form",
                "The time asked for is neither a date nor a date with time and zone.",
                "/at",
                "Write it like 2026-03-14 or 2026-03-14T10:00:00Z.",
            )
        )
    if ms > now_ms:
        raise Malformed(
            Fault(
                "at.future",
                "The time asked for is not over yet; a bare date ends at midnight UTC.",
                "/at",
                "Ask for an earlier time, or leave the time out to see what holds now.",
            )
        )
    return ms


def _end_of_day(text: str) -> int | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return (
        _milliseconds(datetime(day.year, day.month, day.day, tzinfo=UTC)) + DAY // MILLISECOND - 1
    )


def _date_time(text: str) -> int | None:
    parts = DATE_TIME.fullmatch(text)
    if parts is None:
        return None
    zone = "+00:00" if parts["zone"] in "Zz" else parts["zone"].replace(" ", "+")
    try:
        second = datetime.fromisoformat(f"{parts['day']}T{parts['time']}{zone}")
        ms = _milliseconds(second)
    except (ValueError, OverflowError):
        return None
    return ms + int(((parts["fraction"] or ".")[1:] + "000")[:3])


def _milliseconds(when: datetime) -> int:
    return (when - EPOCH) // MILLISECOND
