"""Cells of a spreadsheet as JSON values, typed by the schema that they belong to."""

import re
from collections.abc import Mapping
from typing import Any

from domain.faults import Fault, Json
from domain.sector_schema import FieldSpec, Walk
from domain.strict_json import DEFAULT, LARGEST

LIST_SEPARATOR = ";"
TEXT = "text"

_INTEGER = re.compile("-?[0-9]{1,16}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_BOOLEANS = {"yes": True, "true": True, "no": False, "false": False}


def field_of(walk: Walk, path: tuple[str, ...]) -> FieldSpec | None:
    """Return the leaf that a column fills: `path` names it, or one language of a language map."""
    node = walk.node(path)
    if node is not None:
        return node.field if node.field and node.field.kind != TEXT else None
    above = walk.node(path[:-1])
    return above.field if above and above.field and above.field.kind == TEXT else None


def value_of(spec: FieldSpec, cell: str) -> Json | Fault:
    """Return the value that a filled cell means for a field, or what is wrong with it.

    Numbers are written as in JSON, yes and no stand for true and false, a list has `;` between its
    entries. The fault has no place: the caller knows where the cell stands.
    """
    if "\0" in cell:
        return _fault("character", "The cell holds the character U+0000.", "Remove the character.")
    if len(cell.encode()) > DEFAULT.string:
        limit = f"The cell is longer than {DEFAULT.string:,} bytes."
        return _fault("string", limit, "Shorten it.")
    if spec.schema.get("type") != "array":
        return _scalar(spec.schema, cell)
    entries = [_scalar(spec.schema["items"], part.strip()) for part in cell.split(LIST_SEPARATOR)]
    faulty = next((entry for entry in entries if isinstance(entry, Fault)), None)
    return faulty or [entry for entry in entries if not isinstance(entry, Fault)]


def _scalar(schema: Mapping[str, Any], cell: str) -> Json | Fault:
    if not cell:
        return _fault("empty", "An entry of the list is empty.", "Write one ; between two entries.")
    kind = schema.get("type")
    if kind == "boolean":
        return _BOOLEANS.get(cell.lower(), _NEITHER)
    if kind == "integer":
        return int(cell) if _fits(_INTEGER, cell) else _NO_INTEGER
    if kind == "number" and not _fits(_NUMBER, cell):
        return _NO_NUMBER
    if kind == "number":
        return int(cell) if _INTEGER.fullmatch(cell) else float(cell)
    return cell


def _fits(form: re.Pattern[str], cell: str) -> bool:
    return form.fullmatch(cell) is not None and -LARGEST <= float(cell) <= LARGEST


def _fault(code: str, sentence: str, remedy: str) -> Fault:
    return Fault(f"cell.{code}", sentence, "", remedy)


_NEITHER = _fault("boolean", "The cell is neither yes nor no.", "Write yes or no.")
_NO_INTEGER = _fault(
    "integer", "The cell is not a whole number.", "Write digits alone, such as 12, without a unit."
)
_NO_NUMBER = _fault(
    "number",
    "The cell is not a number.",
    "Write digits, with a full stop before decimals, such as 12.5, and no unit.",
)
