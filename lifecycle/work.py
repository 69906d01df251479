"""Runs jobs: take the lease, do chunks for 20 seconds at most, hand on what is left.

Whoever takes a job over goes on behind its last stored chunk. A job is given up when it was taken
up `ATTEMPTS` times in a row without storing one; waiting for another worker's lease never counts.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from ledger import jobs
from ledger.clock import now_ms
from ledger.models import Job, Outbox
from ledger.outbox import WAIT_MS, finish, postpone
from lifecycle import recalculation
from passports.intake import previewing, uploads


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: what does its next chunk, what gives it up, and whether jobs take turns."""

    advance: Callable[[Job], bool]
    fail: Callable[[Job, int], None]
    in_turn: bool = False


KINDS = {
    # Each recalculation builds on the results of the one before.
    recalculation.RECALCULATE: Kind(recalculation.advance, recalculation.fail, in_turn=True),
    uploads.PREVIEW: Kind(previewing.advance_preview, previewing.fail),
    uploads.APPLY: Kind(previewing.advance_apply, previewing.fail),
}
SECONDS_AT_ONCE = 20
ATTEMPTS = 6
# In the cursor: the fence under which the last chunk was stored.
STORED_UNDER = "fence"


def run_job(outbox_id: int) -> None:
    """Do what the outbox row asks for; safe to deliver twice and to kill at any point."""
    row = Outbox.objects.get(pk=outbox_id)
    if row.done_ms is None and _must_wait(row.subject):
        postpone(outbox_id)
        return
    job = jobs.claim(row.subject) if row.done_ms is None else None
    if job is None:
        _settle(row)
        return
    try:
        _run(job, row)
    except jobs.LeaseLost:
        return


def _must_wait(job_id: str) -> bool:
    """Whether older jobs of the same kind have to end first."""
    kind = Job.objects.filter(pk=job_id).values_list("kind", flat=True).first()
    return kind in KINDS and KINDS[kind].in_turn and not jobs.is_next(job_id)


def _run(job: Job, row: Outbox) -> None:
    broken_off = job.fence - job.cursor.get(STORED_UNDER, 0) - 1
    if broken_off >= ATTEMPTS:
        with jobs.chunk(job):
            KINDS[job.kind].fail(job, broken_off)
            finish(row.pk)
        return
    until = time.monotonic() + SECONDS_AT_ONCE
    while _advance(job):
        if time.monotonic() > until:
            with jobs.chunk(job):
                jobs.release(job)
                finish(row.pk)
            return
    finish(row.pk)


def _advance(job: Job) -> bool:
    with jobs.chunk(job):
        more = KINDS[job.kind].advance(job)
        job.cursor = {**job.cursor, STORED_UNDER: job.fence}
    return more


def _settle(row: Outbox) -> None:
    """Mark a row done whose job is closed; one whose job another worker holds waits for its lease.

    Should that worker be killed, the row is due as soon as its lease has lapsed.
    """
    job = Job.objects.filter(pk=row.subject, state__in=jobs.OPEN_STATES).first()
    if job is None:
        finish(row.pk)
    else:
        postpone(row.pk, max(WAIT_MS, job.lease_until_ms - now_ms()))
