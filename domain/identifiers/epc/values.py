"""The ways in which the schemes of TDS 2 write values as bits (sections 14.5.2 to 14.5.15)."""

import string
from collections.abc import Callable, Mapping
from functools import partial

from domain.identifiers.epc.bits import BASE_64, Bits, UndecodableError

# Table 14-8; the first is padding.
_CODE_40 = "\0" + string.ascii_uppercase + "-.:" + string.digits
_DELIMITER, _TERMINATOR = 0b1110, 0b1111


def digits(bits: Bits, count: int) -> str:
    """Read digits of four bits each (14.5.4)."""
    return _characters(bits, count, 4, string.digits)


def number(bits: Bits, count: int, width: int | None = None) -> str:
    """Read digits written as one number, in as few bits as take `count` digits (14.5.2)."""
    value = bits.read((10**count - 1).bit_length() if width is None else width)
    if value >= 10**count:
        raise UndecodableError
    return str(value).zfill(count) if count else ""


def sized_number(bits: Bits, longest: int) -> str:
    """Read the count of digits, then the digits as one number (14.5.13)."""
    return number(bits, _size(bits, longest))


def text(bits: Bits, longest: int) -> str:
    """Read which characters follow and how many, then these (14.5.6)."""
    kind = bits.read(3)
    if kind not in _KINDS:
        raise UndecodableError
    return _KINDS[kind](bits, _size(bits, longest))


def delimited(bits: Bits, longest: int) -> str:
    """Read digits up to a sign that ends them, or that lets other characters follow (14.5.5)."""
    read = ""
    while (half_byte := bits.read(4)) < len(string.digits):
        read += str(half_byte)
    if half_byte == _TERMINATOR:
        return read
    if half_byte == _DELIMITER:
        return read + text(bits, longest)
    raise UndecodableError


def code_40(bits: Bits, count: int) -> str:
    """Read three characters out of 16 bits each (14.5.6.5)."""
    read = ""
    for _ in range(-(-count // 3)):
        packed = bits.read(16) - 1
        if not 0 <= packed < 40**3:
            raise UndecodableError
        read += "".join(_CODE_40[packed // 40**place % 40] for place in (2, 1, 0))
    read = read.rstrip("\0")
    if len(read) != count or "\0" in read:
        raise UndecodableError
    return read


def date(bits: Bits) -> str:
    """Read YYMMDD out of 16 bits (14.5.8); whether there is such a day is asked afterwards."""
    return _pair(bits, 7) + _pair(bits, 4) + _pair(bits, 5)


def moment(bits: Bits, parts: int = 2) -> str:
    """Read a date, then as many of hours, minutes and seconds (14.5.9, 14.5.11)."""
    return date(bits) + "".join(_pair(bits, width) for width in (5, 6, 6)[:parts])


def date_range(bits: Bits) -> str:
    """Read a date, or two from the first to the last day (14.5.10)."""
    return date(bits) + date(bits) if bits.read(1) else date(bits)


def moment_as_precise_as_given(bits: Bits) -> str:
    """Read a date with hours, minutes, seconds as far as they are given (14.5.11)."""
    return moment(bits, (1, 2, 3, 0)[bits.read(2)])


def country(bits: Bits) -> str:
    """Read two capital letters (14.5.12)."""
    return _characters(bits, 2, 6, string.ascii_uppercase)


def minus(bits: Bits) -> str:
    """Read whether a number is below zero (14.5.14)."""
    return "-" if bits.read(1) else ""


def sequence(bits: Bits) -> str:
    """Read a place and how many there are, "1/3" (14.5.15)."""
    return f"{bits.read(4)}/{bits.read(4)}"


def _size(bits: Bits, longest: int) -> int:
    count = bits.read(longest.bit_length())
    if count > longest:
        raise UndecodableError
    return count


def _characters(bits: Bits, count: int, width: int, alphabet: str) -> str:
    places = [bits.read(width) for _ in range(count)]
    if any(place >= len(alphabet) for place in places):
        raise UndecodableError
    return "".join(alphabet[place] for place in places)


def _pair(bits: Bits, width: int) -> str:
    return f"{bits.read(width):02}"


# Table E. The sets of characters that GS1 allows are narrower than that of seven bits: each value
# is held against its own afterwards.
_KINDS: Mapping[int, Callable[[Bits, int], str]] = {
    0: number,
    1: partial(_characters, width=4, alphabet=string.digits + "ABCDEF"),
    2: partial(_characters, width=4, alphabet=string.digits + "abcdef"),
    3: partial(_characters, width=6, alphabet=BASE_64),
    4: partial(_characters, width=7, alphabet="".join(map(chr, range(128)))),
    5: code_40,
}
