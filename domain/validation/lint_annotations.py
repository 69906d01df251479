"""The lint of annotations: what the x- keywords of one place may hold."""

import re
from collections.abc import Iterator
from typing import Any

from domain.faults import Fault
from domain.pointers import path_of
from domain.validation.engine import is_date
from domain.validation.subset import SECTIONS, Path, Schema, fault, is_text

Faults = Iterator[Fault]

_UNIT = re.compile(r"[!-~]+")


def annotation_faults(schema: Schema, path: Path) -> Faults:
    """Yield the faults of the x- keywords of one place; x-access is judged by the walk."""
    for keyword, (sound, remedy) in _SHAPES.items():
        if keyword in schema and not sound(schema[keyword]):
            yield fault(
                keyword.removeprefix("x-").replace("-", "_"),
                (*path, keyword),
                f"{keyword} does not hold what it should.",
                remedy,
            )
    yield from _label_faults(schema, path)


def key_fact_faults(schema: Schema) -> Faults:
    """Yield a fault for each key fact of the root that leads to no member of the schema."""
    places = schema.get("x-key-facts", [])
    if not isinstance(places, list) or not all(_leads_somewhere(schema, p) for p in places):
        yield fault(
            "key_facts",
            ("x-key-facts",),
            "The key facts are not a list of places in the schema.",
            "List JSON pointers of members that the schema declares.",
        )


def _leads_somewhere(schema: Schema, pointer: Any) -> bool:
    if not isinstance(pointer, str) or not pointer.startswith("/"):
        return False
    here: Any = schema
    for name in path_of(pointer):
        here = here.get("properties", {}).get(name) if isinstance(here, dict) else None
    return isinstance(here, dict)


def _label_faults(schema: Schema, path: Path) -> Faults:
    labels = schema.get("x-labels", {})
    values = schema.get("enum", [schema.get("const")])
    if not isinstance(labels, dict) or not all(is_text(label) for label in labels.values()):
        yield fault(
            "labels",
            (*path, "x-labels"),
            "x-labels does not give a text for each value.",
            "Write an object from allowed values to their names in English.",
        )
    elif any(value not in values for value in labels):
        yield fault(
            "labels",
            (*path, "x-labels"),
            "x-labels names a value that is not allowed here.",
            'Use values of "enum" only.',
        )


def _is_obligation(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"basis", "from"}
        and is_text(value["basis"])
        and isinstance(value["from"], str)
        and is_date(value["from"])
    )


def _is_unit(value: Any) -> bool:
    return isinstance(value, str) and _UNIT.fullmatch(value) is not None


def _is_order(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_section(value: Any) -> bool:
    return isinstance(value, str) and value in SECTIONS


def _is_text_or_texts(value: Any) -> bool:
    return is_text(value) or (isinstance(value, list) and bool(value) and all(map(is_text, value)))


_SHAPES = {
    "x-section": (_is_section, f"Use one of {', '.join(sorted(SECTIONS))}."),
    "x-unit": (_is_unit, 'Write a UCUM code, or "1" for a number without dimension.'),
    "x-order": (_is_order, "Write a whole number."),
    "x-required": (
        _is_obligation,
        'Write {"basis": legal act and place in it, "from": year-month-day}.',
    ),
    "x-kind": (is_text, "Write the name of the kind."),
    "x-was": (_is_text_or_texts, "Write the path that this was, or a list of paths."),
    "x-derived-from": (_is_text_or_texts, "Write a path, or a list of paths."),
}
