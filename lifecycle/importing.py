"""Importing a sheet of products together with their activity models."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from accounts.actors import Actor
from domain.activity import parse_activity
from domain.faults import Fault, Json, Refusal
from domain.pointers import pointer_of
from lifecycle.activities import record_activity_models
from lifecycle.models import ActivityModel
from passports.importing import Imported, import_sheet
from passports.sheets import Sheet, place


@dataclass(frozen=True, slots=True)
class ImportedProducts:
    """What an import did, and for how many products it recorded an activity model."""

    products: Imported
    activity_models: int


@transaction.atomic
def import_products(
    *, actor: Actor, sheet: Sheet, bodies: Mapping[str, Json], reason: str
) -> ImportedProducts:
    """Import a sheet and record the activity models that its rows name, all or nothing.

    `bodies` maps the names in the column `activity` to activity models; under "" is the one for
    rows that name none. A product whose newest model is equal keeps it.

    Raises Invalid with every fault: of cells at /rows/<row>/<column>, of models at
    /activities/<name>/... . Then nothing was changed.
    """
    faults = [*sheet.faults, *_body_faults(bodies), *_name_faults(sheet, bodies)]
    imported = import_sheet(actor=actor, sheet=replace(sheet, faults=faults), reason=reason)
    wanted = {
        imported.identifiers[row.number]: bodies[row.activity]
        for row in sheet.rows
        if row.activity in bodies
    }
    held = _newest_bodies(wanted)
    changed = {ident: body for ident, body in wanted.items() if held.get(ident) != body}
    if changed:
        record_activity_models(actor=actor, bodies=changed, reason=reason)
    return ImportedProducts(imported, len(changed))


def rehearse(
    *, actor: Actor, sheet: Sheet, bodies: Mapping[str, Json], reason: str
) -> ImportedProducts:
    """Do what `import_products` does, and undo it again: the same faults, the same counts."""
    with transaction.atomic():
        done = import_products(actor=actor, sheet=sheet, bodies=bodies, reason=reason)
        transaction.set_rollback(True)
    return done


def _body_faults(bodies: Mapping[str, Json]) -> Iterator[Fault]:
    for name, body in bodies.items():
        try:
            parse_activity(body)
        except Refusal as refusal:
            prefix = pointer_of(("activities", name))
            yield from (replace(f, pointer=prefix + f.pointer) for f in refusal.faults)


def _name_faults(sheet: Sheet, bodies: Mapping[str, Json]) -> Iterator[Fault]:
    for row in sheet.rows:
        if row.activity and row.activity not in bodies:
            yield Fault(
                "activity.unknown",
                "There is no activity model of this name.",
                place(row.number, "activity"),
                "Put its file beside the spreadsheet, or correct the name.",
            )


def _newest_bodies(identifiers: Mapping[str, Json]) -> dict[str, Json]:
    rows = (
        ActivityModel.objects.filter(product__ident__in=identifiers)
        .exclude(change__acceptance=None)
        .order_by("version")
    )
    return dict(rows.values_list("product__ident", "body"))
