"""What reads the cells of one kind of field."""

from typing import Protocol

from domain.cells.cell import Cell
from domain.cells.reading import Reading


class Kind(Protocol):
    """Reads cells: texts without the space around them, and cells of other types."""

    def text(self, text: str) -> Reading:
        """Return what a text that is not empty means."""

    def other(self, cell: Cell) -> Reading:
        """Return what a number, a date, a truth value or a fault means."""
