"""Proof and order: what was accepted and when, what follows from it, the jobs people watch."""

import uuid
from typing import ClassVar

from django.db import models

from ledger.append_only import ALWAYS, NEVER, UNACCEPTED, AppendOnly


class Kind(models.IntegerChoices):
    """The use case that a Change carries."""

    PUBLICATION = 1
    FACTOR_SET = 2
    ACTIVITY_MODEL = 3
    FOOTPRINTS = 4
    ERASURE = 5


class Change(AppendOnly):
    """One use case with its 1 to 10^6 records; visible once its Acceptance exists.

    `organisation` is an opaque public id, without a foreign key: the ledger outlives accounts.
    """

    may_insert: ClassVar[str] = ALWAYS
    may_delete: ClassVar[str] = NEVER

    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    organisation = models.TextField()
    reason = models.TextField()
    idempotency_key = models.TextField(null=True)  # noqa: DJ001 - NULL is outside the constraint
    request_digest = models.BinaryField(null=True)
    base_seq = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "idempotency_key"], name="ledger_change_once"
            )
        ]


class Acceptance(AppendOnly):
    """The row that makes a Change visible: its place in the one order, its time and its digest.

    `digest` is the Merkle root over the digests of the Change's versions, in their order.
    """

    may_insert: ClassVar[str] = ALWAYS
    may_delete: ClassVar[str] = NEVER

    change = models.OneToOneField(Change, models.PROTECT, primary_key=True)
    seq = models.BigIntegerField(unique=True)
    at_ms = models.BigIntegerField(db_index=True)
    digest = models.BinaryField()


class Abandonment(AppendOnly):
    """A Change that was opened and given up; what it had written may be swept away."""

    may_insert: ClassVar[str] = ALWAYS
    may_delete: ClassVar[str] = NEVER

    change = models.OneToOneField(Change, models.PROTECT, primary_key=True)
    at_ms = models.BigIntegerField()
    why = models.TextField()


class Erasure(AppendOnly):
    """Leave to empty the payload of one version: why, and the two people who agreed (opaque ids).

    `header` keeps the version's canonical header, from which its digest goes on to verify.
    """

    may_delete: ClassVar[str] = UNACCEPTED

    version_id = models.BigIntegerField(primary_key=True)
    change = models.ForeignKey(Change, models.PROTECT)
    header = models.BinaryField()
    reason = models.TextField()
    first_person = models.TextField()
    second_person = models.TextField()


class Outbox(models.Model):
    """Work that follows from a Change: one row per Change and topic, swept until it is done."""

    topic = models.TextField()
    subject = models.TextField()
    change = models.ForeignKey(Change, models.PROTECT, null=True)
    ids = models.JSONField(default=list)
    due_ms = models.BigIntegerField()
    sent_ms = models.BigIntegerField(null=True)
    done_ms = models.BigIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_ms"], condition=models.Q(done_ms=None), name="ledger_outbox_due"
            )
        ]


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """What a person started and watches: counts, faults, result, and a lease with a fence.

    `cursor` is where the next chunk begins, for the kind's own code, and the fence under which the
    last one was stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.TextField()
    organisation = models.TextField()
    change = models.ForeignKey(Change, models.PROTECT, null=True)
    state = models.TextField(choices=JobState.choices, default=JobState.QUEUED)
    total = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    faults = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    cursor = models.JSONField(default=dict)
    lease_until_ms = models.BigIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    created_ms = models.BigIntegerField()
    finished_ms = models.BigIntegerField(null=True)
