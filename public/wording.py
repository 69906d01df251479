"""How values are written for people: numbers, units, dates, countries, texts in several languages.

Words of a schema (titles, labels) have translations beside the schemas (`passports.labels`), the
pages' own words pass through `gettext`; dates, lists, units and the names of countries, currencies
and languages are those of the CLDR.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeGuard

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from domain import cldr
from domain.sector_schema import FieldSpec
from ledger.clock import moment
from passports import code_lists, labels
from public import languages

ENGLISH = "en"
UNITS = "units"
NOUNS_STAY_CAPITAL = frozenset({"de", "lb", "nds", "gsw"})
SEVERAL = 2  # what a unit stands behind where there is no number
HEAVY = 10_000  # grams, from which on a mass is read in kilograms
# What has to keep its own direction within a page that reads from left to right.
OTHER_WAY = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]")


@dataclass(frozen=True, slots=True)
class Words:
    """Words to show; `language` is set where they are not in the page's own.

    `html` is how they stand in a page: apart from what surrounds them, where a name could have
    another direction than the page.
    """

    text: str
    language: str = ""

    @property
    def html(self) -> SafeString:
        if self.language:
            return format_html('<bdi lang="{}">{}</bdi>', self.language, self.text)
        if cldr.is_right_to_left(languages.active()) or OTHER_WAY.search(self.text):
            return format_html("<bdi>{}</bdi>", self.text)
        return format_html("{}", self.text)


class Untranslated(str):
    """A word of a schema in English within a page of another language; templates mark it so."""

    __slots__ = ()

    def __html__(self) -> str:
        return Words(str(self), ENGLISH).html


def of_schema(text: str) -> str:
    """Return a word of a schema in the page's language, or in English and marked (Untranslated)."""
    if not text or not languages.is_foreign(ENGLISH):
        return text
    return labels.translate(text, languages.active()) or Untranslated(text)


def english(text: str) -> Words:
    """Return words that stand in English whatever the page speaks, marked where that differs."""
    return Words(text, ENGLISH if languages.is_foreign(ENGLISH) else "")


def in_sentence(title: str) -> str:
    """Return a title as it stands within a sentence: "copper", but "ABS"; German keeps nouns."""
    if title[1:2].isupper() or languages.active().partition("-")[0] in NOUNS_STAY_CAPITAL:
        return title
    return title[:1].lower() + title[1:]


def isolated(name: str) -> str:
    """Return a name that keeps its own direction within a sentence written from right to left.

    The marks are those of Unicode (UAX 9): sentences are texts, and elements have no place in them.
    """
    if name and cldr.is_right_to_left(languages.active()):
        return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"
    return name


def titled(title: str, words: str) -> str:
    """Return a title and what it says: "Colour: black"."""
    # Translators: the colon with the spaces that the language wants around it.
    return pgettext("a title and what it says", "%(title)s: %(words)s") % {
        "title": title,
        "words": words,
    }


def together(titles: list[str]) -> str:
    """Return titles that may hold commas, one behind the other."""
    # Translators: a semicolon and a space, as the language writes them between parts of a list.
    return pgettext("between titles", "; ").join(titles)


def text_of(texts: Mapping[str, str], spoken: tuple[str, ...]) -> Words:
    """Return a language map in the reader's first language that it has."""
    if not texts:
        return Words("")
    text, language = languages.choose(texts, spoken)
    return Words(text, language if languages.is_foreign(language) else "")


def value_of(value: Any, field: FieldSpec, spoken: tuple[str, ...]) -> list[Words]:
    """Return a declared value of a leaf in words, several for a list. Its unit stands apart."""
    if isinstance(value, list):
        return [Words(_scalar(each, field)) for each in value]
    if isinstance(value, dict):
        return [text_of(value, spoken)]
    return [Words(_scalar(value, field))]


def quantity(value: Any, field: FieldSpec, spoken: tuple[str, ...]) -> tuple[list[Words], str]:
    """Return a declared value of a leaf in words, and its unit as it is read behind them."""
    if not field.unit:
        return value_of(value, field, spoken), ""
    if not is_number(value):
        return value_of(value, field, spoken), unit_of(field.unit, value)
    read, unit = as_read(value, field.unit)
    return [Words(number(read))], unit_of(unit, read)


def as_read(value: float, code: str) -> tuple[float, str]:
    """Return a number and its unit as people read them: from 10 kg on, masses are in kilograms.

    No digit is lost.
    """
    if code == "g" and abs(value) >= HEAVY:
        return float(Decimal(repr(value)).scaleb(-3)), "kg"
    return value, code


def is_number(value: Any) -> TypeGuard[float]:
    """Whether a value of a document is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _scalar(value: Any, field: FieldSpec) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float):
        return number(value)
    text = str(value)
    if text in field.labels:
        return of_schema(field.labels[text])
    if field.codes:
        return code_lists.name_in(languages.active(), field.codes, text) or text
    return day(text) if field.kind == "date" else text


def number(value: float) -> str:
    """Return a number exactly as declared, with the separators of the page's language."""
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1)) if abs(exact) < Decimal(10) ** 20 else exact
    return cldr.number(exact, languages.active())


def rounded(value: float, decimals: int) -> str:
    """Return a calculated number with a fixed count of decimals."""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals))
    return cldr.number(exact, languages.active())


def decimals_for(value: float, digits: int = 3) -> int:
    """Return how many decimals show `digits` significant digits of a calculated number."""
    if not value:
        return 0
    return max(0, digits - 1 - Decimal(repr(value)).adjusted())


def calculated(value: float) -> str:
    """Return a calculated number with three significant digits, none of the whole ones lost."""
    return rounded(value, decimals_for(value))


def carbon(kg: float) -> str:
    """Return a calculated footprint (kg CO2e) with its unit."""
    return _("%(kg)s kg CO₂e") % {"kg": calculated(kg)}


def percent(share: float) -> str:
    """Return a share of 1 in per cent with one decimal, both kept on one line."""
    return in_percent(rounded(share * 100, 1))


def in_percent(number: str) -> str:
    """Return a number of per cent with the sign, both kept on one line."""
    # Translators: leave out the space where the language has none before the sign.
    return _("%(number)s\N{NO-BREAK SPACE}%%") % {"number": number}


def unit_of(code: str, value: Any) -> str:
    """Return a UCUM code as it is read behind a value: "kWh", "months"."""
    told = code_lists.codes_of(UNITS).get(code)
    if told is None:
        return code
    if "cldr" in told:
        count = value if is_number(value) else SEVERAL
        return cldr.unit(told["cldr"], told["form"], count, languages.active())
    return str(told["symbol"]) if "symbol" in told else of_schema(told["name"])


def unit_name(code: str) -> str:
    """Return a unit spelled out, "" where it stands spelled out behind the value already."""
    told = code_lists.codes_of(UNITS).get(code, {})
    if told.get("form") != "short" or "cldr" not in told:
        return ""
    return cldr.unit(told["cldr"], "long", SEVERAL, languages.active())


def measured(value: float, code: str, written: str = "") -> str:
    """Return a number with its unit (UCUM): "1,350 g", "2 years"; `written` if not as declared."""
    if not written:
        value, code = as_read(value, code)
    shown, told = written or number(value), code_lists.codes_of(UNITS).get(code, {})
    if "cldr" in told:
        return cldr.measured(told["cldr"], told["form"], value, shown, languages.active())
    return f"{shown} {unit_of(code, value)}".rstrip()


def day(text: str) -> str:
    """Return an ISO date written out: "14 March 2026"; anything else as it is."""
    try:
        return day_in_words(date.fromisoformat(text))
    except ValueError:
        return text


def day_in_words(when: date) -> str:
    """Return a date written out in the page's language."""
    return cldr.day(when, languages.active())


def day_of(ms: int) -> str:
    """Return the day of a stored time (ms, UTC) written out."""
    return day_in_words(moment(ms).date())


def minute_of(ms: int) -> str:
    """Return a stored time (ms, UTC) written out to the minute."""
    when = moment(ms)
    words = {"day": day_in_words(when.date()), "time": f"{when:%H:%M}"}
    return _("%(day)s, %(time)s UTC") % words


def money(amount: str, currency: str) -> str:
    """Return an amount as declared, with the separators of the page's language: "29.00 EUR"."""
    try:
        exact = Decimal(amount)
    except InvalidOperation:
        return f"{amount} {currency}".strip()
    return f"{cldr.number(exact, languages.active())} {currency}".strip()


def language_name(tag: str) -> str:
    """Return a language by its tag, in the page's language; the tag where it has no name."""
    return cldr.language_name(tag, languages.active()) or tag


def listed_html(parts: Sequence[Words]) -> SafeString:
    """Return words as a list, each as it stands in a page."""
    # Each is escaped, and what the CLDR puts between them holds no markup.
    return SafeString(listed([each.html for each in parts]))


def listed(parts: list[str]) -> str:
    """Return words as a list that is read aloud: "a, b and c"."""
    return cldr.listed(parts, languages.active())
