"""Checks that what is stored is what was accepted: payload -> root -> digest."""

from collections.abc import Iterator

import orjson

from domain.canonical import canonical, leaf_of_bytes, version_digest
from domain.chain import Facts, Status
from domain.chain import Version as ChainVersion
from domain.faults import Fault
from domain.merkle import root
from ledger.models import Acceptance, Change, Erasure
from passports.models import Version
from passports.schema_registry import by_digest
from passports.sealing import header, parts_of


def header_of(version: Version) -> bytes:
    """Return the canonical header of a stored version: recomputed, or as kept by its erasure."""
    salt = version.payload.salt
    if salt is None:
        return bytes(Erasure.objects.get(version_id=version.pk).header)
    previous = Version.objects.filter(product=version.product, number=version.number - 1).first()
    fields = header(
        version.product.ident,
        _chain_version(version),
        bytes(salt),
        bytes(version.root),
        bytes(previous.digest) if previous else None,
    )
    return canonical(fields)


def verify(identifier: str) -> Iterator[Fault]:
    """Yield a fault for each version of a product whose stored parts do not fit each other.

    An erased version has no payload to recompute; its kept header must still give its digest and
    name its root.
    """
    versions = (
        Version.objects.filter(product__ident=identifier)
        .select_related("product", "payload", "schema", "parent", "predecessor", "operator")
        .order_by("number")
    )
    for version in versions:
        kept = header_of(version)
        if version_digest_of(kept) != bytes(version.digest):
            yield _broken(version, "digest", "The header does not give the version's digest.")
        if orjson.loads(kept)["root"] != bytes(version.root).hex():
            yield _broken(version, "header_root", "The header names another commitment root.")
        if version.payload.patch is not None and _root(version) != bytes(version.root):
            yield _broken(version, "root", "The payload does not give the commitment root.")


def verify_change(change: Change) -> bool:
    """Whether a publication's Merkle root is the one over its versions' digests, in their order."""
    digests = Version.objects.filter(change=change).order_by("pk").values_list("digest", flat=True)
    return root([bytes(d) for d in digests]) == bytes(Acceptance.objects.get(change=change).digest)


def version_digest_of(kept: bytes) -> bytes:
    """Return the digest of a header given as its canonical bytes."""
    return version_digest(orjson.loads(kept))


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


def _broken(version: Version, what: str, sentence: str) -> Fault:
    return Fault(
        f"proof.{what}",
        sentence,
        f"/versions/{version.number}",
        "Compare with a back-up; the stored record was altered.",
    )
