"""Importing a file of products together with their activity models."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.db import transaction

from accounts.actors import Actor
from domain.activity import parse_activity
from domain.faults import Fault, Json, Refusal
from domain.pointers import pointer_of
from lifecycle.activities import record_activity_models
from lifecycle.models import ActivityModel
from passports.intake.applying import Imported, import_what_is_ready, import_whole
from passports.intake.planning import Planned
from passports.intake.stream import Stream

COMMON = ""


@dataclass(frozen=True, slots=True)
class ImportedProducts:
    """What an import did, and for how many products it recorded an activity model."""

    products: Imported
    activity_models: int


@transaction.atomic
def import_products(
    *,
    actor: Actor,
    stream: Stream,
    bodies: Mapping[str, Json],
    reason: str,
    best_effort: bool = False,
) -> ImportedProducts:
    """Import a file and record the activity models that its rows name, all or nothing.

    `bodies` maps the names in the column `activity` to activity models; under "" is the one for
    rows that name none. A product whose newest model is equal keeps it. With `best_effort` rows
    that are refused or asked about are passed over and told.

    Raises Invalid with every fault: of cells at /rows/<row>/<column>, of models at
    /activities/<name>/... . Then nothing was changed.
    """
    use_case = import_what_is_ready if best_effort else import_whole
    imported = use_case(
        actor=actor, stream=stream, reason=reason, judge=partial(_faults, bodies, set())
    )
    wanted = {
        identifier: bodies[name]
        for row, identifier in imported.identifiers.items()
        if (name := imported.activities[row] or COMMON) in bodies
    }
    held = _newest_bodies(wanted)
    changed = {ident: body for ident, body in wanted.items() if held.get(ident) != body}
    if changed:
        record_activity_models(actor=actor, bodies=changed, reason=reason)
    return ImportedProducts(imported, len(changed))


def rehearse(
    *,
    actor: Actor,
    stream: Stream,
    bodies: Mapping[str, Json],
    reason: str,
    best_effort: bool = False,
) -> ImportedProducts:
    """Do what `import_products` does, and undo it again: the same faults, the same counts."""
    with transaction.atomic():
        done = import_products(
            actor=actor, stream=stream, bodies=bodies, reason=reason, best_effort=best_effort
        )
        transaction.set_rollback(True)
    return done


def _faults(
    bodies: Mapping[str, Json], known: set[str], planned: Sequence[Planned]
) -> Iterator[Fault]:
    """Yield the faults of the activity models that rows name, each model once."""
    for plan in planned:
        name = plan.row.activity or COMMON
        if name != COMMON and name not in bodies:
            yield Fault(
                "activity.unknown",
                "There is no activity model of this name.",
                plan.row.place("activity"),
                "Put its file beside the spreadsheet, or correct the name.",
            )
        elif name in bodies and name not in known:
            known.add(name)
            yield from _body_faults(name, bodies[name])


def _body_faults(name: str, body: Json) -> Iterator[Fault]:
    try:
        parse_activity(body)
    except Refusal as refusal:
        prefix = pointer_of(("activities", name))
        yield from (replace(f, pointer=prefix + f.pointer) for f in refusal.faults)


def _newest_bodies(identifiers: Mapping[str, Json]) -> dict[str, Json]:
    rows = (
        ActivityModel.objects.filter(product__ident__in=identifiers)
        .exclude(change__acceptance=None)
        .order_by("version")
    )
    return dict(rows.values_list("product__ident", "body"))
