"""Opens CSV: which separator, where the table begins and ends, and its rows."""

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from itertools import chain, islice
from typing import BinaryIO

from domain.faults import Malformed
from passports.intake.reading.footers import footer_note, footer_of
from passports.intake.reading.form import CSV, Form
from passports.intake.reading.layout import layout_of
from passports.intake.reading.limits import SAMPLE_BYTES, SAMPLE_ROWS
from passports.intake.reading.places import FILE
from passports.intake.reading.separated import records, separator_of
from passports.intake.reading.shaping import shaped
from passports.intake.reading.table import Row, Table
from passports.intake.reading.text import Encoding, decoded, last_text


def open_csv(file: BinaryIO, encoding: Encoding, form: Form) -> Table:
    """Return the table of a text with separators.

    Raises what `layout_of` and `records` raise.
    """
    with decoded(file, encoding) as text:
        separator, hidden_lines = separator_of(text, form.separator)
    last = _last_rows(file, encoding, separator) if form.footer is None else []
    rows = _rows(file, encoding, separator, hidden_lines)
    sample = list(islice(rows, SAMPLE_ROWS))
    said = replace(form, format=CSV, encoding=encoding.name, separator=separator)
    layout = layout_of(sample, said, {})
    width, first = len(layout.columns), layout.form.first
    footer = footer_of(last, width) if form.footer is None else form.footer
    notes = (*encoding.notes, *layout.notes)
    if footer:
        notes = (*notes, footer_note(FILE))
    rows = shaped(chain(sample, rows), width, first, footer)
    return Table(layout.columns, rows, notes, replace(layout.form, footer=footer))


def _rows(file: BinaryIO, encoding: Encoding, separator: str, hidden_lines: int) -> Iterator[Row]:
    with decoded(file, encoding) as text:
        yield from records(text, separator, encoding, hidden_lines)


def _last_rows(file: BinaryIO, encoding: Encoding, separator: str) -> list[Row]:
    """Return the last filled rows; their numbers count from anywhere. [] if they cannot be told."""
    text = last_text(file, encoding, SAMPLE_BYTES)
    try:
        return list(records(StringIO(text, newline=""), separator, encoding))
    except Malformed:
        # The text may begin within a cell. Where it is truly faulty, reading it says so.
        return []
