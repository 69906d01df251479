"""Opens a workbook: which sheet, where the table begins and ends, and its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import BinaryIO

from domain.pointers import pointer_of
from passports.intake.reading.footers import footer_note, footer_of
from passports.intake.reading.form import XLSX, Form
from passports.intake.reading.glance import count
from passports.intake.reading.layout import layout_of
from passports.intake.reading.limits import SAMPLE_ROWS
from passports.intake.reading.places import FILE, bad_file, bad_form, place_of
from passports.intake.reading.shaping import shaped
from passports.intake.reading.sheet_cells import CellReader
from passports.intake.reading.sheet_rows import Facts, SheetReader, spans_of
from passports.intake.reading.table import Note, Row, Table
from passports.intake.reading.workbook import Workbook

_SMALLEST_TABLE = 2  # rows of as many cells: a header and a product


def open_xlsx(file: BinaryIO, form: Form) -> Table:
    """Return the table of a workbook's sheet: the one that `form` names, or the first with a table.

    Raises what `Archive`, `Workbook`, `SheetReader` and `layout_of` raise, and Invalid
    (`form.sheet`).
    """
    workbook = Workbook(file)
    reader = _chosen(workbook, form)
    facts = reader.facts()
    rows = reader.rows(facts.merged)
    sample = list(islice(rows, SAMPLE_ROWS))
    said = replace(form, format=XLSX, sheet=reader.sheet.name)
    spans = spans_of(facts.merged, sample[-1][0]) if sample else {}
    layout = layout_of(sample, said, spans)
    width, first = len(layout.columns), layout.form.first
    footer = footer_of(facts.last, width) if form.footer is None else form.footer
    notes = (
        *_notes_on_workbook(workbook),
        *_notes_on_sheets(workbook, reader),
        *_notes_on_hidden(facts, form),
        *layout.notes,
        *_notes_on_rows(facts, first, footer),
    )
    shaped_rows = shaped(chain(sample, rows), width, first, footer)
    return Table(layout.columns, shaped_rows, notes, replace(layout.form, footer=footer))


def _chosen(workbook: Workbook, form: Form) -> SheetReader:
    """Return the reader of the sheet that is read."""
    cells = CellReader(workbook)
    filled: list[SheetReader] = []
    for sheet in workbook.sheets:
        reader = SheetReader(workbook, cells, sheet, hidden=form.hidden)
        if form.sheet:
            if sheet.name == form.sheet:
                return reader
        elif sheet.visible:
            sample = list(islice(reader.rows(), SAMPLE_ROWS))
            if _is_table(sample):
                return reader
            if sample:
                filled.append(reader)
    if form.sheet:
        sentence = "The workbook has no sheet of this name."
        raise bad_form("sheet", sentence, "Name a sheet of this workbook.")
    if not filled:
        remedy = "Fill in a sheet that is not hidden, one product per row below the header."
        raise bad_file("file.no_rows", "No visible sheet of the workbook has filled cells.", remedy)
    return filled[0]


def _is_table(sample: Sequence[Row]) -> bool:
    wide = sum(count(cells) >= _SMALLEST_TABLE for _, cells in sample)
    return wide >= _SMALLEST_TABLE


def _notes_on_workbook(workbook: Workbook) -> Iterator[Note]:
    names = workbook.archive.names()
    if any(name.endswith("vbaProject.bin") for name in names):
        yield Note("workbook.macros", "The macros of the workbook are not looked at.", FILE)
    if any(name.startswith("xl/externalLinks/") for name in names):
        sentence = "Cells that refer to other workbooks are read as they were last saved."
        yield Note("workbook.links", sentence, FILE)


def _notes_on_sheets(workbook: Workbook, reader: SheetReader) -> Iterator[Note]:
    for sheet in workbook.sheets:
        place = pointer_of(("sheets", sheet.name))
        if sheet == reader.sheet:
            continue
        if sheet.visible:
            sentence = "Another sheet is read. Name this one in the form to read it instead."
            yield Note("sheet.left_out", sentence, place)
        else:
            sentence = "The sheet is hidden and left out. Show it, or name it in the form."
            yield Note("sheet.hidden_left_out", sentence, place)


def _notes_on_hidden(facts: Facts, form: Form) -> Iterator[Note]:
    if form.hidden:
        return
    if facts.hidden_rows:
        sentence = f"Hidden or filtered rows are left out: {facts.hidden_rows:,}. Show them to have"
        yield Note("rows.hidden_left_out", f"{sentence} them read.", FILE)
    if facts.hidden_columns:
        sentence = f"Hidden columns are left out: {facts.hidden_columns:,}. Show them to have"
        yield Note("columns.hidden_left_out", f"{sentence} them read.", FILE)


def _notes_on_rows(facts: Facts, first: int, footer: int) -> Iterator[Note]:
    if any(area.top >= first for area in facts.merged):
        sentence = "Merged cells are read in every row that they cover, in their first column."
        yield Note("cells.merged", sentence, FILE)
    if footer:
        known = len(facts.last) >= footer
        yield footer_note(place_of(facts.last[-footer][0]) if known else FILE)
