"""In which language a column of prose is written: by its header, by its letters, by the table."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from domain.cells.cell import Cell

DEFAULT = "en"

# Scripts in which we take one language for the likeliest.
_ONE_LANGUAGE = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "THAI": "th",
    "CJK": "zh",
}
_SCRIPTS = {
    "zh": {"CJK"},
    "ja": {"CJK", "HIRAGANA", "KATAKANA"},
    "ko": {"HANGUL", "CJK"},
    "el": {"GREEK"},
    "th": {"THAI"},
    "ru": {"CYRILLIC"},
    "uk": {"CYRILLIC"},
    "bg": {"CYRILLIC"},
    "ar": {"ARABIC"},
}
_LATIN = {"LATIN"}
_LETTERS_LOOKED_AT = 2000


def language_of_table(named: Iterable[frozenset[str]]) -> str:
    """Return the language that most headers are names in, English where they do not tell."""
    votes: Counter[str] = Counter()
    for languages in named:
        for language in sorted(languages):
            votes[language] += 1
    first = [language for language, count in votes.items() if count == max(votes.values())]
    return DEFAULT if DEFAULT in first or not first else first[0]


def language_of(cells: Sequence[Cell], languages: frozenset[str], table: str) -> tuple[str, bool]:
    """Return the likeliest language of prose, and whether its letters agree.

    `languages` are those in which the header is a name of the element, `table` that of the header
    as a whole. Product names in Latin letters are at home in every language.
    """
    likely = table if table in languages or not languages else min(languages)
    scripts = _scripts(cells)
    if not scripts or scripts[0] in _SCRIPTS.get(likely, _LATIN) | _LATIN:
        return likely, True
    for script, language in _ONE_LANGUAGE.items():
        if script in scripts:
            return language, True
    return likely, False


def _scripts(cells: Sequence[Cell]) -> list[str]:
    """Return the scripts of the letters of cells, that of most letters first."""
    text = "".join(cell for cell in cells if isinstance(cell, str))[:_LETTERS_LOOKED_AT]
    counts = Counter(
        unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()
    )
    return [script for script, _ in counts.most_common()]
