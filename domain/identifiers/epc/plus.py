"""The EPC schemes of TDS 2, which hold GS1's values as they are, and more of them behind.

TDS 2.3, sections 14.5, 14.6 and 15.3. Schemes with two plus signs hold a host name too: it is read
over, for an address keeps its host when it is decompressed (compression for EPC binary strings
1.0, section 4.2).
"""

from collections.abc import Mapping
from typing import TypeAlias

from domain.identifiers.epc import values
from domain.identifiers.epc.bits import Bits, UndecodableError
from domain.identifiers.epc.elements import read_ai, read_value

Elements: TypeAlias = list[tuple[str, str]]

_WITH_DATE = frozenset({0xFB, 0xFC})
_ONE_PLUS: Mapping[int, tuple[str, ...]] = {
    0xF0: ("8010", "8011"),
    0xF1: ("8003",),
    0xF2: ("414", "254"),
    0xF3: ("8006", "21"),
    0xF4: ("8018",),
    0xF5: ("8017",),
    0xF6: ("253",),
    0xF7: ("01", "21"),
    0xF8: ("255",),
    0xF9: ("00",),
    0xFA: ("8004",),
    0xFB: ("01", "21"),
}
_TWO_PLUSES: Mapping[int, tuple[str, ...]] = {
    0xE6: _ONE_PLUS[0xF0],
    0xE7: _ONE_PLUS[0xF4],
    0xE8: _ONE_PLUS[0xF5],
    0xE9: _ONE_PLUS[0xF2],
    0xEA: _ONE_PLUS[0xF6],
    0xEB: _ONE_PLUS[0xF1],
    0xEC: _ONE_PLUS[0xF8],
    0xED: _ONE_PLUS[0xF3],
    0xEE: _ONE_PLUS[0xFA],
    0xEF: _ONE_PLUS[0xF9],
    0xFC: _ONE_PLUS[0xFB],
    0xFD: _ONE_PLUS[0xF7],
}
SCHEMES: Mapping[int, tuple[str, ...]] = {**_ONE_PLUS, **_TWO_PLUSES}

# Section 14.5.3; the other four bits are reserved.
_DATES = ("11", "13", "15", "16", "17", "7006", "7007")
_FILTER, _HEADER, _SSCC = 3, 8, 72


def read(header: int, bits: Bits) -> Elements:
    """Return the elements of an EPC whose header was read; raises UndecodableError."""
    more = bits.read(1)
    bits.read(_FILTER)
    date = [_date(bits)] if header in _WITH_DATE else []
    elements = [(ai, read_value(ai, bits)) for ai in SCHEMES[header]]
    if header in _TWO_PLUSES:
        _skip_host(bits)
    return elements + date + _further(bits, more=bool(more))


def _date(bits: Bits) -> tuple[str, str]:
    kind = bits.read(4)
    if kind >= len(_DATES):
        raise UndecodableError
    return _DATES[kind], values.date(bits)


def _skip_host(bits: Bits) -> None:
    """Read over a host: 16 bits for three characters, or 7 for each sign (14.5.16)."""
    seven_bits, count = bits.read(1), bits.read(6)
    bits.read(7 * count if seven_bits else 16 * -(-count // 3))


def _further(bits: Bits, *, more: bool) -> Elements:
    """Read what follows the EPC, up to zeros that fill the last word (15.3).

    A serial shipping container code begins with zeros as well; there is one only where the tag says
    that something follows.
    """
    elements = []
    while bits.left >= _HEADER and (bits.peek(_HEADER) or (more and bits.left >= _HEADER + _SSCC)):
        ai = read_ai(bits)
        elements.append((ai, read_value(ai, bits)))
    return elements
