"""Seals: the salted commitment of a patch and the digest of a version (design section 9)."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.audiences import cut_by_group
from domain.canonical import Salted, canonical, version_digest
from domain.chain import Facts, Version
from domain.faults import Json, JsonObject
from domain.merkle import root
from domain.sector_schema import Walk

SALT_BYTES = 16
SALTS_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True)
class Seal:
    """What is stored beside a version: patch and salt (payload), root and digest (version)."""

    patch: bytes
    salt: bytes
    root: bytes
    digest: bytes


@dataclass
class Sealer:
    """Seals versions; equal patches of one schema are cut and encoded once."""

    _salts: Iterator[bytes] = field(default_factory=lambda: _salts())  # noqa: PLW0108 - defined below
    _parts: dict[tuple[bytes, bytes], list[tuple[str, bytes]]] = field(default_factory=dict)

    def seal(self, product: str, version: Version, walk: Walk, previous: bytes | None) -> Seal:
        """Return the seal of a version about to be accepted; `previous` is the digest before."""
        patch = canonical(dict(version.patch or {}))
        salt = next(self._salts)
        parts = self._parts.get((walk.digest, patch))
        if parts is None:
            parts = parts_of(version.patch or {}, walk)
            self._parts[walk.digest, patch] = parts
        salted = Salted(salt)
        committed = root(salted.leaves(parts))
        digest = version_digest(_header(product, version, salted, committed, previous))
        return Seal(patch, salt, committed, digest)


def parts_of(patch: JsonObject, walk: Walk) -> list[tuple[str, bytes]]:
    """Return (group, RFC 8785 bytes of the patch cut to it) for every group, in the fixed order."""
    parts = cut_by_group(patch, walk)
    # Most patches touch one group or two of many.
    return [(group, canonical(part) if (part := parts[group]) else b"{}") for group in walk.groups]


def header(
    product: str, version: Version, salt: bytes, committed: bytes, previous: bytes | None
) -> dict[str, Json]:
    """Return the header whose digest is the version's; it names products by commitments only."""
    return _header(product, version, Salted(salt), committed, previous)


def _header(
    product: str, version: Version, salted: Salted, committed: bytes, previous: bytes | None
) -> dict[str, Json]:
    return {
        "subject": salted.subject(product).hex(),
        "number": version.number,
        "kind": "revision" if version.corrects is None else "correction",
        "corrects": version.corrects,
        "facts": _facts(version.facts, salted),
        "schema": version.schema.hex(),
        "previous": previous.hex() if previous else None,
        "root": committed.hex(),
    }


def _facts(facts: Facts, salted: Salted) -> dict[str, Json]:
    return {
        "parent": salted.subject(facts.parent).hex() if facts.parent else None,
        "parent_revision": facts.parent_revision,
        "status": facts.status.name.lower() if facts.status else None,
        "operator": facts.operator,
        "predecessor": (salted.subject(facts.predecessor).hex() if facts.predecessor else None),
    }


def _salts() -> Iterator[bytes]:
    while True:
        drawn = secrets.token_bytes(SALT_BYTES * SALTS_AT_ONCE)
        for start in range(0, len(drawn), SALT_BYTES):
            yield drawn[start : start + SALT_BYTES]
