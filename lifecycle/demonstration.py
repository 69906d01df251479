"""The demonstration: real devices taken apart in a laboratory, and one invented family of phones.

Everything goes in through the use cases that everyone else uses. Loading it again changes nothing.
"""

import json
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from accounts.actors import ALL_SCOPES, Actor
from accounts.claims import grant_claim
from accounts.grants import grant_access
from accounts.models import MemberRole, Organisation, Role
from accounts.organisations import found, join
from domain.faults import Missing
from domain.identifiers import parse
from lifecycle.activities import record_activity_models
from lifecycle.factors import DEFAULT_SERIES, find, publish_factor_set, read_csv
from lifecycle.importing import import_products
from passports.entries import Action, Entry
from passports.intake.choosing import stream_for
from passports.publishing import publish
from passports.reading import registered

REGISTRY, CATALOGUE, MAKER = "demo-registry", "demo-catalogue", "demo-maker"
WORKSHOP, AUTHORITY = "demo-workshop", "demo-authority"
PEOPLE = {"maker": MAKER, "workshop": WORKSHOP, "authority": AUTHORITY}
FIRST_RELEASE = "2025.1"
GRANT_DAYS = 3_650
ACTIONS = {"register": Action.REGISTER, "revise": Action.REVISE, "correct": Action.CORRECT}


def load(data: Path, password: str) -> None:
    """Load the demonstration from the `data` folder; what is already there is passed over.

    `password` is that of the demonstration's accounts: maker, workshop and authority.
    """
    family = json.loads((data / "demo" / "family.json").read_text(encoding="utf-8"))
    actors = _organisations(family)
    _people(password)
    _factors(data / "factors", actors[REGISTRY])
    _catalogue(data / "demo", actors[CATALOGUE])
    _family(family, actors[MAKER])


@transaction.atomic
def _organisations(family: dict[str, Any]) -> dict[str, Actor]:
    wanted = {
        REGISTRY: ("This registry", Role.REGISTRY_HOST),
        CATALOGUE: ("Demonstration catalogue", Role.REGISTRY_HOST),
        MAKER: (family["organisation"]["name"], Role.OPERATOR),
        WORKSHOP: ("Corner Workshop (invented)", Role.WORKSHOP),
        AUTHORITY: ("Market authority (invented)", Role.AUTHORITY),
    }
    held = {o.public_id: o for o in Organisation.objects.filter(public_id__in=wanted)}
    for public_id, (name, role) in wanted.items():
        if public_id not in held:
            held[public_id] = found(name, roles=(role,), public_id=public_id)
            if public_id == MAKER:
                for claim in family["organisation"]["claims"]:
                    grant_claim(held[public_id], verified_by=REGISTRY, **claim)
            if public_id == WORKSHOP:
                grant_access(
                    held[public_id],
                    operator=MAKER,
                    audience="repairer",
                    ground="Demonstration",
                    days=GRANT_DAYS,
                )
    return {
        public_id: Actor(public_id, organisation.name, ALL_SCOPES)
        for public_id, organisation in held.items()
    }


def _people(password: str) -> None:
    for name, public_id in PEOPLE.items():
        if not User.objects.filter(username=name).exists():
            user = User.objects.create_user(name, password=password)
            join(user, Organisation.objects.get(public_id=public_id), MemberRole.OWNER)


def _factors(folder: Path, actor: Actor) -> None:
    try:
        find(DEFAULT_SERIES, FIRST_RELEASE)
    except Missing:
        text = (folder / f"{FIRST_RELEASE}.csv").read_text(encoding="utf-8")
        publish_factor_set(
            actor=actor,
            series=DEFAULT_SERIES,
            version=FIRST_RELEASE,
            rows=read_csv(text),
            reason="First release.",
        )


def _catalogue(folder: Path, actor: Actor) -> None:
    body = json.loads((folder / "mass-based.json").read_text(encoding="utf-8"))
    with (folder / "devices.csv").open("rb") as file:
        import_products(
            actor=actor,
            stream=stream_for(actor, file, "devices.csv", "product"),
            bodies={"mass-based": body},
            reason="Taken from published research; the makers have declared nothing.",
        )


def _family(family: dict[str, Any], actor: Actor) -> None:
    first = parse(family["entries"][0]["identifier"])
    if registered([first]) is not None:
        return
    with transaction.atomic():
        # At once after the first version: an activity model holds from the newest revision on.
        bodies = {a["identifier"]: a["body"] for a in family["activities"]}
        for number, entry in enumerate(family["entries"]):
            publish(actor=actor, reason=entry["reason"], entries=[_entry(entry)])
            if not number:
                record_activity_models(actor=actor, bodies=bodies, reason="How it is used.")


def _entry(entry: dict[str, Any]) -> Entry:
    return Entry(
        identifier=entry["identifier"],
        action=ACTIONS[entry["kind"]],
        document=entry.get("document"),
        patch=entry.get("patch"),
        parent=entry.get("parent"),
        parent_revision=entry.get("parent_revision"),
        corrects=entry.get("corrects"),
        sector="smartphone" if "document" in entry else None,
    )
