"""A small sector of its own, so that these tests say all that they rest on."""

import json
from pathlib import Path

import pytest

from passports.entries import Action, Entry
from passports.publishing import publish

MODEL = "gs1:01/09506000134352"
BATCH = "gs1:01/09506000134352/10/B1"
ITEM = "gs1:01/09506000134352/21/S1"


def leaf(title, kind="string", **more):
    return {
        "type": kind,
        "title": title,
        "description": f"{title} of the kettle.",
        "x-source": "choice: for tests",
        **more,
    }


def kettle(version="0.1", **properties):
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"kettle/{version}",
        "title": "Kettle",
        "description": "A kettle for tests.",
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "category"],
        "x-access": ["public", "repairer", "authority"],
        "x-section": "identity",
        "properties": {
            "name": leaf(
                "Name",
                "object",
                **{"x-kind": "text", "additionalProperties": {"type": "string"}},
            ),
            "category": leaf("Category", enum=["kettle"]),
            "mass": leaf("Mass", "number", minimum=0, **{"x-unit": "g"}),
            "power": leaf("Power", "integer", maximum=3000, **{"x-unit": "W"}),
            "supplier": leaf("Supplier", **{"x-access": ["authority"]}),
            "spare_part": leaf("Spare part", **{"x-access": ["repairer"]}),
            **properties,
        },
    }


def write_sector(folder: Path, schema) -> None:
    sector, _, version = schema["$id"].partition("/")
    (folder / sector).mkdir(exist_ok=True)
    (folder / sector / f"{version}.json").write_text(json.dumps(schema))


@pytest.fixture
def schemas(tmp_path, settings):
    folder = tmp_path / "schemas"
    folder.mkdir()
    write_sector(folder, kettle())
    settings.SCHEMAS_DIR = folder
    return folder


def data(**more):
    return {"name": {"en": "Kettle"}, "category": "kettle", "mass": 900, **more}


def register(actor, identifier=MODEL, **more):
    if not more.keys() & {"document", "patch"}:
        more["document"] = data()
    more.setdefault("sector", "kettle" if identifier == MODEL else None)
    return publish(actor=actor, reason="First", entries=[Entry(identifier, **more)])


def revise(actor, identifier=MODEL, **more):
    entry = Entry(identifier, Action.REVISE, **more)
    return publish(actor=actor, reason="Changed", entries=[entry])


def correct(actor, corrects, identifier=MODEL, **more):
    entry = Entry(identifier, Action.CORRECT, corrects=corrects, **more)
    return publish(actor=actor, reason="Corrected", entries=[entry])
