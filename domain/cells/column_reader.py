"""Reads the cells of one column, and keeps the readings of its texts: columns repeat values."""

from collections.abc import Mapping, Sequence

from domain.cells.cell import Cell, text_of
from domain.cells.kind import Kind, ManyAtOnce
from domain.cells.reading import EMPTY, Change, Reading, repaired, right
from domain.faults import Fault, Json

SAID = Change("repair.value", "What this cell means was said for the column.", said=True)

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
        self._texts = _Texts(kind, words)

    def __call__(self, cell: Cell) -> Reading:
        if type(cell) is str:
            return self._texts[cell]
        if self._words and not isinstance(cell, Fault):
            said = _said(text_of(cell), self._words)
            if said is not None:
                return said
        return self._kind.other(cell)

    def plain(self, cells: Sequence[Cell]) -> Sequence[Json]:
        """Return the values of cells of which nothing is to be told; None for each of the others.

        It costs a fraction of calling the reader for each. A cell that means nothing, or that this
        way does not understand, is among the others.
        """
        if isinstance(self._kind, ManyAtOnce):
            found = self._kind.right([cell if type(cell) is str else "" for cell in cells])
            words = self._words
            return [None if str(v).casefold() in words else v for v in found] if words else found
        texts = self._texts
        readings = [texts[cell] if type(cell) is str else self(cell) for cell in cells]
        return [None if reading.repairs else reading.value for reading in readings]


class _Texts(dict[str, Reading]):
    """Readings by text, bounded: it forgets all once it is full, and long texts at once."""

    __slots__ = ("_kind", "_words")

    def __init__(self, kind: Kind, words: Mapping[str, Json]) -> None:
        super().__init__()
        self._kind = kind
        self._words = words

    def __missing__(self, cell: str) -> Reading:
        text = cell.strip()
        said = _said(text, self._words) if text and self._words else None
        reading = said or (self._kind.text(text) if text else EMPTY)
        if len(cell) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[cell] = reading
        return reading


def _said(text: str, words: Mapping[str, Json]) -> Reading | None:
    word = text.casefold()
    if word not in words:
        return None
    value = words[word]
    if value is None:
        return EMPTY
    return right(value) if value == text else repaired(text, value, (SAID,))
