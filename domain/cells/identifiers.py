"""Identifiers of products out of cells, where spreadsheet programs and people leave their marks.

A GTIN loses zeros in front, gets a decimal point or an exponent, is written with spaces, in
brackets or as an address. What comes out is the canonical text of `domain.identifiers`.
"""

import re
from collections.abc import Callable

from domain.cells import marks
from domain.cells.cell import Cell, text_of
from domain.cells.column_reader import Reader
from domain.cells.numerals import plain
from domain.cells.reading import Change, Changes, Reading, asked, repaired, right
from domain.faults import Fault, Malformed
from domain.identifiers import Identifier, from_link, from_path, from_uri, registrable
from domain.identifiers.check_digits import ends_in_check_digit
from domain.identifiers.keys import KEYS, SCHEMES
from domain.strict_json import LARGEST

SCIENTIFIC = Fault(
    "gtin.scientific",
    "The program shortened the number to an exponent, and its last digits are lost.",
    remedy="Format the column as text, enter the number from its source, and save the file again.",
)
TOO_SHORT = Fault(
    "gtin.length",
    "The number is too short for a GTIN.",
    remedy="Give all 8, 12, 13 or 14 digits, those in front included.",
)
TOO_LONG = Fault(
    "gtin.length",
    "The number is too long for a GTIN.",
    remedy="Give at most 14 digits, and a serial number behind (21), as in (01)...(21)...",
)
UNKNOWN = Fault(
    "identifier.scheme",
    "The cell is no identifier that is known here.",
    remedy="Write a GTIN, (01)...(21)... with a serial number, the product's address, or own:...",
)
NO_KEY = Fault(
    "identifier.scheme",
    "The element string does not begin with a key.",
    remedy="Begin it with (01) and the GTIN.",
)

CANONICAL = Change("repair.identifier", "The identifier was written in its canonical form.")
ZEROS = Change("repair.gtin_zeros", "Zeros in front were added: a GTIN is kept with 14 digits.")
EXPONENT = Change("repair.gtin_scientific", "The number was written out; no digit was lost.")
SIGNS = Change("repair.code", "Spaces and signs in the number were taken out.")
ADDRESS = Change("repair.link", "The identifier was taken out of the address.")
REST = Change("repair.link_rest", "What stood beside the identifier was left out.")

_LENGTH = 14
# Of shorter numbers too many end in a digit that happens to fit.
_SURE, _POSSIBLE = 8, 6
_LONGEST = 4096
_MOST_DIGITS = 60

_CANONICAL = re.compile(f"(?:{'|'.join(sorted(SCHEMES))}):")
_LABEL = re.compile(
    r"(?:GTIN|EAN|UPC|ITF|JAN)(?:[ -]?(?:8|12|13|14|A))?(?: code)? ?[:#.]? ?(?=[0-9'])",
    re.IGNORECASE,
)
_EXPONENT = re.compile(r"([0-9])(?:[.,]([0-9]*))?[eE]\+?([0-9]{1,2})")
_SEPARATED = re.compile(r"[0-9](?:[0-9 .,_'-]*[0-9])?")
_NO_DECIMALS = re.compile(r"([0-9]+)[.,]0+")
_SIGNS = re.compile("[^0-9]+")
_ELEMENTS = re.compile(r"(?:\](?:C1|d2|Q3|e0|J1))?((?:\([0-9]{2,4}\)[^()]+)+)")
_ELEMENT = re.compile(r"\(([0-9]{2,4})\)([^()]+)")
_UNBRACKETED = re.compile(r"01([0-9]{14})(?:(21|10|22)([!-~]{1,20}))?")
_OWN = re.compile(r"own ?[:/] ?", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9.-]+\.[a-z]{2,24}(?::[0-9]+)?/\S*", re.IGNORECASE)
_PATH = re.compile(r"(?:/|01/)\S*")


def identifier_reader() -> Callable[[Cell], Reading]:
    """Return what reads the cells of a column of identifiers: each becomes a canonical text."""
    return Reader(_Identifiers(), {})


class _Identifiers:
    """Reads identifiers in whatever form they come."""

    def text(self, text: str) -> Reading:
        if len(text) > _LONGEST:
            return Reading(fault=UNKNOWN)
        try:
            reading = _any(text)
        except Malformed as refusal:
            return Reading(fault=refusal.faults[0])
        return reading or marks.nothing_or(text, UNKNOWN)

    def other(self, cell: Cell) -> Reading:
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return marks.unfit(cell)
        if not 0 <= cell <= LARGEST or cell != int(cell):
            return Reading(fault=UNKNOWN)
        try:
            return _gtin(text_of(cell), str(int(cell)), ())
        except Malformed as refusal:
            return Reading(fault=refusal.faults[0])


def _any(text: str) -> Reading | None:
    if _CANONICAL.match(text):
        return _canonical(text)
    if _OWN.match(text):
        return _found(text, from_path(f"/own/{_OWN.sub('', text)}"), (CANONICAL,))
    if _WEB.match(text):
        return _address(text, text)
    flat = _LABEL.sub("", plain(text), count=1).removeprefix("'").strip()
    looked = (look(text, flat) for look in (_bare_elements, _number, _element_string, _link))
    return next((reading for reading in looked if reading is not None), None)


def _canonical(text: str) -> Reading:
    try:
        return right(registrable(text).text)
    except Malformed as refusal:
        scheme, _, rest = text.partition(":")
        path = f"/{rest}" if scheme == "gs1" else f"/{scheme}/{rest}"
        try:
            found = from_path(path, short_gtins=True)
        except Malformed:
            raise refusal from None
        return _found(text, found, (CANONICAL,))


def _found(before: str, identifier: Identifier, changes: Changes) -> Reading:
    """Return the reading of a cell as this identifier; raises Malformed if it names no product."""
    found = identifier if identifier.names_product else registrable(identifier.text)
    return repaired(before, found.text, changes)


def _address(before: str, uri: str) -> Reading:
    scheme, _, rest = uri.partition("://")
    uri = f"{scheme.lower()}://{rest}"
    try:
        identifier, attributes = from_uri(uri, short_gtins=True)
    except Malformed:
        makers = from_link(uri) if uri.startswith("https://") else ()
        if not makers:
            raise
        sentence = (
            "The address holds no identifier: is it itself that of the item, or of the model?"
        )
        return asked("question.identifier", sentence, *(maker.text for maker in makers))
    beside = attributes or "?" in uri or "#" in uri
    return _found(before, identifier, (ADDRESS, REST) if beside else (ADDRESS,))


def _link(before: str, flat: str) -> Reading | None:
    """Read an address without its beginning: from the host on, or from the path on."""
    if _HOST.fullmatch(flat):
        return _address(before, f"https://{flat}")
    if _PATH.fullmatch(flat):
        path = flat if flat.startswith("/") else f"/{flat}"
        return _found(before, from_path(path, short_gtins=True), (CANONICAL,))
    return None


def _number(before: str, flat: str) -> Reading | None:
    if len(flat) > _MOST_DIGITS:
        return None
    exponent = _EXPONENT.fullmatch(flat)
    if exponent:
        whole, decimals, power = exponent[1], exponent[2] or "", int(exponent[3])
        if len(decimals.rstrip("0")) > power:
            return None
        if len(decimals) < power:
            return Reading(fault=SCIENTIFIC)
        return _gtin(before, whole + decimals[:power], (EXPONENT,))
    if _SEPARATED.fullmatch(flat):
        without = _NO_DECIMALS.fullmatch(flat)
        digits = without[1] if without else _SIGNS.sub("", flat)
        return _gtin(before, digits, () if digits == before else (SIGNS,))
    return None


def _element_string(before: str, flat: str) -> Reading | None:
    """Read "(01)09506000134352(21)SN1"; elements that do not identify are left out."""
    found = _ELEMENTS.fullmatch(flat)
    if found is None:
        return None
    (first, value), *others = _ELEMENT.findall(found[1])
    key = KEYS.get(first)
    if key is None:
        return Reading(fault=NO_KEY)
    values = {ai: other.strip() for ai, other in others if ai in key.qualifiers}
    order = next((ais for ais in key.sequences if set(ais) == set(values)), tuple(values))
    qualifiers = tuple((ai, values[ai]) for ai in order)
    changes = (CANONICAL,) if len(qualifiers) == len(others) else (CANONICAL, REST)
    if first == "01":
        return _gtin(before, _SIGNS.sub("", value), changes, qualifiers)
    return _found(before, Identifier(key.scheme, (first, value.strip()), qualifiers), changes)


def _bare_elements(before: str, flat: str) -> Reading | None:
    """Read an element string without brackets, such as a scanner sends it."""
    found = _UNBRACKETED.fullmatch(flat)
    if found is None or not ends_in_check_digit(found[1]):
        return None
    if not found[2]:
        return _gtin(before, found[1], (CANONICAL,))
    sentence = "A GTIN seems to go on with more, but nothing shows where that begins."
    return asked("question.gtin", sentence, _identifier(found[1], ((found[2], found[3]),)))


def _gtin(
    before: str, digits: str, changes: Changes, qualifiers: tuple[tuple[str, str], ...] = ()
) -> Reading:
    """Return the reading of a GTIN's digits; zeros that it lost in front are put back.

    Raises Malformed when the check digit does not fit, or a qualifier is wrong.
    """
    if len(digits) > _LENGTH:
        return Reading(fault=TOO_LONG)
    if len(digits) < _POSSIBLE or not digits.strip("0"):
        return Reading(fault=TOO_SHORT)
    text = _identifier(digits.zfill(_LENGTH), qualifiers)
    if len(digits) < _SURE:
        sentence = "The number may be a GTIN-8 that lost zeros in front, or no GTIN."
        return asked("question.gtin", sentence, text)
    if len(digits) < _LENGTH:
        changes = (*changes, ZEROS)
    return repaired(before, text, changes or (CANONICAL,))


def _identifier(gtin: str, qualifiers: tuple[tuple[str, str], ...]) -> str:
    return Identifier("gs1", ("01", gtin), qualifiers).text
