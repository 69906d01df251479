"""The subset of JSON Schema 2020-12 that every sector schema keeps to, as tables.

Only what two engines, a form, a page and a spreadsheet can read alike is in it.
"""

from typing import Any

from domain.faults import Fault
from domain.pointers import pointer_of

Schema = dict[str, Any]
Path = tuple[str, ...]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SECTIONS = frozenset(
    {"identity", "origin", "materials", "repair", "durability", "carbon", "end", "documents"}
)
MAX_DEPTH = 16

ROOT_ONLY = frozenset({"$schema", "$id", "x-key-facts"})
ANNOTATIONS = frozenset(
    {
        "type",
        "title",
        "description",
        "default",
        "examples",
        "x-access",
        "x-unit",
        "x-section",
        "x-order",
        "x-source",
        "x-required",
        "x-was",
        "x-kind",
        "x-labels",
        "x-codes",
        "x-derived-from",
    }
)
ENTRY_ANNOTATIONS = frozenset(
    {"type", "title", "description", "default", "examples", "x-labels", "x-codes"}
)
_LIMITS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
KEYWORDS: dict[str, frozenset[str]] = {
    "object": frozenset(
        {
            "properties",
            "additionalProperties",
            "propertyNames",
            "required",
            "dependentRequired",
            "minProperties",
            "maxProperties",
        }
    ),
    "array": frozenset({"items", "minItems", "maxItems", "uniqueItems"}),
    "string": frozenset({"enum", "const", "pattern", "format", "minLength", "maxLength"}),
    "number": frozenset({"enum", "const"}) | _LIMITS,
    "integer": frozenset({"enum", "const"}) | _LIMITS,
    "boolean": frozenset({"const"}),
}
SCALARS = frozenset({"string", "number", "integer", "boolean"})
REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef", "$defs", "definitions", "$anchor"})
COMBINATORS = frozenset(
    {"anyOf", "oneOf", "allOf", "not", "if", "then", "else", "dependentSchemas", "contains"}
)

MAX_SAFE_INTEGER = 2**53 - 1  # RFC 8785 and RFC 7493: beyond it, readers of JSON lose digits


def fault(rule: str, path: Path, sentence: str, remedy: str) -> Fault:
    """Return a fault of a schema: code "schema.<rule>", `path` inside the schema."""
    return Fault(f"schema.{rule}", sentence, pointer_of(path), remedy)


def is_text(value: Any) -> bool:
    """Whether a value is text with more than blanks."""
    return isinstance(value, str) and bool(value.strip())
