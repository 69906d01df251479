"""A JSON text in a stream: where its rows are, and each of them cut out as text.

Nothing is decoded here but the names around the rows. So a row is read by the same strict reader
as every other JSON, however long the file is.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper

from domain.faults import Malformed
from passports.intake.reading.limits import (
    MAX_JSON_BRACKETS,
    MAX_JSON_DEPTH,
    MAX_JSON_ROW,
    MAX_ROWS,
)
from passports.intake.reading.places import bad_file, bad_form, bad_row, too_many_rows

# The member of an object that holds the rows, where several could; the first that is there.
USUAL_MEMBERS = ("passports", "products", "items", "rows", "data", "records", "results")

_BLOCK = 65_536
_SPACE = re.compile(r"[ \t\r\n]*+")
_WORD = re.compile(r'[^\s,:\[\]{}"]++')
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
# Everything up to a bracket outside strings, and that bracket.
_UP_TO_BRACKET = re.compile(
    r'[^"\[\]{}]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"\[\]{}]*+)*+([\[\]{}])', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where the rows are: in the list, in the one that `member` names, one alone, or without list.

    Then there is one a line or, with `run`, one behind the other over as many lines as each takes.
    """

    lines: bool = False
    run: bool = False
    alone: bool = False
    member: str = ""


def arrangement_of(text: TextIOWrapper, said: str = "") -> Arrangement:
    """Return where the rows of a JSON text are; `said` names the member that holds them.

    The text is at its beginning. Raises Malformed: `json.syntax`, `json.rows` where several members
    could be meant, `row.long`; Invalid (`form.sheet`).
    """
    values = _Values(text)
    if values.peek() == "[":
        return Arrangement()
    lists = list(values.lists())
    if values.peek():
        text.seek(0)
        first = _Values(text).value()
        # On lines of their own, one that is broken leaves the others readable.
        is_run = "\n" in first or "\r" in first
        return Arrangement(lines=not is_run, run=is_run)
    if said:
        if said not in lists:
            sentence = "The file has no list of objects under this name."
            raise bad_form("sheet", sentence, "Name the member that holds the products.")
        return Arrangement(member=said)
    if not lists:
        return Arrangement(alone=True)
    usual = [name for name in USUAL_MEMBERS if name in lists]
    if len(lists) > 1 and not usual:
        sentence = "More than one member of the object is a list of objects."
        raise bad_file("json.rows", sentence, "Name the one with the products in the form.")
    return Arrangement(member=(usual or lists)[0])


def elements(text: TextIOWrapper, arrangement: Arrangement) -> Iterator[tuple[int, str]]:
    """Yield (number of the row from 1, its text); on lines of their own, the line's number.

    The text is read from where it stands. Raises Malformed: `json.syntax` where the list breaks
    off, `row.long`, `file.rows`.
    """
    if arrangement.lines:
        return _lines(text)
    values = _Values(text)
    if arrangement.run:
        return values.run()
    if arrangement.alone:
        return iter([(1, values.value())])
    if not arrangement.member:
        return values.whole_list()
    for name in values.lists():
        if name == arrangement.member:
            break
    return values.items()


def _lines(text: TextIOWrapper) -> Iterator[tuple[int, str]]:
    number = 0
    while line := text.readline(MAX_JSON_ROW):
        number += 1
        if len(line) == MAX_JSON_ROW and not line.endswith(("\r", "\n")):
            raise _too_long(number)
        if number > MAX_ROWS:
            raise too_many_rows()
        if not line.isspace():
            yield number, line


class _Values:
    """Goes through a JSON text value by value."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._buffer = ""
        self._position = 0
        self._row = 0

    def peek(self) -> str:
        """Return the next character that is no space, "" at the end."""
        while True:
            if match := _SPACE.match(self._buffer, self._position):
                self._position = match.end()
            if self._position < len(self._buffer) or not self._more():
                return self._buffer[self._position : self._position + 1]

    def take(self, character: str) -> None:
        """Go behind a character, which has to come next."""
        if self.peek() != character:
            raise self._syntax(f"The character {character} is missing")
        self._position += 1

    def value(self) -> str:
        """Return the text of the next value: with brackets balanced, and not looked at further."""
        kind = self.peek()
        if kind in {"[", "{"}:
            return self._bracketed()
        pattern = _STRING if kind == '"' else _WORD
        match = pattern.match(self._buffer, self._position)
        # A string ends with its quote; a word may go on in the next block, but has to begin.
        while (match is None) if kind == '"' else (match and match.end() == len(self._buffer)):
            if not self._more():
                break
            match = pattern.match(self._buffer, self._position)
        if not match:
            raise self._syntax("A value is missing or not closed")
        self._position = match.end()
        return match[0]

    def _bracketed(self) -> str:
        depth = brackets = 0
        scanned = self._position
        while True:
            match = _UP_TO_BRACKET.match(self._buffer, scanned)
            if match is None:
                scanned -= self._position
                if not self._more():
                    raise self._syntax("A bracket or a string is not closed")
                continue
            depth += 1 if match[1] in "[{" else -1
            brackets += 1
            if depth > MAX_JSON_DEPTH or brackets > MAX_JSON_BRACKETS:
                raise _too_deep(self._row)
            scanned = match.end()
            if not depth:
                start, self._position = self._position, scanned
                return self._buffer[start:scanned]

    def lists(self) -> Iterator[str]:
        """Pass over an object; yield the name of each list of objects in it, at its first item."""
        self.take("{")
        more = self.peek() != "}"
        while more:
            name = self._name()
            if self.peek() == "[":
                self._position += 1
                if self.peek() == "{":
                    yield name
                for _ in self.items():
                    pass
            else:
                self.value()
            more = self._goes_on()
        self.take("}")

    def whole_list(self) -> Iterator[tuple[int, str]]:
        """Yield the items of a list behind which nothing follows."""
        self.take("[")
        yield from self.items()
        if self.peek():
            raise self._syntax("Something stands behind the JSON value")

    def run(self) -> Iterator[tuple[int, str]]:
        """Yield the number from 1 and the text of values between which nothing stands."""
        while self.peek():
            self._row += 1
            if self._row > MAX_ROWS:
                raise too_many_rows()
            yield self._row, self.value()

    def items(self) -> Iterator[tuple[int, str]]:
        """Yield the number from 1 and the text of every item of a list, from behind its bracket."""
        more = self.peek() != "]"
        while more:
            self._row += 1
            if self._row > MAX_ROWS:
                raise too_many_rows()
            yield self._row, self.value()
            more = self._goes_on()
        self.take("]")
        self._row = 0

    def _goes_on(self) -> bool:
        if self.peek() != ",":
            return False
        self._position += 1
        return True

    def _name(self) -> str:
        if self.peek() != '"':
            raise self._syntax("A name in double quotes is missing")
        try:
            name: str = json.loads(self.value(), strict=False)
        except ValueError:
            raise self._syntax("A name holds an escape that JSON does not know") from None
        self.take(":")
        return name

    def _more(self) -> bool:
        """Read on, keeping what stands behind the position, which becomes 0."""
        if len(self._buffer) - self._position > MAX_JSON_ROW:
            raise _too_long(self._row)
        block = self._text.read(_BLOCK)
        self._buffer = self._buffer[self._position :] + block
        self._position = 0
        return bool(block)

    def _syntax(self, sentence: str) -> Malformed:
        where = " in this row or behind it" if self._row else ""
        remedy = "Write the file with a program that writes JSON."
        return _bad(self._row, "json.syntax", f"{sentence}{where}.", remedy)


def _too_deep(row: int) -> Malformed:
    sentence = f"A JSON object is nested deeper than {MAX_JSON_DEPTH} levels, or has too many."
    remedy = "Send one flat object per product."
    return _bad(row, "json.depth", sentence, remedy)


def _bad(row: int, code: str, sentence: str, remedy: str) -> Malformed:
    return bad_row(code, row, sentence, remedy) if row else bad_file(code, sentence, remedy)


def _too_long(row: int) -> Malformed:
    sentence = f"A JSON object is longer than {MAX_JSON_ROW:,} characters."
    return _bad(row, "row.long", sentence, "Send one object per product, in a list.")
