"""What: products by identifier, their versions, and the payloads that alone may be erased.

An item passport must stay narrow, since there may be hundreds of millions: times, reasons and
organisations stand in the Change, indexes exist only where a named reader needs them.
"""

from typing import ClassVar

from django.db import models

from accounts.models import Organisation
from ledger.append_only import ALWAYS, NEVER, AppendOnly
from ledger.models import Change


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
