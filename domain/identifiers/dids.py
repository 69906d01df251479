"""Decentralised identifiers (W3C DID Core 1.0, section 3.1), as texts: nothing is resolved.

Any method will do. The host of a `did:web` is in small letters, so that one product has one
spelling; of the rest, no two spellings mean the same.
"""

import re
from urllib.parse import quote

from domain.faults import Sentence
from domain.identifiers.formats import Format, Rule
from domain.identifiers.links import HOST

LONGEST = 200

_ID_CHARACTER = "(?:[A-Za-z0-9._-]|%[0-9A-F]{2})"
_WEB = re.compile(rf"web:{HOST}(?:%3A[0-9]{{1,5}})?(?::.*)?")


def _has_small_host(value: str) -> bool:
    return not value.startswith("web:") or _WEB.fullmatch(value) is not None


def encode(value: str) -> str:
    """Return what stands behind "did:" in a canonical text, colons left as they are."""
    return quote(value, safe=":")


def claimed(value: str) -> str:
    """Return what a claim to a method's names has to begin: each name ends with a colon."""
    return f"{value}:"


DID = Format(
    Sentence("a method, a colon and what the method gives out"),
    re.compile(rf"(?=.{{1,{LONGEST}}}\Z)[a-z0-9]+:(?:{_ID_CHARACTER}*:)*{_ID_CHARACTER}+"),
    re.compile(r"[!-~]*"),
    Sentence("letters A to Z, a to z, digits and ._-:%"),
    len("a:a"),
    LONGEST,
    ((slice(None), Rule("did_web", _has_small_host)),),
)
