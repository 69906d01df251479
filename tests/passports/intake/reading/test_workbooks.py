import io
import zipfile
from datetime import date, datetime

import pytest

from domain.cells.cell import Percentage
from domain.faults import Invalid, Malformed
from passports.intake.reading import archive, sheet_rows, workbook, xml_parts
from passports.intake.reading.limits import MAX_CELL, MAX_COLUMNS
from tests.faults import only_fault
from tests.passports.intake.tables import read
from tests.passports.intake.workbooks import (
    RELATIONS,
    by_hand,
    listing_says,
    sheet_of,
    texts,
    written,
    zipped,
)

ROWS = [["id", "name", "mass"], ["K1", "Kettle", 900]]
at = datetime.fromisoformat


def first_row(xml, **more):
    """Return the cells of a row of XML below the header id, name, mass, which must be one row."""
    table = read(by_hand(texts(ROWS[0]) + f'<row r="2">{xml}</row>', **more))
    [(number, cells)] = table.rows
    assert number == 2
    return [getattr(cell, "code", cell) for cell in cells]


def refused(content, kind=Malformed, **said):
    with pytest.raises(kind) as refusal:
        read(content, **said)
    fault = only_fault(refusal)
    return fault.code, fault.pointer


@pytest.mark.parametrize(
    "options", [{}, {"constant_memory": True}, {"strings_to_numbers": True}], ids=str
)
def test_a_workbook_is_read_however_a_library_writes_it(options):
    table = read(sheet_of(ROWS, **options))
    assert table.columns == ("id", "name", "mass")
    assert table.rows == [(2, ["K1", "Kettle", 900])]
    assert table.form.sheet == "Products"


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<c r="A2"><v>5</v></c>', 5),
        ('<c r="A2" t="n"><v>-5.25</v></c>', -5.25),
        ('<c r="A2"><v>9506000134352</v></c>', 9506000134352),
        ('<c r="A2"><v>9.506E+12</v></c>', 9506000000000),
        ('<c r="A2"><v>1E-7</v></c>', 1e-7),
        ('<c r="A2"><v>1E+300</v></c>', 1e300),
        ('<c r="A2"><v>1E+400</v></c>', "cell.number"),
        ('<c r="A2"><v>nan</v></c>', "cell.number"),
        ('<c r="A2"><v>five</v></c>', "cell.damaged"),
        ('<c r="A2" t="b"><v>1</v></c>', True),
        ('<c r="A2" t="b"><v>0</v></c>', False),
        ('<c r="A2" t="b"><v>2</v></c>', "cell.damaged"),
        ('<c r="A2" t="e"><v>#N/A</v></c>', "cell.error"),
        ('<c r="A2" t="d"><v>2025-03-01</v></c>', date(2025, 3, 1)),
        ('<c r="A2" t="d"><v>2025-03-01T12:30:00</v></c>', at("2025-03-01T12:30")),
        ('<c r="A2" t="d"><v>soon</v></c>', "cell.damaged"),
        ('<c r="A2" t="s"><v>1</v></c>', "rich text"),
        ('<c r="A2" t="s"><v>7</v></c>', "cell.damaged"),
        ('<c r="A2" t="s"><v>-1</v></c>', "cell.damaged"),
        ('<c r="A2" t="s"><v>x</v></c>', "cell.damaged"),
        ('<c r="A2" t="x"><v>1</v></c>', "cell.damaged"),
        ('<c r="A2" s="x"><v>1</v></c>', "cell.damaged"),
        ('<c r="A2" s="99"><v>1</v></c>', 1),
        ('<c r="A2" t="str"><v>a &lt; b &#38; c</v></c>', "a < b & c"),
        ('<c r="A2" t="str"><v>2"</v></c>', '2"'),
        ('<c r="A2" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
        ('<c r="A2" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c r="A2" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>', "a"),
        ('<c r="A2" t="inlineStr"><is><t><![CDATA[<a>]]></t></is></c>', "<a>"),
        ('<c r="A2" t="inlineStr"><is><t>a_x000D_b_x005F_</t></is></c>', "a\rb_"),
        ('<c r="A2" t="inlineStr"><is><t>a_x0000_</t></is></c>', "cell.nul"),
        ('<c r="A2" t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>', "\U0001f600"),
        ('<c r="A2" t="inlineStr"><is><t>a\r\nb</t></is></c>', "a\nb"),
        (f'<c r="A2" t="inlineStr"><is><t>{"x" * (MAX_CELL + 1)}</t></is></c>', "cell.long"),
        ('<c r="A2"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A2"><f t="shared" si="0"/><v>2</v></c>', 2),
        ('<c r="A2"><f>1+1</f></c>', "cell.formula"),
        ('<c r="A2"><f>1+1</f><v></v></c>', "cell.formula"),
        ('<c r="A2"><f>1+1</f><v/></c>', "cell.formula"),
        ('<c r="A2" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "cell.error"),
        ("<c r='A2' s='0'><v>5</v></c>", 5),
        ('<c  s="0"  r="A2" ><v>5</v></c >', 5),
        ('<c s="0" r="A2"><v>5</v></c>', 5),
        ('<c r="A2"><!-- c --><v>5</v></c>', 5),
        ("<c><v>5</v></c>", 5),
        ('<c r="A2"><v></v></c>', ""),
        ('<c r="A2"/>', ""),
    ],
)
def test_a_cell_is_read_by_its_type(xml, cell):
    strings = "<si><t>plain</t></si><si><r><t>rich</t></r><r><t> text</t></r></si>"
    found = first_row(xml + '<c r="B2" t="s"><v>0</v></c>', strings=strings)
    assert found == [cell, "plain", ""]
    assert type(found[0]) is type(cell)


def test_a_formula_that_asks_to_be_calculated_has_no_value_where_it_is_zero():
    cells = '<c r="A2"><f>1-1</f><v>0</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><v>0</v></c>'
    assert first_row(cells) == [0, 2, 0]
    asks = '<calcPr fullCalcOnLoad="1"/>'
    assert first_row(cells, workbook=asks) == ["cell.formula", 2, 0]


def test_strings_are_looked_up_whatever_they_hold():
    strings = (
        "<si><t>a</t></si> <si><t/></si><si/><si><t>c &amp; d</t></si>"
        f"<si><t>{'x' * (MAX_CELL + 1)}</t></si><si><t>last</t></si>"
    )
    found = []
    for index in range(6):
        cell = f'<c r="A2" t="s"><v>{index}</v></c><c r="B2"><v>1</v></c>'
        found.append(first_row(cell, strings=strings)[0])
    assert found == ["a", "", "", "c & d", "cell.long", "last"]


def test_a_string_that_is_too_long_is_a_fault_among_plain_ones():
    strings = f"<si><t>{'x' * (MAX_CELL + 1)}</t></si><si><t>a</t></si>"
    cells = '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>'
    assert first_row(cells, strings=strings)[:2] == ["cell.long", "a"]


def test_many_strings_come_in_runs():
    rows = [["id", "name"], *([f"K{i}", f"Küche & Bad {i}"] for i in range(20_000))]
    table = read(sheet_of(rows))
    assert [cells for _, cells in table.rows] == rows[1:]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_names_may_have_a_prefix(prefix):
    raw = by_hand(texts(*ROWS), strings="<si><t>a</t></si>", behind="<mergeCells/>")
    archive_ = zipfile.ZipFile(io.BytesIO(raw))
    parts = {name: archive_.read(name).decode() for name in archive_.namelist()}
    for name in ("xl/worksheets/1.xml", "xl/strings.xml"):
        text = parts[name].replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}")
        parts[name] = text.replace(f"<{prefix}?", "<?").replace(
            "xmlns=", f"xmlns:{prefix[:1] or 'y'}="
        )
    table = read(zipped({name: text.encode() for name, text in parts.items()}))
    assert table.rows == [(2, ["K1", "Kettle", 900])]


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


@pytest.mark.parametrize("reference", ["B3", "2A", "", "$A$2", "AAAA2", "a2"])
def test_a_cell_that_does_not_stand_in_its_row_is_refused(reference):
    rows = texts(["id", "name"]) + f'<row r="2"><c r="{reference}"><v>1</v></c></row>'
    assert refused(by_hand(rows)) == ("xlsx.address", "/rows/2")


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


@pytest.mark.parametrize("from_1904", [False, True])
def test_numbers_that_are_formatted_as_dates_are_dates(from_1904):
    def fill(book):
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["day", "moment", "text"])
        sheet.write_datetime(1, 0, date(2025, 3, 1), day)
        sheet.write_datetime(1, 1, at("2025-03-01T23:59:59"), moment)
        sheet.write_string(1, 2, "1899-12-31")

    table = read(written(fill, default_date_format="d/m/yy", date_1904=from_1904))
    assert table.rows[0][1] == [date(2025, 3, 1), at("2025-03-01T23:59:59"), "1899-12-31"]


def test_numbers_that_are_formatted_as_percentages_are_percentages():
    def fill(book):
        percent = book.add_format({"num_format": "0.0%"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "recycled"])
        sheet.write_row(1, 0, ["K1", 0.12], percent)
        sheet.write_row(2, 0, ["K2", 0.12])

    table = read(written(fill))
    assert [cells for _, cells in table.rows] == [["K1", Percentage(12)], ["K2", 0.12]]


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


def test_text_between_cells_is_passed_over():
    assert first_row('odd<c r="A2"><v>1</v></c>odd') == [1, "", ""]


def test_a_sheet_without_rows_may_be_named_and_has_none():
    sheet = b"<worksheet><sheetData/><mergeCells/></worksheet>"
    content = by_hand(texts(*ROWS), names=["A", "B"], more={"xl/worksheets/2.xml": sheet})
    assert read(content).form.sheet == "A"
    assert refused(content, sheet="B") == ("file.no_rows", "/file")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_small_part_that_says_to_be_large_is_refused(part):
    size = archive.MAX_PART_BYTES + 1
    content = listing_says(by_hand(texts(*ROWS)), part, size, packed=size // 2)
    assert refused(content) == ("xlsx.damaged", "/file")


def test_what_stands_behind_the_rows_has_a_largest_size(monkeypatch):
    content = by_hand(texts(*ROWS), behind="<!--" + "x" * 2000 + "-->")
    assert read(content).rows
    monkeypatch.setattr(xml_parts, "MAX_PART_BYTES", 1000)
    monkeypatch.setattr(archive, "_BLOCK", 500)
    assert refused(content) == ("xlsx.xml", "/file")


def test_a_workbook_has_a_largest_number_of_sheets(monkeypatch):
    content = by_hand(texts(*ROWS), names=["A", "B"])
    monkeypatch.setattr(workbook, "MAX_SHEETS", 1)
    assert refused(content) == ("xlsx.sheets", "/file")


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("xl/workbook.xml", "<workbook><sheets>"),
        ("xl/workbook.xml", "no XML"),
        ("xl/worksheets/1.xml", "<worksheet/>"),
        ("xl/worksheets/1.xml", "<worksheet><sheetData><row r='1'>"),
        ("xl/worksheets/1.xml", "<worksheet><sheetData><row r='1'><c r='A1'></row></sheetData>"),
        ("xl/worksheets/1.xml", f"<worksheet><sheetData>{texts(*ROWS)}</sheetData><a></worksheet>"),
        ("xl/worksheets/1.xml", "<worksheet><sheetData>\0</sheetData></worksheet>"),
        ("xl/worksheets/1.xml", "<?xml version='1.0' encoding='cp1252'?><worksheet><sheetData/>"),
        ("xl/strings.xml", "<sst><si><t>a</si></sst>"),
        ("xl/strings.xml", "<sst>"),
    ],
)
def test_xml_that_is_not_well_formed_is_refused(part, text):
    rows = texts(*ROWS) + '<row r="3"><c r="A3" t="s"><v>0</v></c></row>'
    assert refused(by_hand(rows, more={part: text.encode()})) == ("xlsx.xml", "/file")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_sheet_in_another_encoding_is_refused(encoding):
    sheet = f"<worksheet><sheetData>{texts(['id', 'Größe'], ['K1', 'ü'])}</sheetData></worksheet>"
    content = by_hand(more={"xl/worksheets/1.xml": sheet.encode(encoding)})
    assert refused(content) == ("xlsx.xml", "/file")


def test_an_unknown_entity_is_refused():
    rows = texts(["id", "name"]) + '<row r="2"><c r="A2" t="str"><v>&what;</v></c></row>'
    assert refused(by_hand(rows)) == ("xlsx.xml", "/file")


def test_parts_are_found_where_the_relations_say():
    content = by_hand(texts(*ROWS))
    parts = zipfile.ZipFile(io.BytesIO(content))
    moved = {name.replace("xl/", "Office/"): parts.read(name) for name in parts.namelist()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"/xl/workbook", b"Office/workbook")
    assert read(zipped(moved)).rows == [(2, ["K1", "Kettle", 900])]
    strict = moved["_rels/.rels"].replace(RELATIONS.encode(), b"http://purl.oclc.org/ooxml/x")
    assert read(zipped({**moved, "_rels/.rels": strict})).rows


def test_a_sheet_outside_the_file_is_never_fetched():
    links = (
        f'<Relationships><Relationship Id="rId1" Type="{RELATIONS}/worksheet" '
        'Target="http://127.0.0.1/sheet.xml" TargetMode="External"/></Relationships>'
    )
    content = by_hand(texts(*ROWS), more={"xl/_rels/workbook.xml.rels": links.encode()})
    assert refused(content) == ("file.no_rows", "/file")


def test_a_binary_workbook_is_refused_with_its_remedy():
    links = (
        f'<Relationships><Relationship Id="r" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.bin"/></Relationships>'
    )
    assert refused(by_hand(more={"_rels/.rels": links.encode()})) == ("file.format", "/file")


def test_a_listing_that_lies_is_found_out():
    content = by_hand(texts(*ROWS))
    assert refused(listing_says(content, "xl/worksheets/1.xml", 10)) == ("xlsx.damaged", "/file")


def test_two_parts_of_one_name_are_refused():
    content = zipped({"xl/a.xml": b"1", "xl/b.xml": b"2"}).replace(b"xl/b.xml", b"xl/a.xml")
    assert refused(content) == ("xlsx.damaged", "/file")


def test_a_part_that_is_packed_otherwise_is_refused():
    content = zipped({"xl/workbook.xml": b"<workbook/>"}, zipfile.ZIP_LZMA)
    assert refused(content) == ("xlsx.damaged", "/file")


def test_a_small_part_may_be_packed_however_well():
    assert read(by_hand(texts(*ROWS) + " " * (archive.MIN_RATIO_BYTES // 2))).rows


def test_other_archives_are_no_workbooks():
    assert refused(zipped({"a.txt": b"a"})) == ("xlsx.damaged", "/file")
    assert refused(zipped({})) == ("xlsx.damaged", "/file")
