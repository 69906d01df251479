import csv
import io

import pytest

from passports.intake.reading import separated
from passports.intake.reading.limits import MAX_CELL
from tests.passports.intake.tables import read, refused


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_separator_is_found(separator):
    lines = ["id,name,mass", "K1,Kettle,900", "K2,Pan,800"]
    table = read("\n".join(lines).replace(",", separator))
    assert table.form.separator == separator
    assert table.rows == [(2, ["K1", "Kettle", "900"]), (3, ["K2", "Pan", "800"])]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("id;mass;share\nK1;1,5;0,2\nK2;2,5;0,3\n", ";"),
        ("id,note\nK1,a; b; c\nK2,d; e\n", ","),
        ('id,note\nK1,"a;b;c"\nK2,"d;e;f"\nK3,"g;h;i"\n', ","),
        ("id;name\nK1;Stahl, rostfrei\nK2;Stahl, lackiert\n", ";"),
        ("Products, all of them\n\nid\tname\nK1\tKettle\nK2\tPan\n", "\t"),
        ("id|name\nK1|Kettle, big\nK2|Pan; small\n", "|"),
        ("id\nK1\nK2\n", ","),
        ("id;name", ";"),
    ],
)
def test_the_separator_that_cuts_most_evenly_is_taken(text, separator):
    assert read(text).form.separator == separator


def test_the_separator_that_a_person_names_is_taken():
    table = read("id;a,b\nK1;1,2\n", separator=",")
    assert table.columns == ("id;a", "b")


@pytest.mark.parametrize("first", ["sep=;\n", "sep=;\r\n", "SEP=;\r", "\ufeffsep=;\n"])
def test_the_line_that_names_the_separator_is_no_row(first):
    table = read(f"{first}id;name,x\nK1;Kettle,1\n")
    assert table.columns == ("id", "name,x")
    assert table.rows == [(2, ["K1", "Kettle,1"])]


def test_a_header_that_only_looks_like_that_line_is_one():
    assert read("sep=;id;name\nK1;a;b\n").columns == ("sep=", "id", "name")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_as_a_spreadsheet_program_does(end):
    lines = ["", "id,name", '"K1","Two', 'lines"', "", ",", " , ", "K2,Pan"]
    table = read(end.join(lines))
    assert table.form.header == (2,)
    assert table.rows == [(3, ["K1", f"Two{end}lines"]), (7, ["K2", "Pan"])]


def test_cells_are_left_as_they_are():
    table = read('id,name\n" K1 ","say ""hi"", twice"\nK2, b"c \n')
    assert table.rows == [(2, [" K1 ", 'say "hi", twice']), (3, ["K2", ' b"c '])]


def test_a_row_with_a_misplaced_quote_is_a_fault_and_the_next_one_is_read():
    table = read('id,name\nK1,"5" kettle\nK2,Pan\nK3,"x" \nK4,"y"\n')
    assert table.faults == [("row.quotes", 2, ""), ("row.quotes", 4, "")]
    assert table.rows[1] == (3, ["K2", "Pan"])
    assert table.rows[3] == (5, ["K4", "y"])
    assert [len(cells) for _, cells in table.rows] == [3, 2, 3, 2]


@pytest.mark.parametrize(
    "text",
    [
        'id,name\nK2,Pan\nK1,"Kettle\nK3,Pot\n',
        'id,name\nK2,Pan\nK1,"Kettle\nK3,"Pot"\nK4,x\n',
        'id,name\nK2,Pan\nK1,"Kettle\n' + "K3,Pot\n" * 30_000,
    ],
)
def test_a_quote_that_is_not_closed_is_refused_where_it_begins(text):
    assert refused(text) == ("row.open_quote", "/rows/3")


def test_a_quote_left_open_in_the_last_row_is_a_fault_of_that_row():
    table = read('id,name\nK2,Pan\nK1,"Kettle')
    assert table.faults == [("row.quotes", 3, "")]


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("character", ["x", "ü", "漢"])
def test_a_cell_is_too_long_by_its_bytes(character, quote):
    most = MAX_CELL // len(character.encode())
    long, longer = character * most, character * (most + 1)
    table = read(f"id,name\nK1,{quote}{long}{quote}\nK2,{quote}{longer}{quote}\nK3,x\n")
    assert table.faults == [("cell.long", 3, "name")]
    assert table.rows[0] == (2, ["K1", long])
    assert table.rows[2] == (4, ["K3", "x"])


def test_a_cell_is_too_long_also_if_it_has_many_lines():
    lines = "ü\n" * 60_000
    assert read(f'id,name\nK1,"{lines}"\n').faults == [("cell.long", 2, "name")]


def test_other_cells_of_a_row_with_a_long_one_are_read():
    long = "x" * (MAX_CELL * 2)
    table = read(f'id,name,a,b\nK1,{long},"a ""b"", c",\n')
    assert table.faults == [("cell.long", 2, "name")]
    assert table.rows[0][1][2:] == ['a "b", c', ""]


def test_a_long_cell_does_not_hide_a_misplaced_quote():
    assert read(f'id,name\nK1,"{"x" * MAX_CELL * 2}"y\nK2,Pan\n').faults == [("row.quotes", 2, "")]


def test_a_row_of_more_filled_cells_than_columns_cannot_be_trusted():
    table = read("id,name\nK1,Kettle\nK2,Stahl, rostfrei\nK3,Pan,,\nK4\n")
    assert table.faults == [("row.length", 3, "")]
    assert table.rows[1][1][:2] == ["K2", "Stahl"]
    assert table.rows[2:] == [(4, ["K3", "Pan"]), (5, ["K4", ""])]


def test_a_column_without_a_name_that_most_rows_fill_is_one():
    table = read("id,name\nK1,Kettle,red\nK2,Pan,blue\nK3,Pot\n")
    assert table.columns == ("id", "name", "")
    assert table.faults == []
    assert table.rows[2] == (4, ["K3", "Pot", ""])


def test_columns_that_are_empty_throughout_are_left_out_at_the_end_only():
    table = read(",id,,name,,\n,K1,,Kettle,,\n")
    assert table.columns == ("", "id", "", "name")


def test_more_rows_than_are_read_are_refused(monkeypatch):
    monkeypatch.setattr(separated, "MAX_ROWS", 4)
    text = "id,name\nK1,a\nK2,b\nK3,c\n"
    assert len(read(text).rows) == 3
    assert refused(text + "K4,d\n")[0] == "file.rows"


def test_the_limit_of_the_csv_module_is_left_alone():
    before = csv.field_size_limit()
    read(f"id,name\nK1,{'x' * MAX_CELL * 2}\n")
    assert csv.field_size_limit() == before
    assert next(csv.reader(io.StringIO("a"))) == ["a"]
