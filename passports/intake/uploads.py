"""Files that people hand in: kept, understood, asked about, and applied or forgotten.

A file goes through: received (a guess of what its columns mean), read (each row has an outcome),
perhaps mapped and answered anew and read again, applied. Each step is a job of its own.
"""

import uuid
from collections.abc import Mapping as Named
from dataclasses import replace
from hashlib import sha256
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction

from accounts.actors import JOBS, READ, WRITE, Actor
from domain.faults import Conflict, Fault, Invalid, Json, Missing
from ledger import jobs
from ledger.clock import now_ms
from passports.intake import answers
from passports.intake.applying import MAX_ROWS_AT_ONCE
from passports.intake.choosing import mapping_for
from passports.intake.mapping import mapping as mappings
from passports.intake.stream import Stream, opened
from passports.models import Outcome, StoredMapping, Upload, UploadState
from passports.schema_registry import latest

PREVIEW, APPLY = "import.preview", "import.apply"
ALL_OR_NOTHING, BEST_EFFORT = MODES = ("all-or-nothing", "best-effort")
KEPT_DAYS = 30
DAY_MS = 86_400_000
STORE = "uploads"
MAX_NAME = 200


def receive(
    *, actor: Actor, file: BinaryIO, name: str, sector: str, mapping: Json = None
) -> Upload:
    """Keep a file, settle what its columns mean, and start reading it; return its upload.

    The mapping is the one given, else the organisation's stored one for the same header, else a
    guess. Raises Malformed for a file that cannot be read, Invalid for a sector that does not exist
    or a mapping that does not fit, Forbidden without the scope.
    """
    actor.need(WRITE)
    settled = mapping_for(actor, file, name, sector, mapping)
    table, _, _ = opened(file, name, settled)
    digest, size = _keep(file)
    with transaction.atomic():
        upload = Upload.objects.create(
            organisation=actor.organisation,
            name=name[:MAX_NAME],
            digest=digest,
            size=size,
            mapping=settled.to_json(),
            notes=[{"code": n.code, "sentence": n.sentence, "place": n.place} for n in table.notes],
            created_ms=now_ms(),
        )
        return _read(upload)


def get(actor: Actor, upload_id: uuid.UUID) -> Upload:
    """Return an upload of the actor's organisation; raises Missing, the same for another's."""
    actor.need(READ)
    found = Upload.objects.select_related("job").filter(
        pk=upload_id, organisation=actor.organisation
    )
    upload = found.first()
    if upload is None:
        raise Missing(Fault("import.unknown", "There is no such import."))
    return upload


def uploads_of(actor: Actor, newest: int = 100) -> list[Upload]:
    """Return the newest uploads of the actor's organisation, the last one first."""
    actor.need(READ)
    rows = Upload.objects.filter(organisation=actor.organisation).select_related("job")
    return list(rows.order_by("-created_ms", "pk")[:newest])


@transaction.atomic
def remap(*, actor: Actor, upload_id: uuid.UUID, mapping: Json) -> Upload:
    """Replace what the columns of an upload mean, and read it again.

    Raises Invalid with every fault of the mapping, Conflict once rows are being applied.
    """
    actor.need(WRITE)
    upload = _open(actor, upload_id)
    upload.mapping = mappings.from_json(mapping, latest).to_json()
    return _read(upload)


@transaction.atomic
def answer(*, actor: Actor, upload_id: uuid.UUID, body: Json) -> Upload:
    """Add answers to those given before, and read the upload again with them.

    Raises Invalid with every fault, Conflict once rows are being applied.
    """
    actor.need(WRITE)
    upload = _open(actor, upload_id)
    held = answers.from_json(upload.answers or {})
    upload.answers = held.with_more(answers.from_json(body)).to_json()
    return _read(upload)


@transaction.atomic
def start_applying(*, actor: Actor, upload_id: uuid.UUID, mode: str, reason: str) -> Upload:
    """Start publishing what is ready; return the upload.

    `mode` is "all-or-nothing" or "best-effort"; the latter passes over rows that are refused or
    still asked about. Raises Invalid where all-or-nothing cannot be, Conflict for an upload that is
    being read, applied already or has nothing to apply.
    """
    actor.need(WRITE)
    actor.need(JOBS)
    upload = _open(actor, upload_id)
    if upload.state != UploadState.READ:
        raise Conflict(
            Fault(
                "import.not_read",
                "The file is still being read, or could not be read.",
                "",
                "Wait until its job is done, and look at its faults.",
            )
        )
    if mode == ALL_OR_NOTHING:
        _must_be_whole(upload.counts)
    upload.state = UploadState.APPLYING
    cursor: dict[str, Json] = {"upload": str(upload.pk), "mode": mode, "reason": reason}
    upload.job = jobs.start(
        APPLY, organisation=upload.organisation, cursor=cursor, total=sum(upload.counts.values())
    )
    upload.save(update_fields=["state", "job"])
    return upload


@transaction.atomic
def store_mapping(*, actor: Actor, name: str, body: Json) -> StoredMapping:
    """Keep a mapping under a name, for the organisation's next files with the same header.

    Raises Invalid with every fault of the mapping.
    """
    actor.need(WRITE)
    mapping = mappings.from_json(body, latest)
    if mapping.form is not None:
        # Where rows begin and end is a matter of this file, not of the next one.
        mapping = replace(mapping, form=mapping.form.lasting())
    stored, _ = StoredMapping.objects.update_or_create(
        organisation=actor.organisation,
        name=name,
        defaults={
            "signature": mappings.signature(mapping.headers),
            "body": mapping.to_json(),
        },
    )
    return stored


def stream_of(upload: Upload, actor: Actor) -> Stream:
    """Open an upload to be read by its mapping and answers; the caller closes it.

    Raises Malformed for a file that cannot be read, Invalid for a mapping that no longer fits.
    """
    mapping = mappings.from_json(upload.mapping, latest)
    said = answers.from_json(upload.answers or {})
    file = cast(BinaryIO, storages[STORE].open(bytes(upload.digest).hex()))
    try:
        return Stream(file, name=upload.name, actor=actor, mapping=mapping, answers=said)
    except BaseException:
        file.close()
        raise


def forget_old() -> int:
    """Forget uploads older than thirty days, and files that no upload needs; return how many."""
    old = Upload.objects.filter(created_ms__lt=now_ms() - KEPT_DAYS * DAY_MS)
    digests = {bytes(digest) for digest in old.values_list("digest", flat=True)}
    _, deleted = old.delete()
    needed = Upload.objects.filter(digest__in=digests).values_list("digest", flat=True)
    for digest in digests - {bytes(held) for held in needed}:
        storages[STORE].delete(digest.hex())
    return deleted.get(Upload._meta.label, 0)  # noqa: SLF001 - Django's documented model API


def _open(actor: Actor, upload_id: uuid.UUID) -> Upload:
    """Return an upload, locked, of which nothing has been applied yet."""
    get(actor, upload_id)
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    if upload.state in (UploadState.APPLYING, UploadState.APPLIED):
        raise Conflict(
            Fault(
                "import.applied",
                "The rows of this file have been applied, or are being applied.",
                "",
                "Send the corrected file as a new import: rows that are equal stay as they are.",
            )
        )
    return upload


def _read(upload: Upload) -> Upload:
    """Have an upload read from its beginning; what was said of its rows before is forgotten."""
    upload.rows.all().delete()
    upload.state, upload.counts, upload.faults = UploadState.READING, {}, []
    upload.job = jobs.start(
        PREVIEW, organisation=upload.organisation, cursor={"upload": str(upload.pk)}
    )
    upload.save()
    return upload


def _keep(file: BinaryIO) -> tuple[bytes, int]:
    """Store a file under its digest; return digest and size in bytes."""
    file.seek(0)
    digest, size = sha256(), 0
    while block := file.read(1 << 20):
        digest.update(block)
        size += len(block)
    file.seek(0)
    name = digest.hexdigest()
    if not storages[STORE].exists(name):
        storages[STORE].save(name, File(file))
    return digest.digest(), size


def _must_be_whole(counts: Named[str, int]) -> None:
    open_rows = {
        Outcome.REFUSED: "Rows are refused.",
        Outcome.ASKED: "Rows need an answer.",
    }
    faults = [
        Fault(
            f"import.{outcome.name.lower()}",
            sentence,
            "/mode",
            "Correct or answer them, leave them out, or choose best-effort.",
        )
        for outcome, sentence in open_rows.items()
        if counts.get(outcome.name.lower())
    ]
    if sum(counts.values()) > MAX_ROWS_AT_ONCE:
        faults.append(
            Fault(
                "import.rows",
                f"All or nothing holds for up to {MAX_ROWS_AT_ONCE:,} rows.",
                "/mode",
                "Split the file, or choose best-effort: it can be repeated without harm.",
            )
        )
    if faults:
        raise Invalid(*faults)
