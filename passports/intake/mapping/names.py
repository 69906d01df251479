"""What people call the elements of a passport in the headers of their tables: our own list.

`names.json` holds names by element and language, the usual ones first (an element may stand in
another group in another sector); names of codes that stand
for entries of keyed maps; words that headers share; and names of things that passports have no
place for. Names that may mean an element, or another one, stand under `either`; those that mean an
element only beside its unit ("Transport (kg CO2e)") under `measured`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.cells.folding import folded

# Between the names of one list.
BETWEEN = "|"
# A name of one element, a name of it beside its unit, a name of it or of another one.
SURE, MEASURED, EITHER = "sure", "measured", "either"

_FILE: dict[str, Any] = json.loads(
    Path(__file__).with_name("names.json").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A name from the list: of an element ("" for none), in a language, `rank` from 0 in it."""

    to: str
    name: str
    language: str = ""
    rank: int = 0
    how: str = SURE


def listed() -> Iterator[Listed]:
    """Yield every name of an element, and of what no element is for."""
    for section in ("own", "fields"):
        for elements, by_language in _FILE[section].items():
            for to in elements.split():
                yield from _names(to, by_language)
    for how in (MEASURED, EITHER):
        for elements, names in _FILE[how].items():
            for to in elements.split():
                yield from (Listed(to, name, how=how) for name in names.split(BETWEEN))
    yield from _names("", _FILE["never"])


def codes_of(pointer: str) -> dict[str, tuple[str, ...]]:
    """Return names, in any language, of codes of the element at this pointer ("*" for keys)."""
    found = _FILE["codes"].get(pointer, {})
    return {code: tuple(names.split(BETWEEN)) for code, names in found.items()}


def total_of(pointer: str) -> str:
    """Return the element that the one at this pointer is a part of, or ""."""
    above = pointer.rpartition("/")[0]
    return str(_FILE["shares"].get(f"{above}/*", ""))


def otherwise_of(pointer: str) -> str:
    """Return the element for cells that are too coarse for the one at this pointer, or ""."""
    return str(_FILE["otherwise"].get(pointer, ""))


def _names(to: str, by_language: dict[str, str]) -> Iterator[Listed]:
    for language, names in by_language.items():
        for rank, name in enumerate(names.split(BETWEEN)):
            yield Listed(to, name, language, rank)


def _words(name: str) -> frozenset[str]:
    return frozenset(folded(word) for word in _FILE[name].split(BETWEEN))


ARTICLES = _words("articles")
# Words beside a name that say only that it is that of the product.
THINGS = _words("things")
SHARE_WORDS = _words("share_words")
# Words for an amount of something: "steel mass".
MEASURES = frozenset(
    folded(word) for names in _FILE["measures"].values() for word in names.split(BETWEEN)
)
# Numbers in these are as often written in another one: kilograms for grams.
UNITS_TO_BE_SAID = frozenset(_FILE["units_to_be_said"].split(BETWEEN))
TONGUES: dict[str, str] = _FILE["tongues"]
