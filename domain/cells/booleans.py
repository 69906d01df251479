"""Yes and no, as people say them in many languages."""

from collections.abc import Iterable

from domain.cells import marks
from domain.cells.cell import Cell, text_of
from domain.cells.reading import Change, Reading, asked, repaired, right
from domain.cells.word_lists import word_list
from domain.faults import Fault

NEITHER = Fault(
    "cell.boolean",
    "The cell is neither yes nor no.",
    remedy="Write yes or no, or say for the column what the word means.",
)

YES_OR_NO = Change("repair.boolean", "The cell was understood as yes or no.")

# What the registry writes itself, and what JSON and spreadsheet programs do.
_BOTH = (True, False)
_PLAIN = {"yes": True, "true": True, "no": False, "false": False}

_WORDS = word_list("booleans")
_YES, _NO = frozenset(_WORDS["yes"]), frozenset(_WORDS["no"])
# A cross in a box is a yes where nothing else is one.
_CROSSES = frozenset(_WORDS["cross"])


class Booleans:
    """Reads the cells of a column of yes and no; `sample` are texts of the column.

    An x ticks a box, unless the column has other words for yes: then it may cross something out.
    """

    def __init__(self, sample: Iterable[str] = ()) -> None:
        said = {text.casefold() for text in sample}
        self._cross_is_yes = not said & (_YES | {"yes", "true"})

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        word = text.rstrip(".!").casefold()
        plain = _PLAIN.get(word)
        if plain is not None:
            return right(plain)
        is_cross = word in _CROSSES
        if is_cross and not self._cross_is_yes:
            sentence = "An x can tick something or cross it out, and the column has another yes."
            return asked("question.boolean", sentence, *_BOTH)
        if is_cross or word in _YES or word in _NO:
            return repaired(text, word not in _NO, (YES_OR_NO,))
        return marks.nothing_or(text, NEITHER)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        if isinstance(cell, bool):
            return right(cell)
        if isinstance(cell, int | float) and cell in {0, 1}:
            return repaired(text_of(cell), bool(cell), (YES_OR_NO,))
        return marks.unfit(cell)


def yes_or_no(text: str) -> bool | None:
    """Return what a word says, None for a word that says neither."""
    word = text.casefold()
    if word in _PLAIN:
        return _PLAIN[word]
    return word in _YES if word in _YES | _NO else None
