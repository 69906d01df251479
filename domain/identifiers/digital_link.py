"""Addresses of products: GS1 Digital Link (URI Syntax 1.7), and the same form for own keys.

An address is read, never followed: that it names a product does not mean that anything answers.
"""

import re
from collections.abc import Iterator, Mapping

from domain.faults import Fault, Malformed
from domain.identifiers import percent, words
from domain.identifiers.attributes import ATTRIBUTES, KNOWN, NEVER_IN_QUERY, PRIMARY_KEYS
from domain.identifiers.diagnosis import attribute_fault
from domain.identifiers.identifier import Identifier
from domain.identifiers.keys import KEYS, Key

CANONICAL_HOST = "https://id.gs1.org"
MAX_ADDRESS = 4096

# What may stand unescaped (RFC 3986, sections 3.3 and 3.4).
_ILLEGAL_IN_PATH = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@%/-]")
_ILLEGAL_IN_QUERY = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@%/?-]")
_SCHEME = re.compile(r"(?:https?|HTTPS?)://")
_HOST = re.compile(r"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_AFTER_HOST = re.compile(r"[/?]")
_DELIMITER = re.compile(r"[&;]")
_ALL_DIGITS = re.compile(r"[0-9]+")


def from_path(raw_path: str) -> Identifier:
    """Return the identifier of a path that is still percent-encoded, as the client sent it.

    Other segments may stand in front of the key; the rightmost key counts. One slash at the end is
    ignored. An own key may be typed in small letters, with O for 0 and I or L for 1. Raises
    Malformed.
    """
    if len(raw_path) > MAX_ADDRESS:
        raise Malformed(words.ADDRESS_TOO_LONG)
    if not raw_path.startswith("/"):
        raise Malformed(words.RELATIVE)
    if _ILLEGAL_IN_PATH.search(raw_path):
        raise Malformed(words.ILLEGAL)
    if percent.is_broken(raw_path):
        raise Malformed(words.BROKEN_ESCAPE)
    if "%00" in raw_path:
        raise Malformed(words.NULL)
    # Split first: an escaped slash is part of a value.
    segments = [percent.decode(segment) for segment in raw_path.removesuffix("/").split("/")]
    start = _start_of_key(segments)
    row = KEYS[segments[start].lower()]
    pairs = list(zip(segments[start + 2 :: 2], segments[start + 3 :: 2], strict=True))
    return Identifier(row.scheme, (row.component.ai, row.read(segments[start + 1])), tuple(pairs))


def from_uri(uri: str) -> tuple[Identifier, dict[str, str]]:
    """Return the identifier of an address and its data attributes, {AI: value} sorted by AI.

    The fragment, the host and parameters whose names are not all digits (linkType, context and any
    other) play no part. Raises Malformed; the query is looked at once the path is right.
    """
    if len(uri) > MAX_ADDRESS:
        raise Malformed(words.ADDRESS_TOO_LONG)
    scheme = _SCHEME.match(uri)
    if scheme is None:
        raise Malformed(words.SCHEME)
    rest = uri[scheme.end() :].partition("#")[0]
    after = _AFTER_HOST.search(rest)
    end = after.start() if after else len(rest)
    if not _HOST.fullmatch(rest[:end]):
        raise Malformed(words.HOST)
    path, _, query = rest[end:].partition("?")
    identifier = from_path(path or "/")
    return identifier, _attributes(KEYS[identifier.key[0]], identifier, query)


def canonical_uri(identifier: Identifier, attributes: Mapping[str, str] | None = None) -> str:
    """Return the canonical GS1 Digital Link (URI Syntax, section 4.12), attributes sorted by AI.

    Only GS1 keys have one: for others it raises ValueError.
    """
    if identifier.scheme != "gs1":
        raise ValueError("Only an identifier of the scheme gs1 has a canonical GS1 address.")
    pairs = sorted((attributes or {}).items())
    query = "&".join(f"{ai}={percent.encode(value)}" for ai, value in pairs)
    return f"{CANONICAL_HOST}{identifier.path}{'?' if query else ''}{query}"


def address(identifier: Identifier, base: str) -> str:
    """Return the address of an identifier under the web address `base`."""
    return base.rstrip("/") + identifier.path


def _start_of_key(segments: list[str]) -> int:
    """Return where the rightmost key stands, read from the end in pairs.

    segments[0] is the nothing before the first slash. Raises Malformed when there is no key.
    """
    for start in range(len(segments) - 2, 0, -2):
        ai = segments[start].lower()
        if ai in KEYS:
            return start
        if ai in PRIMARY_KEYS:
            raise Malformed(words.unsupported_key(ai))
        if ai not in KNOWN:
            break
    raise Malformed(_why_no_key(segments))


def _why_no_key(segments: list[str]) -> Fault:
    for start in range(len(segments) - 1, 0, -1):
        row = KEYS.get(segments[start].lower())
        if row:
            in_pairs = (len(segments) - start) % 2 == 0
            return words.unknown_in_path(row) if in_pairs else words.pairs(row)
    return words.NO_KEY


def _attributes(row: Key, identifier: Identifier, query: str) -> dict[str, str]:
    if _ILLEGAL_IN_QUERY.search(query):
        raise Malformed(words.ILLEGAL)
    taken = {row.component.ai} | {ai for ai, _ in identifier.qualifiers}
    attributes: dict[str, str] = {}
    faults: list[Fault] = []
    for ai, raw in _digit_parameters(query):
        fault = _misplaced(row, taken, ai) or _value_fault(ai, raw)
        if fault:
            faults.append(fault)
        taken.add(ai)
        attributes[ai] = percent.decode_query(raw)
    if faults:
        raise Malformed(*faults)
    return dict(sorted(attributes.items()))


def _digit_parameters(query: str) -> Iterator[tuple[str, str]]:
    for part in _DELIMITER.split(query):
        name, equals, raw = part.partition("=")
        ai = percent.decode_query(name)
        if equals and _ALL_DIGITS.fullmatch(ai):
            yield ai, raw


def _misplaced(row: Key, taken: set[str], ai: str) -> Fault | None:
    if ai in taken:
        return words.duplicate(ai if ai in KNOWN else "")
    if ai in row.qualifiers:
        return words.qualifier_in_query(row, ai)
    if ai in NEVER_IN_QUERY:
        return words.never_in_query(ai)
    return None if ai in ATTRIBUTES else words.UNKNOWN_IN_QUERY


def _value_fault(ai: str, raw: str) -> Fault | None:
    if not raw:
        return words.empty_attribute(ai)
    if percent.is_broken(raw):
        return words.BROKEN_ESCAPE
    return attribute_fault(ai, percent.decode_query(raw))
