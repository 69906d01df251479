"""EPC tags in an address: the bits of an RFID or NFC tag, instead of an identifier written out."""

from domain.identifiers.epc import bits, partitioned, plus
from domain.identifiers.epc.bits import Bits, NoDigitalLinkError, UndecodableError

__all__ = ["NoDigitalLinkError", "UndecodableError", "elements"]

# General identifiers, those of the US Department of Defense, and aerospace: no GS1 Digital Link.
_OTHERS = frozenset({0x2F, 0x35, 0x3B})


def elements(segment: str) -> list[tuple[str, str]] | None:
    """Return the Application Identifiers and values of a compressed path segment, the key first.

    None for a segment that does not look like one. Raises UndecodableError, and NoDigitalLinkError
    for schemes without one. The values are as the tag has them, right or wrong.
    """
    read = bits.of_segment(segment)
    return None if read is None else _decoded(read)


def _decoded(read: Bits) -> list[tuple[str, str]]:
    header = read.read(8)
    if header in _OTHERS:
        raise NoDigitalLinkError
    if header in partitioned.SCHEMES:
        found = partitioned.SCHEMES[header](read)
    elif header in plus.SCHEMES:
        found = plus.read(header, read)
    else:
        raise UndecodableError
    if not read.is_padding:
        raise UndecodableError
    return found
