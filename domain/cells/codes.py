"""Texts of a given form: one of a list, or matching a pattern."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from domain.cells import marks
from domain.cells.booleans import yes_or_no
from domain.cells.cell import Cell, text_of
from domain.cells.folding import folded
from domain.cells.numerals import plain
from domain.cells.reading import Change, Reading, asked, repaired, right
from domain.cells.texts import Lines
from domain.faults import Fault, Json

LABEL = Change("repair.code", "The label was replaced by the code that it stands for.")
FORM = Change("repair.code", "The text was brought into the form that the field has.")

_CLOSE = 75
_MOST_CHOICES = 5
_MOST_NAMED = 12


class Listed:
    """Reads the cells of a column whose field has a list of values.

    `labels` are the names of the values, in any language: label -> value.
    """

    def __init__(self, values: Sequence[Json], labels: Mapping[str, Json]) -> None:
        self._values = frozenset(value for value in values if isinstance(value, str))
        self._by_word: dict[str, list[str]] = {}
        for word, value in [*((each, each) for each in values), *labels.items()]:
            if isinstance(value, str) and value in self._values:
                meant = self._by_word.setdefault(_compact(str(word)), [])
                if value not in meant:
                    meant.append(value)
        named = [value for value in values if isinstance(value, str)][:_MOST_NAMED]
        more = ", ..." if len(self._values) > _MOST_NAMED else ""
        self._fault = Fault(
            "cell.code",
            "The cell is none of the values that the field can have.",
            remedy=f"Write one of: {', '.join(named)}{more}",
        )

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        if text in self._values:
            return right(text)
        word = _compact(text)
        found = self._by_word.get(word, []) or self._yes_or_no(text)
        if len(found) == 1:
            return repaired(text, found[0], (LABEL,))
        if found:
            sentence = "Several values of the field have this name."
            return asked("question.code", sentence, *found)
        reading = marks.nothing_or(text, self._fault)
        close = self._close(word) if reading.fault is self._fault else []
        if not close:
            return reading
        sentence = "The field has no such value; it has a similar one."
        return asked("question.code", sentence, *close)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        if isinstance(cell, bool):
            return self.text("yes" if cell else "no")
        return self.text(text_of(cell)) if isinstance(cell, int | float) else marks.unfit(cell)

    def _yes_or_no(self, text: str) -> list[str]:
        said = yes_or_no(text)
        word = {True: "yes", False: "no"}.get(said) if said is not None else None
        return [word] if word in self._values else []

    def _close(self, word: str) -> list[str]:
        found = process.extract(
            word, self._by_word.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=_MOST_CHOICES
        )
        return [value for close, _, _ in found for value in self._by_word[close]]


class Patterned:
    """Reads the cells of a column whose field has a pattern: "8517.13.00" is "85171300".

    What can be brought into the pattern by its case, its spaces and its signs between is; what
    lacks zeros in front is asked about; the rest is left for validation to refuse.
    """

    def __init__(self, pattern: str) -> None:
        self._matches = re.compile(pattern).search
        self._lines = Lines(multiline=False)

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        if self._matches(text):
            return right(text)
        doubt = marks.nothing(text)
        if doubt is not None:
            return doubt
        cleaned = self._lines.text(text)
        if not isinstance(cleaned.value, str):
            return cleaned
        for form in _forms(cleaned.value):
            if self._matches(form):
                changes = [Change(each.code, each.reason) for each in cleaned.repairs]
                made = (FORM,) if form != cleaned.value else ()
                return repaired(text, form, (*changes, *made))
        return self._with_zeros(cleaned.value) or cleaned

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return self.text(text_of(cell))
        return self._lines.other(cell)

    def _with_zeros(self, text: str) -> Reading | None:
        digits = text.removesuffix(".0")
        if not digits.isascii() or not digits.isdigit():
            return None
        for zeros in range(1, 4):
            padded = "0" * zeros + digits
            if self._matches(padded):
                sentence = "The number is too short: it may have lost zeros in front."
                return asked("question.zeros", sentence, padded)
        return None


def _compact(text: str) -> str:
    """Return a word as it is compared: "60 W" and "60w" are one."""
    return folded(text).replace(" ", "") or text


_BETWEEN = re.compile(r"[\s._/'-]+")


def _forms(text: str) -> Iterator[str]:
    """Yield spellings of a code, those that change least first; words without digits have one."""
    yield text
    if not any(map(str.isdigit, text)):
        return
    flat = plain(text).removeprefix("'").removesuffix(".0")
    for form in (flat, re.sub(r"\s+", "", flat), _BETWEEN.sub("", flat)):
        yield from (form, form.upper(), form.lower())
