"""Jobs: what a person started and can watch, done in chunks by whichever worker holds the lease."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from domain.faults import Fault, Missing
from ledger.clock import now_ms
from ledger.models import Change, Job, JobState
from ledger.outbox import emit

JOB_DUE = "job.due"
LEASE_MS = 45_000
OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)


class LeaseLost(Exception):  # noqa: N818 - an event between workers, not a breakdown
    """Another worker took the job over; what this one did not commit does not count."""


def start(
    kind: str,
    *,
    organisation: str,
    cursor: dict[str, Any],
    total: int = 0,
    change: Change | None = None,
) -> Job:
    """Record a job and make its first chunk due; call it in the transaction that causes it."""
    job = Job.objects.create(
        kind=kind,
        organisation=organisation,
        cursor=cursor,
        total=total,
        change=change,
        created_ms=now_ms(),
    )
    emit(JOB_DUE, str(job.pk), change)
    return job


def get(job_id: uuid.UUID, organisation: str) -> Job:
    """Return a job of this organisation; raises Missing, the same for another's as for none."""
    job = Job.objects.filter(pk=job_id, organisation=organisation).first()
    if job is None:
        raise Missing(Fault("job.unknown", "There is no such job."))
    return job


def waiting(kind: str, organisation: str) -> Job | None:
    """Return the newest job of a kind that nobody has begun, locked; call it in a transaction."""
    return (
        Job.objects.select_for_update()
        .filter(kind=kind, organisation=organisation, state=JobState.QUEUED, fence=0)
        .order_by("-created_ms")
        .first()
    )


def is_next(job_id: str) -> bool:
    """Whether no older job of the same kind is open; each builds on the results before it."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        return False
    older = Q(created_ms__lt=job.created_ms) | Q(created_ms=job.created_ms, pk__lt=job.pk)
    return not Job.objects.filter(older, kind=job.kind, state__in=OPEN_STATES).exists()


def claim(job_id: str) -> Job | None:
    """Take the lease of an open job whose lease lapsed; None when it is held or finished."""
    now = now_ms()
    taken = Job.objects.filter(
        Q(pk=job_id) & Q(state__in=OPEN_STATES) & Q(lease_until_ms__lt=now)
    ).update(state=JobState.RUNNING, lease_until_ms=now + LEASE_MS, fence=F("fence") + 1)
    return Job.objects.get(pk=job_id) if taken else None


@contextmanager
def chunk(job: Job) -> Iterator[Job]:
    """Run one chunk in one transaction that counts only while this worker holds the lease.

    The caller changes `done`, `total`, `cursor`, `faults` and `result` of the job; they are stored
    together with what the chunk wrote. Raises LeaseLost when the fence has moved on.
    """
    with transaction.atomic():
        held = Job.objects.filter(pk=job.pk, fence=job.fence, state=JobState.RUNNING)
        if not held.update(lease_until_ms=now_ms() + LEASE_MS):
            raise LeaseLost(str(job.pk))
        yield job
        job.save(update_fields=["done", "total", "cursor", "faults", "result", "change"])


def finish(job: Job, state: JobState = JobState.DONE) -> None:
    """Close a job, in the transaction of its last chunk."""
    job.state = state
    job.finished_ms = now_ms()
    job.lease_until_ms = 0
    job.save(update_fields=["state", "finished_ms", "lease_until_ms"])


def release(job: Job) -> None:
    """Give the lease back between chunks and make the next chunk due."""
    Job.objects.filter(pk=job.pk, fence=job.fence).update(lease_until_ms=0)
    emit(JOB_DUE, str(job.pk), job.change)
