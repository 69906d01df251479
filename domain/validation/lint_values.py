"""The lint of values: patterns, formats, limits, choices and examples of one place."""

import math
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from domain.faults import Fault
from domain.validation.engine import FORMATS, engine
from domain.validation.patterns import UnsafePatternError, check_pattern
from domain.validation.subset import MAX_SAFE_INTEGER, Path, Schema, fault

Faults = Iterator[Fault]

_COUNTS = ("Length", "Items", "Properties")
_LIMITS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def value_faults(schema: Schema, path: Path) -> Faults:
    """Yield the faults of what one place allows as its value; `schema` has one known type."""
    faults = [
        *_pattern_faults(schema, path),
        *_key_faults(schema, path),
        *_limit_faults(schema, path),
        *_choice_faults(schema, path),
        *_required_faults(schema, path),
    ]
    yield from faults
    if not faults:
        yield from _example_faults(schema, path)


def _pattern_faults(schema: Schema, path: Path) -> Faults:
    if "pattern" in schema:
        try:
            check_pattern(schema["pattern"])
        except UnsafePatternError as unsafe:
            yield fault(
                "pattern",
                (*path, "pattern"),
                str(unsafe),
                "Write ^...$ around characters, classes such as [0-9] and simple repetitions.",
            )
    if "format" in schema and schema["format"] not in FORMATS:
        yield fault(
            "format",
            (*path, "format"),
            "Validators differ in how they read this format.",
            f"Use one of {', '.join(sorted(FORMATS))}, or a pattern.",
        )


def _key_faults(schema: Schema, path: Path) -> Faults:
    names = schema.get("propertyNames", {})
    if not isinstance(names, dict) or not names.keys() <= {"pattern", "maxLength"}:
        yield fault(
            "property_names",
            (*path, "propertyNames"),
            "propertyNames has more than a pattern and a longest length.",
            'Use "pattern" and "maxLength" only.',
        )
        return
    yield from _pattern_faults(names, (*path, "propertyNames"))


def _limit_faults(schema: Schema, path: Path) -> Faults:
    for keyword, value in schema.items():
        if keyword.endswith(_COUNTS) and isinstance(value, float):
            yield fault(
                "limit",
                (*path, keyword),
                "The limit is written with a fraction.",
                "Write a whole number, such as 1 and not 1.0.",
            )
    limits = {keyword: schema[keyword] for keyword in _LIMITS if keyword in schema}
    for keyword, value in limits.items():
        if not math.isfinite(value) or abs(value) > MAX_SAFE_INTEGER:
            yield fault(
                "limit",
                (*path, keyword),
                "The limit is too large to be read alike by all readers of JSON.",
                f"Stay within {MAX_SAFE_INTEGER}; larger numbers are written as text.",
            )
    lows = [schema[k] for k in _LIMITS[:2] if k in schema]
    highs = [schema[k] for k in _LIMITS[2:] if k in schema]
    strict = any(keyword.startswith("exclusive") for keyword in limits)
    empty = lows and highs and (max(lows), strict) > (min(highs), False)
    for noun in _COUNTS:
        empty = empty or schema.get(f"min{noun}", 0) > schema.get(f"max{noun}", math.inf)
    if empty or len(lows) > 1 or len(highs) > 1:
        yield fault(
            "limit",
            path,
            "The limits leave no value, or one of them is given twice.",
            "Give one lower limit that is below the one upper limit.",
        )


def _choice_faults(schema: Schema, path: Path) -> Faults:
    for keyword, values in (("enum", schema.get("enum")), ("const", [schema.get("const")])):
        if keyword not in schema or values is None:
            continue
        mixed = not all(_is_of_type(value, schema["type"]) for value in values)
        if mixed or not values or any(one == other for one, other in combinations(values, 2)):
            yield fault(
                keyword,
                (*path, keyword),
                f"{keyword} is empty, repeats a value, or has one that is not of the type.",
                "List values of the one type given here, each once.",
            )


def _is_of_type(value: Any, kind: str) -> bool:
    if isinstance(value, bool) and kind != "boolean":
        return False
    return isinstance(value, _PYTHON_TYPES[kind])


def _required_faults(schema: Schema, path: Path) -> Faults:
    named = set(schema.get("required", []))
    for cause, names in schema.get("dependentRequired", {}).items():
        named |= {cause, *names}
    if not named <= schema.get("properties", {}).keys():
        yield fault(
            "required",
            path,
            "A member is required that the object does not declare.",
            'Declare it under "properties", or do not require it.',
        )


def _example_faults(schema: Schema, path: Path) -> Faults:
    examples = [*schema.get("examples", []), *([schema["default"]] if "default" in schema else [])]
    if not examples:
        return
    try:
        judge = engine({keyword: part for keyword, part in schema.items() if keyword[0] != "$"})
    except ValueError:
        return  # a reference or a pattern further down is a fault of its own
    if not all(judge.is_valid(example) for example in examples):
        yield fault(
            "example",
            path,
            "An example or the default is itself refused by the schema.",
            "Correct it, or what the schema allows.",
        )
