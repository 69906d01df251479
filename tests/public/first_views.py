"""The fullest first views that there are: every example of every sector, and the demonstration.

Each is made the item of a batch of a model, has a calculated footprint with an earlier one and a
history, so that its page shows everything that a page can show.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from domain.chain import apply
from domain.changes import Difference
from domain.finding.distribution import distribution
from domain.finding.figure import Figure
from domain.footprint_comparison import Movement
from domain.identifiers import parse
from domain.inventory import STAGES
from lifecycle.reading import Earlier, ShownFootprint, Stage
from passports.reading import Event
from passports.search.categories import Comparison
from public import asking, presenters, responses
from public.pages.sheet import Sheet
from public.readers import Reader
from tests.data.files import DATA, read_json
from tests.public.examples import BATCH, ITEM, MODEL, NOON, SCHEMAS, SECTORS, sector, sheet

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
REASON = {
    "en": "The makers of chips, display and boards have not reported their emissions, and no open"
    " average fits."
}
FOOTPRINT = ShownFootprint(
    product=MODEL,
    revision=2,
    total_kg=61.84,
    low_kg=49.2,
    high_kg=78.1,
    complete=False,
    coverage=0.8671,
    stages=tuple(
        Stage(
            name, None if name == "manufacturing" else 3.21 * place + 0.4, complete=True, reason={}
        )
        if name != "manufacturing"
        else Stage(name, None, complete=False, reason=REASON)
        for place, name in enumerate(STAGES)
    ),
    uncovered=(("board", 19.8), ("other", 3.9), ("glue", 0.6)),
    functional_unit={"en": "one product, used for five years in Germany"},
    factor_set="registry-basis 2025.2",
    method="cradle-to-grave, ISO 14067",
    engine="1.2.0",
    at_ms=NOON,
    seq=5,
    earlier=(Earlier(63.02, "registry-basis 2025.1", NOON - 10**9),),
    moved=(
        Movement("materials/frame", "raw-materials", ("factor-value",), {}, {}, 2.1, 1.9, -0.2),
    ),
)
FIGURES = [
    19.0,
    28.5,
    41.2,
    43.0,
    44.9,
    52.3,
    57.7,
    61.84,
    63.1,
    70.0,
    88.8,
    97.4,
    103.0,
    121.5,
    140.0,
]
FIGURE = Figure(
    61.84, 49.2, 78.1, "cradle-to-grave, ISO 14067", "registry", is_whole=False, key="key"
)
COMPARISON = Comparison(FIGURE, distribution(FIGURES), 7 / 15, is_exact=True, at_ms=NOON)


def documents() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (sector, name, document) of every example, and of the invented family of phones."""
    for name in SECTORS:
        for path in sorted((SCHEMAS / name / "examples").glob("*.json")):
            yield name, path.stem, json.loads(path.read_text(encoding="utf-8"))
    document: dict[str, Any] = {}
    for entry in read_json(DATA / "demo" / "family.json")["entries"]:
        document = apply(document, entry.get("document") or entry.get("patch") or {})
    yield "smartphone", "demonstration", document


def full_sheet(document: dict[str, Any], name: str, language: str) -> Sheet:
    """Return the sheet of a document as an item, with all that a registry can add to it."""
    made = sheet(document, sector(name), spoken=(language,), footprint=FOOTPRINT)
    view = made.passport.view
    registration = replace(
        view.registration,
        identifier=ITEM,
        granularity="item",
        number=3,
        chain=((MODEL, 2), (BATCH, 1), (ITEM, 3)),
        digest=bytes(range(32)),
    )
    differences = (
        Difference("/mass", "changed", 187.5, 190),
        Difference("/name/fr", "added", None, "Un nom assez long pour un produit"),
        Difference("/model_number", "changed", "AB-1234", "AB-1235"),
    )
    events = tuple(
        Event(product, number, None, seq, NOON + seq, "Two digits were swapped in it.", differences)
        for seq, (product, number) in enumerate(((MODEL, 1), (MODEL, 2), (ITEM, 2), (ITEM, 3)), 1)
    )[::-1]
    shown = replace(view, identifier=parse(ITEM), registration=registration, seq=len(events))
    return replace(
        made, passport=replace(made.passport, view=shown, events=events, comparison=COMPARISON)
    )


def drawn(made: Sheet, language: str, view: str = "") -> bytes:
    """Return a page of a sheet as it is sent, before it is packed."""
    with translation.override(language):
        asked = asking.Asked("", None, NOON, view)
        page = presenters.drawn(made, asked)
        request = RequestFactory().get(made.passport.view.identifier.path)
        frame = responses.frame(request, Reader(languages=(language,)), page.style)
        return render_to_string(page.template, {**frame, "page": page.page}).encode()
