"""Numbers as people write them, in any digits and with any decimal sign.

"1.234,5", "1 234,5", "1,234.5", "1'234.5" and "1,23,456.7" are numbers of one meaning. "1,234" has
two, unless it is known what the column's decimal sign is.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from domain.cells.reading import Change, Changes, as_said
from domain.faults import Json
from domain.strict_json import LARGEST

COMMA = Change("repair.decimal_comma", "The decimal sign is a comma; numbers are kept with a dot.")
GROUPS = Change("repair.thousands", "The signs between thousands were taken out.")
NOISE = Change(
    "repair.rounding", "The last digits were left over from calculating with binary numbers."
)
DIGITS = Change("repair.digits", "Digits or signs of another script were replaced by 0 to 9.")

_SAID = {change: as_said(change) for change in (COMMA, GROUPS)}

# Longer texts are no numbers that anybody wrote.
MAX_LENGTH = 60

_THOUSAND, _LAKH = 3, 2  # digits of a group
_NOISY = 17
_QUIET = 12

_FORM = re.compile(r"([+-]?) ?([0-9][0-9., ']*|[.,][0-9]+)([eE][+-]?[0-9]{1,3})?")
_OTHER_SIGN = {",": ".", ".": ","}
# The commonest form by far in a column with decimal commas.
_COMMA_DECIMAL = re.compile("-?[0-9]{1,15},[0-9]{1,15}")
_ASCII_DIGITS = re.compile("[0-9]+")
# Arabic has two signs of its own, so that there is nothing to decide.
_ARABIC_SIGNS = re.compile("[\u066b\u066c]")
_FOREIGN = re.compile(r"[^\x00-\x7f\s\u2019\u2018\u02bc\u00b4\uff07]")


class Numeral(NamedTuple):
    """A number of one meaning, and what had to be done to its text.

    `sign` is the decimal sign that its form shows to be in use, "" where it shows none.
    """

    value: Decimal
    changes: Changes = ()
    sign: str = ""

    def changes_if(self, said: str) -> Changes:
        """Return the changes, where `said` is the decimal sign that was said of the column, or "".

        A sign that is as it was said to be is nothing that was guessed at.
        """
        if not said or self.sign != said:
            return self.changes
        return tuple([_SAID.get(change, change) for change in self.changes])


class Ambiguous(NamedTuple):
    """A number of two meanings: its sign is a decimal sign, or stands between thousands."""

    as_decimal: Numeral
    as_groups: Numeral


class _Plain(dict[int, str]):
    """The ASCII sign for each character of a number; characters of other kinds stay."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = unicodedata.category(character)
        digit = str(unicodedata.decimal(character)) if kind == "Nd" else character
        self[code] = {"Zs": " ", "Pd": "-"}.get(kind, digit)
        return self[code]


_SIGNS = {
    "-": "\u2212",
    "+": "\uff0b",
    ".": "\uff0e\u066b",
    ",": "\uff0c\u066c",
    "'": "\u2019\u2018\u02bc\u00b4\uff07",
}
_PLAIN = _Plain({ord(sign): ascii_sign for ascii_sign, signs in _SIGNS.items() for sign in signs})


def plain(text: str) -> str:
    """Return a text with digits, spaces, dashes and signs of any script as those of ASCII."""
    return text if text.isascii() else text.translate(_PLAIN)


def numeral(text: str, decimal: str = "") -> Numeral | Ambiguous | None:
    """Return the number that a text is, or None for a text that is none.

    `decimal` is the column's decimal sign, "" where it is not known. A text whose form has only one
    meaning is read by its form, whatever the column has.
    """
    if decimal == "," and _COMMA_DECIMAL.fullmatch(text):
        return Numeral(Decimal(text.replace(",", ".")), (COMMA,), ",")
    found = None if len(text) > MAX_LENGTH else _FORM.fullmatch(plain(text))
    if found is None:
        return None
    sign, body, exponent = found.groups(default="")
    scripts: Changes = ()
    if not text.isascii():
        scripts = (DIGITS,) if _FOREIGN.search(text) else ()
        decimal = "." if _ARABIC_SIGNS.search(text) else decimal
    forms = [
        Numeral(Decimal(sign + digits + exponent), scripts + changes, shown)
        for digits, changes, shown in _forms(body.rstrip(" "), decimal)
    ]
    match forms:
        case [as_decimal, as_groups] if not exponent:
            return Ambiguous(as_decimal, as_groups)
        case [only, *_]:
            return only
    return None


def number(value: Decimal) -> Json:
    """Return a JSON number, whole where it can be; None beyond +-(2^53-1)."""
    if not -LARGEST <= value <= LARGEST:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def without_noise(value: float) -> float:
    """Return a number without what binary arithmetic left behind: 0.3 for 0.30000000000000004."""
    if len(repr(value)) < _NOISY:
        return value
    rounded = float(f"{value:.15g}")
    return rounded if len(repr(rounded)) <= _QUIET else value


_Form = tuple[str, Changes, str]


def _forms(body: str, decimal: str) -> list[_Form]:
    """Return what digits with signs between them can mean, that with a decimal sign first."""
    signs = list(_ASCII_DIGITS.sub("", body))
    if not signs:
        return [(body, (), "")]
    others, last = signs[:-1], signs[-1]
    if last in " '" or last in others:
        return _grouped(body, last) if set(others) <= {last} else []
    whole, _, part = body.rpartition(last)
    comma: Changes = (COMMA,) if last == "," else ()
    if others:
        grouped = _grouped(whole, signs[0])
        return [(f"{digits}.{part}", made + comma, last) for digits, made, _ in grouped]
    as_decimal = (f"{whole}.{part}", comma, last)
    as_groups = _grouped(body, last)
    if not as_groups or decimal == last:
        return [as_decimal]
    return as_groups if decimal else [as_decimal, *as_groups]


def _grouped(body: str, sign: str) -> list[_Form]:
    """Return the digits of a number with signs between its thousands; Indian lakhs count too."""
    first, *middle, last = body.split(sign)
    lengths = {len(part) for part in middle}
    in_thousands = 1 <= len(first) <= _THOUSAND and lengths <= {_THOUSAND}
    in_lakhs = 1 <= len(first) <= _LAKH and lengths == {_LAKH}
    if len(last) != _THOUSAND or first.startswith("0") or not (in_thousands or in_lakhs):
        return []
    return [(first + "".join(middle) + last, (GROUPS,), _OTHER_SIGN.get(sign, ""))]
