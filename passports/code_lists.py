"""The code lists as they lie beside the sectors, for what shows codes to people."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from domain import cldr
from domain.code_lists import FOLDER


def codes_of(name: str) -> Mapping[str, Mapping[str, Any]]:
    """Return what a list says of each of its codes; {} for an open list and for a missing one."""
    found: dict[str, Mapping[str, Any]] = _read(str(settings.SCHEMAS_DIR), name).get("codes", {})
    return found


def name_in(language: str, name: str, code: str) -> str:
    """Return what the CLDR calls a code of a list in a language, "" where it has no name for it."""
    table = str(_read(str(settings.SCHEMAS_DIR), name).get("cldr", ""))
    return cldr.name(table, code, language) if table in cldr.NAMES else ""


@lru_cache(maxsize=64)
def _read(folder: str, name: str) -> dict[str, Any]:
    path = Path(folder) / FOLDER / f"{name}.json"
    if not path.exists():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
