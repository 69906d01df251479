"""Where a column can lead in a sector: a leaf, one language of a text, an entry of a keyed map."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from domain.sector_schema import FieldSpec, Walk

TEXT = "text"
IDENTIFIER, PARENT, SECTOR, ACTIVITY = OWN = ("identifier", "parent", "sector", "activity")

Path = tuple[str, ...]


def field_of(walk: Walk, path: Path) -> FieldSpec | None:
    """Return the leaf that a value at this place belongs to, or None where there is none.

    `path` holds real keys; a text needs the language behind its name. Keys and languages that the
    schema does not take lead nowhere.
    """
    node = walk.node(path)
    if node is not None and node.field is not None:
        found = node.field if node.field.kind != TEXT else None
    else:
        above = walk.node(path[:-1]) if path else None
        found = above.field if above and above.field and above.field.kind == TEXT else None
    return found if found is not None and _names_fit(walk.schema, path) else None


def _names_fit(schema: Mapping[str, Any], path: Path) -> bool:
    for name in path:
        declared = schema.get("properties", {}).get(name)
        if declared is None:
            if not _may_be_called(name, schema.get("propertyNames", {})):
                return False
            declared = schema.get("additionalProperties", {})
        schema = declared
    return True


def _may_be_called(name: str, rule: Mapping[str, Any]) -> bool:
    longest = rule.get("maxLength")
    if longest is not None and len(name) > longest:
        return False
    return "pattern" not in rule or _compiled(rule["pattern"]).search(name) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
