"""Words that people write into cells, in many languages: the tables under `words/`."""

import json
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@cache
def word_list(name: str) -> dict[str, list[str]]:
    """Return the table of this name: for each thing, the words for it, the most usual first."""
    table: dict[str, list[str]] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return table
