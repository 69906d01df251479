"""The corrected sheet: every repair made, every open cell as it was and marked, to be sent again.

Its header names fields by their places, so that it needs no mapping, and whatever was not touched
comes back as it is.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from typing import IO, Any

import xlsxwriter

from accounts.actors import Actor
from domain.cells.cell import Cell, written
from domain.faults import Fault, Json
from domain.pointers import path_of
from passports.intake import uploads
from passports.intake.mapping.fields import OWN
from passports.intake.row_reader import RowReader
from passports.intake.rows import ReadRow
from passports.intake.stream import Stream
from passports.intake.told import told
from passports.models import Outcome, Upload

IN_MEMORY = 1 << 20
AT_ONCE = 500
OPTIONS = {
    "constant_memory": True,
    # What a stranger wrote is text, never a formula or a link.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
COMMENT = "comment"


def corrected_sheet(actor: Actor, upload: Upload) -> IO[bytes]:
    """Return a workbook (XLSX) of the rows of an upload, at its beginning.

    The last column tells what is to be done about a row. Columns that mean nothing are left out.
    """
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed on
    with closing(uploads.stream_of(upload, actor)) as stream:
        _write_book(file, stream, upload)
    file.seek(0)
    return file


def _write_book(file: IO[bytes], stream: Stream, upload: Upload) -> None:
    mapping = stream.layout.mapping
    named = [
        (index, header, mapped.to)
        for index, header in enumerate(stream.table.columns)
        if (mapped := mapping.columns.get(header)) and mapped.to
    ]
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet = book.add_worksheet("products")
        bold, open_cell = book.add_format({"bold": True}), book.add_format({"bg_color": "#ffe8a3"})
        for column, (_, _, to) in enumerate(named):
            sheet.write_string(0, column, to.removeprefix("/"), bold)
        sheet.write_string(0, len(named), COMMENT, bold)
        for line, (row, cells, remarks) in enumerate(_rows(stream, upload), start=1):
            is_open = {header for header, _ in remarks}
            for column, (index, header, to) in enumerate(named):
                marked = header in is_open
                value = cells[index] if marked and index < len(cells) else _value(row, to)
                _write(sheet, (line, column), value, open_cell if marked else None)
            texts = [f"{header}: {text}" if header else text for header, text in remarks]
            sheet.write_string(line, len(named), " ".join(texts))


def _rows(
    stream: Stream, upload: Upload
) -> Iterator[tuple[ReadRow, list[Cell], list[tuple[str, str]]]]:
    """Yield the rows to be kept, their cells, and what is open about them: (column, what to do)."""
    reader = RowReader(stream.layout)
    said = upload.rows.order_by("number").iterator(chunk_size=AT_ONCE)
    for number, cells in stream.cells():
        planned = next(said, None)
        if planned is None or planned.number != number:
            return
        if planned.outcome == Outcome.LEFT_OUT:
            continue
        tale: dict[str, Any] = told(bytes(planned.told))
        remarks = [(q["column"], q["sentence"]) for q in tale.get("questions", ())]
        remarks += [
            ("/".join(path_of(fault["pointer"])[2:]), f"{fault['sentence']} {fault['remedy']}")
            for fault in tale.get("faults", ())
        ]
        (row,) = reader.read([(number, cells)])
        yield row, cells, remarks


def _value(row: ReadRow, to: str) -> Json:
    if to in OWN:
        return str(getattr(row, to))
    value: Json = dict(row.data)
    for name in path_of(to):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _write(sheet: Any, place: tuple[int, int], value: Cell | Json, marked: Any) -> None:
    if isinstance(value, list):
        value = written(value)
    if value is None or value == "" or isinstance(value, Fault):
        if marked:
            sheet.write_blank(*place, None, marked)
    elif isinstance(value, bool):
        sheet.write_string(*place, "yes" if value else "no", marked)
    elif isinstance(value, int | float):
        sheet.write_number(*place, value, marked)
    else:
        sheet.write_string(*place, str(value), marked)
