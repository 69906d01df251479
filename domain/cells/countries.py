"""Countries, kept as the two letters of ISO 3166-1, out of names and other codes."""

import re
from functools import cache

from rapidfuzz import fuzz, process

from domain.cells import marks
from domain.cells.cell import Cell, text_of
from domain.cells.country_names import by_name, codes, key_of, regions
from domain.cells.reading import Change, Reading, asked, repaired, right
from domain.faults import Fault

NO_COUNTRY = Fault(
    "cell.country",
    "The cell is no country.",
    remedy="Write the two letters of ISO 3166-1, such as NL, or the country's name.",
)
REGION = (
    "The cell names a region, not a country: leave it out, say for the column which country is"
    " meant, or fill a field for regions."
)
CLOSE = "No country has this name; one has a similar name."
PART = "The cell holds more than the name of a country."

NAMED = Change("repair.country", "The country was written as its two letters in ISO 3166-1.")

# Similar enough to be worth asking, on the scale of RapidFuzz from 0 to 100.
_CLOSE = 85
_SHORTEST = 4
_PARTS = re.compile(
    r"[,;/|()\[\]+&\n]| - | and | und | et | y | и |\b(?:made|manufactured|produced|assembled) in\b"
    r"|\b(?:hergestellt|montiert|gefertigt) in\b|\bfabriqué en\b|\bhecho en\b|制造|组装",
    re.IGNORECASE,
)
_LONGEST = 80


class Countries:
    """Reads the cells of a column of countries."""

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        if text in codes():
            return right(text)
        if len(text) > _LONGEST:
            return marks.nothing_or(text, NO_COUNTRY)
        found = country(text)
        if len(found) == 1:
            return repaired(text, found[0], (NAMED,))
        if found:
            sentence = "Several countries have this name."
            return asked("question.country", sentence, *found)
        if key_of(text) in regions():
            return asked("question.region", REGION, None)
        fault = marks.fault_of(text)
        return marks.nothing(text) or (Reading(fault=fault) if fault else _doubtful(text))

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means: the number of a country."""
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return self.text(text_of(cell).zfill(len("840")))
        return marks.unfit(cell)


def country(text: str) -> tuple[str, ...]:
    """Return the countries that a text names exactly, by a code or a name; () for none."""
    if text.upper() in codes() and text.isascii():
        return (text.upper(),)
    return by_name().get(key_of(text), ())


def _doubtful(text: str) -> Reading:
    parts = [country(part.strip()) for part in _PARTS.split(text)]
    named = [code for found in parts for code in found]
    if named and len(parts) > 1:
        return asked("question.country", PART, *named)
    close = _close(key_of(text))
    return asked("question.country", CLOSE, *close) if close else Reading(fault=NO_COUNTRY)


def _close(name: str) -> list[str]:
    """Return the countries with a name that is similar, and begins alike."""
    if len(name) < _SHORTEST:
        return []
    near = _by_beginning().get(name[0], ())
    found = process.extract(name, near, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=5)
    known = by_name()
    return [code for close, _, _ in found for code in known[close]]


@cache
def _by_beginning() -> dict[str, list[str]]:
    """Return the names that are too long to be another one when mistyped, by their first letter."""
    found: dict[str, list[str]] = {}
    for name in by_name():
        if len(name) >= _SHORTEST:
            found.setdefault(name[0], []).append(name)
    return found
