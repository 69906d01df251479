"""Which sheets, rows and columns of a workbook are read."""

import pytest

from domain.faults import Invalid
from passports.intake.reading import sheet_rows
from passports.intake.reading.limits import MAX_COLUMNS
from tests.passports.intake.tables import read, refused
from tests.passports.intake.workbooks import by_hand, sheet_of, texts, written

ROWS = [["id", "name", "mass"], ["K1", "Kettle", 900]]


@pytest.mark.parametrize(
    "options", [{}, {"constant_memory": True}, {"strings_to_numbers": True}], ids=str
)
def test_a_workbook_is_read_however_a_library_writes_it(options):
    table = read(sheet_of(ROWS, **options))
    assert table.columns == ("id", "name", "mass")
    assert table.rows == [(2, ["K1", "Kettle", 900])]
    assert table.form.sheet == "Products"


def test_rows_without_numbers_follow_each_other():
    rows = texts(*ROWS).replace(' r="1"', "").replace(' r="2"', "")
    rows = rows.replace('r="A2"', 'r="A4"').replace('r="B2"', 'r="B4"').replace('r="C2"', 'r="C4"')
    table = read(by_hand(rows.replace("</row><row>", "</row><row/><row></row><row>")))
    assert table.rows == [(4, ["K1", "Kettle", 900])]


@pytest.mark.parametrize(
    "rows",
    [
        texts(["id", "name"]) + '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="5"><c r="A5"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>',
    ],
)
def test_rows_that_are_not_in_order_are_refused(rows):
    assert refused(by_hand(rows))[0] == "xlsx.address"


def test_columns_have_a_largest_number_unless_they_are_only_formatted():
    last, beyond = "BXX", "BXY"
    rows = texts(["id", "name"]) + '<row r="2"><c r="A2"><v>1</v></c><c r="{}2">{}</c></row>'
    assert MAX_COLUMNS == 2000
    assert refused(by_hand(rows.format(beyond, "<v>1</v>"))) == ("file.columns", "/rows/2")
    assert refused(by_hand(rows.format(beyond, "<f>1</f>"))) == ("file.columns", "/rows/2")
    assert read(by_hand(rows.format(beyond, ""))).columns == ("id", "name")
    assert len(read(by_hand(rows.format(last, "<v>1</v>"))).columns) == MAX_COLUMNS


def test_the_first_visible_sheet_with_a_table_is_read():
    def fill(book):
        book.add_worksheet("Empty")
        book.add_worksheet("Read me").write_column(0, 0, ["Fill in", "the next sheet"])
        book.add_chartsheet("Chart")
        for name in ("Old", "Products", "More"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, [name, "name"])
            sheet.write_row(1, 0, ["K1", "Kettle"])
        book.get_worksheet_by_name("Old").hide()
        book.get_worksheet_by_name("Products").activate()

    content = written(fill)
    table = read(content)
    assert table.columns == ("Products", "name")
    assert [(note.code, note.place) for note in table.notes] == [
        ("sheet.left_out", "/sheets/Empty"),
        ("sheet.left_out", "/sheets/Read me"),
        ("sheet.hidden_left_out", "/sheets/Old"),
        ("sheet.left_out", "/sheets/More"),
    ]
    assert read(content, sheet="More").columns == ("More", "name")
    assert read(content, sheet="Old").columns == ("Old", "name")
    assert refused(content, Invalid, sheet="Chart") == ("form.sheet", "/form/sheet")


def test_a_sheet_of_one_column_is_read_where_no_other_has_more():
    assert read(sheet_of([["id"], ["K1"]])).rows == [(2, ["K1"])]


def test_hidden_rows_and_columns_are_read_if_a_person_says_so():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "cost", "name"])
        for number in range(1, 5):
            sheet.write_row(number, 0, [f"K{number}", 99, "Kettle"])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    content = written(fill)
    table = read(content)
    assert table.columns == ("id", "name")
    assert [number for number, _ in table.rows] == [2, 4, 5]
    assert table.codes == ("rows.hidden_left_out", "columns.hidden_left_out")
    assert ": 1." in table.notes[0].sentence
    whole = read(content, hidden=True)
    assert whole.columns == ("id", "cost", "name")
    assert [number for number, _ in whole.rows] == [2, 3, 4, 5]
    assert whole.codes == ()


def test_merged_cells_below_the_header_give_their_value_to_every_row():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["brand", "id", "a", "b", "note"])
        for number in range(1, 6):
            sheet.write_row(number, 1, [f"K{number}"])
        sheet.merge_range(1, 0, 3, 0, "Example")
        sheet.merge_range(4, 0, 5, 0, "Other")
        sheet.merge_range(3, 2, 3, 3, 7)
        sheet.merge_range(7, 0, 9, 4, "")

    table = read(written(fill))
    assert [cells[0] for _, cells in table.rows] == ["Example"] * 3 + ["Other"] * 2
    assert table.rows[2][1][2:4] == [7, ""]
    assert table.codes == ("cells.merged",)


def test_merged_cells_move_with_the_hidden_columns_before_them():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["x", "y", "brand", "id"])
        sheet.set_column(0, 1, None, None, {"hidden": True})
        sheet.merge_range(1, 2, 2, 2, "Example")
        sheet.write(1, 3, "K1")
        sheet.write(2, 3, "K2")

    assert [cells for _, cells in read(written(fill)).rows] == [
        ["Example", "K1"],
        ["Example", "K2"],
    ]


def test_sheets_are_numbered_to_the_end_of_what_is_read(monkeypatch):
    rows = texts(*ROWS) + '<row r="9"><c r="A9"><v>1</v></c></row>'
    assert read(by_hand(rows)).rows[-1][0] == 9
    monkeypatch.setattr(sheet_rows, "MAX_ROWS", 8)
    assert refused(by_hand(rows))[0] == "file.rows"
    assert read(by_hand(rows.replace("<v>1</v>", ""))).rows[-1][0] == 2


def test_rows_beyond_the_last_of_any_sheet_are_refused_even_if_empty():
    rows = texts(*ROWS) + '<row r="{}"></row>'
    assert read(by_hand(rows.format(1_048_576))).rows
    assert refused(by_hand(rows.format(1_048_577)))[0] == "file.rows"


def test_a_sheet_without_rows_may_be_named_and_has_none():
    sheet = b"<worksheet><sheetData/><mergeCells/></worksheet>"
    content = by_hand(texts(*ROWS), names=["A", "B"], more={"xl/worksheets/2.xml": sheet})
    assert read(content).form.sheet == "A"
    assert refused(content, sheet="B") == ("file.no_rows", "/file")
