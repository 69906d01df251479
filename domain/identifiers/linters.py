"""What GS1 asks of a value, or a part of it, beyond its characters and its length.

The names are those of the GS1 Barcode Syntax Dictionary, which says for each Application Identifier
which of them apply. Two are left out: what stands in a North American coupon code (8110, 8112) is
of no use to a registry of products. Others concern Application Identifiers that have no place in a
Digital Link.
"""

import calendar
import csv
import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TypeAlias

from domain.identifiers.check_digits import ends_in_check_digit, ends_in_check_pair

Linter: TypeAlias = Callable[[str], bool]

LEFT_OUT = frozenset({"couponcode", "couponposoffer"})

_NORTH_POLE, _FULL_CIRCLE = 180 * 10**7, 360 * 10**7


def _days_of(year: int) -> frozenset[str]:
    """Return the days of a year as MMDD; 00 leaves the day open."""
    return frozenset(
        f"{month:02}{day:02}"
        for month in range(1, 13)
        for day in range(calendar.monthrange(year, month)[1] + 1)
    )


_COMMON, _LEAP = _days_of(2001), _days_of(2000)


def _matches(pattern: str) -> Linter:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _lists() -> dict[str, frozenset[str]]:
    with files(__package__).joinpath("codes.csv").open(encoding="utf-8") as file:
        return {row["list"]: frozenset(row["codes"].split()) for row in csv.DictReader(file)}


_CODES = _lists()
_DATE = re.compile(r"[0-9]{6}")
_LONG_DATE = re.compile(r"[0-9]{8}")


def _yymmd0(value: str) -> bool:
    # Two digits mean a year from 1951 to 2050, more or less: each fourth is a leap year.
    return _DATE.fullmatch(value) is not None and value[2:] in (
        _COMMON if int(value[:2]) % 4 else _LEAP
    )


def _yymmdd(value: str) -> bool:
    return _yymmd0(value) and value[4:] != "00"


def _yyyymmdd(value: str) -> bool:
    return (
        _LONG_DATE.fullmatch(value) is not None
        and value[4:] in (_LEAP if calendar.isleap(int(value[:4])) else _COMMON)
        and value[6:] != "00"
    )


def _piece_of_total(value: str) -> bool:
    half, odd = divmod(len(value), 2)
    if not value.isdigit() or not value.isascii() or odd:
        return False
    return 0 < int(value[:half]) <= int(value[half:])


def _position_in_sequence(value: str) -> bool:
    found = re.fullmatch(r"([1-9][0-9]*)/([1-9][0-9]*)", value)
    return found is not None and int(found[1]) <= int(found[2])


def _iban(value: str) -> bool:
    """Check an account number's country and check digits (ISO 13616, ISO/IEC 7064)."""
    if not re.fullmatch(r"[0-9A-Z]{11,34}", value) or value[:2] not in _CODES["iso3166alpha2"]:
        return False
    digits = "".join(str(int(character, 36)) for character in value[4:] + value[:4])
    return int(digits) % 97 == 1


def _at_most(limit: int, length: int) -> Linter:
    return lambda value: len(value) == length and value.isdigit() and int(value) <= limit


LINTERS: Mapping[str, Linter] = {
    "csum": ends_in_check_digit,
    "csumalpha": ends_in_check_pair,
    "cset64": _matches(r"[A-Za-z0-9_-]+={0,2}"),
    "gcppos1": _matches(r"[0-9]{4}.*"),
    "gcppos2": _matches(r".[0-9]{4}.*"),
    "hasnondigit": _matches(r".*[^0-9].*"),
    "hh": _matches(r"[01][0-9]|2[0-3]"),
    "hhmi": _matches(r"(?:[01][0-9]|2[0-3])[0-5][0-9]"),
    "hyphen": _matches(r"-+"),
    "iban": _iban,
    "importeridx": _matches(r"[0-9A-Za-z_-]"),
    "iso3166": _CODES["iso3166"].__contains__,
    "iso3166999": lambda value: value == "999" or value in _CODES["iso3166"],
    "iso3166alpha2": _CODES["iso3166alpha2"].__contains__,
    "iso4217": _CODES["iso4217"].__contains__,
    "iso5218": _matches(r"[0129]"),
    "latitude": _at_most(_NORTH_POLE, 10),
    "longitude": _at_most(_FULL_CIRCLE, 10),
    "mediatype": _matches(r"0[1-9]|10|[89][0-9]"),
    "mi": _matches(r"[0-5][0-9]"),
    "nonzero": _matches(r"[0-9]*[1-9][0-9]*"),
    "nozeroprefix": _matches(r"(?:[1-9][0-9]*)?"),
    "packagetype": _CODES["packagetype"].__contains__,
    "pcenc": _matches(r"(?:[^%]|%[0-9A-Fa-f]{2})*"),
    "pieceoftotal": _piece_of_total,
    "posinseqslash": _position_in_sequence,
    "ss": _matches(r"[0-5][0-9]"),
    "winding": _matches(r"[019]"),
    "yesno": _matches(r"[01]"),
    "yymmd0": _yymmd0,
    "yymmdd": _yymmdd,
    "yyyymmdd": _yyyymmdd,
    "zero": _matches(r"0+"),
}
