"""The lint of annotations: what the x- keywords of one place may hold."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from domain.code_lists import KEYWORD
from domain.faults import Fault
from domain.obligations import CATEGORY, LEVELS, NOT_APPLICABLE
from domain.pointers import path_of
from domain.sector_schema import PENDING
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
    yield from _code_faults(schema, path)
    yield from _not_applicable_faults(schema, path)


def category_faults(schema: Schema) -> Faults:
    """Yield a fault for each duty of a sector that names a category which the sector has not."""
    category = _members(schema).get(CATEGORY)
    known = category.get("enum", []) if isinstance(category, dict) else []
    for place, duties in _duties(schema, ()):
        if any(name not in known for duty in duties for name in duty.get("for", ())):
            yield fault(
                "required",
                place,
                "A duty names a category that the product cannot have.",
                'Use values of the member "category" only.',
            )


def _duties(schema: Any, path: Path) -> Iterator[tuple[Path, list[Schema]]]:
    """Yield the place of each sound x-required and the duties in it."""
    if not isinstance(schema, dict):
        return
    if _is_duties(schema.get("x-required")):
        duties = schema["x-required"]
        yield (*path, "x-required"), duties if isinstance(duties, list) else [duties]
    for name, part in _members(schema).items():
        yield from _duties(part, (*path, "properties", str(name)))
    yield from _duties(schema.get("additionalProperties"), (*path, "additionalProperties"))


def _members(schema: Schema) -> Schema:
    members = schema.get("properties")
    return members if isinstance(members, dict) else {}


def _not_applicable_faults(schema: Schema, path: Path) -> Faults:
    """Yield a fault where a record's list of what does not apply names what it may not."""
    members = _members(schema)
    if NOT_APPLICABLE not in members:
        return
    listed = members[NOT_APPLICABLE]
    items = listed.get("items") if isinstance(listed, dict) else None
    names = items.get("enum") if isinstance(items, dict) else None
    # Readers of the list learn something of what it names: they have to be the same.
    alike = [
        name
        for name, part in members.items()
        if name != NOT_APPLICABLE and _accesses(part) == _accesses(listed)
    ]
    if not isinstance(names, list) or not all(name in alike for name in names):
        yield fault(
            "not_applicable",
            (*path, "properties", NOT_APPLICABLE),
            "This is not a list of members beside it that the same audiences may read.",
            f'Make it a list of texts whose "enum" holds names of members beside {NOT_APPLICABLE}.',
        )


def _accesses(schema: Any) -> set[tuple[str, ...]]:
    """Return every x-access that is declared at a place and below."""
    if not isinstance(schema, dict):
        return set()
    found = _accesses(schema.get("additionalProperties"))
    listed = schema.get("x-access")
    if isinstance(listed, list):
        found.add(tuple(sorted(map(str, listed))))
    for part in _members(schema).values():
        found |= _accesses(part)
    return found


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


def _code_faults(schema: Schema, path: Path) -> Faults:
    """Yield a fault where a code list is named and the values cannot be its codes.

    By now the codes of a list stand in the schema; those of an open list have a form at least.
    """
    if KEYWORD in schema and (
        not is_text(schema[KEYWORD])
        or schema.get("type") != "string"
        or not schema.keys() & {"enum", "pattern"}
    ):
        yield fault(
            "codes",
            (*path, KEYWORD),
            "A code list is named here, and what is allowed here are not its codes.",
            'Put it beside "type": "string"; in a list of codes, into "items".',
        )


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


def _is_duties(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(map(_is_duty, value))
    return _is_duty(value)


def _is_duty(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and {"basis", "from"} <= value.keys() <= {"basis", "from", *_NARROWING}
        and is_text(value["basis"])
        and isinstance(value["from"], str)
        and (value["from"] == PENDING or is_date(value["from"]))
        and all(sound(value[name]) for name, sound in _NARROWING.items() if name in value)
    )


def _is_categories(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(map(is_text, value))
        and len(set(value)) == len(value)
    )


# What narrows a duty: to categories, to a level below the model, to products that it applies to.
_NARROWING: dict[str, Callable[[Any], bool]] = {
    "for": _is_categories,
    "level": lambda value: value in LEVELS[1:],
    "conditional": lambda value: value is True,
}


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
        _is_duties,
        'Write {"basis": legal act, "from": year-month-day or "pending"}, or a list of these.',
    ),
    "x-kind": (is_text, "Write the name of the kind."),
    "x-was": (_is_text_or_texts, "Write the path that this was, or a list of paths."),
    "x-derived-from": (_is_text_or_texts, "Write a path, or a list of paths."),
}
