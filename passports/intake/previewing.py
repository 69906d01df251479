"""The jobs of an upload: reading it row by row, and publishing what is ready.

Both go through the file in chunks. A worker keeps the file open between its chunks; one that takes
a job over reads its way to where the last stored chunk ended.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db import connection

from accounts.actors import ALL_SCOPES, Actor
from accounts.models import Organisation
from domain.faults import Fault, Malformed, Refusal
from ledger import jobs
from ledger.bulk import collector_paused, insert_rows
from ledger.models import Job, JobState
from passports.intake import uploads
from passports.intake.applying import MAX_ROWS_AT_ONCE, OPEN, ROWS_IN_A_CHUNK, publish_rows
from passports.intake.planning import Planned
from passports.intake.stream import Stream
from passports.intake.told import told_of
from passports.models import Outcome, Upload, UploadRow, UploadState

COLUMNS = ("upload_id", "number", "outcome", "key", "identifier", "told")
FAULT = ("code", "sentence", "pointer", "remedy")

# One per worker process: the file that its job reads.
_open: dict[uuid.UUID, Stream] = {}


def advance_preview(job: Job) -> bool:
    """Read and plan the next rows inside `ledger.jobs.chunk`; return whether more are left."""
    upload = Upload.objects.get(pk=job.cursor["upload"])
    if upload.job_id != job.pk:
        # Mapped or answered anew: another job reads it.
        _close(job)
        jobs.finish(job)
        return False
    try:
        stream = _stream(job, upload)
        # What is made of the rows is gone again before the collector could look through it.
        with collector_paused():
            counts = _preview_rows(upload, stream)
    except Refusal as refusal:
        return _refuse(job, upload, refusal)
    upload.counts = dict(Counter(upload.counts) + counts)
    job.done += counts.total()
    more = counts.total() == ROWS_IN_A_CHUNK
    if not more:
        upload.state = UploadState.READ
        job.total, job.result = job.done, dict(upload.counts)
        _close(job)
        jobs.finish(job)
    upload.save(update_fields=["counts", "state"])
    return more


def _preview_rows(upload: Upload, stream: Stream) -> Counter[str]:
    """Read, plan and write down the next rows; return how many there are of each outcome."""
    planned = stream.plan(stream.rows(ROWS_IN_A_CHUNK))
    _write(upload, planned)
    return _counts(planned)


def advance_apply(job: Job) -> bool:
    """Publish what is ready of the next rows; return whether more are left.

    Each chunk is one Change; with all or nothing there is one chunk.
    """
    upload = Upload.objects.get(pk=job.cursor["upload"])
    stream = _stream(job, upload)
    whole = job.cursor["mode"] == uploads.ALL_OR_NOTHING
    rows = stream.rows(MAX_ROWS_AT_ONCE if whole else ROWS_IN_A_CHUNK)
    planned = stream.plan(rows)
    if whole and any(p.outcome in OPEN for p in planned):
        # Something changed since the file was read.
        return _stop(job, upload, planned)
    key = f"import:{upload.pk}:{planned[0].row.number}" if planned else None
    published = publish_rows(_actor_of(upload), planned, job.cursor["reason"], key)
    applied = [replace(p, outcome=Outcome.APPLIED) if p.entry else p for p in published]
    numbers = [p.row.number for p in planned]
    UploadRow.objects.filter(upload=upload, number__in=numbers).delete()
    _write(upload, applied)
    job.done += len(rows)
    job.result = dict(Counter(job.result) + _counts(applied))
    more = len(rows) == ROWS_IN_A_CHUNK and not whole
    if not more:
        upload.state, upload.counts = UploadState.APPLIED, dict(job.result)
        upload.save(update_fields=["state", "counts"])
        _close(job)
        jobs.finish(job)
    return more


def fail(job: Job, broken_off: int) -> None:
    """Give a job up that was taken up `broken_off` times in a row without storing a chunk."""
    upload = Upload.objects.filter(pk=job.cursor["upload"], job=job).first()
    if upload is not None:
        fault = Fault(
            "import.broken",
            f"Reading the file broke off {broken_off} times.",
            "/file",
            "Split the file; if it happens again, tell the operator of this registry.",
        )
        _refuse(job, upload, Malformed(fault))


def _actor_of(upload: Upload) -> Actor:
    organisation = Organisation.objects.get(public_id=upload.organisation)
    return Actor(organisation.public_id, organisation.name, ALL_SCOPES)


def _stream(job: Job, upload: Upload) -> Stream:
    stream = _open.get(job.pk)
    if stream is not None and stream.read == job.done:
        return stream
    close_all()
    stream = uploads.stream_of(upload, _actor_of(upload))
    if job.done:
        stream.skip(job.done, _keys(upload, job.done))
    _open[job.pk] = stream
    return stream


def close_all() -> None:
    """Close the file that this worker holds open between chunks."""
    while _open:
        _open.popitem()[1].close()


def _close(job: Job) -> None:
    if job.pk in _open:
        _open.pop(job.pk).close()


def _keys(upload: Upload, count: int) -> Iterator[bytes]:
    """Yield the keys of the first rows of an upload, which were planned before."""
    rows = UploadRow.objects.filter(upload=upload).order_by("number")[:count]
    yield from (bytes(key) for key in rows.values_list("key", flat=True))


def _counts(planned: Sequence[Planned]) -> Counter[str]:
    counted = Counter(p.outcome for p in planned)
    return Counter({outcome.name.lower(): count for outcome, count in counted.items()})


def _write(upload: Upload, planned: Sequence[Planned]) -> None:
    field = UploadRow._meta.get_field("upload")  # noqa: SLF001 - Django's documented model API
    key = field.get_db_prep_save(upload.pk, connection)
    insert_rows(
        UploadRow,
        COLUMNS,
        ((key, p.row.number, p.outcome, p.row.key, p.identifier, told_of(p)) for p in planned),
    )


def _stop(job: Job, upload: Upload, planned: Sequence[Planned]) -> bool:
    """Publish nothing, and show the rows as they are planned now."""
    upload.rows.all().delete()
    _write(upload, planned)
    upload.state, upload.counts = UploadState.READ, dict(_counts(planned))
    upload.save(update_fields=["state", "counts"])
    _close(job)
    jobs.finish(job, JobState.FAILED)
    return False


def _refuse(job: Job, upload: Upload, refusal: Refusal) -> bool:
    upload.state = UploadState.REFUSED
    upload.faults = [{name: getattr(f, name) for name in FAULT} for f in refusal.faults]
    upload.save(update_fields=["state", "faults"])
    # Who watches jobs sees no columns: their names are the file's.
    job.faults = [
        {"code": f.code, "sentence": f.sentence, "remedy": f.remedy} for f in refusal.faults
    ]
    _close(job)
    jobs.finish(job, JobState.FAILED)
    return False
