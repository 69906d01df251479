"""The EPC schemes older than TDS 2, in which the company prefix is parted from the rest.

TDS 2.3, sections 14.4 and 14.6. A partition value says how many digits the prefix has; the check
digit, which the tag leaves out, is calculated.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from domain.identifiers.check_digits import check_digit
from domain.identifiers.epc.bits import Bits, UndecodableError

Elements: TypeAlias = list[tuple[str, str]]
ReadSerial: TypeAlias = Callable[[Bits], str]

_PREFIX_BITS = (40, 37, 34, 30, 27, 24, 20)
_LONGEST_PREFIX = 12
_FILTER, _CHARACTER = 3, 7
# A GLN that has no extension is written with this one (14.6.3).
_NO_EXTENSION = "0"


def integer(bits: Bits, width: int) -> str:
    """Read a number without zeros in front (14.4.1)."""
    return str(bits.read(width))


def string(bits: Bits, width: int) -> str:
    """Read characters of seven bits each up to a zero, behind which all is zero (14.4.2)."""
    field = Bits(bits.read(width), width)
    read = ""
    while field.left >= _CHARACTER and not field.is_padding:
        read += chr(field.read(_CHARACTER))
    if not read or "\0" in read or not field.is_padding:
        raise UndecodableError
    return read


def numeric_string(bits: Bits, width: int) -> str:
    """Read digits in front of which a 1 was put, so that zeros are kept (14.4.6)."""
    digits = str(bits.read(width))
    if len(digits) == 1 or digits[0] != "1":
        raise UndecodableError
    return digits[1:]


def _prefix(bits: Bits) -> tuple[str, int]:
    """Read a company prefix; return its digits, and how many bits it took."""
    partition = bits.read(3)
    if partition >= len(_PREFIX_BITS):
        raise UndecodableError
    width = _PREFIX_BITS[partition]
    return _padded(bits.read(width), _LONGEST_PREFIX - partition), width


def _parts(bits: Bits, width: int, digits: int) -> tuple[str, str]:
    """Read a company prefix and a reference of that many bits and digits together (14.4.3)."""
    bits.read(_FILTER)
    prefix, taken = _prefix(bits)
    return prefix, _padded(bits.read(width - taken), digits - len(prefix))


def _padded(number: int, digits: int) -> str:
    if number >= 10**digits:
        raise UndecodableError
    return str(number).zfill(digits) if digits else ""


def _checked(digits: str) -> str:
    return digits + check_digit(digits)


def _gtin(bits: Bits) -> str:
    prefix, item = _parts(bits, 44, 13)
    return _checked(item[0] + prefix + item[1:])


def _sgtin(bits: Bits, serial: ReadSerial) -> Elements:
    return [("01", _gtin(bits)), ("21", serial(bits))]


def _itip(bits: Bits, serial: ReadSerial) -> Elements:
    gtin = _gtin(bits)
    pieces = _padded(bits.read(7), 2) + _padded(bits.read(7), 2)
    return [("8006", gtin + pieces), ("21", serial(bits))]


def _sscc(bits: Bits) -> Elements:
    prefix, reference = _parts(bits, 58, 17)
    bits.read(24)
    return [("00", _checked(reference[0] + prefix + reference[1:]))]


def _gsrn(bits: Bits, ai: str) -> Elements:
    value = _checked("".join(_parts(bits, 58, 17)))
    bits.read(24)
    return [(ai, value)]


def _sgln(bits: Bits, serial: ReadSerial) -> Elements:
    gln = _checked("".join(_parts(bits, 41, 12)))
    extension = serial(bits)
    return [("414", gln)] + ([("254", extension)] if extension != _NO_EXTENSION else [])


def _numbered(bits: Bits, ai: str, serial: ReadSerial) -> Elements:
    """Read a document or a coupon: its type, then its serial number in the same value."""
    kind = _checked("".join(_parts(bits, 41, 12)))
    return [(ai, kind + serial(bits))]


def _grai(bits: Bits, serial: ReadSerial) -> Elements:
    kind = _checked("".join(_parts(bits, 44, 12)))
    return [("8003", f"0{kind}{serial(bits)}")]


def _giai(bits: Bits, width: int, read: Callable[[Bits, int], str]) -> Elements:
    bits.read(_FILTER)
    prefix, taken = _prefix(bits)
    return [("8004", prefix + read(bits, width - taken))]


def _cpi_96(bits: Bits) -> Elements:
    bits.read(_FILTER)
    prefix, taken = _prefix(bits)
    return [("8010", prefix + integer(bits, 51 - taken)), ("8011", integer(bits, 31))]


def _cpi_var(bits: Bits) -> Elements:
    bits.read(_FILTER)
    part, _ = _prefix(bits)
    # Table G-1: capital letters without their first bit, digits and signs as they are.
    while character := bits.read(6):
        part += chr(character if character >= ord(" ") else character + ord("@"))
    return [("8010", part), ("8011", integer(bits, 40))]


SCHEMES: Mapping[int, Callable[[Bits], Elements]] = {
    0x2C: partial(_numbered, ai="253", serial=partial(integer, width=41)),
    0x2D: partial(_gsrn, ai="8018"),
    0x2E: partial(_gsrn, ai="8017"),
    0x30: partial(_sgtin, serial=partial(integer, width=38)),
    0x31: _sscc,
    0x32: partial(_sgln, serial=partial(integer, width=41)),
    0x33: partial(_grai, serial=partial(integer, width=38)),
    0x34: partial(_giai, width=82, read=integer),
    0x36: partial(_sgtin, serial=partial(string, width=140)),
    0x37: partial(_grai, serial=partial(string, width=112)),
    0x38: partial(_giai, width=188, read=string),
    0x39: partial(_sgln, serial=partial(string, width=140)),
    0x3A: partial(_numbered, ai="253", serial=partial(numeric_string, width=58)),
    0x3C: _cpi_96,
    0x3D: _cpi_var,
    0x3E: partial(_numbered, ai="253", serial=partial(string, width=119)),
    0x3F: partial(_numbered, ai="255", serial=partial(numeric_string, width=41)),
    0x40: partial(_itip, serial=partial(integer, width=38)),
    0x41: partial(_itip, serial=partial(string, width=140)),
}
