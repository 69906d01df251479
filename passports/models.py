"""What: products by identifier, their versions, and the payloads that alone may be erased.

Besides these, which are for ever, what an import needs until it is done with.

An item passport must stay narrow, since there may be hundreds of millions: times, reasons and
organisations stand in the Change, indexes exist only where a named reader needs them.
"""

import uuid
from typing import ClassVar

from django.db import models

from accounts.models import Organisation
from ledger.append_only import ALWAYS, NEVER, AppendOnly
from ledger.models import Change, Job


class Granularity(models.IntegerChoices):
    MODEL = 1
    BATCH = 2
    ITEM = 3


class Product(AppendOnly):
    """One canonical identifier text without host; never reused. Nothing about it ever changes."""

    ident = models.TextField(unique=True)
    granularity = models.PositiveSmallIntegerField(choices=Granularity.choices)
    change = models.ForeignKey(Change, models.PROTECT, db_index=False, related_name="+")


class SchemaText(AppendOnly):
    """A schema as it was when first used; old versions are read with these bytes for ever."""

    may_insert: ClassVar[str] = ALWAYS
    may_delete: ClassVar[str] = NEVER

    id = models.SmallAutoField(primary_key=True)
    digest = models.BinaryField(unique=True)
    sector = models.TextField()
    version = models.TextField()
    text = models.BinaryField()


class Version(AppendOnly):
    """A revision (`corrects` is null) or a correction of one; facts that say nothing are null."""

    product = models.ForeignKey(Product, models.PROTECT, db_index=False, related_name="versions")
    number = models.PositiveIntegerField()
    corrects = models.PositiveIntegerField(null=True)
    change = models.ForeignKey(Change, models.PROTECT, db_index=False, related_name="+")
    schema = models.ForeignKey(SchemaText, models.PROTECT, db_index=False, related_name="+")
    parent = models.ForeignKey(Product, models.PROTECT, null=True, db_index=False, related_name="+")
    parent_revision = models.PositiveIntegerField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    operator = models.ForeignKey(
        Organisation, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    predecessor = models.ForeignKey(
        Product, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    root = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="passports_version_once")
        ]
        indexes = [
            # read by publishing: which children does a correction reach?
            models.Index(
                fields=["parent", "parent_revision"],
                condition=models.Q(parent__isnull=False),
                name="passports_version_parent",
            ),
            # read by lists of an operator's products; items inherit the operator and stay out
            models.Index(
                fields=["operator"],
                condition=models.Q(operator__isnull=False),
                name="passports_version_operator",
            ),
        ]


class Payload(AppendOnly):
    """A version's own patch (RFC 8785 bytes) and its salt; both become null by erasure only."""

    may_update: ClassVar[str] = (
        "NEW.version_id = OLD.version_id AND NEW.patch IS NULL AND NEW.salt IS NULL AND EXISTS "
        "(SELECT 1 FROM ledger_erasure e WHERE e.version_id = OLD.version_id)"
    )
    may_delete: ClassVar[str] = (
        "NOT EXISTS (SELECT 1 FROM ledger_acceptance a JOIN passports_version v "
        "ON v.change_id = a.change_id WHERE v.id = OLD.version_id)"
    )
    may_insert: ClassVar[str] = may_delete.replace("OLD", "NEW")

    version = models.OneToOneField(Version, models.PROTECT, primary_key=True)
    patch = models.BinaryField(null=True)
    salt = models.BinaryField(null=True)


class UploadState(models.TextChoices):
    READING = "reading"
    READ = "read"
    APPLYING = "applying"
    APPLIED = "applied"
    REFUSED = "refused"


class Upload(models.Model):
    """A file of products that somebody handed in, what it is taken to mean, and how far it is.

    The file itself lies in the storage `uploads` under its digest. `mapping` says what its columns
    mean, `answers` what people said to the questions that rows raised; both may change until the
    rows are applied. `counts` holds the number of rows by outcome.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.TextField()
    name = models.TextField()
    digest = models.BinaryField()
    size = models.BigIntegerField()
    mapping = models.JSONField()
    answers = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    state = models.TextField(choices=UploadState.choices, default=UploadState.READING)
    counts = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    created_ms = models.BigIntegerField()

    class Meta:
        indexes = [
            # read by the list of an organisation's uploads, and by the sweep of old ones
            models.Index(fields=["organisation", "created_ms"], name="passports_upload_owner"),
        ]


class Outcome(models.IntegerChoices):
    """What becomes of a row."""

    READY = 1
    REPAIRED = 2
    ASKED = 3
    REFUSED = 4
    UNCHANGED = 5
    LEFT_OUT = 6
    APPLIED = 7


class UploadRow(models.Model):
    """What became of one row: its outcome, what tells its product apart, and what is told of it.

    `told` holds repairs, questions, faults and differences as JSON; it is empty for a row of which
    there is nothing to tell.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, db_index=False, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.PositiveSmallIntegerField(choices=Outcome.choices)
    key = models.BinaryField()
    identifier = models.TextField()
    told = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "number"], name="passports_row_once")
        ]
        indexes = [
            # read by lists of the rows of one outcome
            models.Index(fields=["upload", "outcome", "number"], name="passports_row_outcome"),
        ]


class RowIdentity(models.Model):
    """Under which identifier a row without one was registered, so that it is known again.

    `key` is a digest of what tells the row's product apart: its sector and, by the mapping, perhaps
    brand, model number and name.
    """

    organisation = models.TextField()
    key = models.BinaryField()
    ident = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="passports_row_identity")
        ]


class StoredMapping(models.Model):
    """What the columns of a kind of file mean, kept for the next file with the same header."""

    organisation = models.TextField()
    name = models.TextField()
    signature = models.BinaryField(db_index=True)
    body = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="passports_mapping_once")
        ]
