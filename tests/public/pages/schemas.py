"""Small schemas, each for one shape that the page knows."""

from typing import Any

from domain.sector_schema import Walk, walk


def leaf(title: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"type": kind, "title": title, "description": f"{title}, explained.", **more}


def text(title: str, **more: Any) -> dict[str, Any]:
    map_of_strings = {"additionalProperties": {"type": "string"}, "x-kind": "text"}
    return leaf(title, "object", **map_of_strings, **more)


def number(title: str, unit: str = "1", **more: Any) -> dict[str, Any]:
    return leaf(title, "number", **{"x-unit": unit, **more})


def record(title: str, properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return leaf(title, "object", properties=properties, additionalProperties=False, **more)


def keyed(title: str, each: dict[str, Any], **more: Any) -> dict[str, Any]:
    return leaf(title, "object", additionalProperties=each, **more)


def sector(section: str = "repair", **properties: Any) -> Walk:
    """Return a sector with these members in one section, open to everybody unless they say more."""
    schema = record("Thing", properties)
    return walk({"$id": "thing/0.1", "x-access": ["public"], "x-section": section, **schema})
