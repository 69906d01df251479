"""Recalculation: a change names what it affects, a job works it out, one row shows it all."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts.actors import JOBS, Actor
from domain.faults import Refusal
from ledger import jobs
from ledger.acceptance import abandon, accept, open_change
from ledger.models import Job, JobState, Kind, Outbox
from ledger.outbox import finish
from lifecycle.factors import find, newest
from lifecycle.footprints import digests_of, recalculate, with_activity_models
from lifecycle.models import ActivityModel, FactorSet
from passports.models import Version

RECALCULATE = "recalculate"
PRODUCTS_IN_A_CHUNK = 200
FAULTS_KEPT = 100


@transaction.atomic
def start(*, actor: Actor, series: str, version: str) -> Job:
    """Start a recalculation of every product with an activity model and return its job.

    Raises Missing for a factor set that does not exist, Forbidden without the scope.
    """
    actor.need(JOBS)
    return _start(actor.organisation, find(series, version), None, "Recalculated on request.")


@transaction.atomic
def after_factor_set(outbox_id: int) -> None:
    """Start the job that follows from a published factor set; a second delivery does nothing."""
    row = Outbox.objects.select_related("change").get(pk=outbox_id)
    if finish(outbox_id):
        factor_set = FactorSet.objects.get(pk=int(row.subject))
        organisation = row.change.organisation if row.change else ""
        _start(organisation, factor_set, None, _because(factor_set))


@transaction.atomic
def after_change_of_products(outbox_id: int) -> None:
    """Start the job that follows from published passports or recorded activity models."""
    row = Outbox.objects.select_related("change").get(pk=outbox_id)
    if not finish(outbox_id) or row.change is None:
        return
    factor_set = newest()
    products = row.ids or list(
        Version.objects.filter(change=row.change).values_list("product_id", flat=True).distinct()
    )
    affected = _with_model_at_or_below(products)
    if factor_set is not None and affected:
        _start(row.change.organisation, factor_set, affected, row.change.reason)


def advance(job: Job) -> bool:
    """Do one chunk inside `ledger.jobs.chunk`; return whether more is left.

    The last chunk accepts the job's Change, which makes all its results visible at once, or
    abandons it when nothing changed.
    """
    cursor = job.cursor
    factor_set = FactorSet.objects.get(pk=cursor["factor_set"])
    portion = with_activity_models(cursor["after"], PRODUCTS_IN_A_CHUNK, cursor["products"])
    assert job.change is not None  # noqa: S101 - _start gives every recalculation a Change
    if portion:
        _recalculate(job, portion, factor_set)
        job.cursor = {**cursor, "after": portion[-1]}
        job.done += len(portion)
        job.total = max(job.total, job.done)  # products may have joined since it was started
        return True
    written = digests_of(job.change)
    if written:
        acceptance = accept(job.change, written)
        job.result = {**job.result, "seq": acceptance.seq}
    else:
        abandon(job.change, "No footprint changed.")
    jobs.finish(job)
    return False


def _recalculate(job: Job, portion: Sequence[int], factor_set: FactorSet) -> None:
    assert job.change is not None  # noqa: S101
    tally = {"changed": 0, "unchanged": 0, **job.result}
    try:
        with transaction.atomic():
            counted = recalculate(portion, factor_set, job.change)
    except Refusal as refusal:
        # One product stands in the way: the others of the portion must not wait for it.
        if len(portion) > 1:
            for product in portion:
                _recalculate(job, [product], factor_set)
            return
        job.faults = [*job.faults, *_told(portion[0], refusal)][:FAULTS_KEPT]
        return
    job.result = {
        **tally,
        "changed": tally["changed"] + counted.changed,
        "unchanged": tally["unchanged"] + counted.unchanged,
    }


def _told(product_id: int, refusal: Refusal) -> list[dict[str, Any]]:
    return [
        {"product": product_id, "code": f.code, "sentence": f.sentence, "remedy": f.remedy}
        for f in refusal.faults
    ]


def _start(
    organisation: str, factor_set: FactorSet, products: list[int] | None, reason: str
) -> Job:
    """Start a job, or widen one of the same kind that nobody has begun yet."""
    waiting = jobs.waiting(RECALCULATE, organisation)
    if waiting is not None and waiting.cursor["factor_set"] == factor_set.pk:
        held = waiting.cursor["products"]
        products = None if products is None or held is None else sorted({*held, *products})
        waiting.cursor = {**waiting.cursor, "products": products}
        waiting.total = _count(products)
        waiting.save(update_fields=["cursor", "total"])
        return waiting
    return jobs.start(
        RECALCULATE,
        organisation=organisation,
        change=open_change(Kind.FOOTPRINTS, organisation=organisation, reason=reason),
        total=_count(products),
        cursor={"factor_set": factor_set.pk, "products": products, "after": 0},
    )


def _count(products: list[int] | None) -> int:
    models = ActivityModel.objects.exclude(change__acceptance=None)
    if products is not None:
        models = models.filter(product_id__in=products)
    return models.values("product_id").distinct().count()


def _with_model_at_or_below(products: Sequence[int]) -> list[int]:
    """Return these products and those below them, as far as they have an activity model.

    Children that are neither parents nor have a model of their own, such as items, are not visited.
    """
    found: set[int] = set()
    here = set(products)
    parents = Version.objects.filter(parent__isnull=False).values("parent_id")
    models = ActivityModel.objects.values("product_id")
    while here:
        found |= here
        below = Version.objects.filter(parent_id__in=here)
        ids = below.filter(product_id__in=models).values_list("product_id", flat=True)
        more = below.filter(product_id__in=parents).values_list("product_id", flat=True)
        here = {*ids, *more} - found
    return sorted(
        ActivityModel.objects.filter(product_id__in=found)
        .values_list("product_id", flat=True)
        .distinct()
    )


def _because(factor_set: FactorSet) -> str:
    return f"Recalculated with factor set {factor_set.series} {factor_set.version}."


def fail(job: Job, attempts: int) -> None:
    """Close a job that could not be done after several attempts; the last good results stay."""
    job.faults = [
        *job.faults,
        {
            "code": "job.gave_up",
            "sentence": f"The job broke off {attempts} times and was given up.",
            "remedy": "Ask the operator of this registry to look at its log, then start it again.",
        },
    ]
    job.save(update_fields=["faults"])
    if job.change is not None:
        abandon(job.change, "The job was given up.")
    jobs.finish(job, JobState.FAILED)
