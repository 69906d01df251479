"""One value, one sequence of bytes: RFC 8785, and the digests and commitments made over it.

Every digest that is more than a file's own is `tagged`: SHA-256 over length-prefixed parts, the
first of which says what is hashed, so that no two different things ever share a digest. A
commitment hides what it covers behind a secret 16-byte salt, because a small value is guessed in
no time.
"""

from collections.abc import Iterable
from hashlib import sha256 as _sha256
from typing import Any

import orjson
import rfc8785

from domain.faults import Fault, Invalid, JsonObject
from domain.pointers import pointer_of

SALT_BYTES = 16

LEAF = "product-passport-registry/leaf/1"
SUBJECT = "product-passport-registry/subject/1"
VERSION = "product-passport-registry/version/1"


_REASONS = {
    "canonical.number": (
        "A number is not finite or is an integer beyond 2^53-1, so it has no canonical form.",
        "Give a finite number; write larger integers as strings.",
    ),
    "canonical.string": (
        "A text holds half of a surrogate pair, so it has no canonical form.",
        "Remove the broken character.",
    ),
    "canonical.name": (
        "A member name is not a text, so the object has no canonical form.",
        "Use texts as member names.",
    ),
    "canonical.type": (
        "A value is of a kind that JSON does not know, so it has no canonical form.",
        "Use objects, lists, texts, numbers, true, false or null.",
    ),
}


def canonical(value: Any) -> bytes:
    """Return the RFC 8785 bytes of a JSON value.

    Raises Invalid with the place of what the form cannot hold: `canonical.number` (not finite, or
    an integer beyond +-(2^53-1)), `canonical.string` (a lone surrogate), `canonical.name` (a member
    name that is no text), `canonical.type` (not a JSON value).
    """
    if _is_plain(value):
        # The same bytes thirty times as fast; what it refuses is asked about below.
        try:
            return orjson.dumps(value, option=_SORTED)
        except orjson.JSONEncodeError:
            pass
    try:
        return rfc8785.dumps(value)
    except ValueError:
        code, path = _culprit(value, ())
    # Raised outside the handler: the library's own sentence quotes the value.
    sentence, remedy = _REASONS[code]
    raise Invalid(Fault(code, sentence, pointer_of(path), remedy))


_SORTED = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER
_ALIKE = frozenset({str, int, bool, type(None)})
_LEAST, _MOST = 1e-3, 1e15


def _is_plain(value: Any) -> bool:
    """Whether orjson either refuses a value or writes it as RFC 8785 does.

    The two part over names beyond ASCII, which UTF-16 may sort otherwise, over numbers that one of
    them writes with an exponent or an empty fraction, and over what JSON does not know.
    """
    kind = type(value)
    if kind is dict:
        for name, part in value.items():
            if type(name) is not str or not name.isascii():
                return False
            if type(part) not in _ALIKE and not _is_plain(part):
                return False
        return True
    if kind is list:
        return all(map(_is_plain, value))
    if kind is float:
        return _LEAST < abs(value) < _MOST and not value.is_integer()
    return kind in _ALIKE


def _culprit(value: Any, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the code and the innermost place of what was refused; names come before values."""
    if isinstance(value, dict):
        for name in value:
            if not isinstance(name, str):
                return "canonical.name", path
            if not _is_accepted(name):
                return "canonical.string", path
        return next(_culprit(v, (*path, k)) for k, v in value.items() if not _is_accepted(v))
    if isinstance(value, list | tuple):
        return next(
            _culprit(v, (*path, str(i))) for i, v in enumerate(value) if not _is_accepted(v)
        )
    if isinstance(value, str):
        return "canonical.string", path
    return ("canonical.number" if isinstance(value, int | float) else "canonical.type"), path


def _is_accepted(value: Any) -> bool:
    try:
        rfc8785.dumps(value)
    except ValueError:
        return False
    return True


def sha256(*parts: bytes) -> bytes:
    """Return the 32-byte SHA-256 of the parts, one after the other."""
    return _sha256(b"".join(parts)).digest()


def tagged(tag: str, *parts: bytes) -> bytes:
    """Return the 32-byte SHA-256 of the tag and the parts, each behind its length.

    Before each (the tag as UTF-8) stands its number of bytes, written as eight bytes with the most
    significant first, so that moving a byte from one part to the next changes the digest.
    """
    return _sha256(_framed(tag.encode(), *parts)).digest()


def _framed(*parts: bytes) -> bytes:
    return b"".join([len(part).to_bytes(8, "big") + part for part in parts])


# Commitments are made by the million: what all begin with is framed and hashed once. A copy of a
# hash costs half of a new one.
_LEAF = _sha256(_framed(LEAF.encode()) + (32).to_bytes(8, "big"))
_SUBJECT = _framed(SUBJECT.encode())
_BLOCK_BYTES = 64
_INNER_PAD = bytes(byte ^ 0x36 for byte in range(256))
_OUTER_PAD = bytes(byte ^ 0x5C for byte in range(256))


class Salted:
    """What is committed to under the salt of one version."""

    def __init__(self, salt: bytes) -> None:
        if len(salt) != SALT_BYTES:
            raise ValueError(f"A salt has {SALT_BYTES} bytes.")
        # HMAC (RFC 2104) by hand: one salt serves for a dozen, and the library would look up the
        # algorithm and hash the two pads for each of them.
        block = salt.ljust(_BLOCK_BYTES, b"\0")
        self._inner = _sha256(block.translate(_INNER_PAD))
        self._outer = _sha256(block.translate(_OUTER_PAD))

    def hmac(self, message: bytes) -> bytes:
        """Return the 32-byte HMAC-SHA256 of a message under the salt."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()

    def leaves(self, parts: Iterable[tuple[str, bytes]]) -> list[bytes]:
        """Return the 32-byte leaf of each (access group, RFC 8785 bytes of the cut to it)."""
        return [leaf_of_key(self.hmac(group.encode()), part) for group, part in parts]

    def subject(self, identifier_text: str) -> bytes:
        """Return the commitment to a product, as `subject_commitment` does."""
        return self.hmac(_SUBJECT + _framed(identifier_text.encode()))


def group_key(salt: bytes, group: str) -> bytes:
    """Return the 32-byte key HMAC-SHA256(salt, group) under which one group's leaf is made.

    Whoever may see one access group of a version is given this key and never the salt, so that they
    can check their part and cannot guess at another.
    """
    return Salted(salt).hmac(group.encode())


def leaf_of_key(key: bytes, canonical_bytes: bytes) -> bytes:
    """Return the 32-byte leaf of one access group from its 32-byte key and its RFC 8785 bytes.

    It is `tagged(LEAF, key, canonical_bytes)`.
    """
    made = _LEAF.copy()
    made.update(key + len(canonical_bytes).to_bytes(8, "big") + canonical_bytes)
    return made.digest()


def leaf_of_bytes(salt: bytes, group: str, canonical_bytes: bytes) -> bytes:
    """Return the 32-byte leaf of one access group from the version's salt and the cut's bytes."""
    return leaf_of_key(group_key(salt, group), canonical_bytes)


def leaf(*, salt: bytes, group: str, cut: JsonObject) -> bytes:
    """Return the 32-byte leaf of `cut`, the part of a version's patch in one access group.

    SHA-256(domain tag | HMAC-SHA256(salt, group) | RFC 8785 bytes), each behind its length as in
    `tagged`. Raises Invalid where the cut has no canonical form, ValueError for a salt of another
    length than 16 bytes.
    """
    return leaf_of_bytes(salt, group, canonical(cut))


def version_digest(header: JsonObject) -> bytes:
    """Return the 32-byte digest of a version, given its header; bytes stand in it as hex texts.

    Raises Invalid where the header has no canonical form.
    """
    return tagged(VERSION, canonical(header))


def subject_commitment(salt: bytes, identifier_text: str) -> bytes:
    """Return the 32-byte commitment to the product a version is of, by its canonical identifier.

    HMAC-SHA256 under the salt over tag and identifier, each behind its length: the public record
    names no serial, and whoever scans the product is given the salt and finds its record.
    """
    return Salted(salt).subject(identifier_text)
