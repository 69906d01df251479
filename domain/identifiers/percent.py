"""Percent-encoding (RFC 3986, section 2.1) of identifiers in addresses and canonical texts."""

import re
from urllib.parse import quote

_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]*")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")


def encode(value: str) -> str:
    """Return `value` with all but `A-Z a-z 0-9 - . _ ~` escaped, in capital hexadecimal digits."""
    return value if _UNRESERVED.fullmatch(value) else quote(value, safe="")


def decode(raw: str) -> str:
    """Return `raw` with each escape replaced once, by the Latin-1 character of its byte.

    A broken escape stays as it is. No byte above 7F is part of a GS1 character set, so it does not
    matter here that the byte may belong to a longer UTF-8 sequence.
    """
    return _ESCAPE.sub(_character, raw) if "%" in raw else raw


def decode_query(raw: str) -> str:
    """Return `raw` decoded as part of a query, where a plus sign stands for a space."""
    return decode(raw.replace("+", " "))


def is_broken(raw: str) -> bool:
    """Say whether a percent sign is not followed by two hexadecimal digits."""
    return "%" in raw and _BROKEN.search(raw) is not None


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))
