import pytest

from domain.faults import Fault, Invalid
from domain.pointers import path_of
from domain.sector_schema import walk
from passports import sheets
from passports.sheets import read
from tests.passports.conftest import kettle, leaf

WALKS = {"kettle": walk(kettle()), "lamp": walk({**kettle(light=leaf("Light", "number"))})}


def walk_of(sector):
    if sector not in WALKS:
        raise Invalid(Fault("sector.unknown", "There is no such sector.", "/sector", "Choose."))
    return WALKS[sector]


def table(*lines, sector="kettle"):
    return read("\n".join(lines).encode(), sector, walk_of)


def told(sheet):
    """Return (code, row, column) of every fault, in the order in which they were found."""
    return [(f.code, *path_of(f.pointer)[1:]) for f in sheet.faults]


def test_a_row_is_a_product_and_a_column_a_field():
    sheet = table(
        "identifier,parent,activity,name/en,name/de,mass",
        "own:1,own:0,mass-based,Kettle,Kessel,900",
        ",,,Second,,",
    )
    assert sheet.faults == []
    first, second = sheet.rows
    assert (first.number, first.identifier, first.parent) == (2, "own:1", "own:0")
    assert first.activity == "mass-based"
    assert first.data == {"name": {"en": "Kettle", "de": "Kessel"}, "mass": 900}
    assert second.data == {"name": {"en": "Second"}}
    assert (second.number, second.identifier, second.parent) == (3, "", "")


def test_the_sector_of_the_sheet_holds_where_a_row_names_none_and_has_no_parent():
    sheet = table("identifier,sector,parent,mass", "a,,,1", "b,lamp,,1", "c,,a,1", "d,lamp,b,1")
    assert [row.sector for row in sheet.rows] == ["kettle", "lamp", "", "lamp"]


def test_cells_are_trimmed_and_a_byte_order_mark_and_blank_lines_are_passed_over():
    raw = "\ufeffname/en , mass\r\n Kettle ,\t900 \r\n\r\n,\r\nLast,1\r\n".encode()
    sheet = read(raw, "kettle", walk_of)
    assert sheet.faults == []
    assert [(row.number, row.data["mass"]) for row in sheet.rows] == [(2, 900), (5, 1)]


def test_rows_are_numbered_like_in_a_spreadsheet_even_behind_a_line_break_in_a_cell():
    sheet = table("name/en,mass", '"Two\nlines",1', "Next,heavy")
    assert told(sheet) == [("cell.number", "3", "mass")]


def test_every_faulty_cell_is_reported_and_the_rest_is_read():
    sheet = table("name/en,mass,power", "A,heavy,1.5", "B,1,much", "C,1,2")
    assert told(sheet) == [
        ("cell.number", "2", "mass"),
        ("cell.integer", "2", "power"),
        ("cell.integer", "3", "power"),
    ]
    assert [row.data["name"]["en"] for row in sheet.rows] == ["A", "B", "C"]


def test_no_fault_quotes_a_cell():
    sheet = table("mass,canary", "canary,canary")
    for fault in sheet.faults:
        assert "canary" not in fault.sentence + fault.remedy


def test_an_unknown_column_is_a_fault_of_the_header():
    sheet = table("name/en,colour,name", "A,red,B")
    assert told(sheet) == [("column.unknown", "1", "colour"), ("column.unknown", "1", "name")]


def test_a_column_of_another_sector_is_a_fault_where_it_is_filled():
    sheet = table("sector,name/en,light", "lamp,A,5", "kettle,B,5", "kettle,C,")
    assert told(sheet) == [("cell.sector", "3", "light")]
    assert sheet.rows[0].data["light"] == 5


def test_an_unknown_sector_is_a_fault_of_its_cell():
    sheet = table("sector,name/en", "car,A", "kettle,B")
    assert told(sheet) == [("sector.unknown", "2", "sector")]
    with pytest.raises(Invalid):
        table("name/en", "A", sector="car")


def test_a_column_twice_is_a_fault():
    assert ("column.twice", "1", "mass") in told(table("mass,mass", "1,2"))


def test_a_filled_cell_needs_a_column_with_a_name():
    assert told(table("mass,,", "1,,")) == []
    assert told(table("mass,,", "1,2,")) == [("column.nameless", "2")]
    assert told(table("mass", "1,2")) == [("row.length", "2")]
    assert told(table("mass", "1,,,")) == []


@pytest.mark.parametrize("name", ["../secret", "Mass", "a.b", "-a", "a b"])
def test_an_activity_has_a_plain_name(name):
    sheet = table("activity,mass", f"{name},1")
    assert told(sheet) == [("cell.activity", "2", "activity")]
    assert sheet.rows[0].activity == ""


@pytest.mark.parametrize(
    ("raw", "code", "row"),
    [
        (b"", "sheet.header", "1"),
        (b"\n\n", "sheet.header", "1"),
        (b" , \na,b", "sheet.header", "1"),
        (b"mass\n1\n\xff\n", "sheet.encoding", "3"),
        ("mass\n1".encode("utf-16"), "sheet.encoding", "1"),
        (b'mass\n1\n"2\n', "sheet.quotes", "3"),
        (b'name/en\n"a"b\n', "sheet.quotes", "2"),
        (b"name/en\n" + b"x" * 200_000, "sheet.quotes", "2"),
    ],
)
def test_a_file_that_is_no_table_is_one_fault(raw, code, row):
    sheet = read(raw, "kettle", walk_of)
    assert told(sheet) == [(code, row)]
    assert sheet.rows == []
    assert sheet.faults[0].remedy


def test_a_file_has_limits(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    assert told(table("mass", "1", "2")) == []
    assert told(table("mass", "1", "2", "3")) == [("sheet.rows", "4")]
    monkeypatch.setattr(sheets, "MAX_BYTES", 5)
    assert told(table("mass", "1")) == [("sheet.bytes", "0")]


def test_names_of_columns_are_pointers():
    odd = kettle(**{"a/b": leaf("Odd"), "c~d": leaf("Odder")})
    sheet = read(b"a~1b,c~0d\nx,y\n", "kettle", lambda _: walk(odd))
    assert sheet.rows[0].data == {"a/b": "x", "c~d": "y"}
