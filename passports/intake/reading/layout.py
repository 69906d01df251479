"""Where a table begins and what its columns are called, decided from a sample of its first rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.cells.cell import Cell
from domain.faults import Fault
from passports.intake.reading.form import Form
from passports.intake.reading.glance import is_filled, letters_of, line_of, trimmed
from passports.intake.reading.header_rows import Rows, Spans, header_rows, units_row
from passports.intake.reading.headings import headings, with_groups
from passports.intake.reading.limits import MAX_COLUMNS
from passports.intake.reading.places import (
    bad_file,
    bad_form,
    bad_row,
    place_of,
    too_many_columns,
)
from passports.intake.reading.table import Note, Row


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table; `form` has its header, units and first row filled in."""

    columns: tuple[str, ...]
    form: Form
    notes: tuple[Note, ...]


def layout_of(sample: Sequence[Row], form: Form, spans: Spans) -> Layout:
    """Return the layout of the table whose first filled rows are `sample`.

    What `form` says holds. Raises Malformed: `file.no_rows`, `file.columns`, `header.missing`,
    `header.long`, `header.cell` for a header that cannot be read; Invalid (`form.header`) where the
    form names rows that are not among the first.
    """
    rows = {number: trimmed(cells) for number, cells in sample}
    if not rows:
        remedy = "Fill in one product per row, below the names of the columns."
        raise bad_file("file.no_rows", "The file has no filled rows.", remedy)
    for number, cells in rows.items():
        if len(cells) > MAX_COLUMNS:
            raise too_many_columns(number)
    header = form.header or header_rows(rows, spans)
    if any(number not in rows for number in header):
        sentence = "The header is said to stand in a row that is blank or not among the first."
        raise bad_form("header", sentence, "Give the rows in which the columns are named.")
    _refuse_faults(rows, header)
    units = units_row(rows, header[-1] + 1) if form.units is None else form.units
    first = form.first or max(header[-1], units) + 1
    said = replace(form, header=header, units=units, first=first)
    columns, notes = _columns(rows, said, spans)
    return Layout(columns, said, (*_notes(rows, said), *notes))


def _columns(rows: Rows, form: Form, spans: Spans) -> tuple[tuple[str, ...], list[Note]]:
    width = _width(rows, form)
    levels = [_texts(rows[number], width) for number in form.header]
    for index, number in enumerate(form.header[:-1]):
        levels[index] = with_groups(levels[index], levels[index + 1], spans.get(number))
    units = _texts(rows.get(form.units or 0, ()), width)
    return headings(levels, units, form.header[0])


def _width(rows: Rows, form: Form) -> int:
    """Return how many columns there are: those with a name, and nameless ones that rows fill.

    One row that is longer than the header is no column: most likely a separator is not in quotes.
    """
    products = [cells for number, cells in rows.items() if number >= form.first]
    width = max(len(rows[number]) for number in form.header)
    longest = max(map(len, products), default=0)
    for index in range(longest - 1, width - 1, -1):
        filled = sum(index < len(cells) and is_filled(cells[index]) for cells in products)
        if filled * 2 > len(products):
            return index + 1
    return width


def _texts(cells: Sequence[Cell], width: int) -> list[str]:
    return [*map(line_of, cells[:width]), *[""] * (width - len(cells))]


def _refuse_faults(rows: Rows, header: tuple[int, ...]) -> None:
    for number in header:
        for index, cell in enumerate(rows[number]):
            if isinstance(cell, Fault):
                column = letters_of(index)
                raise bad_row(cell.code, number, cell.sentence, cell.remedy, column=column)


def _notes(rows: Rows, form: Form) -> list[Note]:
    top, bottom = form.header[0], form.header[-1]
    notes = []
    if next(iter(rows)) < top:
        sentence = "The rows above the header are left out."
        notes.append(Note("header.rows_above", sentence, place_of(top)))
    if len(form.header) > 1:
        sentence = "The rows of the header are joined to one name for each column."
        notes.append(Note("header.joined", sentence, place_of(top)))
    if form.units:
        sentence = "The row below the header is read as the units of its columns."
        notes.append(Note("header.units", sentence, place_of(form.units)))
    if any(bottom < number < form.first and number != form.units for number in rows):
        sentence = "Rows between the header and the first product are left out."
        notes.append(Note("header.rows_below", sentence, place_of(bottom + 1)))
    return notes
