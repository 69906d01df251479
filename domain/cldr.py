"""Names and spellings of the Unicode CLDR in the language of a page, through Babel.

The data of a language are read from disk on first use, once per process (about 25 ms). A page
writes the same few days and units again and again, so they are kept (20 us each otherwise).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from babel.units import format_unit

# English as it is written in Europe: litres, and "14 March 2026".
ENGLISH = "en-GB"
NAMES = ("territories", "currencies", "languages")
Form = Literal["long", "short"]

# Counts among which there is one for every plural form of every language.
_COUNTS = (1, 2, 3, 5, 11, 100, 0, 1.5, 1_000_000)
_OTHER = 100
_REGION = 2  # letters of a subtag that is a region


@lru_cache(maxsize=256)
def locale(language: str) -> Locale:
    """Return the locale of a language tag such as "zh-hans"; that of English for an unknown one."""
    try:
        found = Locale.parse(ENGLISH if language in {"", "en"} else language, sep="-")
    except (UnknownLocaleError, ValueError):
        found = Locale.parse(ENGLISH, sep="-")
    assert isinstance(found, Locale)  # noqa: S101 - a tag that is a text gives one or raises
    return found


def name(table: str, code: str, language: str) -> str:
    """Return what a code of one of the tables NAMES is called, "" where the CLDR has no name."""
    if table == "languages":
        return language_name(code, language)
    return str(getattr(locale(language), table).get(code, ""))


@lru_cache(maxsize=4096)
def language_name(tag: str, language: str) -> str:
    """Return what a language is called by its tag (BCP 47), "" for one that the CLDR lacks."""
    names = locale(language).languages
    first, *rest = tag.lower().split("-")
    whole = "_".join([first, *(p.upper() if len(p) == _REGION else p.title() for p in rest)])
    if not rest or whole in names:
        return str(names.get(whole, ""))
    try:
        return Locale.parse(whole).get_display_name(locale(language)) or ""
    except (UnknownLocaleError, ValueError):
        return str(names.get(first, ""))


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return locale(language).character_order == "right-to-left"


@lru_cache(maxsize=4096)
def day(when: date, language: str) -> str:
    """Return a date written out: "14 March 2026"."""
    return format_date(when, "long", locale=locale(language))


def listed(parts: Sequence[str], language: str) -> str:
    """Return texts as a list that is read aloud: "a, b and c"."""
    return format_list(parts, "standard", locale=locale(language))


def number(value: Decimal, language: str) -> str:
    """Return a number with all its decimals, its digits in groups of three: "1,234.50"."""
    group, decimal = _separators(language)
    whole, point, fraction = f"{value:,f}".partition(".")
    return whole.replace(",", group) + (decimal if point else "") + fraction


@cache
def _separators(language: str) -> tuple[str, str]:
    found = locale(language)
    return get_group_symbol(found), get_decimal_symbol(found)


@lru_cache(maxsize=8192)
def unit(identifier: str, form: Form, count: float, language: str) -> str:
    """Return a unit as it stands behind a number, without the number: "years", "kWh".

    `identifier` is the CLDR's ("duration-year"), `form` is "long" or "short", and `count` is the
    number, which decides the plural.
    """
    return "".join(_around(identifier, form, count, language)).strip()


def measured(identifier: str, form: Form, count: float, written: str, language: str) -> str:
    """Return a number with its unit: "2 years"; `written` is how the number stands there.

    Where a language says one or two of a unit without a number, the number is written all the same.
    """
    before, after = _around(identifier, form, count, language)
    return before + written + after


def _around(identifier: str, form: Form, count: float, language: str) -> tuple[str, str]:
    shown = int(count) if float(count).is_integer() else count
    return _unit(identifier, form, locale(language).plural_form(shown), language)


@cache
def _unit(identifier: str, form: Form, plural: str, language: str) -> tuple[str, str]:
    """Return what stands before and behind the number."""
    found = locale(language)
    samples = (count for count in _COUNTS if found.plural_form(count) == plural)
    # Arabic says one and two in the unit itself; with a number beside it, another form is due.
    for count in (next(samples, _OTHER), _OTHER):
        number = format_decimal(count, locale=found)
        before, separator, after = format_unit(
            count, identifier, length=form, locale=found
        ).partition(number)
        if separator:
            return before, after
    raise LookupError(f"The CLDR writes no number with {identifier} in {language}.")
