"""What the cells of a workbook are read as."""

from datetime import date, datetime

import pytest

from domain.cells.cell import Percentage
from passports.intake.reading.limits import MAX_CELL
from tests.passports.intake.tables import read, refused
from tests.passports.intake.workbooks import by_hand, sheet_of, texts, written

HEADER = ["id", "name", "mass"]
at = datetime.fromisoformat


def first_row(xml, **more):
    """Return the cells of a row of XML below the header id, name, mass, which must be one row."""
    table = read(by_hand(texts(HEADER) + f'<row r="2">{xml}</row>', **more))
    [(number, cells)] = table.rows
    assert number == 2
    return [getattr(cell, "code", cell) for cell in cells]


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


@pytest.mark.parametrize("reference", ["B3", "2A", "", "$A$2", "AAAA2", "a2"])
def test_a_cell_that_does_not_stand_in_its_row_is_refused(reference):
    rows = texts(["id", "name"]) + f'<row r="2"><c r="{reference}"><v>1</v></c></row>'
    assert refused(by_hand(rows)) == ("xlsx.address", "/rows/2")


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


def test_text_between_cells_is_passed_over():
    assert first_row('odd<c r="A2"><v>1</v></c>odd') == [1, "", ""]
