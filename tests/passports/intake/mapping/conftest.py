"""A small sector for tests of mappings, and the project's own sectors for what is measured."""

import json
from pathlib import Path

import pytest

from domain.faults import Fault, Invalid
from domain.sector_schema import walk
from passports import schema_registry

MAPPINGS = Path(__file__).parents[4] / "data" / "mappings"


def leaf(title, kind="string", **more):
    return {"type": kind, "title": title, "description": f"{title}.", **more}


def text(title):
    return leaf(
        title,
        "object",
        **{
            "x-kind": "text",
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "maxLength": 35},
            "additionalProperties": {"type": "string", "minLength": 1},
        },
    )


def group(title, **properties):
    return leaf(title, "object", additionalProperties=False, properties=properties)


def number(title, unit, **more):
    return leaf(title, "number", **{"x-unit": unit, **more})


def kettle(name="kettle", **properties):
    material = group(
        "Material",
        material=leaf(
            "Material",
            enum=["steel", "copper"],
            **{"x-labels": {"steel": "Steel", "copper": "Copper"}},
        ),
        mass=number("Mass", "g"),
        share=number("Share", "%"),
    )
    return {
        "$id": f"{name}/0.1",
        "title": name.capitalize(),
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "name": text("Name"),
            "category": leaf("Category", enum=["kettle", "urn"]),
            "brand": leaf("Brand"),
            "model_number": leaf("Model number"),
            "mass": number("Mass", "g"),
            "made_on": leaf("Date of making", format="date"),
            "country": leaf("Country", pattern="^[A-Z]{2}$"),
            "materials": leaf(
                "Materials",
                "object",
                propertyNames={"pattern": "^[a-z0-9][a-z0-9-]{0,63}$"},
                additionalProperties=material,
            ),
            "carbon": group(
                "Climate",
                total=number("Carbon footprint", "kg{CO2e}"),
                stages=group(
                    "By stage",
                    manufacturing=number("Manufacturing", "kg{CO2e}"),
                    use=number("Use", "kg{CO2e}"),
                ),
                uncertainty=number("Uncertainty", "%", maximum=1000),
            ),
            **properties,
        },
    }


@pytest.fixture(scope="session")
def kettles():
    return walk(kettle())


@pytest.fixture
def walk_of(kettles):
    """Give the walks of two sectors; only the urn has a tap."""
    known = {"kettle": kettles, "urn": walk(kettle("urn", tap=leaf("Tap")))}

    def give(sector):
        if sector not in known:
            raise Invalid(Fault("sector.unknown", "There is no such sector.", "/sector", "Choose."))
        return known[sector]

    return give


@pytest.fixture(scope="session")
def sectors():
    """Give the walks of the project's own sectors by name."""
    return {name: schema_registry.latest(name) for name in schema_registry.sectors()}


@pytest.fixture(scope="session")
def boavizta():
    """Give the stored mapping of the public table of device footprints, as JSON."""
    return json.loads((MAPPINGS / "boavizta.json").read_text(encoding="utf-8"))
