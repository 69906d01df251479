"""Recalculation: a change names what it affects, a job works it out, one row shows it all.

A job speaks of the products of one organisation alone, so that its counts and faults tell nobody
else's; those of a registry host speak of all.
"""

import logging
import traceback
from collections.abc import Sequence
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from accounts.actors import JOBS, Actor
from domain.faults import Conflict, Fault, Refusal
from ledger import jobs
from ledger.acceptance import abandon, accept, open_change
from ledger.models import Change, Job, JobState, Kind, Outbox
from ledger.outbox import finish
from lifecycle import indexing
from lifecycle.factors import DEFAULT_SERIES, find, is_registry_host, newest
from lifecycle.footprints import accepted_models, digests_of, recalculate, with_activity_models
from lifecycle.models import AcceptedFootprint, ActivityModel, FactorSet
from passports.models import Version

RECALCULATE = "recalculate"
PRODUCTS_IN_A_CHUNK = 200
FAULTS_KEPT = 100
REASON_LENGTH = 300

logger = logging.getLogger(__name__)


@transaction.atomic
def start(*, actor: Actor, series: str, version: str) -> Job:
    """Start a recalculation of the actor's products that have an activity model; return its job.

    A registry host recalculates everybody's. Raises Missing for a factor set that does not exist,
    Conflict for one that is not the newest of the series all products are calculated with,
    Forbidden without the scope.
    """
    actor.need(JOBS)
    if find(series, version) != newest():
        raise Conflict(
            Fault(
                "factor_set.not_newest",
                "Products are calculated with the newest release of the series "
                f"{DEFAULT_SERIES} alone, and this is another one.",
                "/factor_set",
                "Name the newest release of that series; the list of factor sets has it.",
            )
        )
    recorder = None if is_registry_host(actor.organisation) else actor.organisation
    return _start(actor.organisation, recorder, None, "Recalculated on request.")


@transaction.atomic
def after_factor_set(outbox_id: int) -> None:
    """Start the job that follows from a published factor set; a second delivery does nothing.

    Nothing follows from a release of another series, or from one that a newer has overtaken.
    """
    row = Outbox.objects.select_related("change").get(pk=outbox_id)
    if not finish(outbox_id) or row.change is None:
        return
    factor_set = FactorSet.objects.get(pk=int(row.subject))
    if factor_set == newest():
        reason = f"Factor set {factor_set.series} {factor_set.version} was published."
        _start(row.change.organisation, None, None, reason)


@transaction.atomic
def after_change_of_products(outbox_id: int) -> None:
    """Start the jobs that follow from published passports or recorded activity models.

    Each organisation with affected products gets its own. The index of the search follows, too.
    """
    row = Outbox.objects.select_related("change").get(pk=outbox_id)
    if not finish(outbox_id) or row.change is None:
        return
    indexing.due(row.change, row.ids)
    for recorder, affected in _with_model_at_or_below(row.ids).items():
        own = recorder == row.change.organisation
        reason = row.change.reason if own else "A passport above it changed."
        _start(recorder, recorder, affected, reason)


def advance(job: Job) -> bool:
    """Do one chunk inside `ledger.jobs.chunk`; return whether more is left.

    The first chunk opens the job's Change and settles on the factor set that is the newest by then.
    The last one accepts the Change, which makes all results visible at once, or abandons it when
    nothing changed.
    """
    cursor = job.cursor
    portion = with_activity_models(
        cursor["after"], PRODUCTS_IN_A_CHUNK, cursor["products"], cursor["recorder"]
    )
    if portion:
        if job.change is None:
            _begin(job)
        factor_set = FactorSet.objects.get(pk=job.cursor["factor_set"])
        assert job.change is not None  # noqa: S101 - a job that has begun has a Change
        _recalculate(job, portion, factor_set, job.change)
        job.cursor = {**job.cursor, "after": portion[-1]}
        job.done += len(portion)
        job.total = max(job.total, job.done)  # products may have joined since it was started
        return True
    if job.change is not None:
        _accept(job, job.change)
    jobs.finish(job)
    return False


def _begin(job: Job) -> None:
    factor_set = newest(job.cursor["series"])
    assert factor_set is not None  # noqa: S101 - no job is started without one, and none is deleted
    job.cursor = {**job.cursor, "factor_set": factor_set.pk}
    job.change = open_change(
        Kind.FOOTPRINTS, organisation=job.organisation, reason=_reason(job.cursor["reasons"])
    )


def _accept(job: Job, change: Change) -> None:
    written = digests_of(change)
    if written:
        accepted = AcceptedFootprint.objects.filter(change=change)
        indexing.due(change, list(accepted.values_list("product_id", flat=True)))
        acceptance = accept(change, written)
        job.result = {**job.result, "seq": acceptance.seq}
    else:
        abandon(change, "No footprint changed.")


def _recalculate(job: Job, portion: Sequence[int], factor_set: FactorSet, change: Change) -> None:
    tally = {"changed": 0, "unchanged": 0, **job.result}
    try:
        with transaction.atomic():
            counted = recalculate(portion, factor_set, change)
    except (jobs.LeaseLost, SoftTimeLimitExceeded):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other products go on
        # One product stands in the way: the others of the portion must not wait for it.
        if len(portion) > 1:
            for product in portion:
                _recalculate(job, [product], factor_set, change)
            return
        job.faults = [*job.faults, *_told(portion[0], error)][:FAULTS_KEPT]
        return
    job.result = {
        **tally,
        "changed": tally["changed"] + counted.changed,
        "unchanged": tally["unchanged"] + counted.unchanged,
    }


def _told(product_id: int, error: Exception) -> list[dict[str, Any]]:
    if isinstance(error, Refusal):
        faults = error.faults
    else:
        # Its own words may quote what a passport says: the log gets its kind and its place.
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind, place = type(error).__name__, f"{last.filename}:{last.lineno}"
        logger.error("Product %d cannot be calculated: %s at %s.", product_id, kind, place)
        faults = (
            Fault(
                "product.failed",
                "A product could not be calculated; its last footprint stays.",
                remedy="Ask the operator of this registry to look at its log.",
            ),
        )
    return [
        {"product": product_id, "code": f.code, "sentence": f.sentence, "remedy": f.remedy}
        for f in faults
    ]


def _start(organisation: str, recorder: str | None, products: list[int] | None, reason: str) -> Job:
    """Start a job, or widen one of the same kind that nobody has begun yet.

    It covers all products, or those whose newest activity model `recorder` recorded; of these, all
    or the given ones.
    """
    waiting = jobs.waiting(RECALCULATE, organisation)
    if waiting is not None:
        held = waiting.cursor
        reasons = held["reasons"]
        if reason not in reasons and len(" ".join(reasons)) < REASON_LENGTH:
            reasons = [*reasons, reason]
        if products is not None and held["products"] is not None:
            products = sorted({*held["products"], *products})
        else:
            products = None
        recorder = recorder if held["recorder"] == recorder else None
        wider = {"recorder": recorder, "products": products, "reasons": reasons}
        waiting.cursor = {**held, **wider}
        waiting.total = _count(products, recorder)
        waiting.save(update_fields=["cursor", "total"])
        return waiting
    return jobs.start(
        RECALCULATE,
        organisation=organisation,
        total=_count(products, recorder),
        cursor={
            "series": DEFAULT_SERIES,
            "recorder": recorder,
            "products": products,
            "reasons": [reason],
            "after": 0,
        },
    )


def _reason(reasons: Sequence[str]) -> str:
    """Return the reasons of a job as one text of at most `REASON_LENGTH` characters."""
    text = " ".join(reasons)
    return text if len(text) <= REASON_LENGTH else text[: REASON_LENGTH - 1] + "…"


def _count(products: list[int] | None, recorder: str | None) -> int:
    return accepted_models(products, recorder).values("product_id").distinct().count()


def _with_model_at_or_below(products: Sequence[int]) -> dict[str, list[int]]:
    """Return these products and those below them with a model, by who recorded the newest.

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
    newest_last = accepted_models(sorted(found)).order_by("product_id", "version")
    affected: dict[str, list[int]] = {}
    for product, recorder in dict(
        newest_last.values_list("product_id", "change__organisation")
    ).items():
        affected.setdefault(recorder, []).append(product)
    return affected


def fail(job: Job, attempts: int) -> None:
    """Close a job that broke off too often, inside `ledger.jobs.chunk`; earlier results stay."""
    job.faults = [
        *job.faults,
        {
            "code": "job.gave_up",
            "sentence": f"The job broke off {attempts} times without getting on and was given up.",
            "remedy": "Ask the operator of this registry to look at its log, then start it again.",
        },
    ]
    if job.change is not None:
        abandon(job.change, "The job was given up.")
    jobs.finish(job, JobState.FAILED)
