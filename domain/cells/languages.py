"""Languages, kept as tags such as "de" or "zh-Hans", out of names and other codes."""

import re
from functools import cache

from babel.core import get_global

from domain.cells import marks
from domain.cells.cell import Cell
from domain.cells.folding import folded
from domain.cells.locales import locales
from domain.cells.reading import Change, Reading, repaired, right
from domain.faults import Fault

NO_LANGUAGE = Fault(
    "cell.language",
    "The cell is no known language.",
    remedy="Write the tag of the language, such as en, or its name.",
)
NAMED = Change("repair.language", "The language was written as its tag.")

_TAG = re.compile("([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_SCRIPT, _REGION = 4, 2


class Languages:
    """Reads the cells of a column of languages."""

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        tag = language(text)
        if tag == text:
            return right(text)
        return repaired(text, tag, (NAMED,)) if tag else marks.nothing_or(text, NO_LANGUAGE)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        return marks.unfit(cell)


def language(text: str) -> str:
    """Return the tag of a language given by a tag, a code of three letters or a name, or ""."""
    found = _TAG.fullmatch(text)
    code = _code(found[1].lower()) if found else ""
    if found and code:
        return "-".join([code, *map(_subtag, re.split("[-_]", found[2])[1:])])
    return _by_name().get(folded(text), "")


def _code(code: str) -> str:
    if code in locales()[0].languages and len(code) == _REGION:
        return code
    shorter = get_global("language_aliases").get(code, "").replace("_", "-")
    return shorter or (code if code in locales()[0].languages else "")


def _subtag(tag: str) -> str:
    if len(tag) == _REGION:
        return tag.upper()
    return tag.title() if len(tag) == _SCRIPT and tag.isalpha() else tag.lower()


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for locale in locales():
        for code, name in locale.languages.items():
            if "_" not in code:
                found.setdefault(folded(name), code)
    return found
