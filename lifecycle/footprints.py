"""Works out footprints and records them: a row per result, and a row that says which one holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from domain.activity import parse_activity
from domain.canonical import canonical, sha256
from domain.chain import resolve
from domain.footprint import ENGINE, Factors, calculate, input_digest
from domain.footprint_record import result_as_json
from domain.inventory import Activity, Line, lines_of
from ledger.models import Change
from lifecycle.factors import factors_of
from lifecycle.models import AcceptedFootprint, ActivityModel, FactorSet, Footprint
from passports.histories import Histories

ROWS_AT_ONCE = 500

Key = tuple[int, int, int, int, str, str, bytes]


@dataclass(frozen=True, slots=True)
class Target:
    """A revision of a product and the activity model that holds for it."""

    product_id: int
    identifier: str
    revision: int
    model: ActivityModel


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a footprint is worked out from, and the digest of just that."""

    activity: Activity
    lines: list[Line]
    digest: bytes


@dataclass(frozen=True, slots=True)
class Tally:
    """What a chunk did: revisions whose footprint changed, and those that stayed as they were."""

    changed: int
    unchanged: int


def accepted_models(
    within: Sequence[int] | None = None, recorder: str | None = None
) -> QuerySet[ActivityModel]:
    """Return accepted activity models: of all products, or of those `within`.

    With a `recorder` (an organisation's public id) only the newest of each product, where it is the
    one who recorded it: a product is the recorder's as far as its calculation is concerned.
    """
    models = ActivityModel.objects.filter(change__acceptance__isnull=False)
    if recorder is not None:
        later = models.filter(product=OuterRef("product"), version__gt=OuterRef("version"))
        models = models.filter(~Exists(later), change__organisation=recorder)
    return models if within is None else models.filter(product_id__in=within)


def with_activity_models(
    after: int, limit: int, within: Sequence[int] | None = None, recorder: str | None = None
) -> list[int]:
    """Return ids of products with `accepted_models`, in order, beyond `after`."""
    models = accepted_models(within, recorder).filter(product_id__gt=after)
    ids = models.order_by("product_id").values_list("product_id", flat=True).distinct()
    return list(ids[:limit])


def recalculate(product_ids: Sequence[int], factor_set: FactorSet, change: Change) -> Tally:
    """Recalculate every revision of these products with a factor set, under an open Change.

    Only what changed is written, in bulk. A revision none of whose factors differs from those that
    its accepted footprint used keeps that footprint, and so does one whose result exists and holds.
    """
    histories = Histories()
    targets = list(_targets(product_ids, histories))
    holding, known = _holding(product_ids), _known(product_ids)
    factors = factors_of(factor_set.pk)
    fresh: list[Footprint] = []
    accepted: list[AcceptedFootprint] = []
    for target in targets:
        held = holding.get((target.product_id, target.revision))
        inventory = _inventory(target, histories, factors)
        if held is not None and _rests_on(held, target, inventory):
            continue
        found = _footprint(target, inventory, factors, factor_set, change)
        footprint = known.get(_key(found))
        if footprint is None:
            fresh.append(footprint := found)
        if held is None or held.pk != footprint.pk:
            accepted.append(
                AcceptedFootprint(
                    product_id=target.product_id,
                    product_revision=target.revision,
                    footprint=footprint,
                    change=change,
                )
            )
    Footprint.objects.bulk_create(fresh, batch_size=ROWS_AT_ONCE)
    AcceptedFootprint.objects.bulk_create(accepted, batch_size=ROWS_AT_ONCE)
    return Tally(len(accepted), len(targets) - len(accepted))


def digests_of(change: Change) -> list[bytes]:
    """Return the digests of what a Change accepts, in the order in which it was written."""
    rows = AcceptedFootprint.objects.filter(change=change).order_by("pk")
    facts = rows.values_list(
        *("product__ident", "product_revision"),
        *("footprint__factor_set__series", "footprint__factor_set__version"),
        *("footprint__input_digest", "footprint__result"),
    )
    return [
        sha256(canonical(named), bytes(inputs), sha256(canonical(result)))
        for *named, inputs, result in facts.iterator(chunk_size=ROWS_AT_ONCE)
    ]


def _targets(product_ids: Sequence[int], histories: Histories) -> Iterator[Target]:
    models = (
        ActivityModel.objects.filter(product_id__in=product_ids)
        .exclude(change__acceptance=None)
        .select_related("product")
        .order_by("product_id", "version")
    )
    by_product: dict[int, list[ActivityModel]] = {}
    for model in models:
        by_product.setdefault(model.product_id, []).append(model)
    histories.load(found[0].product.ident for found in by_product.values())
    for product_id, found in by_product.items():
        identifier = found[0].product.ident
        for version in histories(identifier):
            in_force = [m for m in found if m.product_revision <= version.number]
            if version.corrects is None and in_force:
                yield Target(product_id, identifier, version.number, in_force[-1])


def _holding(product_ids: Sequence[int]) -> dict[tuple[int, int], Footprint]:
    rows = (
        AcceptedFootprint.objects.filter(product_id__in=product_ids)
        .exclude(change__acceptance=None)
        .select_related("footprint")
        .order_by("change__acceptance__seq")
    )
    return {(row.product_id, row.product_revision): row.footprint for row in rows}


def _known(product_ids: Sequence[int]) -> dict[Key, Footprint]:
    rows = Footprint.objects.filter(product_id__in=product_ids).defer("result")
    return {_key(row): row for row in rows}


def _key(footprint: Footprint) -> Key:
    """Return all that determines a result; two footprints with the same key are one."""
    return (
        footprint.product_id,
        footprint.product_revision,
        footprint.activity_model_id,
        footprint.factor_set_id,
        footprint.method,
        footprint.engine,
        bytes(footprint.input_digest),
    )


def _inventory(target: Target, histories: Histories, factors: Factors) -> Inventory:
    state = resolve(target.identifier, histories, revision=target.revision)
    activity = parse_activity(target.model.body)
    lines = lines_of(activity, state.document)
    digest = input_digest(lines, factors, activity.not_calculated, method=activity.method)
    return Inventory(activity, lines, digest)


def _rests_on(held: Footprint, target: Target, inventory: Inventory) -> bool:
    """Whether a footprint was worked out from just these inputs, of whichever release."""
    return (
        held.activity_model_id == target.model.pk
        and held.engine == ENGINE
        and bytes(held.input_digest) == inventory.digest
    )


def _footprint(
    target: Target, inventory: Inventory, factors: Factors, factor_set: FactorSet, change: Change
) -> Footprint:
    activity = inventory.activity
    result = calculate(inventory.lines, factors, activity.not_calculated)
    return Footprint(
        product_id=target.product_id,
        product_revision=target.revision,
        activity_model=target.model,
        factor_set=factor_set,
        method=activity.method,
        engine=ENGINE,
        input_digest=inventory.digest,
        result=result_as_json(result),
        change=change,
    )
