"""The one clock. Records hold milliseconds since 1970 in UTC."""

import time
from datetime import UTC, datetime


def now_ms() -> int:
    """Return the current time in milliseconds since the epoch, UTC."""
    return time.time_ns() // 1_000_000


def moment(ms: int) -> datetime:
    """Return the aware UTC datetime of a stored time."""
    return datetime.fromtimestamp(ms / 1000, tz=UTC)
