"""What can be wrong with a cell before it means anything. The caller knows where it stands.

What a cell can show as well once it is a text is in `domain.cells.marks`.
"""

from domain.cells.marks import NUL, too_long
from domain.faults import Fault
from passports.intake.reading.limits import MAX_CELL
from passports.intake.reading.text import UNREADABLE

NOT_IN_ENCODING = Fault(
    "cell.encoding",
    "The cell is in another encoding than the rest of the file.",
    remedy="Type the text anew, and save the file as UTF-8.",
)
TOO_LONG = too_long(MAX_CELL)
NOT_CALCULATED = Fault(
    "cell.formula",
    "The cell holds a formula whose value was never calculated.",
    remedy="Open the file in a spreadsheet program and save it there, or write the value.",
)
NO_DATE = Fault(
    "cell.date",
    "The cell is formatted as a date, and its number is none from 1900 to 9999.",
    remedy="Write the date as text such as 1899-12-31, or format the cell as a number.",
)
NOT_FINITE = Fault(
    "cell.number",
    "The cell holds a number that is too large or is none.",
    remedy="Write a number below 10^300, or leave the cell empty.",
)
DAMAGED = Fault(
    "cell.damaged",
    "The cell cannot be read: the workbook is damaged there.",
    remedy="Type the value anew, and save the file.",
)
MISPLACED_QUOTE = Fault(
    "row.quotes",
    "The row cannot be read: a quote is misplaced.",
    remedy="Put cells that hold quotes into quotes, and double the quotes within.",
)
TOO_MANY_CELLS = Fault(
    "row.length",
    "The row has more filled cells than the header has columns.",
    remedy="Name the column, or put cells that hold the separator into quotes.",
)
NO_OBJECT = Fault(
    "row.no_object",
    "The row is no JSON object.",
    remedy="Send a list of objects, one for each product.",
)
TWICE = Fault(
    "json.duplicate",
    "Two members of the object stand for this column.",
    remedy="Keep one of them.",
)
LIST_WITH_SEPARATOR = Fault(
    "cell.list",
    "An entry of the list holds a semicolon, which stands between entries.",
    remedy="Write it with another character.",
)


def checked(cell: str) -> str | Fault:
    """Return the text of a cell, or what makes it unreadable."""
    if UNREADABLE in cell:
        return NOT_IN_ENCODING
    if "\0" in cell:
        return NUL
    if len(cell) * 4 > MAX_CELL and len(cell.encode()) > MAX_CELL:
        return TOO_LONG
    return cell
