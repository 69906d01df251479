"""Another reader of workbooks sees the same cells, and so does the slower way through a parser."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from domain.faults import Fault
from passports.intake.reading import Form, open_table
from tests.passports.intake.workbooks import zipped

SHEET = "xl/worksheets/sheet1.xml"

at = datetime.fromisoformat
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
DATES = st.datetimes(at("1905-01-01"), at("2200-01-01")).map(
    lambda moment: moment.replace(microsecond=0)
)
CELLS = (
    TEXT
    | st.sampled_from(["#REF!", "_x000D_", "_x0041_", " a ", "a\r\nb", "=1+1", "&lt;", "<a>"])
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.booleans()
    | DATES
    | DATES.map(datetime.date)
    | st.none()
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=6), max_size=8)


def workbook(rows: list[list[Any]], **options: Any) -> bytes:
    file = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(file, {**plain, **options}) as book:
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b", "c", "d", "e", "f"])
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, moment)
                elif value is not None and value != "":
                    sheet.write(number, column, value)
    return file.getvalue()


def ours(content: bytes) -> list[list[Any]]:
    form = Form(header=(1,), units=0, footer=0)
    cells: dict[int, list[Any]] = dict(open_table(io.BytesIO(content), form=form).rows)
    return [cells.get(number, [""] * 6) for number in range(2, max(cells, default=1) + 1)]


def theirs(content: bytes) -> list[list[Any]]:
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    rows = [[_as_we_say(cell) for cell in row] for row in sheet.to_python()[1:]]
    while rows and not any(str(cell).strip() for cell in rows[-1]):
        rows.pop()
    return [row if any(str(cell).strip() for cell in row) else [""] * 6 for row in rows]


def _as_we_say(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date()
    assert not isinstance(cell, timedelta)
    return cell


@given(rows=ROWS, in_strings=st.booleans(), from_1904=st.booleans())
@example(rows=[["a", None, None, "b"]], in_strings=False, from_1904=True)
def test_another_reader_sees_the_same_cells(rows, in_strings, from_1904):
    content = workbook(rows, constant_memory=not in_strings, date_1904=from_1904)
    seen = ours(content)
    assert not any(isinstance(cell, Fault) for row in seen for cell in row)
    assert seen == theirs(content)


@given(rows=ROWS, in_strings=st.booleans())
def test_a_sheet_is_read_alike_whether_or_not_it_is_written_in_the_usual_way(rows, in_strings):
    content = workbook(rows, constant_memory=not in_strings)
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist()}
    parts[SHEET] = parts[SHEET].replace(b"</row>", b"<!-- unusual --></row>")
    assert ours(zipped(parts)) == ours(content)
