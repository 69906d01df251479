"""What the value of an Application Identifier looks like, compiled from GS1's notation.

The notation is that of the GS1 Barcode Syntax Dictionary: N digits, X character set 82, Y set 39, Z
base64url; `N6` exactly six, `X..20` one to twenty, brackets around a part that may be absent, and
behind a part the names of the linters that it passes: `N13,csum,gcppos1 [X..17]`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from domain.faults import Sentence
from domain.identifiers.linters import LEFT_OUT, LINTERS

_SETS = {"N": "0-9", "X": '!"%-?A-Z_a-z', "Y": "#\\-/0-9A-Z", "Z": "A-Za-z0-9_=\\-"}
_NAMES = {
    "N": Sentence("digits"),
    "X": Sentence(
        "letters A to Z, a to z, digits and !\"%&'()*+,-./:;<=>?_ (GS1 character set 82)"
    ),
    "Y": Sentence("letters A to Z, digits and #-/ (GS1 character set 39)"),
    "Z": Sentence("letters A to Z, a to z, digits and -_= (base64url)"),
}
_PART = re.compile(r"\[?([NXYZ])(\.\.)?([0-9]+)\]?((?:,[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a part of a value has to be, beyond its characters and its length.

    `name` finds the words of a refusal.
    """

    name: str
    holds: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Format:
    """The shape of a value.

    `pattern` and `rules`, each for a part of the value, settle whether it is right. The rest serves
    to say why not: `characters` matches a value of the right characters and any length, and
    `alphabet` names them.
    """

    notation: str
    pattern: re.Pattern[str]
    characters: re.Pattern[str]
    alphabet: str
    shortest: int
    longest: int
    rules: tuple[tuple[slice, Rule], ...] = ()

    def accepts(self, value: str) -> bool:
        return self.pattern.fullmatch(value) is not None and self.broken_rule(value) is None

    def broken_rule(self, value: str) -> tuple[Rule, slice] | None:
        """Return the first rule that a value of this pattern breaks, and for which part of it."""
        for part, rule in self.rules:
            text = value[part]
            # A part that may be absent is nothing then, and fulfils all.
            if text and not rule.holds(text):
                return rule, part
        return None


class Part(NamedTuple):
    """One part of a notation: its kind is N, X, Y or Z; `size` is exact, or the longest."""

    kind: str
    size: int
    is_variable: bool
    is_optional: bool
    linters: tuple[str, ...]


def parts(notation: str) -> Iterator[Part]:
    """Yield the parts of a notation; a mistake in it raises ValueError."""
    for text in notation.split():
        read = _PART.fullmatch(text)
        if read is None:
            raise ValueError(f"{text!r} is no part of a format.")
        kind, dots, size, linters = read.groups()
        names = tuple(name for name in linters.split(",") if name)
        yield Part(kind, int(size), dots is not None, text.startswith("["), names)


@cache
def of(notation: str) -> Format:
    """Return the format that a notation describes; a mistake in it raises ValueError."""
    pattern, shortest, longest = "", 0, 0
    rules: list[tuple[slice, Rule]] = []
    kinds = set()
    for part in parts(notation):
        body = f"[{_SETS[part.kind]}]{{{'1,' if part.is_variable else ''}{part.size}}}"
        pattern += f"(?:{body})?" if part.is_optional else body
        place = slice(longest, longest + part.size)
        rules += [(place, _rule(name)) for name in _applying(part)]
        shortest += 0 if part.is_optional else 1 if part.is_variable else part.size
        longest += part.size
        kinds.add(part.kind)
    widest = "X" if len(kinds) > 1 else kinds.pop()
    characters = re.compile(f"[{_SETS[widest]}]*")
    return Format(
        notation,
        re.compile(pattern),
        characters,
        _NAMES[widest],
        shortest,
        longest,
        tuple(rules),
    )


@cache
def _rule(name: str) -> Rule:
    if name not in LINTERS:
        raise ValueError(f"{name!r} is no linter.")
    return Rule(name, LINTERS[name])


def _applying(part: Part) -> list[str]:
    """Return the linters that can refuse something here: digits do begin with digits."""
    names = [name for name in part.linters if name not in LEFT_OUT]
    if part.kind == "N":
        names = [name for name in names if not name.startswith("gcppos")]
    return [*names, "cset64"] if part.kind == "Z" else names
