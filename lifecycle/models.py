"""What happens to a product over time: factor sets, activity models, footprints."""

from typing import ClassVar

from django.db import models

from ledger.append_only import UNACCEPTED, AppendOnly
from ledger.models import Change
from passports.models import Product


class FactorSet(AppendOnly):
    """A curated release of a series; immutable. A footprint names exactly one."""

    series = models.TextField()
    version = models.TextField()
    change = models.ForeignKey(Change, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="lifecycle_factor_set_once")
        ]


class Factor(AppendOnly):
    """One emission factor with its own source: `value` and bounds in kg CO2e per `unit`."""

    may_delete: ClassVar[str] = UNACCEPTED.replace(
        "OLD.change_id",
        "(SELECT s.change_id FROM lifecycle_factorset s WHERE s.id = OLD.factor_set_id)",
    )
    may_insert: ClassVar[str] = may_delete.replace("OLD", "NEW")

    factor_set = models.ForeignKey(
        FactorSet, models.PROTECT, db_index=False, related_name="factors"
    )
    key = models.TextField()
    value = models.FloatField()
    unit = models.TextField()
    region = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    source = models.TextField()
    licence = models.TextField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factor_set", "key"], name="lifecycle_factor_once")
        ]


class ActivityModel(AppendOnly):
    """How a product is made, used and treated, from a revision on; an immutable version of it.

    `body` is what `domain.activity` reads. Material lines are not in it: they are read from the
    passport's own materials.
    """

    product = models.ForeignKey(Product, models.PROTECT, db_index=False, related_name="+")
    product_revision = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    body = models.JSONField()
    change = models.ForeignKey(Change, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "version"], name="lifecycle_activity_model_once"
            )
        ]


class Footprint(AppendOnly):
    """One result, kept for ever, known by all that determines it.

    `result` is `domain.footprint`'s JSON form: stages, lines, coverage and bounds, in kg CO2e.
    """

    product = models.ForeignKey(Product, models.PROTECT, db_index=False, related_name="+")
    product_revision = models.PositiveIntegerField()
    activity_model = models.ForeignKey(
        ActivityModel, models.PROTECT, db_index=False, related_name="+"
    )
    factor_set = models.ForeignKey(FactorSet, models.PROTECT, db_index=False, related_name="+")
    method = models.TextField()
    engine = models.TextField()
    input_digest = models.BinaryField()
    result = models.JSONField()
    change = models.ForeignKey(Change, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("product", "product_revision", "activity_model", "factor_set"),
                    *("method", "engine", "input_digest"),
                ],
                name="lifecycle_footprint_once",
            )
        ]


class AcceptedFootprint(AppendOnly):
    """From this Change on, a revision of a product shows this footprint; the newest one holds.

    Apart from the result itself, so that inputs which return to an earlier state find their result
    again, and the time line still tells what was shown when.
    """

    product = models.ForeignKey(Product, models.PROTECT, db_index=False, related_name="+")
    product_revision = models.PositiveIntegerField()
    footprint = models.ForeignKey(Footprint, models.PROTECT, db_index=False, related_name="+")
    change = models.ForeignKey(Change, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        indexes = [
            # read by every passport page, for each level of its chain
            models.Index(fields=["product", "product_revision"], name="lifecycle_accepted_product")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "product", "product_revision"], name="lifecycle_accepted_once"
            )
        ]
