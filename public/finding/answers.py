"""The answer of the search for machines: the same as on the page, as JSON."""

from dataclasses import replace
from typing import Any

import orjson
from django.conf import settings

from domain.finding.figure import Figure
from domain.identifiers import address
from lifecycle.catalogue import Catalogued
from lifecycle.representation import timestamp
from passports.search.entry import repair_class_of
from passports.search.query import Page
from public.finding.asking import FIND, as_json, link


def json_of(page: Page, found: list[Catalogued]) -> bytes:
    """Return {question, total, is_counted, models, choices, unknown, is_loose, next} as JSON.

    `total` counts up to a bound; `is_counted` says whether these are all. A count of null means
    that more match than are counted. Emissions are kg CO2 equivalent per functional unit.
    """
    query = page.query
    following = replace(query, page=query.page + 1) if query.page < page.pages else None
    exact = {hit.identifier for hit in page.hits if hit.is_exact}
    answer = {
        "question": {
            "text": query.text,
            **query.filters,
            "sort": query.order,
            "page": query.page,
            "size": query.size,
        },
        "total": page.total,
        "is_counted": page.is_counted,
        "models": [_model(each, is_exact=each.model.identifier in exact) for each in found],
        "choices": {
            name: [{"value": c.value, "name": c.name, "count": c.count} for c in choices]
            for name, choices in page.choices.items()
        },
        "unknown": list(page.unknown),
        "is_loose": page.is_loose,
        "next": link(settings.PUBLIC_URL + FIND, *as_json(following)) if following else None,
    }
    return orjson.dumps(answer)


def _model(found: Catalogued, *, is_exact: bool) -> dict[str, Any]:
    model, document = found.model, found.model.document
    maker, origin = document.get("manufacturer", {}), document.get("origin", {})
    return {
        "identifier": model.identifier.text,
        "address": address(model.identifier, settings.PUBLIC_URL),
        "sector": model.walk.sector,
        "category": document.get("category"),
        "name": document.get("name"),
        "brand": document.get("brand"),
        "maker": maker.get("name") if isinstance(maker, dict) else None,
        "model_number": document.get("model_number"),
        "country": origin.get("assembly_country") if isinstance(origin, dict) else None,
        "repair_class": repair_class_of(document) or None,
        "carbon": _figure(found.figure) if found.figure else None,
        "status": model.status.name.lower(),
        "changed_at": timestamp(model.changed_ms),
        "is_exact": is_exact,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "kg": figure.kg,
        "low_kg": figure.low_kg,
        "high_kg": figure.high_kg,
        "method": figure.method or None,
        "by": figure.by,
        "is_whole_life": figure.is_whole,
    }
