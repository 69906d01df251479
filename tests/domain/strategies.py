"""Hypothesis strategies over the schema subset: documents that keep to a schema, and near misses.

    documents(schema)                 valid documents
    documents(schema, whole=True)     with every optional member, one entry or more in every map
    documents(schema, leaf=canaries)  `leaf(path, schema)` returns a strategy for a leaf of its
                                      choice, or None to leave it to this module; `path` holds the
                                      member names and keys, so a canary can be unique per place
    mutations(schema, document)       the document with one to three changes, valid or not

Schemas are expanded: no references.
"""

import copy
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

Schema = dict[str, Any]
Path = tuple[str, ...]
Leaf = Callable[[Path, Schema], "st.SearchStrategy[Any] | None"]

MAX_OPTIONAL = 5  # members of one record that are not required: a passport has hundreds
MAX_ENTRIES = 2
TEXT = st.characters(codec="utf-8", exclude_characters="\x00")


@st.composite
def documents(draw, schema: Schema, *, leaf: Leaf = lambda _path, _schema: None, whole=False):
    """Draw a value that keeps to `schema`."""
    return _Plan(draw, leaf, whole).value(schema, ())


@dataclass(frozen=True)
class _Plan:
    draw: st.DrawFn
    leaf: Leaf
    whole: bool

    def value(self, schema: Schema, path: Path) -> Any:
        is_record = schema["type"] == "object" and schema.get("x-kind") != "text"
        own = None if is_record else self.leaf(path, schema)
        if own is not None:
            return self.draw(own)
        if schema["type"] != "object":
            return self.draw(_leaf(schema))
        return self.record(schema, path) if "properties" in schema else self.map(schema, path)

    def record(self, schema: Schema, path: Path) -> dict[str, Any]:
        parts = schema["properties"]
        needed = set(parts if self.whole else schema.get("required", ()))
        optional = [name for name in parts if name not in needed]
        if optional:
            some = st.lists(st.sampled_from(optional), max_size=MAX_OPTIONAL, unique=True)
            needed |= set(self.draw(some))
        rules = schema.get("dependentRequired", {})
        while implied := {n for c in rules if c in needed for n in rules[c]} - needed:
            needed |= implied
        return {n: self.value(parts[n], (*path, n)) for n in parts if n in needed}

    def map(self, schema: Schema, path: Path) -> dict[str, Any]:
        least = max(schema.get("minProperties", 0), int(self.whole))
        most = min(schema.get("maxProperties", MAX_ENTRIES), max(least, MAX_ENTRIES))
        names = _leaf({"type": "string", **schema["propertyNames"]})
        keys = self.draw(st.lists(names, min_size=least, max_size=most, unique=True))
        return {k: self.value(schema["additionalProperties"], (*path, k)) for k in keys}


def _leaf(schema: Schema) -> st.SearchStrategy[Any]:
    # building a strategy, above all from a pattern, takes far longer than drawing from it
    known = {keyword: value for keyword, value in schema.items() if keyword[0] != "x"}
    return _built(json.dumps(known))


@lru_cache(maxsize=2048)
def _built(schema: str) -> st.SearchStrategy[Any]:
    return _scalar_or_list(json.loads(schema))


def _scalar_or_list(schema: Schema):
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema["type"]
    if kind == "array":
        least = schema.get("minItems", 0)
        return st.lists(
            _scalar_or_list(schema["items"]),
            min_size=least,
            max_size=min(schema.get("maxItems", 4), max(least, 4)),
            unique=schema.get("uniqueItems", False),
        )
    if kind == "boolean":
        return st.booleans()
    return _text(schema) if kind == "string" else _number(schema)


def _number(schema: Schema):
    limit = 2**53 - 1
    low = schema.get("minimum", schema.get("exclusiveMinimum", -limit))
    high = schema.get("maximum", schema.get("exclusiveMaximum", limit))
    first, last = math.ceil(low), math.floor(high)
    numbers = st.integers(first, last) if first <= last else st.nothing()
    if schema["type"] == "number":
        numbers |= st.floats(low, high) | st.sampled_from([low, high])
    return numbers.filter(lambda value: _within(schema, value))


def _within(schema: Schema, value: float) -> bool:
    return (
        value >= schema.get("minimum", value)
        and value <= schema.get("maximum", value)
        and ("exclusiveMinimum" not in schema or value > schema["exclusiveMinimum"])
        and ("exclusiveMaximum" not in schema or value < schema["exclusiveMaximum"])
    )


def _text(schema: Schema):
    least, most = schema.get("minLength", 0), schema.get("maxLength", 40)
    if schema.get("format") == "date":
        return st.dates().map(lambda day: day.isoformat())
    if schema.get("format") == "date-time":
        return st.datetimes().map(lambda time: f"{time.isoformat()}Z")
    if schema.get("format") == "uri":
        return st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9/]{0,9}", fullmatch=True)
    if "pattern" in schema:
        inner = schema["pattern"][1:-1]
        texts = st.from_regex(f"(?:{inner})", fullmatch=True, alphabet=st.characters(codec="ascii"))
        return texts.filter(lambda text: least <= len(text) <= schema.get("maxLength", len(text)))
    return st.text(TEXT, min_size=least, max_size=min(most, max(least, 40)))


FOREIGN = st.sampled_from(
    [None, True, False, 0, 1, 1.0, -1, 1.5, 2**53, "", "1", "a\n", "\u0663", "a" * 300, [], {}]
)
SUFFIX = st.sampled_from(["s", "\n", " ", "\u00e9"])


@st.composite
def mutations(draw, schema: Schema, document: Any):
    """Return the document with one to three values replaced by near misses or foreign kinds."""
    for _ in range(draw(st.integers(1, 3))):
        path, value, part = draw(st.sampled_from(list(_places((), document, schema))))
        near = draw(st.sampled_from([FOREIGN, *_near(value, part)]))
        document = _replaced(document, path, draw(near))
    return document


def _places(path: tuple[Any, ...], value: Any, schema: Schema):
    """Yield (path, value, schema) of every value in the document, the root's included."""
    yield path, value, schema
    if isinstance(value, dict):
        for name, below in value.items():
            part = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            yield from _places((*path, name), below, part if isinstance(part, dict) else {})
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _places((*path, index), below, schema.get("items", {}))


def _replaced(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.copy(document)
    changed[path[0]] = _replaced(document[path[0]], path[1:], value)
    return changed


def _near(value: Any, schema: Schema) -> list[st.SearchStrategy[Any]]:
    if isinstance(value, dict):
        return [*_near_object(value, schema)]
    near = [_leaf(schema)] if schema.get("type", "object") != "object" else []
    limits = [schema[k] for k in schema if k.endswith(("inimum", "aximum"))]
    near += [st.sampled_from([at - 1, at, at + 0.5, at + 1, float(at)]) for at in limits]
    if isinstance(value, str):
        near.append(st.sampled_from([f"{value}\n", f" {value}", value[1:], value.upper()]))
        lengths = [n for k in ("minLength", "maxLength") for n in (schema.get(k, 0),) if n <= 1000]
        near += [st.sampled_from([n * "\U0001f642", (n + 1) * "x"]) for n in lengths]
    if isinstance(value, list):
        near += [st.just([*value, *value]), FOREIGN.map(lambda entry: [*value, entry])]
    return near


def _near_object(value: dict[str, Any], schema: Schema):
    names = st.sampled_from([*schema.get("properties", {}), "surprise", "", "A b", "en"])
    yield st.tuples(names, FOREIGN).map(lambda member: {**value, member[0]: member[1]})
    if value:
        key = st.sampled_from(list(value))
        yield key.map(lambda gone: {n: part for n, part in value.items() if n != gone})
        yield st.tuples(key, SUFFIX).map(
            lambda new: {n + new[1] if n == new[0] else n: part for n, part in value.items()}
        )
