"""How the value of each Application Identifier is written as bits (TDS 2.3, table F).

Most follow from the form of the value; the rest is a table of exceptions.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from domain.identifiers import formats
from domain.identifiers.application_identifiers import ENTRIES
from domain.identifiers.epc import values
from domain.identifiers.epc.bits import Bits, UndecodableError
from domain.identifiers.formats import Part

Read: TypeAlias = Callable[[Bits], str]

# Not for RFID tags, or not yet: they are missing in table F.
_MISSING = frozenset({"03", "717", "8014", "8040", "8041", "8042", "8043"})

# Table F goes its own way for these. Of an IBAN it takes 24 characters only.
_OTHERS: Mapping[str, Read] = {
    "402": partial(values.number, count=17),
    "423": partial(values.sized_number, longest=15),
    "425": partial(values.sized_number, longest=15),
    "4309": partial(values.number, count=20),
    "7007": values.date_range,
    "7011": values.moment_as_precise_as_given,
    "7040": partial(values.text, longest=4),
    "7241": partial(values.digits, count=2),
    "7251": partial(values.number, count=12),
    "7258": values.sequence,
    "8001": partial(values.number, count=14),
    "8007": partial(values.text, longest=24),
    "8008": values.moment_as_precise_as_given,
    **{f"723{n}": partial(values.text, longest=30) for n in range(10)},
}
_DELIMITED = frozenset({"7023", "8004", "8010"})
_MOMENT = re.compile(r"N6,yymmd[d0] N4,hhmi")


def read_value(ai: str, bits: Bits) -> str:
    """Return the value of an Application Identifier; raises UndecodableError."""
    if ai in _OTHERS:
        return _OTHERS[ai](bits)
    if ai not in ENTRIES or ai in _MISSING:
        raise UndecodableError
    notation = ENTRIES[ai].notation
    if _MOMENT.fullmatch(notation):
        return values.moment(bits)
    return "".join(_reader(ai, part)(bits) for part in formats.parts(notation))


def read_ai(bits: Bits) -> str:
    """Return the Application Identifier that comes next, its digits in four bits each."""
    ai = values.digits(bits, 2)
    longer = next((name for name in ENTRIES if name.startswith(ai)), ai)
    return ai + values.digits(bits, len(longer) - len(ai)) if len(longer) > len(ai) else ai


def _reader(ai: str, part: Part) -> Read:
    linters = set(part.linters)
    if part.kind != "N":
        return _text_reader(ai, part)
    if part.is_variable:
        return partial(values.sized_number, longest=part.size)
    if linters & {"yymmd0", "yymmdd"}:
        return values.date
    if "yesno" in linters:
        return partial(values.number, count=1, width=1)
    if linters & {"csum", "zero", "pieceoftotal"}:
        return partial(values.digits, count=part.size)
    return partial(values.number, count=part.size)


def _text_reader(ai: str, part: Part) -> Read:
    if "hyphen" in part.linters:
        return values.minus
    if "iso3166alpha2" in part.linters:
        return values.country
    if ai in _DELIMITED:
        return partial(values.delimited, longest=part.size)
    return partial(values.text, longest=part.size)
