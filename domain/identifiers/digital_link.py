"""Addresses of products: GS1 Digital Link (URI Syntax 1.7), and the same form for other schemes.

An address is read, never followed: that it names a product does not mean that anything answers.
"""

import re
from collections.abc import Mapping

from domain.faults import Malformed
from domain.identifiers import paths, percent, queries, words
from domain.identifiers.identifier import Identifier
from domain.identifiers.keys import KEYS

CANONICAL_HOST = "https://id.gs1.org"

_SCHEME = re.compile(r"(?:https?|HTTPS?)://")
_HOST = re.compile(r"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_AFTER_HOST = re.compile(r"[/?]")
_HTTPS = re.compile(r"https://", re.IGNORECASE)

# How the URI of a value begins in schemes whose identifiers are URIs.
_OWN_URIS = {"did": "did:", "iec61406": "https://", "url": "https://"}


def from_path(raw_path: str, *, short_gtins: bool = False) -> Identifier:
    """Return the identifier of a path that is still percent-encoded, as the client sent it.

    Other segments may stand in front of the key; the rightmost key counts. One slash at the end is
    ignored. An own key may be typed in small letters, with O for 0 and I or L for 1. Instead of a
    key, a compressed EPC may stand at the end. GTINs of 8, 12 and 13 digits are refused, as GS1 has
    it since URI Syntax 1.4; with `short_gtins` they are read, for labels that are older. Raises
    Malformed.
    """
    identifier, beyond = paths.read(raw_path, short_gtins=short_gtins)
    if beyond:
        queries.read(identifier, "", beyond)
    return identifier


def from_uri(uri: str, *, short_gtins: bool = False) -> tuple[Identifier, dict[str, str]]:
    """Return the identifier of an address and its data attributes, {AI: value} sorted by AI.

    The fragment, the host and parameters whose names are not all digits (linkType, context and any
    other) play no part. Raises Malformed; the query is looked at once the path is right.
    """
    if len(uri) > paths.MAX_ADDRESS:
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
    identifier, beyond = paths.read(path or "/", short_gtins=short_gtins)
    if not query and not beyond:
        return identifier, {}
    return identifier, queries.read(identifier, query, beyond, short_gtins=short_gtins)


def from_link(uri: str) -> tuple[Identifier, ...]:
    """Return the identifiers that a maker's own web address may be.

    It may be an identification link (IEC 61406) of an item or the operator's address of a model;
    which of them, only a register can tell. Nothing when it is neither. Raises Malformed for what
    does not begin with https://.
    """
    scheme = _HTTPS.match(uri)
    if scheme is None:
        raise Malformed(words.NOT_HTTPS)
    found = []
    for key in ("iec61406", "url"):
        row = KEYS[key]
        value = row.read(uri[scheme.end() :])
        if row.component.format.accepts(value):
            found.append(Identifier(row.scheme, (key, value)))
    return tuple(found)


def canonical_uri(identifier: Identifier, attributes: Mapping[str, str] | None = None) -> str:
    """Return the canonical GS1 Digital Link (URI Syntax, section 4.12), attributes sorted by AI.

    Only GS1 keys have one: for others it raises ValueError.
    """
    if identifier.scheme != "gs1":
        raise ValueError("Only an identifier of the scheme gs1 has a canonical GS1 address.")
    pairs = sorted((attributes or {}).items())
    query = "&".join(f"{ai}={percent.encode(value)}" for ai, value in pairs)
    return f"{CANONICAL_HOST}{identifier.path}{'?' if query else ''}{query}"


def own_uri(identifier: Identifier) -> str | None:
    """Return the URI that an identifier has wherever it is published, None where it has none.

    The canonical GS1 Digital Link, the DID, the maker's web address.
    """
    if identifier.scheme == "gs1":
        return canonical_uri(identifier)
    if identifier.qualifiers:
        return None
    beginning = _OWN_URIS.get(identifier.scheme)
    return None if beginning is None else beginning + identifier.key[1]


def address(identifier: Identifier, base: str) -> str:
    """Return the address of an identifier under the web address `base`."""
    return base.rstrip("/") + identifier.path
