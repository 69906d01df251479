"""How little of a patched document shows whether the patch broke it.

Sector schemas judge member by member: an object may require, name and type its members, and nothing
in it weighs one member against another (the lint of the schemas admits little else). What a patch
leaves alone in a valid document is therefore valid still, and need not be looked at again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.faults import JsonObject

# An excerpt has fewer members than the document, which may refuse it and never accepts it.
_MEMBERWISE = frozenset(
    {
        *("type", "properties", "additionalProperties", "propertyNames", "required"),
        *("minProperties", "$schema", "$id", "title", "description", "default", "examples"),
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """One object of a schema: the members it requires, and the objects below it.

    `members` and `each` hold None where an object has to be looked at as a whole.
    """

    required: tuple[str, ...]
    members: Mapping[str, "Place | None"]
    each: "Place | None"


def place_of(schema: Any) -> Place | None:
    """Return the place of an object in a schema without references, None where none will do."""
    if not isinstance(schema, dict) or schema.get("type") != "object":
        return None
    if any(word not in _MEMBERWISE and not word.startswith("x-") for word in schema):
        return None
    properties = schema.get("properties", {})
    return Place(
        tuple(schema.get("required", ())),
        {name: place_of(part) for name, part in properties.items()},
        place_of(schema.get("additionalProperties")),
    )


def excerpt(place: Place, document: JsonObject, patch: JsonObject) -> dict[str, Any] | None:
    """Return what of `apply(document, patch)` shows whether it is valid, or None: all of it does.

    The document must be valid. When the excerpt is valid, so is the patched document; when it is
    not, the patched document decides. A removal always leaves the decision to the whole.
    """
    part = {name: document[name] for name in place.required if name in document}
    for name, value in patch.items():
        if value is None:
            return None
        held = document.get(name)
        if isinstance(value, dict) and isinstance(held, dict):
            below = place.members.get(name, place.each)
            inner = None if below is None else excerpt(below, held, value)
            if inner is None:
                return None
            part[name] = inner
        else:
            part[name] = value
    return part
