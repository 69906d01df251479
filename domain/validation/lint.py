"""The check that a sector schema keeps to the subset, before any passport is accepted with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry

from domain.audiences import PUBLIC
from domain.faults import Fault
from domain.validation.lint_annotations import (
    annotation_faults,
    category_faults,
    key_fact_faults,
)
from domain.validation.lint_values import value_faults
from domain.validation.subset import (
    ANNOTATIONS,
    COMBINATORS,
    DIALECT,
    ENTRY_ANNOTATIONS,
    KEYWORDS,
    MAX_DEPTH,
    REFERENCES,
    ROOT_ONLY,
    SCALARS,
    Path,
    Schema,
    fault,
    is_text,
)
from domain.validation.terms import LANGUAGE_PATTERN

Faults = Iterator[Fault]

_META = Draft202012Validator(Draft202012Validator.META_SCHEMA, registry=Registry())


def lint(schema: Schema, audiences: frozenset[str]) -> list[Fault]:
    """Return what is wrong with a sector schema whose references are written out.

    `audiences` are the names that x-access may list. Pointers lead into the schema; the list is
    sorted by pointer and empty for a sound schema.
    """
    faults = [*_malformed(schema)] or [*_Linter(audiences).root(schema)]
    return sorted(faults, key=lambda found: (found.pointer, found.code))


def _malformed(schema: Schema) -> Faults:
    for error in _META.iter_errors(schema):
        yield fault(
            "malformed",
            tuple(str(part) for part in error.path),
            "This is not written as JSON Schema 2020-12 demands.",
            "Look up the keyword in the standard.",
        )


@dataclass(frozen=True, slots=True)
class _Linter:
    audiences: frozenset[str]

    def root(self, schema: Schema) -> Faults:
        if schema.get("$schema", DIALECT) != DIALECT:
            yield fault("dialect", ("$schema",), "The schema is not of draft 2020-12.", DIALECT)
        if not is_text(schema.get("$id")):
            yield fault("id", ("$id",), "The schema has no $id.", 'Give it, as in "battery/1.0".')
        if schema.get("type") != "object" or "properties" not in schema:
            yield fault(
                "root", (), "The schema is not of an object.", 'Give it "type" and "properties".'
            )
            return
        yield from key_fact_faults(schema)
        yield from category_faults(schema)
        yield from self._node(schema, (), None)

    def _node(self, schema: Any, path: Path, inherited: frozenset[str] | None) -> Faults:
        """Yield the faults of one place and below; `inherited` is None where none is declared."""
        if not isinstance(schema, dict) or len(path) > 2 * MAX_DEPTH:
            yield fault(
                "shape",
                path,
                f"This is not a schema in curly brackets, or nested deeper than {MAX_DEPTH}.",
                "Declare what is allowed here.",
            )
            return
        kind = schema.get("type")
        if not isinstance(kind, str) or kind not in KEYWORDS:
            yield fault(
                "type",
                (*path, "type"),
                "The type is missing, or is not one single type.",
                f"Use one of {', '.join(KEYWORDS)}.",
            )
            yield from _keywords(schema, path, ANNOTATIONS.union(*KEYWORDS.values()))
            return
        yield from _keywords(
            schema, path, KEYWORDS[kind] | ANNOTATIONS | (frozenset() if path else ROOT_ONLY)
        )
        access, faults = self._access(schema, path, inherited)
        yield from faults
        yield from annotation_faults(schema, path)
        yield from value_faults(schema, path)
        if schema.get("x-kind") == "text":
            yield from _language_map(schema, path)
            yield from _leaf(schema, path, access)
        elif kind == "object":
            yield from self._object(schema, path, access)
        elif kind == "array":
            yield from _array(schema, path)
            yield from _leaf(schema, path, access)
        else:
            yield from _leaf(schema, path, access)

    def _object(self, schema: Schema, path: Path, access: frozenset[str] | None) -> Faults:
        open_to = schema.get("additionalProperties")
        if "properties" in schema:
            if open_to is not False:
                yield fault(
                    "open_object",
                    (*path, "additionalProperties"),
                    "The object lets in members that it does not declare.",
                    'Add "additionalProperties": false.',
                )
            for name, part in schema["properties"].items():
                yield from self._node(part, (*path, "properties", name), access)
            return
        names = schema.get("propertyNames")
        if not isinstance(open_to, dict) or not isinstance(names, dict) or "pattern" not in names:
            yield fault(
                "open_object",
                path,
                "The object has neither declared members nor keys of a declared form.",
                'Give it "properties", or "additionalProperties" with a schema together with '
                '"propertyNames" with a pattern.',
            )
            return
        yield from self._node(open_to, (*path, "additionalProperties"), access)

    def _access(
        self, schema: Schema, path: Path, inherited: frozenset[str] | None
    ) -> tuple[frozenset[str] | None, list[Fault]]:
        if "x-access" not in schema:
            return inherited, []
        place = (*path, "x-access")
        listed = schema["x-access"]
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            return inherited, [
                fault("access", place, "x-access is not a list of audiences.", "List their names.")
            ]
        access = frozenset(listed)
        faults = []
        if not access <= self.audiences or len(access) < len(listed):
            faults.append(
                fault(
                    "audience",
                    place,
                    "x-access names an audience twice, or one that is not declared.",
                    f"Use some of {', '.join(sorted(self.audiences))}.",
                )
            )
        if inherited is not None and PUBLIC not in inherited and not access <= inherited:
            faults.append(
                fault(
                    "access_widened",
                    place,
                    "x-access is open to an audience that the part around it is closed to.",
                    "Narrow this x-access, or widen the one further up.",
                )
            )
        return access, faults


def _keywords(schema: Schema, path: Path, allowed: frozenset[str]) -> Faults:
    for keyword in schema:
        if keyword in allowed:
            continue
        place = (*path, keyword)
        if keyword in REFERENCES:
            yield fault(
                "reference",
                place,
                "The schema has a reference that is not written out.",
                "Expand it first; only files of this registry can be referred to.",
            )
        elif keyword in COMBINATORS:
            yield fault(
                "combinator",
                place,
                "The schema combines schemas or sets conditions, which forms cannot follow.",
                "Declare one form for the value, or split it into two members.",
            )
        else:
            near = get_close_matches(str(keyword), allowed, n=1)
            hint = f'Did you mean "{near[0]}"? Otherwise leave it out.' if near else "Leave it out."
            yield fault("keyword", place, "This keyword cannot be used in this place.", hint)


def _leaf(schema: Schema, path: Path, access: frozenset[str] | None) -> Faults:
    for annotation in ("title", "description", "x-source"):
        if not is_text(schema.get(annotation)):
            code = annotation.removeprefix("x-")
            yield fault(code, path, f"The field has no {annotation}.", f'Add "{annotation}".')
    if access is None:
        yield fault(
            "access",
            path,
            "No x-access is in effect for the field.",
            "Say here or further up which audiences may read it.",
        )
    holder = schema.get("items", {}) if schema["type"] == "array" else schema
    quantity = isinstance(holder, dict) and holder.get("type") in ("number", "integer")
    if quantity and not is_text(schema.get("x-unit")):
        yield fault(
            "unit",
            path,
            "The field is a number without x-unit.",
            'Add its UCUM code, or "1" for a number without dimension.',
        )


def _language_map(schema: Schema, path: Path) -> Faults:
    values = schema.get("additionalProperties")
    names = schema.get("propertyNames")
    tags = isinstance(names, dict) and names.get("pattern") == LANGUAGE_PATTERN
    map_of_tags = schema["type"] == "object" and "properties" not in schema and tags
    if not map_of_tags or not isinstance(values, dict) or values.get("type") != "string":
        yield fault(
            "language_map",
            path,
            "The field is of kind text, but is not a map from languages to texts.",
            f'Make it an object with "propertyNames" of pattern {LANGUAGE_PATTERN} and '
            '"additionalProperties" of type string.',
        )
        return
    yield from _entry(values, (*path, "additionalProperties"))


def _array(schema: Schema, path: Path) -> Faults:
    items = schema.get("items")
    kind = items.get("type") if isinstance(items, dict) else None
    if not isinstance(items, dict) or not isinstance(kind, str) or kind not in SCALARS:
        yield fault(
            "array",
            (*path, "items"),
            "The entries of the list are not declared as texts, numbers or truth values.",
            "Give them one such type, or use a map with keys of a declared form for records.",
        )
        return
    yield from _entry(items, (*path, "items"))


def _entry(schema: Schema, path: Path) -> Faults:
    yield from _keywords(schema, path, KEYWORDS[schema["type"]] | ENTRY_ANNOTATIONS)
    yield from annotation_faults(schema, path)
    yield from value_faults(schema, path)
