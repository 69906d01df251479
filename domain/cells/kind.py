"""What reads the cells of one kind of field."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from domain.cells.cell import Cell
from domain.cells.reading import Reading
from domain.faults import Json


class Kind(Protocol):
    """Reads cells: texts without the space around them, and cells of other types."""

    def text(self, text: str) -> Reading:
        """Return what a text that is not empty means."""

    def other(self, cell: Cell) -> Reading:
        """Return what a number, a date, a truth value or a fault means."""


@runtime_checkable
class ManyAtOnce(Protocol):
    """A kind whose cells seldom repeat: it looks through many texts at less cost than at each."""

    def right(self, texts: Sequence[str]) -> Sequence[Json]:
        """Return the value of each text that is right as it stands, None for every other."""
