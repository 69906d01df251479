"""Reads the cells of one column, and keeps the readings of its texts: columns repeat values."""

from collections.abc import Callable, Mapping

from domain.cells.cell import Cell, text_of
from domain.cells.kind import Kind
from domain.cells.reading import EMPTY, Change, Reading, repaired, right
from domain.faults import Fault, Json

SAID = Change("repair.value", "What this cell means was said for the column.")

MOST_KEPT = 4096
LONGEST_KEPT = 200


class Reader:
    """What the cells of a column mean: built once per column, then called with each cell.

    `kind` reads what is neither empty nor said in `words` (text in small letters -> value, None
    for nothing). The reading of a text is kept and handed out again for an equal one.
    """

    __slots__ = ("_kind", "_texts", "_words")

    def __init__(self, kind: Kind, words: Mapping[str, Json]) -> None:
        self._kind = kind
        self._words = words
        self._texts = _Memo(self._text)

    def __call__(self, cell: Cell) -> Reading:
        if type(cell) is str:
            return self._texts[cell]
        if self._words and not isinstance(cell, Fault):
            said = self._said(text_of(cell))
            if said is not None:
                return said
        return self._kind.other(cell)

    def _text(self, cell: str) -> Reading:
        text = cell.strip()
        if not text:
            return EMPTY
        said = self._said(text) if self._words else None
        return self._kind.text(text) if said is None else said

    def _said(self, text: str) -> Reading | None:
        word = text.casefold()
        if word not in self._words:
            return None
        value = self._words[word]
        if value is None:
            return EMPTY
        return right(value) if value == text else repaired(text, value, (SAID,))


class _Memo(dict[str, Reading]):
    """Readings by text, bounded: it forgets all once it is full, and long texts at once."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], Reading]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Reading:
        reading = self._read(text)
        if len(text) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[text] = reading
        return reading
