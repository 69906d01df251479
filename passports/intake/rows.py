"""A row of a stranger's table as a product."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.cells.cell import Cell
from domain.cells.reading import Question, Repair
from domain.faults import Fault
from domain.pointers import pointer_of


# Not frozen: setting up a frozen one of so many members takes as long as reading its cells.
@dataclass(slots=True)
class ReadRow:
    """A row as it was understood.

    What it does not say is "", but for the sector of a row without parent. `data` holds the values
    of all cells that mean something, as a patch. `key` tells its product apart from others of the
    file. Repairs and questions stand with their columns, faults at /rows/<row>/<column>.
    `columns` maps pointers to the columns that fill them in the row's sector.
    """

    number: int
    cells: Sequence[Cell] = field(repr=False, compare=False)
    identifier: str = ""
    sector: str = ""
    parent: str = ""
    activity: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    key: bytes = b""
    columns: Mapping[str, str] = field(default_factory=dict, repr=False)
    repairs: tuple[tuple[str, Repair], ...] = ()
    questions: tuple[tuple[str, Question], ...] = ()
    faults: tuple[Fault, ...] = ()
    left_out: bool = False

    @property
    def is_repaired(self) -> bool:
        """Whether a cell was changed otherwise than by what the mapping says of its column."""
        return any(not repair.said for _, repair in self.repairs)

    def place(self, *column: str) -> str:
        """Return the pointer of one of the row's cells, or of the row."""
        return pointer_of(("rows", str(self.number), *column))

    def column_of(self, path: Sequence[str]) -> str:
        """Return the column from which a place in the data was read, or the place as its name.

        A place may lie above or below what a column filled.
        """
        pointer = pointer_of(tuple(path))
        if pointer in self.columns:
            return self.columns[pointer]
        near = (
            column
            for filled, column in self.columns.items()
            if pointer.startswith(f"{filled}/") or (path and filled.startswith(f"{pointer}/"))
        )
        return next(near, "/".join(path))
