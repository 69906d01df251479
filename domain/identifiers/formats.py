"""What the value of an Application Identifier looks like, compiled from GS1's notation.

The notation of the GS1 General Specifications: N digits, X character set 82, Y set 39, Z base64url;
`6` exactly six, `..20` one to twenty, brackets for a part that may be absent. A star marks digits
of which the last is a check digit: `N13* [X..17]`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from domain.identifiers.check_digits import ends_in_check_digit

_SETS = {"N": "0-9", "X": '!"%-?A-Z_a-z', "Y": "#\\-/0-9A-Z", "Z": "A-Za-z0-9_=\\-"}
_NAMES = {
    "N": "digits",
    "X": "letters A to Z, a to z, digits and !\"%&'()*+,-./:;<=>?_ (GS1 character set 82)",
    "Y": "letters A to Z, digits and #-/ (GS1 character set 39)",
    "Z": "letters A to Z, a to z, digits and -_= (base64url)",
}
_PART = re.compile(r"(\[?)([NXYZ])(\.\.)?([0-9]+)(\*?)\]?")


@dataclass(frozen=True, slots=True)
class Format:
    """The shape of a value.

    `pattern` and `check` settle whether it is right, the rest serves to say why not: `characters`
    matches a value of the right characters and any length, and `alphabet` names them.
    """

    notation: str
    pattern: re.Pattern[str]
    characters: re.Pattern[str]
    alphabet: str
    shortest: int
    longest: int
    check: Callable[[str], bool] | None = None

    def accepts(self, value: str) -> bool:
        return self.pattern.fullmatch(value) is not None and (
            self.check is None or self.check(value)
        )


@cache
def of(notation: str) -> Format:
    """Return the format that a notation describes; a mistake in it raises ValueError."""
    pattern, shortest, longest, check = "", 0, 0, None
    kinds = set()
    for part in notation.split():
        read = _PART.fullmatch(part)
        if read is None:
            raise ValueError(f"{part!r} is no part of a format.")
        optional, kind, variable, size, star = read.groups()
        body = f"[{_SETS[kind]}]{{{'1,' if variable else ''}{size}}}"
        pattern += f"(?:{body})?" if optional else body
        if star:
            check = _digits_check(longest, longest + int(size))
        shortest += 0 if optional else 1 if variable else int(size)
        longest += int(size)
        kinds.add(kind)
    widest = "X" if len(kinds) > 1 else kinds.pop()
    characters = re.compile(f"[{_SETS[widest]}]*")
    return Format(
        notation, re.compile(pattern), characters, _NAMES[widest], shortest, longest, check
    )


def _digits_check(start: int, end: int) -> Callable[[str], bool]:
    def is_right(value: str) -> bool:
        return ends_in_check_digit(value[start:end])

    return is_right
