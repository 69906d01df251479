"""Checks that what is stored is what was accepted: payload -> root -> digest."""

from collections.abc import Iterator
from typing import Any

import orjson

from domain.canonical import SALT_BYTES, canonical, leaf_of_bytes, version_digest
from domain.chain import Facts, Status
from domain.chain import Version as ChainVersion
from domain.faults import Fault, Json
from domain.merkle import root
from ledger.models import Acceptance, Change, Erasure
from passports.models import Payload, Version
from passports.schema_registry import by_digest
from passports.sealing import header, parts_of


def header_of(version: Version) -> bytes:
    """Return the canonical header of a stored version: recomputed, or as kept by its erasure."""
    salt = version.payload.salt
    if salt is None:
        return bytes(Erasure.objects.get(version_id=version.pk).header)
    return canonical(_header(version, bytes(salt)))


def verify(identifier: str) -> Iterator[Fault]:
    """Yield a fault for each version of a product whose stored parts do not fit each other.

    An erased version has no payload to recompute; its kept header must still give its digest, name
    its root and say what the version's columns say.
    """
    versions = (
        Version.objects.filter(product__ident=identifier)
        .select_related("product", "payload", "schema", "parent", "predecessor", "operator")
        .order_by("number")
    )
    for version in versions:
        if _is_whole(version):
            if version_digest_of(header_of(version)) != bytes(version.digest):
                yield _no_digest(version)
            if _root(version) != bytes(version.root):
                yield _broken(version, "root", "The payload does not give the commitment root.")
        else:
            yield from _faults_of_erased(version)


def verify_change(change: Change) -> bool:
    """Whether a publication's Merkle root is the one over its versions' digests, in their order."""
    digests = Version.objects.filter(change=change).order_by("pk").values_list("digest", flat=True)
    return root([bytes(d) for d in digests]) == bytes(Acceptance.objects.get(change=change).digest)


def version_digest_of(kept: bytes) -> bytes:
    """Return the digest of a header given as its canonical bytes."""
    return version_digest(orjson.loads(kept))


def _is_whole(version: Version) -> bool:
    # A payload that somebody deleted is no attribute at all.
    payload: Payload | None = getattr(version, "payload", None)
    return payload is not None and payload.patch is not None and payload.salt is not None


def _faults_of_erased(version: Version) -> Iterator[Fault]:
    erasure = Erasure.objects.filter(version_id=version.pk, change__acceptance__isnull=False)
    header_bytes = erasure.values_list("header", flat=True).first()
    if header_bytes is None:
        yield _broken(version, "missing", "The payload is gone, and no erasure took it.")
        return
    kept = _header_in(bytes(header_bytes))
    if kept is None or version_digest(kept) != bytes(version.digest):
        yield _no_digest(version)
        return
    if kept["root"] != bytes(version.root).hex():
        yield _broken(version, "header_root", "The header names another commitment root.")
    if _legible(kept) != _legible(_header(version, bytes(SALT_BYTES))):
        yield _broken(version, "facts", "The header says otherwise than the version's columns.")


def _header_in(kept: bytes) -> dict[str, Json] | None:
    try:
        found = orjson.loads(kept)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _legible(fields: dict[str, Any]) -> dict[str, Any]:
    """Return what a header says without its salt: of a commitment only whether there is one."""
    facts = fields["facts"]
    hidden = {name: facts[name] is not None for name in ("parent", "predecessor")}
    return {**fields, "subject": None, "root": None, "facts": {**facts, **hidden}}


def _header(version: Version, salt: bytes) -> dict[str, Json]:
    previous = Version.objects.filter(product=version.product, number=version.number - 1).first()
    return header(
        version.product.ident,
        _chain_version(version),
        salt,
        bytes(version.root),
        bytes(previous.digest) if previous else None,
    )


def _root(version: Version) -> bytes:
    salt = bytes(version.payload.salt or b"")
    patch = orjson.loads(bytes(version.payload.patch or b"{}"))
    walk = by_digest(bytes(version.schema.digest))
    return root([leaf_of_bytes(salt, group, part) for group, part in parts_of(patch, walk)])


def _chain_version(version: Version) -> ChainVersion:
    facts = Facts(
        version.parent.ident if version.parent else None,
        version.parent_revision,
        Status(version.status) if version.status else None,
        version.operator.public_id if version.operator else None,
        version.predecessor.ident if version.predecessor else None,
    )
    return ChainVersion(
        version.number, version.corrects, 0, None, facts, bytes(version.schema.digest)
    )


def _no_digest(version: Version) -> Fault:
    return _broken(version, "digest", "The header does not give the version's digest.")


def _broken(version: Version, what: str, sentence: str) -> Fault:
    return Fault(
        f"proof.{what}",
        sentence,
        f"/versions/{version.number}",
        "Compare with a back-up; the stored record was altered.",
    )
