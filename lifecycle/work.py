"""Runs jobs: take the lease, do chunks for half a minute at most, hand on what is left."""

import time

from django.db import transaction

from ledger import jobs
from ledger.models import Job, Outbox
from ledger.outbox import finish, postpone
from lifecycle import recalculation

ADVANCE = {recalculation.RECALCULATE: recalculation.advance}
SECONDS_AT_ONCE = 20
ATTEMPTS = 6


def run_job(outbox_id: int) -> None:
    """Do what the outbox row asks for; safe to deliver twice and to kill at any point."""
    row = Outbox.objects.get(pk=outbox_id)
    if not jobs.is_next(row.subject) and row.done_ms is None:
        postpone(outbox_id)
        return
    job = jobs.claim(row.subject) if row.done_ms is None else None
    if job is None:
        _settle(row)
        return
    if row.attempts > ATTEMPTS:
        with transaction.atomic():
            recalculation.fail(job, row.attempts)
            finish(outbox_id)
        return
    until = time.monotonic() + SECONDS_AT_ONCE
    try:
        while _advance(job):
            if time.monotonic() > until:
                with transaction.atomic():
                    jobs.release(job)
                    finish(outbox_id)
                return
    except jobs.LeaseLost:
        return
    finish(outbox_id)


def _advance(job: Job) -> bool:
    with jobs.chunk(job):
        return ADVANCE[job.kind](job)


def _settle(row: Outbox) -> None:
    """Mark a row done whose job is closed; one whose job another worker holds is swept again."""
    still_open = Job.objects.filter(pk=row.subject, state__in=jobs.OPEN_STATES).exists()
    if not still_open:
        finish(row.pk)
