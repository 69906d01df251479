"""Where faults of a file stand: /file, /rows/<n>, /rows/<n>/<column>; and how they are raised."""

from domain.faults import Fault, Invalid, Malformed
from domain.pointers import pointer_of
from passports.intake.reading.limits import MAX_COLUMNS, MAX_ROWS

FILE = "/file"


def place_of(row: int, column: str = "") -> str:
    """Return the pointer of a cell, or with column "" of a whole row."""
    return pointer_of(("rows", str(row), column) if column else ("rows", str(row)))


def bad_file(code: str, sentence: str, remedy: str) -> Malformed:
    """Return the refusal of a file that cannot be read."""
    return Malformed(Fault(code, sentence, FILE, remedy))


def bad_row(code: str, row: int, sentence: str, remedy: str, *, column: str = "") -> Malformed:
    """Return the refusal of a file that cannot be read from a row on."""
    return Malformed(Fault(code, sentence, place_of(row, column), remedy))


def bad_form(member: str, sentence: str, remedy: str) -> Invalid:
    """Return the refusal of a form that does not fit the file."""
    return Invalid(Fault(f"form.{member}", sentence, pointer_of(("form", member)), remedy))


def too_many_rows() -> Malformed:
    """Return the refusal of a table with more rows than are read."""
    sentence = f"There are more than {MAX_ROWS:,} rows."
    return bad_row("file.rows", MAX_ROWS + 1, sentence, "Split the file.")


def too_many_columns(row: int) -> Malformed:
    """Return the refusal of a table with more columns than are read."""
    sentence = f"The row has more than {MAX_COLUMNS:,} columns."
    return bad_row("file.columns", row, sentence, "Keep the columns that describe the product.")
