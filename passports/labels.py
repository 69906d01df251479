"""The words of schemas in other languages: `schemas/languages/<tag>.json`, English text -> text."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FOLDER = "languages"


def translate(text: str, language: str) -> str | None:
    """Return a text of a schema in a language ("zh-hans"), None where there is no translation.

    English is the language of the schemas and has none. A file for the language with its script or
    region ("zh-hans.json") goes before that of the language alone ("zh.json").
    """
    known = all_of()
    for tag in (language, language.partition("-")[0]):
        if tag in known:
            return known[tag].get(text) or None
    return None


def all_of() -> Mapping[str, Mapping[str, str]]:
    """Return the translations of every language that has some, by its tag in small letters."""
    return _read(str(settings.SCHEMAS_DIR))


@lru_cache(maxsize=8)
def _read(folder: str) -> dict[str, dict[str, str]]:
    return {
        path.stem.lower(): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((Path(folder) / FOLDER).glob("*.json"))
    }
