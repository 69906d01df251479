"""The cast of the benchmarks: a manufacturer, its smartphone model, and the items of it."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from accounts.actors import ALL_SCOPES, Actor
from accounts.claims import grant_claim
from accounts.models import Role
from accounts.organisations import found
from domain.faults import JsonObject
from passports.entries import Entry
from passports.publishing import publish

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
MODEL = "gs1:01/09506000134352"
PER_BATCH = 100
SERIALS = "serials in ascending order"


def full_passport(sector: str = "smartphone") -> JsonObject:
    """Return the fullest passport among the examples of a sector."""
    examples = (path.read_text() for path in (SCHEMAS / sector / "examples").glob("*.json"))
    passport: JsonObject = json.loads(max(examples, key=len))
    return passport


@cache
def maker() -> Actor:
    """Return the manufacturer, with its claim and its model published at the first call."""
    organisation = found("Example Devices", roles=(Role.OPERATOR,), country="DE")
    grant_claim(organisation, scheme="gs1", prefix="9506000", verified_by="registry")
    actor = Actor(organisation.public_id, organisation.name, ALL_SCOPES)
    model = Entry(MODEL, document=full_passport(), sector="smartphone")
    publish(actor=actor, reason="First version", entries=[model])
    return actor


@cache
def _lots() -> Iterator[int]:
    return iter(range(10_000))


def items(count: int) -> list[Entry]:
    """Return entries of items never asked for before, each with a patch that no other has."""
    lot = next(_lots())
    return [
        Entry(
            f"{MODEL}/21/{lot:04}{number:08}",
            patch={
                "manufacturing_date": f"2026-07-{1 + number % 28:02}",
                "batch_number": f"2026-{lot:04}-{number // PER_BATCH:04}",
                "durability": {"battery": {"state_of_health": round(90 + (number + 1) / 1001, 4)}},
            },
        )
        for number in range(count)
    ]
