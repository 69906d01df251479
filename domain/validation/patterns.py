"""Which regular expressions a schema may use: those that every engine reads alike.

Schemas are published, so others run their patterns in engines of their own (Python, ECMAScript,
Rust), most of which backtrack, so no repetition may be nested in another in an ambiguous way. The
subset: `^...$` around a sequence of printable ASCII characters, escaped punctuation, classes of
ASCII characters, groups, alternatives inside groups and greedy quantifiers.
"""

import re
from dataclasses import dataclass

MAX_REPEAT = 1000
MAX_PATTERN_LENGTH = 200

OTHER = 128  # stands for every character outside ASCII in a negated class
_EVERY = frozenset(range(OTHER + 1))
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_SPECIAL = _SYNTAX - {"/"}
_IN_CLASS = _SYNTAX | {"-"}
_SPECIAL_IN_CLASS = frozenset("[]^\\-")
_QUANTIFIER = re.compile(r"[*+?]|\{([0-9]{1,4})(,([0-9]{0,4}))?\}")


class UnsafePatternError(ValueError):
    """The pattern is outside the subset; the message is a sentence that says why."""


def check_pattern(pattern: str) -> None:
    """Raise UnsafePatternError unless all engines read the pattern alike.

    A group may be repeated only if it matches in one way, or begins with a separator character that
    it holds nowhere else: `(-[a-z]+)*` passes, `(a+)+` does not.
    """
    if len(pattern) > MAX_PATTERN_LENGTH:
        raise UnsafePatternError(f"The pattern is longer than {MAX_PATTERN_LENGTH} characters.")
    if not (pattern.startswith("^") and pattern.endswith("$")):
        raise UnsafePatternError("The pattern does not begin with ^ and end with $.")
    reader = _Reader(pattern[1:-1])
    reader.sequence()
    if reader.rest:
        raise UnsafePatternError("The pattern has alternatives or a bracket outside a group.")


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: the characters it can hold, and whether it has one length and way."""

    characters: frozenset[int]
    single: bool = False
    varies: bool = False
    delimited: bool = False


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    @property
    def rest(self) -> str:
        return self._text[self._at :]

    def sequence(self) -> list[_Part]:
        parts = []
        while self.rest and self.rest[0] not in "|)":
            parts.append(self._quantified(self._atom()))
        return parts

    def _quantified(self, atom: _Part) -> _Part:
        found = _QUANTIFIER.match(self.rest)
        if not found:
            return atom
        self._at += found.end()
        least, most = _limits(found)
        if self.rest[:1] in {"?", "+", "*"}:
            raise UnsafePatternError("The pattern has a lazy, possessive or doubled quantifier.")
        if most > 1 and atom.varies and not atom.delimited:
            raise UnsafePatternError(
                "The pattern repeats a group that can itself match in several ways, which takes "
                "some engines for ever; begin the group with a separator that it holds only once."
            )
        return _Part(atom.characters, varies=atom.varies or least != most)

    def _atom(self) -> _Part:
        if self.rest[0] == "(":
            return self._group()
        if self.rest[0] == "[":
            return self._class()
        return _Part(frozenset({self._character(_SPECIAL, _SYNTAX)}), single=True)

    def _group(self) -> _Part:
        self._at += 3 if self.rest.startswith("(?:") else 1
        ways = [self.sequence()]
        while self.rest[:1] == "|":
            self._at += 1
            ways.append(self.sequence())
        self._skip(")", "group")
        if not all(ways):
            raise UnsafePatternError("The pattern has an empty group or alternative.")
        parts = [part for way in ways for part in way]
        first, *others = parts
        within = frozenset().union(*(part.characters for part in others))
        return _Part(
            first.characters | within,
            varies=len(ways) > 1 or any(part.varies for part in parts),
            delimited=len(ways) == 1 and first.single and not first.characters & within,
        )

    def _class(self) -> _Part:
        self._at += 1
        negated = self.rest[:1] == "^"
        self._at += negated
        characters = self._range(may_be_hyphen=True)
        while self.rest and self.rest[0] != "]":
            characters |= self._range(may_be_hyphen=self.rest.startswith("-]"))
        self._skip("]", "class")
        return _Part(_EVERY - characters if negated else frozenset(characters), single=True)

    def _range(self, *, may_be_hyphen: bool) -> set[int]:
        # && and the like are operations on sets in some engines
        if self.rest[:2] in {"&&", "--", "~~", "||"}:
            raise UnsafePatternError("The pattern has a class with a doubled sign.")
        first = self._character(_SPECIAL_IN_CLASS - ({"-"} if may_be_hyphen else set()), _IN_CLASS)
        if self.rest[:1] != "-" or self.rest[1:2] == "]":
            return {first}
        self._at += 1
        last = self._character(_SPECIAL_IN_CLASS, _IN_CLASS)
        if last < first:
            raise UnsafePatternError("The pattern has a range that runs backwards.")
        return set(range(first, last + 1))

    def _character(self, special: frozenset[str], escapable: frozenset[str]) -> int:
        escaped = self.rest[:1] == "\\"
        self._at += escaped
        character = self.rest[:1]
        self._at += 1
        if escaped and character not in escapable:
            raise UnsafePatternError(
                "The pattern has an escape that engines read differently; write classes out, such "
                "as [0-9], and escape punctuation only."
            )
        if not escaped and (character in special or not character.isascii()):
            raise UnsafePatternError(
                "The pattern has an unescaped sign with a special meaning, or a character outside "
                "ASCII."
            )
        if not character or not character.isprintable():
            raise UnsafePatternError("The pattern breaks off, or has a control character.")
        return ord(character)

    def _skip(self, closing: str, what: str) -> None:
        if self.rest[:1] != closing:
            raise UnsafePatternError(f"The pattern has a {what} that is not closed.")
        self._at += 1


def _limits(quantifier: re.Match[str]) -> tuple[int, float]:
    simple = {"*": (0, float("inf")), "+": (1, float("inf")), "?": (0, 1)}
    if quantifier[0] in simple:
        return simple[quantifier[0]]
    least = int(quantifier[1])
    most = float("inf") if quantifier[3] == "" else int(quantifier[3] or least)
    if most < least or least > MAX_REPEAT or MAX_REPEAT < most < float("inf"):
        raise UnsafePatternError(f"The pattern has a repetition outside 0 to {MAX_REPEAT}.")
    return least, most
