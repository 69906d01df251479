"""The one way in for passports: read everything, find every fault, then write one Change.

Nothing is written unless every entry is faultless, and what is written is visible at once.
"""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from accounts.actors import WRITE, Actor
from accounts.models import Organisation
from domain.canonical import canonical, sha256
from domain.faults import Conflict, Fault, Forbidden, Invalid, Json, Refusal
from ledger.acceptance import accept, acceptance_of, open_change
from ledger.bulk import allocate_ids, collector_paused, insert_rows
from ledger.models import Acceptance, Change, Kind
from ledger.outbox import emit
from passports.drafting import Drafted, Drafter
from passports.entries import Accepted, Entry, Published
from passports.histories import Histories
from passports.models import Granularity, Payload, Product, Version
from passports.schema_registry import store
from passports.sealing import Seal, Sealer

PUBLISHED = "passport.published"
VERSION_COLUMNS = (
    *("id", "product_id", "number", "corrects", "change_id", "schema_id", "parent_id"),
    *("parent_revision", "status", "operator_id", "predecessor_id", "root", "digest"),
)
GRANULARITIES = {"model": Granularity.MODEL, "batch": Granularity.BATCH, "item": Granularity.ITEM}


def publish(
    *,
    actor: Actor,
    reason: str,
    entries: Sequence[Entry],
    key: str | None = None,
    beside: Json = None,
) -> Accepted:
    """Publish entries as one Change, all or nothing, and return its acceptance.

    `reason` is public and says why. With an idempotency `key` a repeated request returns the first
    answer; `beside` is what else the request asks for, since a key stands for all of it. Raises
    Forbidden, Missing, Invalid, Conflict or Stale with every fault of every entry; then nothing was
    changed.
    """
    actor.need(WRITE)
    if not entries:
        raise Invalid(Fault("change.empty", "A change needs at least one entry.", "", "Add one."))
    digest = None if key is None else _request_digest(reason, entries, beside)
    try:
        with collector_paused(), transaction.atomic():
            change = open_change(
                Kind.PUBLICATION,
                organisation=actor.organisation,
                reason=reason,
                idempotency_key=key,
                request_digest=digest,
            )
            earlier = acceptance_of(change)
            if earlier is not None:
                return _answer(change, earlier)
            histories = Histories()
            drafted, refusals = Drafter(actor, histories).draft(entries)
            if refusals:
                raise _together(refusals)
            return _write(change, drafted, histories, actor)
    except IntegrityError as error:
        # The same request may have run beside this one, and won.
        held = Change.objects.filter(organisation=actor.organisation, kind=Kind.PUBLICATION)
        twin = None if key is None else held.filter(idempotency_key=key).first()
        if twin is not None and bytes(twin.request_digest or b"") == digest:
            return _answer(twin, Acceptance.objects.get(change=twin))
        raise Conflict(
            Fault(
                "version.concurrent",
                "Another change of the same passport was accepted at the same moment.",
                "",
                "Read the passport again and repeat the request.",
            )
        ) from error


def _write(
    change: Change, drafted: Sequence[Drafted], histories: Histories, actor: Actor
) -> Accepted:
    seals = _seal(drafted, histories)
    products = _write_products(change, drafted)
    walks = {d.walk.digest: d.walk for d in drafted}
    schemas = {digest: store(walk).pk for digest, walk in walks.items()}
    operator = Organisation.objects.values_list("pk", flat=True).get(public_id=actor.organisation)
    ids = allocate_ids(Version, len(drafted))
    insert_rows(
        Version,
        VERSION_COLUMNS,
        (
            (
                pk,
                products[d.product],
                d.version.number,
                d.version.corrects,
                change.pk,
                schemas[d.walk.digest],
                products[d.version.facts.parent] if d.version.facts.parent else None,
                d.version.facts.parent_revision,
                d.version.facts.status,
                operator if d.version.facts.operator else None,
                products[d.version.facts.predecessor] if d.version.facts.predecessor else None,
                seal.root,
                seal.digest,
            )
            for pk, d, seal in zip(ids, drafted, seals, strict=True)
        ),
    )
    insert_rows(
        Payload,
        ("version_id", "patch", "salt"),
        ((pk, seal.patch, seal.salt) for pk, seal in zip(ids, seals, strict=True)),
    )
    emit(PUBLISHED, str(change.pk), change, ids={products[d.product] for d in drafted})
    acceptance = accept(change, [seal.digest for seal in seals])
    versions = tuple(
        Published(d.product, d.version.number, seal.digest)
        for d, seal in zip(drafted, seals, strict=True)
    )
    return Accepted(change.pk, acceptance.seq, acceptance.at_ms, versions)


def _seal(drafted: Sequence[Drafted], histories: Histories) -> list[Seal]:
    sealer = Sealer()
    seals = []
    for d in drafted:
        previous = histories.digests.get((d.product, d.version.number - 1))
        seal = sealer.seal(d.product, d.version, d.walk, previous)
        histories.digests[d.product, d.version.number] = seal.digest
        seals.append(seal)
    return seals


def _write_products(change: Change, drafted: Sequence[Drafted]) -> dict[str, int]:
    """Insert the new products and return the ids of all products that the drafts name."""
    new = {d.product: GRANULARITIES[d.granularity] for d in drafted if d.version.number == 1}
    ids = dict(zip(new, allocate_ids(Product, len(new)), strict=True)) if new else {}
    insert_rows(
        Product,
        ("id", "ident", "granularity", "change_id"),
        ((ids[ident], ident, granularity, change.pk) for ident, granularity in new.items()),
    )
    named = {d.product for d in drafted if d.version.number > 1}
    named.update(d.version.facts.parent or "" for d in drafted)
    named.update(d.version.facts.predecessor or "" for d in drafted)
    stored = Product.objects.filter(ident__in=named - ids.keys())
    return ids | dict(stored.values_list("ident", "pk"))


def _answer(change: Change, acceptance: Acceptance) -> Accepted:
    rows = Version.objects.filter(change=change).order_by("pk")
    versions = tuple(
        Published(ident, number, bytes(digest))
        for ident, number, digest in rows.values_list("product__ident", "number", "digest")
    )
    return Accepted(change.pk, acceptance.seq, acceptance.at_ms, versions)


def _request_digest(reason: str, entries: Sequence[Entry], beside: Json) -> bytes:
    return sha256(
        canonical(
            [
                reason,
                beside,
                *(
                    {
                        "identifier": e.identifier,
                        "action": e.action.value,
                        "document": None if e.document is None else dict(e.document),
                        "patch": None if e.patch is None else dict(e.patch),
                        "facts": [e.sector, e.parent, e.parent_revision, e.corrects, e.predecessor],
                        "status": e.status and e.status.name,
                    }
                    for e in entries
                ),
            ]
        )
    )


def _together(refusals: Sequence[Refusal]) -> Refusal:
    """Return one refusal with all faults; of several kinds the first of this order names it."""
    faults = [fault for refusal in refusals for fault in refusal.faults]
    for kind in (Forbidden, Invalid, Conflict):
        if any(isinstance(refusal, kind) for refusal in refusals):
            return kind(*faults)
    return type(refusals[0])(*faults)
