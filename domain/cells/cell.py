"""What one cell of a stranger's table can be once it is read, before it means anything."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from domain.faults import Fault, Json


@dataclass(frozen=True, slots=True)
class Percentage:
    """A number that is a percentage by its format: a program keeps 0.12 and shows 12 %.

    `percent` is 12 then. It is no float, so that nobody takes it for a number without a unit.
    """

    percent: float

    def __str__(self) -> str:
        return f"{self.percent:.15g} %"


# "" is an empty cell; a Fault is a cell that could not be read, its place is added by the caller.
Cell: TypeAlias = str | int | float | bool | date | datetime | Percentage | Fault

# Between the entries of a list when it is written into one cell.
LIST_SEPARATOR = ";"

# Spreadsheet programs calculate with 15 digits; above, a whole number is shown with an exponent.
_WHOLE = 1e15


def text_of(cell: Cell) -> str:
    """Return a cell as the person who uploaded it sees it; "" for one that could not be read."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Fault):
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def written(value: Json) -> Cell:
    """Return the cell that stands for a value of a field: read by `CANONICAL`, it is that value.

    None is an empty cell, a list has `;` between its entries. An object has no cell of its own and
    raises TypeError: its members do.
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return LIST_SEPARATOR.join(text_of(written(entry)) for entry in value)
    if isinstance(value, dict):
        raise TypeError("An object is written member by member.")
    return value
