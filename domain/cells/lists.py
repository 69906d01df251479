"""Lists, of which a cell holds all entries."""

import json
import re
from collections.abc import Iterable

from domain.cells import marks
from domain.cells.cell import Cell, text_of, written
from domain.cells.kind import Kind
from domain.cells.reading import EMPTY, Change, Changes, Reading, asked, repaired, right
from domain.faults import Fault, Json

GAPS = Change("repair.list", "Empty entries of the list were left out.")
TWICE = Change("repair.list", "Repeated entries of the list were left out.")
NOTATION = Change("repair.list", "Brackets, quotes or bullets around entries were taken away.")

_BREAKS = re.compile(r"[\r\n]+")
_BULLET = re.compile(r"(?:[-*\u2022\u00b7\u2023\u2013]|[0-9]{1,3}[.)]) +")
_WIDE = str.maketrans("\uff1b\uff0c\u3001\uff5c", ";,,|")  # as Chinese and Japanese write them
# Between entries that are codes or names; all but the comma may also stand within one.
_COMMA = re.compile(",")
_WITHIN = tuple(map(re.compile, ("/", r"[&+]| and | und | et | y | и |和|و ", r"\s+")))


class Lists:
    """Reads the cells of a column of lists, entry by entry.

    Where no separator is said, entries are parted by line breaks, else by `;`, else by `|`, else by
    commas. Commas may belong to an entry, unless entries are `codes`: then other signs part them
    too. Where entries are to be `unique`, repeated ones are left out.
    """

    def __init__(self, entry: Kind, separator: str, *, codes: bool, unique: bool) -> None:
        self._entry = entry
        self._separator = separator
        self._codes = codes
        self._unique = unique

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        fault = marks.fault_of(text)
        if fault is not None:
            return Reading(fault=fault)
        doubt = marks.nothing(text)
        if doubt is not None and self._entry.text(text).question is not None:
            return doubt
        bracketed = _bracketed(text)
        if bracketed is not None:
            return self._list(text, bracketed, (NOTATION,))
        parts = self._parts(text)
        if len(parts) > 1 or self._separator:
            return self._list(text, parts, ())
        bare = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
        if self._codes:
            return self._list(text, self._codes_in(bare), ())
        return self._with_commas(text)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means: a list of one entry."""
        if isinstance(cell, Fault):
            return Reading(fault=cell)
        return self._joined(text_of(cell), [self._entry.other(cell)], ())

    def _parts(self, text: str) -> list[str]:
        if self._separator:
            return text.split(self._separator)
        lines = _BREAKS.split(text)
        if len(lines) > 1:
            return lines
        plain = text.translate(_WIDE)
        return plain.split(";" if ";" in plain else "|")

    def _with_commas(self, text: str) -> Reading:
        whole = self._list(text, [text], ())
        parts = text.translate(_WIDE).split(",")
        apart = self._list(text, parts, ()) if len(parts) > 1 else whole
        if apart.value is None or apart.value == whole.value:
            return whole
        sentence = "The commas may part entries of a list, or belong to one entry."
        return asked("question.separator", sentence, apart.value, whole.value)

    def _codes_in(self, text: str) -> list[str]:
        """Return the entries of a text of codes or names; one that is whole stays whole."""
        if self._is_entry(text):
            return [text]
        return [
            entry
            for part in _COMMA.split(text.translate(_WIDE))
            for entry in self._parted(part.strip())
        ]

    def _parted(self, text: str) -> list[str]:
        for between in _WITHIN:
            parts = [part.strip() for part in between.split(text)]
            if len(parts) > 1 and not self._is_entry(text) and all(map(self._is_entry, parts)):
                return parts
        return [text]

    def _is_entry(self, text: str) -> bool:
        return bool(text) and self._entry.text(text).value is not None

    def _list(self, before: str, entries: Iterable[str], changes: Changes) -> Reading:
        stripped = [entry.strip() for entry in entries]
        bare = [_BULLET.sub("", entry, count=1) for entry in stripped]
        if len(bare) > 1 and bare != stripped and all(map(_BULLET.match, filter(None, stripped))):
            stripped, changes = bare, (*changes, NOTATION)
        filled = [entry for entry in stripped if entry]
        if len(filled) < len(stripped):
            changes = (*changes, GAPS)
        return self._joined(before, [self._entry.text(entry) for entry in filled], changes)

    def _joined(self, before: str, readings: list[Reading], changes: Changes) -> Reading:
        """Return the reading of a list from those of its entries, of which there may be none."""
        faults = [reading.fault for reading in readings if reading.fault]
        if faults:
            return Reading(fault=faults[0])
        questions = [reading.question for reading in readings if reading.question]
        if questions:
            first = questions[0]
            return asked(first.code, first.sentence, *self._proposals(readings))
        made = [
            Change(each.code, each.reason, each.said)
            for reading in readings
            for each in reading.repairs
        ]
        filled: list[Json] = [each.value for each in readings if each.value is not None]
        values = self._once(filled)
        changes = (
            *changes,
            *made,
            *((GAPS,) if len(filled) < len(readings) else ()),
            *((TWICE,) if len(values) < len(filled) else ()),
        )
        if not values:
            return EMPTY
        return repaired(before, values, changes) if changes else right(values)

    def _proposals(self, readings: list[Reading]) -> list[Json]:
        """Return the lists that can be meant: all choices for one open entry, the best for more."""
        asked_of = [reading.question for reading in readings if reading.question]
        rounds = len(asked_of[0].choices) if len(asked_of) == 1 else 1
        if not all(question.choices for question in asked_of):
            return []
        lists: list[Json] = []
        for at in range(rounds):
            values = [
                reading.question.choices[at] if reading.question else reading.value
                for reading in readings
            ]
            lists.append(self._once([value for value in values if value is not None]) or None)
        return lists

    def _once(self, values: list[Json]) -> list[Json]:
        return list({repr(value): value for value in values}.values()) if self._unique else values


def _bracketed(text: str) -> list[str] | None:
    """Return the entries of a list in the notation of JSON or Python, or None."""
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        return [part.strip(" \t'\"") for part in text[1:-1].split(",")]
    if any(isinstance(entry, list | dict) for entry in entries):
        return None
    return [text_of(written(entry)) for entry in entries]
