"""The names of months and weekdays in the known languages, as the CLDR has them."""

import re
from collections.abc import Iterator
from functools import cache

from domain.cells.folding import folded
from domain.cells.locales import locales
from domain.cells.numerals import plain
from domain.cells.word_lists import word_list

# Short forms that are in use and not in the CLDR.
_ALSO = {"sept": 9, "janv": 1, "fevr": 2, "juil": 7, "avr": 4, "mrz": 3, "mar": 3}
_WIDTHS = ("wide", "abbreviated")
_SHORTEST = 3
_DIGITS = re.compile("([0-9]+)")


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, numbers apart: "5th March" is 5, th, march."""
    return _DIGITS.sub(r" \1 ", folded(plain(text))).split()


def found_in(words: list[str]) -> tuple[list[tuple[int, ...]], list[str]]:
    """Return the months that words name, and the words left; some names are of two words."""
    known = months()
    named, left = [], []
    at = 0
    while at < len(words):
        size = next((n for n in (2, 1) if " ".join(words[at : at + n]) in known), 0)
        if size:
            named.append(known[" ".join(words[at : at + size])])
        else:
            left.append(words[at])
        at += size or 1
    return named, left


@cache
def months() -> dict[str, tuple[int, ...]]:
    """Return month numbers by name, whole and short, as `words_of` parts it.

    Some names have two: "listopada" is October in Croatian and November in Polish.
    """
    found: dict[str, set[int]] = {name: {number} for name, number in _ALSO.items()}
    for locale in locales():
        for forms in locale.months.values():
            for width in _WIDTHS:
                for number, name in forms[width].items():
                    found.setdefault(" ".join(words_of(name)), set()).add(number)
    return {name: tuple(sorted(numbers)) for name, numbers in found.items() if _tells(name)}


@cache
def fillers() -> frozenset[str]:
    """Return words that stand in dates without telling the day: "the", "of", weekdays."""
    return frozenset(word_list("dates")["fillers"]).union(_weekdays())


def _weekdays() -> Iterator[str]:
    for locale in locales():
        for forms in locale.days.values():
            for width in _WIDTHS:
                for name in forms[width].values():
                    yield from words_of(name)


def _tells(name: str) -> bool:
    """Say whether a name is long enough not to be an everyday word."""
    return len(name) >= _SHORTEST or not name.isascii()
