"""Code lists: codes that many sectors share, such as countries and materials, each list once.

A list is a file of `schemas/codes/` that says where its codes come from. A text of a schema names
the list with x-codes; `written_out` puts the codes into the schema as plain JSON Schema, so that
validators, forms and pages need to know no lists, and a stored schema is complete by itself.
"""

from collections.abc import Mapping
from typing import Any

from domain.faults import Fault, Invalid

FOLDER = "codes"
KEYWORD = "x-codes"

Schema = dict[str, Any]


def written_out(schema: Any, files: Mapping[str, Schema]) -> Any:
    """Return a schema in which each text with x-codes has the codes of that list as its enum.

    `files` maps names such as "codes/materials" to parsed lists. An enum that is already there
    narrows the list; the names of its codes become x-labels, to which own labels are preferred.
    A list without codes is open: the schema itself has to say which form they have. Raises Invalid
    (`schema.codes`) for a list that does not exist and for a value that is not on the list.
    """
    if isinstance(schema, list):
        return [written_out(part, files) for part in schema]
    if not isinstance(schema, dict):
        return schema
    whole = {name: written_out(part, files) for name, part in schema.items()}
    # Anywhere else than on a text the keyword is a mistake, which the lint tells with its place.
    if schema.get("type") != "string" or not isinstance(schema.get(KEYWORD), str):
        return whole
    return whole | _codes(schema, files)


def _codes(schema: Schema, files: Mapping[str, Schema]) -> Schema:
    name = f"{FOLDER}/{schema[KEYWORD]}"
    if name not in files:
        raise Invalid(
            Fault(
                "schema.codes",
                "A field takes its values from a code list that does not exist.",
                "",
                f"Name a file of schemas/{FOLDER} without its ending.",
            )
        )
    listed = files[name].get("codes", {})
    if not listed:
        return {}
    values = schema.get("enum", list(listed))
    if not all(value in listed for value in values):
        raise Invalid(
            Fault(
                "schema.codes",
                f"A field has a value that is not on its list, {name}.",
                "",
                "Leave it out, or add it to the list.",
            )
        )
    names = {code: listed[code]["name"] for code in values if "name" in listed[code]}
    labels = names | schema.get("x-labels", {})
    return {"enum": values, **({"x-labels": labels} if labels else {})}
