"""Reading an EPC bit by bit (GS1 EPC Tag Data Standard 2.3)."""

import re
import string

BASE_64 = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


class UndecodableError(Exception):
    """Bits are missing, or no standard gives them a meaning."""


class NoDigitalLinkError(Exception):
    """The bits name something that GS1 Digital Link has no form for."""


class Bits:
    """A string of bits, read from its beginning. What runs over its end raises UndecodableError."""

    def __init__(self, number: int, length: int) -> None:
        self._number = number
        self.left = length

    def read(self, count: int) -> int:
        """Return the next `count` bits as an unsigned number."""
        number = self.peek(count)
        self.left -= count
        self._number &= (1 << self.left) - 1
        return number

    def peek(self, count: int) -> int:
        """Return what `read` would, without going on."""
        if count > self.left:
            raise UndecodableError
        return self._number >> (self.left - count)

    @property
    def is_padding(self) -> bool:
        """Whether nothing is left but zeros."""
        return self._number == 0


def of_segment(segment: str) -> Bits | None:
    """Return the bits of a compressed path segment, None for a segment that is none.

    "eh" and hexadecimal digits in small letters, or "ex" and base64url characters (GS1 Digital Link
    URI: Compression for EPC binary strings 1.0, section 4.2).
    """
    name, characters = segment[:2], segment[2:]
    if name == "eh" and re.fullmatch("[0-9a-f]+", characters):
        return Bits(int(characters, 16), 4 * len(characters))
    if name == "ex" and re.fullmatch("[A-Za-z0-9_-]+", characters):
        number = 0
        for character in characters:
            number = number << 6 | BASE_64.index(character)
        return Bits(number, 6 * len(characters))
    return None
