"""Amounts of money: "29,00 €" holds an amount and a currency, which have a field each."""

import re
from decimal import Decimal
from functools import cache

from babel.core import get_global

from domain.cells import marks
from domain.cells.cell import Cell, text_of
from domain.cells.folding import folded
from domain.cells.locales import locales
from domain.cells.numerals import NOISE, Ambiguous, numeral, plain, without_noise
from domain.cells.reading import Change, Changes, Reading, asked, repaired, right
from domain.cells.word_lists import word_list
from domain.faults import Fault
from domain.strict_json import LARGEST

NO_AMOUNT = Fault(
    "cell.amount",
    "The cell is not an amount of money.",
    remedy="Write digits, with a full stop before the decimals, such as 29.00.",
)
NO_CURRENCY = Fault(
    "cell.currency",
    "The cell is no known currency.",
    remedy="Write the three letters of ISO 4217, such as EUR.",
)

BESIDE = Change("repair.money", "The currency beside the amount has a field of its own.")
AMOUNT_BESIDE = Change("repair.money", "The amount beside the currency has a field of its own.")
NO_CENTS = Change("repair.money", "The dash that stands for no cents was left out.")
WRITTEN = Change("repair.money", "The amount was written as digits, with a dot where one is due.")
NAMED = Change("repair.code", "The currency was written as the three letters of its code.")

# Signs and short names in use; one with several codes has to be asked about.
_SIGNS = word_list("currencies")
_CODE = re.compile("[A-Za-z]{3}")
# A price without cents: "29,-" and "29.-".
_DASH = re.compile("[.,] ?[-\u2010-\u2015\u2212]{1,2}(?![0-9])")
_WITH_WORD = re.compile(
    r"([^0-9\s+-][^0-9]*?)?\s*([+-]?[0-9](?:[0-9., ']*[0-9])?[.,]?)\s*([^0-9\s.,][^0-9]*)?"
)
_RIGHT = {
    ".": re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?"),
    "": re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.(?:[0-9]{1,2}|[0-9]{4}))?"),
    ",": re.compile("0|[1-9][0-9]{0,8}"),
}
_LONGEST = 60


def currencies(word: str) -> tuple[str, ...]:
    """Return the codes that a sign, a code or a name of a currency may stand for, best first."""
    word = word.strip()
    signs = _SIGNS.get(word.casefold())
    if signs:
        return tuple(signs)
    if _CODE.fullmatch(word) and word.upper() in get_global("all_currencies"):
        return (word.upper(),)
    code = _names().get(folded(word)) if word else None
    return (code,) if code else ()


def names_money(word: str) -> bool:
    """Say whether a word beside a number is a sign or a code of a currency."""
    word = word.strip()
    is_code = word.isupper() and len(word) == len("EUR") and word in get_global("all_currencies")
    return is_code or word.casefold() in _SIGNS


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for locale in locales():
        for code, name in locale.currencies.items():
            found.setdefault(folded(name), code)
    return found


class Amounts:
    """Reads the cells of a column of amounts, which are kept as decimal text: "29.00".

    `decimal` is the column's decimal sign, `said` the one that somebody said it has, or "".
    """

    def __init__(self, decimal: str, *, said: str = "") -> None:
        self._decimal = decimal
        self._said = said
        self._is_right = _RIGHT[decimal].fullmatch

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        if self._is_right(text):
            return right(text)
        bare, dashes = _DASH.subn("", text)
        done: Changes = (NO_CENTS,) if dashes else ()
        reading = self._amount(text, bare, done)
        if reading is not None:
            return reading
        found = _WITH_WORD.fullmatch(plain(bare)) if len(bare) <= _LONGEST else None
        words = [word for word in found.group(1, 3) if word] if found else []
        if found is None or not words or not all(map(currencies, words)):
            return marks.nothing_or(text, NO_AMOUNT)
        reading = self._amount(text, bare[slice(*found.span(2))], (*done, BESIDE))
        return reading or marks.nothing_or(text, NO_AMOUNT)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return marks.unfit(cell)
        if not -LARGEST <= cell <= LARGEST:
            return Reading(fault=NO_AMOUNT)
        quiet = without_noise(cell)
        value = format(Decimal(text_of(quiet)), "f")
        return right(value) if quiet == cell else repaired(text_of(cell), value, (NOISE,))

    def _amount(self, before: str, digits: str, changes: Changes) -> Reading | None:
        found = numeral(digits, self._decimal)
        if found is None:
            return None
        if isinstance(found, Ambiguous):
            sentence = "The sign may be a decimal sign, or stand between thousands."
            choices = [format(each.value, "f") for each in (found.as_groups, found.as_decimal)]
            return asked("question.decimal", sentence, *choices)
        value = format(found.value, "f")
        if value == before:
            return right(value)
        return repaired(before, value, found.changes_if(self._said) + changes or (WRITTEN,))


class Currencies:
    """Reads the cells of a column of currencies, which are kept as codes of ISO 4217."""

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        found = currencies(text)
        if found == (text,):
            return right(text)
        if found:
            return _one_of(text, found, NAMED)
        beside = _WITH_WORD.fullmatch(plain(text)) if len(text) <= _LONGEST else None
        words = [word for word in beside.group(1, 3) if word] if beside else []
        if len(words) == 1:
            found = currencies(words[0])
        return _one_of(text, found, AMOUNT_BESIDE) if found else marks.nothing_or(text, NO_CURRENCY)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        return marks.unfit(cell) if isinstance(cell, Fault) else self.text(text_of(cell))


def _one_of(before: str, codes: tuple[str, ...], change: Change) -> Reading:
    if len(codes) == 1:
        return repaired(before, codes[0], (change,))
    return asked("question.currency", "Several currencies have this sign.", *codes)
