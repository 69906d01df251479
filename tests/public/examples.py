"""The shipped example documents, and sheets made from them without a database."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from domain.audiences import ANYONE, visible
from domain.chain import Facts, Status, Version, resolve
from domain.identifiers import parse
from domain.sector_schema import Walk, expand, walk
from lifecycle.reading import Passport, ShownFootprint
from passports.reading import Event, Registration, View
from public.pages.sheet import Sheet

SCHEMAS = Path(__file__).parents[2] / "schemas"
MODEL = "gs1:01/09506000134352"
BATCH = "gs1:01/09506000134352/10/B1"
ITEM = "gs1:01/09506000134352/21/S1"
SECTORS = tuple(
    sorted(path.parent.name for path in SCHEMAS.glob("*/0.1.json") if path.parent.name != "common")
)
TODAY = date(2026, 11, 25)
NOON = 1_795_600_800_000


def example(sector: str, name: str) -> dict[str, Any]:
    path = SCHEMAS / sector / "examples" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


@lru_cache
def sector(name: str) -> Walk:
    files = {
        f"{path.parent.name}/{path.stem}": json.loads(path.read_text(encoding="utf-8"))
        for path in [*SCHEMAS.glob("*/0.1.json"), *SCHEMAS.glob("codes/*.json")]
    }
    return walk(expand(f"{name}/0.1", files))


def sheet(
    document: Mapping[str, Any],
    schema: Walk,
    *,
    audiences: frozenset[str] = ANYONE,
    spoken: tuple[str, ...] = ("en",),
    footprint: ShownFootprint | None = None,
    today: date = TODAY,
    operator: str | None = "Example Devices",
) -> Sheet:
    """Return the sheet of a model of one version; nothing is stored anywhere."""
    version = Version(1, None, 1, dict(document), Facts(operator="maker"), schema.digest)
    state = resolve(MODEL, lambda _product: [version])
    shown = visible(state, schema, {schema.digest: schema}, audiences)
    registration = Registration(
        identifier=MODEL,
        granularity="model",
        sector=schema.sector,
        schema_version=schema.version,
        number=1,
        revision=1,
        status=Status.ACTIVE,
        operator="maker",
        operator_name=operator,
        registrant="maker",
        registrant_name="Example Devices",
        predecessor=None,
        chain=((MODEL, 1),),
        erased=(),
        digest=bytes(32),
        boundary_ms=NOON,
    )
    written = {MODEL: frozenset(document)}
    view = View(parse(MODEL), registration, shown, schema, audiences, 1, written, {1: NOON})
    events = (Event(MODEL, 1, None, 1, NOON, "First", ()),)
    return Sheet(Passport(view, footprint, events), spoken, today, today)
