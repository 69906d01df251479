"""The path of an address: where the key stands in it, and what qualifies it."""

import re

from domain.faults import Fault, Malformed
from domain.identifiers import epc, percent, words
from domain.identifiers.identifier import Identifier, Pair
from domain.identifiers.keys import BY_SEGMENT, IN_PATHS, KEYS

MAX_ADDRESS = 4096

# What may stand unescaped (RFC 3986, section 3.3).
_ILLEGAL = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@%/-]")


def read(raw_path: str, *, short_gtins: bool) -> tuple[Identifier, list[Pair]]:
    """Return the identifier of a raw path, and what a compressed EPC says beyond it.

    Raises Malformed.
    """
    if len(raw_path) > MAX_ADDRESS:
        raise Malformed(words.ADDRESS_TOO_LONG)
    if not raw_path.startswith("/"):
        raise Malformed(words.RELATIVE)
    if _ILLEGAL.search(raw_path):
        raise Malformed(words.ILLEGAL)
    if percent.is_broken(raw_path):
        raise Malformed(words.BROKEN_ESCAPE)
    if "%00" in raw_path:
        raise Malformed(words.NULL)
    # Split first: an escaped slash is part of a value.
    segments = [percent.decode(segment) for segment in raw_path.removesuffix("/").split("/")]
    start = _start_of_key(segments)
    if start is None:
        return _decompressed(segments)
    row = BY_SEGMENT[segments[start].lower()]
    value = row.read(segments[start + 1])
    if short_gtins:
        value = row.component.in_full(value)
    pairs = tuple(zip(segments[start + 2 :: 2], segments[start + 3 :: 2], strict=True))
    return Identifier(row.scheme, (row.component.ai, value), pairs), []


def _start_of_key(segments: list[str]) -> int | None:
    """Return where the rightmost key stands, read from the end in pairs, None without a key.

    segments[0] is the nothing before the first slash.
    """
    for start in range(len(segments) - 2, 0, -2):
        name = segments[start]
        if name.lower() in BY_SEGMENT:
            return start
        if name not in IN_PATHS:
            return None
    return None


def _decompressed(segments: list[str]) -> tuple[Identifier, list[Pair]]:
    try:
        elements = epc.elements(segments[-1])
    except epc.NoDigitalLinkError:
        raise Malformed(words.UNKNOWN_EPC) from None
    except epc.UndecodableError:
        raise Malformed(words.BROKEN_EPC) from None
    if elements is None:
        raise Malformed(_why_no_key(segments))
    key, *others = elements
    row = KEYS[key[0]]
    places = [ai for order in row.orders for ai in order]
    qualifiers = sorted((p for p in others if p[0] in places), key=lambda p: places.index(p[0]))
    beyond = [pair for pair in others if pair[0] not in places]
    return Identifier(row.scheme, key, tuple(qualifiers)), beyond


def _why_no_key(segments: list[str]) -> Fault:
    for start in range(len(segments) - 1, 0, -1):
        row = BY_SEGMENT.get(segments[start].lower())
        if row:
            in_pairs = (len(segments) - start) % 2 == 0
            return words.unknown_in_path(row) if in_pairs else words.pairs(row)
    return words.NO_KEY
