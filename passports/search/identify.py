"""From what somebody types or scans to an identifier."""

import re

from domain.faults import Fault, Malformed
from domain.identifiers import Identifier, from_link, from_path, from_uri, parse
from domain.identifiers.keys import SCHEMES
from domain.identifiers.own import LENGTH as OWN_LENGTH
from passports.reading import registered

GTIN_LENGTHS = frozenset({8, 12, 13, 14})
DIGITS = re.compile(r"[0-9]+")
SPACES = re.compile(r"[\s-]+")
ELEMENT = re.compile(r"\(([0-9]{2,4})\)([^(]+)")
UNREADABLE = Fault(
    "search.form",
    "This is neither a product number nor the address of one.",
    "/identifier",
    "Type the digits below the bar code, the line below the square code, or its whole address.",
)


def identify(typed: str) -> Identifier:
    """Return the identifier that somebody typed in any of its spellings.

    Takes a GTIN of 8 to 14 digits (spaces and hyphens do no harm), an own key, an element string
    such as (01)09506000134352(21)SN1, a canonical text, or an address of any host. Raises
    Malformed.
    """
    text = typed.strip()
    if re.match(r"https?://", text, re.IGNORECASE):
        return _of_address(text)
    if text.partition(":")[0] in SCHEMES:
        return parse(text)
    if text.startswith("("):
        elements = ELEMENT.findall(text)
        if "".join(f"({ai}){value}" for ai, value in elements) == text:
            return from_path("".join(f"/{ai}/{_encoded(value)}" for ai, value in elements))
    if text.startswith(("/", "01/", "own/")):
        return from_path(f"/{text.removeprefix('/')}")
    bare = SPACES.sub("", text)
    if DIGITS.fullmatch(bare) and len(bare) in GTIN_LENGTHS:
        return from_path(f"/01/{bare.zfill(14)}")
    if bare.isalnum() and bare.isascii() and len(bare) == OWN_LENGTH:
        return from_path(f"/own/{bare}")
    raise Malformed(UNREADABLE)


def _of_address(uri: str) -> Identifier:
    """Return the identifier of a Digital Link, or of a maker's own address that is registered."""
    try:
        return from_uri(uri)[0]
    except Malformed:
        found = registered(from_link(uri)) if uri.startswith("https://") else None
        if found is None:
            raise
        return found


def _encoded(value: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", lambda found: f"%{ord(found[0]):02X}", value)
