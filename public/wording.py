"""How values are written for people: numbers, units, dates, countries, texts in several languages.

Words of a schema (titles, labels) pass through `gettext` like those of the pages, so that their
translations can stand in the same catalogue.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import formats, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from domain.sector_schema import FieldSpec
from ledger.clock import moment
from public import languages

COUNTRIES = Path(__file__).with_name("countries.txt")
COUNTRY_PATTERN = "^[A-Z]{2}$"
SYMBOLS = {
    "1": "",
    "W.h": "Wh",
    "kW.h": "kWh",
    "mA.h": "mAh",
    "GBy": "GB",
    "kg{CO2e}": "kg CO₂e",
    "kg{CO2e}/kW.h": "kg CO₂e/kWh",
    "cm2": "cm²",
    "cd/m2": "cd/m²",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words to show; `language` is set where they are not in the page's own.

    `html` is how they stand in a page: apart from what surrounds them, so that a name keeps its own
    direction.
    """

    text: str
    language: str = ""

    @property
    def html(self) -> SafeString:
        if self.language:
            return format_html('<bdi lang="{}">{}</bdi>', self.language, self.text)
        return format_html("<bdi>{}</bdi>", self.text)


def of_schema(text: str) -> str:
    """Return a word of a schema in the page's language; an empty one stays empty."""
    return _(text) if text else ""


def text_of(texts: Mapping[str, str], spoken: tuple[str, ...]) -> Words:
    """Return a language map in the reader's first language that it has."""
    if not texts:
        return Words("")
    text, language = languages.choose(texts, spoken)
    return Words(text, language if languages.is_foreign(language) else "")


def value_of(value: Any, field: FieldSpec, spoken: tuple[str, ...]) -> list[Words]:
    """Return a declared value of a leaf in words, several for a list. Its unit stands apart."""
    if isinstance(value, list):
        part = field.schema.get("items", {})
        return [Words(_scalar(each, part, field)) for each in value]
    if isinstance(value, dict):
        return [text_of(value, spoken)]
    return [Words(_scalar(value, field.schema, field))]


def _scalar(value: Any, schema: Mapping[str, Any], field: FieldSpec) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float):
        return number(value)
    text = str(value)
    if text in field.labels:
        return of_schema(field.labels[text])
    if schema.get("pattern") == COUNTRY_PATTERN:
        return country(text)
    if field.kind == "date":
        return day(text)
    return language_name(text) if field.path[-1] == "languages" else text


def number(value: float) -> str:
    """Return a number exactly as declared, with the separators of the page's language."""
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1)) if abs(exact) < Decimal(10) ** 20 else exact
    return formats.number_format(exact, use_l10n=True, force_grouping=True)


def rounded(value: float, decimals: int) -> str:
    """Return a calculated number with a fixed count of decimals."""
    exact = round(Decimal(repr(value)), decimals)
    return formats.number_format(exact, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def decimals_for(value: float, digits: int = 3) -> int:
    """Return how many decimals show `digits` significant digits of a calculated number."""
    if not value:
        return 0
    return max(0, digits - 1 - Decimal(repr(value)).adjusted())


def calculated(value: float) -> str:
    """Return a calculated number with three significant digits, none of the whole ones lost."""
    return rounded(value, decimals_for(value))


def percent(share: float) -> str:
    """Return a share of 1 in per cent with one decimal, both kept on one line."""
    return f"{rounded(share * 100, 1)}\N{NO-BREAK SPACE}%"


def unit_of(code: str, value: Any) -> str:
    """Return a UCUM code as it is read behind a value: "kWh", "months"."""
    count = value if isinstance(value, int | float) and not isinstance(value, bool) else 2
    spoken = _SPOKEN.get(code)
    if spoken:
        return spoken(1 if count == 1 else 2)
    return SYMBOLS.get(code, code)


_SPOKEN: dict[str, Callable[[int], str]] = {
    "a": lambda n: ngettext("year", "years", n),
    "mo": lambda n: ngettext("month", "months", n),
    "d": lambda n: ngettext("day", "days", n),
    "h": lambda n: ngettext("hour", "hours", n),
    "min": lambda n: ngettext("minute", "minutes", n),
    "L": lambda n: ngettext("litre", "litres", n),
    "[in_i]": lambda n: ngettext("inch", "inches", n),
    "kW.h/a": lambda _n: _("kWh a year"),
    "/W": lambda _n: _("per watt"),
}


def day(text: str) -> str:
    """Return an ISO date written out: "14 March 2026"; anything else as it is."""
    try:
        return day_in_words(date.fromisoformat(text))
    except ValueError:
        return text


def day_in_words(when: date) -> str:
    """Return a date written out in the page's language."""
    is_english = (translation.get_language() or "en").startswith("en")
    return formats.date_format(when, "j F Y" if is_english else "DATE_FORMAT")


def day_of(ms: int) -> str:
    """Return the day of a stored time (ms, UTC) written out."""
    return day_in_words(moment(ms).date())


def country(code: str) -> str:
    """Return the name of a country by its ISO 3166-1 code, the code itself where none is known."""
    name = _countries().get(code)
    return _(name) if name else code


def language_name(code: str) -> str:
    """Return a language by its code, in the page's language."""
    try:
        return str(translation.get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code


def listed(parts: list[str]) -> str:
    """Return words as a list that is read aloud: "a, b and c"."""
    if len(parts) < 2:  # noqa: PLR2004 - a list has at least two
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    lines = COUNTRIES.read_text(encoding="utf-8").splitlines()
    return {line[:2]: line[3:] for line in lines}
