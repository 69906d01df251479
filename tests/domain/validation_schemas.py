"""Schemas that the validation tests share: small ones of every keyword, and the sectors'."""

import json
from pathlib import Path
from typing import Any

from domain.code_lists import written_out
from domain.sector_schema import expand

FOLDER = Path(__file__).parents[2] / "schemas"
AUDIENCES = frozenset({"public", "repairer", "recycler", "authority"})
KEY = "^[a-z0-9][a-z0-9-]{0,63}$"
LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


LISTS = {
    "codes/places": {"cldr": "territories", "codes": {"NL": {}, "DE": {}, "FR": {}, "XK": {}}},
    "codes/metals": {
        "codes": {"fe": {"name": "Iron"}, "cu": {"name": "Copper"}, "zn": {"name": "Zinc"}}
    },
}


def field(kind: str, title: str = "Field", **keywords: Any) -> dict[str, Any]:
    """Return the schema of a sound leaf; `x_unit` and the like become x-unit."""
    number = {"x-unit": "1"} if kind in {"number", "integer"} else {}
    own = {name.replace("_", "-"): value for name, value in keywords.items()}
    told = {"title": title, "description": "What it says.", "x-source": "choice: for the tests"}
    return {"type": kind, **told, **number, **own}


def record(title: str = "Record", **members: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "title": title,
        "additionalProperties": False,
        "properties": members,
    }


def keyed(part: dict[str, Any], title: str = "Map", **keywords: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "title": title,
        "propertyNames": {"pattern": KEY},
        "additionalProperties": part,
        **keywords,
    }


def text(title: str = "Text", **keywords: Any) -> dict[str, Any]:
    return field(
        "object",
        title,
        **{"x-kind": "text", "minProperties": 1},
        propertyNames={"pattern": LANGUAGE, "maxLength": 35},
        additionalProperties={"type": "string", "minLength": 1, "maxLength": 200},
        **keywords,
    )


def sector(**members: Any) -> dict[str, Any]:
    """Return a sound sector schema with these members, open to everyone."""
    return {"$id": "tests/0.1", **record("Test product", **members), "x-access": ["public"]}


SMALL = [
    sector(name=text("Name"), mass=field("number", exclusiveMinimum=0, maximum=1e9, x_unit="g"))
    | {"required": ["name"]},
    sector(
        share=field("number", minimum=0, exclusiveMaximum=1),
        tenth=field("number", minimum=0.1, maximum=0.30000000000000004),
        count=field("integer", minimum=0, maximum=10),
        offset=field("integer", exclusiveMinimum=-5, exclusiveMaximum=5),
        any=field("number"),
    ),
    sector(
        colour=field("string", enum=["red", "r\u00f6d", "red "]),
        grade=field("integer", enum=[0, 1, 3]),
        half=field("number", enum=[0.5, 1]),
        only=field("string", const="one"),
        yes=field("boolean", const=True),
        flag=field("boolean"),
    ),
    sector(
        code=field("string", pattern="^[A-Z]{2}(-[0-9]+)*$", maxLength=20),
        not_digit=field("string", pattern="^[^0-9]{1,3}$"),
        short=field("string", minLength=2, maxLength=3),
        day=field("string", format="date"),
        time=field("string", format="date-time"),
        link=field("string", format="uri", maxLength=200),
    ),
    sector(
        countries=field(
            "array",
            items={"type": "string", "pattern": "^[A-Z]{2}$"},
            minItems=1,
            maxItems=3,
            uniqueItems=True,
        ),
        numbers=field("array", items={"type": "number"}, uniqueItems=True, x_unit="1"),
        parts=keyed(
            record("Part", name=text("Name"), mass=field("number", minimum=0, x_unit="g"))
            | {"required": ["mass"]},
            maxProperties=3,
        ),
        shares=keyed(field("number", minimum=0, maximum=100, x_unit="%"), minProperties=1),
        range=record("Range", low=field("number"), high=field("number"), unit=field("string"))
        | {"dependentRequired": {"low": ["high", "unit"], "high": ["low"]}},
    ),
    written_out(
        sector(
            place=field("string", x_codes="places"),
            places=field(
                "array",
                items={"type": "string", "x-codes": "places"},
                minItems=1,
                uniqueItems=True,
            ),
            metals=keyed(field("string", x_codes="metals", enum=["fe", "cu"])),
        ),
        LISTS,
    ),
]


def schema_files() -> dict[str, dict[str, Any]]:
    """Return the files of the repository by name, such as "smartphone/0.1", "codes/materials"."""
    return {
        f"{path.parent.name}/{path.stem}": json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*/*.json"))
        if path.parent.name != "languages"
    }


def sector_schemas() -> dict[str, dict[str, Any]]:
    """Return every sector schema of the repository, references written out."""
    files = schema_files()
    sectors = [name for name in files if name.partition("/")[0] not in {"common", "codes"}]
    return {name: expand(name, files) for name in sectors}
