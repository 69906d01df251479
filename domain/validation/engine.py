"""The fast engine (jsonschema-rs), set up so that it never fetches and never backtracks.

Two matters in which JSON Schema engines differ are settled here for both engines: patterns are
always judged by this engine (linear time, `$` is the very end of the text), and formats are those
of FORMATS, narrow enough that what passes here passes in other engines too.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Any

import jsonschema_rs

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?"
    r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)


def is_date(text: str) -> bool:
    """Whether `text` is a calendar date of RFC 3339 (full-date) in the years 0001 to 9999.

    Narrower than the engines' own checks: whatever passes, `date.fromisoformat` reads.
    """
    return _DATE.fullmatch(text) is not None and _on_the_calendar(text)


def is_date_time(text: str) -> bool:
    """Whether `text` is a point in time of RFC 3339, with T and Z in upper case, no leap second.

    RFC 3339, 5.6, lets applications demand upper case; engines differ on leap seconds, and Python
    has none. Whatever passes, `datetime.fromisoformat` reads as a time with its offset.
    """
    found = _DATE_TIME.fullmatch(text)
    return found is not None and _on_the_calendar(found[1])


def _on_the_calendar(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_OURS = {"date": is_date, "date-time": is_date_time}
FORMATS = frozenset({*_OURS, "uri"})


def engine(schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """Compile a schema of draft 2020-12.

    Raises ValueError for a schema that draft 2020-12 does not allow, a pattern that needs
    backtracking, and a reference that leads out of the schema; nothing is ever fetched.
    """
    return jsonschema_rs.Draft202012Validator(
        schema,
        validate_formats=True,
        formats=_OURS,
        pattern_options=jsonschema_rs.RegexOptions(),
        retriever=_refuse,
    )


@lru_cache(maxsize=1024)
def keyword_engine(keyword: str, value: str) -> jsonschema_rs.Draft202012Validator:
    """Return the engine of one keyword alone, such as ("pattern", "^[A-Z]{2}$")."""
    return engine({keyword: value})


def _refuse(uri: str) -> Any:
    raise LookupError(f"{uri} is not part of the schema, and nothing is fetched.")
