"""JSON as it comes in: RFC 8259 minus everything that two readers could understand differently.

The standard decoder takes repeated members, NaN, numbers that turn infinite, half characters and
any depth; each is refused here, before any other code sees the value. Beyond that, numbers stay
within +-(2^53-1), where integers are exact and the RFC 8785 form of a value can be read back.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from json import JSONDecodeError, JSONDecoder
from math import isnan
from typing import TypeAlias

from domain.faults import Fault, Json, Malformed
from domain.pointers import pointer_of

LARGEST = 2**53 - 1
LONGEST_INTEGER = len(str(-LARGEST))
MAX_FAULTS = 20
MAX_POINTER = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read: bytes of the body, levels, values in all, UTF-8 bytes of one string."""

    bytes: int = 1_000_000
    depth: int = 64
    nodes: int = 10_000
    string: int = 65_536


DEFAULT = Limits()

# A place as (place of the parent, name or index): only the place of a refused value is written out.
_Place: TypeAlias = "tuple[_Place, str | int] | None"


def loads(raw: bytes, limits: Limits = DEFAULT) -> Json:
    """Return the value of a JSON text in UTF-8.

    Raises Malformed and nothing else. What is no JSON is placed by line and column: `json.bytes`,
    `json.empty`, `json.bom`, `json.encoding`, `json.depth`, `json.syntax`. What is JSON and not
    taken is placed by pointer, up to 20 at once: `json.nodes`, `json.duplicate`, `json.number`,
    `json.character`, `json.string`. `limits.depth` must stay well below Python's recursion limit.
    """
    text = _decode(raw, limits)
    _check_depth(text, limits)
    hooks = _Hooks()
    decoder = JSONDecoder(
        object_pairs_hook=hooks.members,
        parse_int=hooks.integer,
        parse_float=hooks.number,
        parse_constant=hooks.constant,
    )
    try:
        value: Json = decoder.decode(text)
    except JSONDecodeError as error:
        faults = [_syntax(error)]
    else:
        if not hooks.alarmed and not _may_exceed(text, limits):
            return value
        faults = list(islice(_faults(value, limits), MAX_FAULTS))
        if not faults:
            return value
    # Raised outside the handler: the decoder's error carries the whole submitted text.
    raise Malformed(*faults)


def _decode(raw: bytes, limits: Limits) -> str:
    if len(raw) > limits.bytes:
        sentence = f"The JSON text is longer than {limits.bytes:,} bytes."
        raise Malformed(_fault("json.bytes", sentence, "Send less at once."))
    if raw.startswith(b"\xef\xbb\xbf"):
        sentence = "The JSON text begins with a byte order mark at line 1, column 1."
        raise Malformed(_fault("json.bom", sentence, "Save it as UTF-8 without that mark."))
    if not raw.strip(b" \t\r\n"):
        raise Malformed(_fault("json.empty", "There is no JSON text.", "Send one JSON value."))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        readable = raw[: error.start].decode()
    sentence = f"The JSON text is not UTF-8 {_at(readable, len(readable))}."
    raise Malformed(_fault("json.encoding", sentence, "Encode it as UTF-8."))


# Everything up to a bracket outside strings, and that bracket. An unfinished string runs to the
# end; all is possessive, so that no text makes the search go back over what it has read.
_UP_TO_BRACKET = re.compile(
    r'(?:[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z))*+([\[\]{}]?)', re.DOTALL
)


def _check_depth(text: str, limits: Limits) -> None:
    # The decoder calls itself for each level, so the depth has to be known before it starts.
    if text.count("[") + text.count("{") <= limits.depth:
        return
    depth = 0
    for position, bracket in enumerate(_UP_TO_BRACKET.findall(text)):
        if bracket in ("[", "{"):
            depth += 1
        elif bracket:
            depth -= 1
        if depth > limits.depth:
            match = next(islice(_UP_TO_BRACKET.finditer(text), position, None))
            where = _at(text, match.start(1))
            sentence = f"The JSON text is nested deeper than {limits.depth} levels {where}."
            raise Malformed(_fault("json.depth", sentence, "Flatten it."))


class _Hooks:
    """What the decoder calls for objects and numbers; `alarmed` once one of them is not taken."""

    def __init__(self) -> None:
        self.alarmed = False

    def members(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        members = dict(pairs)
        if len(members) == len(pairs):
            return members
        self.alarmed = True
        return _Repeating(pairs)

    def integer(self, numeral: str) -> float:
        # Python refuses to convert thousands of digits to an int, with an error of its own.
        number = float(numeral) if len(numeral) > LONGEST_INTEGER else int(numeral)
        return self._checked(number)

    def number(self, numeral: str) -> float:
        return self._checked(float(numeral))

    def constant(self, _name: str) -> float:
        self.alarmed = True
        return float("nan")

    def _checked(self, number: float) -> float:
        if not -LARGEST <= number <= LARGEST:
            self.alarmed = True
        return number


class _Repeating(dict[str, Json]):
    """An object in which a name occurs more than once; it is never handed out."""

    def __init__(self, pairs: list[tuple[str, Json]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs

    def repeated(self) -> set[str]:
        counted = Counter(name for name, _ in self.pairs)
        return {name for name, times in counted.items() if times > 1}


def _may_exceed(text: str, limits: Limits) -> bool:
    """Whether the values have to be looked at one by one; counting clears most documents.

    NUL and half characters can only be written as escapes, no string is longer than the text, and
    every value but the first stands behind a comma or an opening bracket.
    """
    return (
        "\\u" in text
        or len(text) > limits.string // 4
        or text.count(",") + text.count("[") + text.count("{") >= limits.nodes
    )


def _faults(value: Json, limits: Limits) -> Iterator[Fault]:
    stack: list[tuple[_Place, Json]] = [(None, value)]
    seen = 0
    while stack:
        place, value = stack.pop()
        seen += 1
        if seen > limits.nodes:
            sentence = f"The JSON text holds more than {limits.nodes:,} values."
            yield _fault("json.nodes", sentence, "Send less at once.")
            return
        if isinstance(value, str):
            yield from _string_faults(value, place, "A string", limits)
        elif isinstance(value, dict):
            below: list[tuple[_Place, Json]] = []
            repeated = value.repeated() if isinstance(value, _Repeating) else ()
            for name, member in value.items():
                faults = list(_string_faults(name, place, "A member name", limits))
                yield from faults
                if name in repeated:
                    yield _repeated(place if faults else (place, name))
                if not faults:
                    below.append(((place, name), member))
            stack.extend(reversed(below))
        elif isinstance(value, list):
            stack.extend(((place, i), value[i]) for i in range(len(value) - 1, -1, -1))
        elif isinstance(value, int | float) and not -LARGEST <= value <= LARGEST:
            yield _number_fault(value, place)


def _string_faults(text: str, place: _Place, what: str, limits: Limits) -> Iterator[Fault]:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        sentence = f"{what} holds half of a surrogate pair."
        yield _fault("json.character", sentence, "Write both halves of the character.", place)
        return
    if "\0" in text:
        sentence = f"{what} holds the character U+0000."
        yield _fault("json.character", sentence, "Remove the character.", place)
    if size > limits.string:
        sentence = f"{what} is longer than {limits.string:,} bytes."
        yield _fault("json.string", sentence, "Shorten it.", place)


def _number_fault(number: float, place: _Place) -> Fault:
    if isnan(number):
        sentence = "NaN and Infinity are no JSON numbers."
        remedy = "Give a finite number or leave the member out."
    else:
        sentence = "A number lies beyond 2^53-1, where numbers are no longer exact."
        remedy = "Write it as a string, or choose a larger unit."
    return _fault("json.number", sentence, remedy, place)


def _repeated(place: _Place) -> Fault:
    sentence = "An object has more than one member of the same name."
    return _fault("json.duplicate", sentence, "Keep one of them.", place)


def _fault(code: str, sentence: str, remedy: str, place: _Place = None) -> Fault:
    path: list[str] = []
    while place is not None:
        place, part = place
        path.append(str(part))
    path.reverse()
    # A pointer made of submitted names may be as long as the body; then an outer place is named.
    while sum(map(len, path)) + len(path) > MAX_POINTER:
        path.pop()
    return Fault(code, sentence, pointer_of(tuple(path)), remedy)


def _at(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"at line {line}, column {offset - text.rfind(chr(10), 0, offset)}"


# How the decoder's messages begin -> what is wrong and what to do.
_SYNTAX = {
    "Expecting value": ("A value is missing or is none that JSON knows", "Write a JSON value."),
    "Expecting property name": (
        "A member name in double quotes is missing",
        "Write names in double quotes, and no comma after the last member.",
    ),
    "Expecting ':'": ("A colon is missing behind a member name", "Write a colon."),
    "Expecting ','": (
        "A comma or a closing bracket is missing",
        "Write a comma between two values, or close the bracket.",
    ),
    "Illegal trailing comma": ("A comma stands behind the last value", "Remove the comma."),
    "Extra data": ("Something stands behind the JSON value", "Send exactly one JSON value."),
    "Unterminated string": ("A string is not closed", "Close it with a double quote."),
    "Invalid control character": (
        "A string holds a bare control character",
        "Write it as an escape.",
    ),
    "Invalid \\": (
        "A string holds an escape that JSON does not know",
        "Write a backslash itself as two.",
    ),
}


def _syntax(error: JSONDecodeError) -> Fault:
    sentence, remedy = next(
        (words for start, words in _SYNTAX.items() if error.msg.startswith(start)),
        ("The text is no JSON", "Correct it."),
    )
    if error.pos >= len(error.doc.rstrip()):
        sentence, remedy = "The JSON text ends before it is complete", "Send all of it."
    where = f"at line {error.lineno}, column {error.colno}"
    return _fault("json.syntax", f"{sentence} {where}.", remedy)
