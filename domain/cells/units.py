"""What a word for a unit means beside a field's unit, and the exact factor between the two.

Codes are UCUM, with two liberties that the schemas take: all behind a slash is divided by
("kg{CO2e}/kW.h"), and {CO2e} tells masses of greenhouse gases from others. Factors come from Pint
as fractions, so that a converted number has no digits that nobody wrote.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache, lru_cache

import pint

from domain.cells.unit_words import ATOMS, CODES, FOLDED

SHARES = frozenset({"%", "[ppth]", "[ppm]"})
CLOCK = frozenset({"ms", "s", "min", "h", "d", "wk"})
CALENDAR = frozenset({"mo", "a"})
CO2E, CO2 = "{CO2e}", "{CO2}"

_ANNOTATION = re.compile(r"\{[^}]*\}")
_TERM = re.compile(r"(\[[a-z_]+\]|[A-Za-z%]+|1)([0-9]?)")
_PER = re.compile(r" ?(?:/|\bper\b|\bpro\b|\bpar\b|\bpor\b|\bp[.]) ?| (?=p[.]? ?a[.]?$)")
_GAS = re.compile(
    r"[\s-]*(?:co[2₂]|carbon dioxide)[\s.-]*(e\b|eq\b|equiv\w*|equ\w*|äq\w*|éq\w*|э\w*)?[.]*[\s-]*",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_PER_ANNUM = frozenset({"pa", "p a", "p.a", "a."})

# Nothing is measured with more digits; an exact result keeps up to 15, as many as a double holds.
_EXACT = Context(prec=15)
_ROUNDED = Context(prec=10)
_WIDE = Context(prec=50)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that can be converted into the field's: one of it is `factor` of the field's.

    `doubtful` is "" or one sentence that says why a person has to confirm that it is meant.
    """

    code: str
    factor: Fraction
    doubtful: str = ""

    def convert(self, value: Decimal) -> Decimal:
        """Return a number of this unit in the field's, without digits that calculating made up."""
        result = _WIDE.multiply(value, _decimal(self.factor.numerator))
        return _rounded(_WIDE.divide(result, _decimal(self.factor.denominator)))


@lru_cache(maxsize=1024)
def resolve(word: str, field_unit: str) -> tuple[Unit, ...]:
    """Return the units that a word can mean in a field of this unit, the likeliest first.

    `word` is a UCUM code or a usual word or sign in any of the known languages. () says that it is
    no known unit or one of another kind. More than one, or a doubtful one, is to be asked about.
    """
    word = _SPACES.sub(" ", word.strip())
    if word in {"", field_unit}:
        return (Unit(field_unit, Fraction(1)),)
    found: dict[str, Unit] = {}
    for codes in (CODES, FOLDED):
        for code in _codes_of(word, codes):
            unit = _unit(code, field_unit)
            if unit is not None:
                found.setdefault(code, unit)
        if found:
            break
    own_first = sorted(found.values(), key=lambda unit: unit.code != field_unit)
    return _one_of_equals(own_first)


@lru_cache(maxsize=1024)
def is_unit(word: str) -> bool:
    """Say whether a word is a known unit of any kind."""
    word = _SPACES.sub(" ", word.strip())
    return any(_codes_of(word, codes) for codes in (CODES, FOLDED))


def factor(source: str, target: str) -> Fraction | None:
    """Return how many of the second unit one of the first is; None for different kinds.

    Numbers of pieces are no shares, so there is nothing between "1" and "%".
    """
    if source == target:
        return Fraction(1)
    if ("1" in {source, target}) or not (_known(source) and _known(target)):
        return None
    return _factor(_ANNOTATION.sub("", source), _ANNOTATION.sub("", target))


@cache
def _registry() -> "pint.UnitRegistry[Fraction]":
    return pint.UnitRegistry(non_int_type=Fraction)


@cache
def _factor(source: str, target: str) -> Fraction | None:
    registry = _registry()
    try:
        converted = registry.Quantity(Fraction(1), _named(source)).to(_named(target))
    except pint.DimensionalityError:
        return None
    return Fraction(converted.magnitude)


def _terms(code: str) -> list[str]:
    return re.split(r"[./]", _ANNOTATION.sub("", code))


def _known(code: str) -> bool:
    terms = [_TERM.fullmatch(term) for term in _terms(code) if term]
    return bool(terms) and all(term and term[1] in ATOMS for term in terms)


def _named(code: str) -> str:
    """Return a code in Pint's words: "kW.h/a" is "(kilowatt**1*hour**1)/(year**1)"."""
    sides = []
    for side in code.split("/"):
        terms = [found for term in side.split(".") if (found := _TERM.fullmatch(term))]
        sides.append("*".join(f"{ATOMS[term[1]]}**{term[2] or 1}" for term in terms) or "1")
    return "/".join(f"({side})" for side in sides)


def _codes_of(word: str, codes: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the codes for a word such as "kg CO2e/kWh": every meaning of every part."""
    whole = _lookup(word, codes)
    if whole:
        return list(whole)
    first, *others = _PER.split(word)
    gas = _GAS.search(first)
    note = (CO2E if gas[1] else CO2) if gas else ""
    counted = _lookup(_GAS.sub(" ", first), codes)
    match others:
        case []:
            return [code + note for code in counted] if note else []
        case [per]:
            return [f"{above}{note}/{below}" for above in counted for below in _below(per, codes)]
    return []


def _below(word: str, codes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return ("a",) if word.strip(" .").lower() in _PER_ANNUM else _lookup(word, codes)


def _lookup(word: str, codes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    for tried in (word.strip(), word.strip(" .").removesuffix("(s)")):
        found = codes.get(tried if codes is CODES else tried.casefold())
        if found:
            return found
    return ()


def _unit(code: str, field_unit: str) -> Unit | None:
    plain, gas = _ANNOTATION.sub("", code), _ANNOTATION.search(code)
    doubtful = ""
    if gas and gas[0] not in field_unit and not (gas[0] == CO2 and CO2E in field_unit):
        return None
    if gas and gas[0] == CO2 and CO2E in field_unit:
        doubtful = "The cell names carbon dioxide alone, the field counts all greenhouse gases."
    if plain in SHARES and field_unit in {"", "1"}:
        ratio = _factor(plain, "1")
        sentence = "The cell is a percentage, the field is a plain number."
        return Unit(code, ratio, sentence) if ratio else None
    ratio = factor(plain, field_unit or "1")
    if ratio is None and "/" in field_unit and "/" not in plain:
        ratio = factor(f"{plain}/{field_unit.partition('/')[2]}", field_unit)
        doubtful = "The unit in the cell lacks the part behind the slash: is it the same otherwise?"
    if ratio is None:
        return None
    if plain in CLOCK and field_unit in CALENDAR:
        doubtful = "Months and years differ in length, so the conversion is an average."
    return Unit(code, ratio, doubtful)


def _one_of_equals(units: list[Unit]) -> tuple[Unit, ...]:
    """Return the units without those that convert as one before them does."""
    different: dict[tuple[Fraction, str], Unit] = {}
    for unit in units:
        different.setdefault((unit.factor, unit.doubtful), unit)
    return tuple(different.values())


_decimal = cache(Decimal)


def _rounded(value: Decimal) -> Decimal:
    exact = _EXACT.plus(value)
    return exact if exact == value else _ROUNDED.plus(value)
