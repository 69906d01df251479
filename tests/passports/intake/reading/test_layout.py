import pytest

from domain.faults import Invalid
from passports.intake.reading.limits import MAX_COLUMNS, MAX_HEADING
from tests.passports.intake.tables import read, refused
from tests.passports.intake.workbooks import written


def columns(text, **said):
    return read(text, **said).columns


@pytest.mark.parametrize(
    "above",
    [
        "",
        "\n\n",
        "Products of 2025\n",
        "Products of 2025\n\n\n",
        "Supplier:,Example Devices\nDate:,2025-03-01\n\n",
        "Supplier,Example Devices\n\n",
        "Supplier,Example Devices,,,\nContact,help@devices.example,,,\n",
    ],
)
def test_the_header_is_found_below_a_title(above):
    table = read(
        above + "id,name,brand,mass,made\nK1,Kettle,Example,900,DE\nK2,Pan,Example,800,FR\n"
    )
    number = above.count("\n") + 1
    assert table.columns == ("id", "name", "brand", "mass", "made")
    assert table.form.header == (number,)
    assert [row for row, _ in table.rows] == [number + 1, number + 2]
    assert ("header.rows_above" in table.codes) == bool(above.strip())


def test_metadata_above_a_narrow_table_is_told_by_the_blank_row():
    table = read("Supplier,Example Devices\n\nid,name,mass\nK1,Kettle,900\n")
    assert table.columns == ("id", "name", "mass")


@pytest.mark.parametrize(
    "text",
    [
        "id,name\n",
        "id,name\nK1,Kettle\n",
        "id\nK1\nK2\n",
        "id,name,2023,2024\nK1,Kettle,5,6\nK2,Pan,7,8\n",
        "id,name,note,more\nK1,,,\nK2,,,\n",
        "id,name\nK1,Kettle,extra,beside,the,table\n" + "K2,Pan\n" * 20,
    ],
)
def test_the_first_row_of_words_is_the_header(text):
    assert read(text).form.header == (1,)


def test_a_table_without_names_is_refused():
    assert refused("1,2\n3,4\n") == ("header.missing", "/rows/1")


def test_names_are_on_one_line_and_without_outer_spaces():
    assert columns('" id ","Net\n  mass  (kg)"\n1,2\n') == ("id", "Net mass (kg)")


def test_a_name_that_stands_twice_gets_a_number_that_is_free():
    table = read("mass,mass,mass #2,mass,,\n1,2,3,4,5,\n")
    assert table.columns == ("mass", "mass #3", "mass #2", "mass #4", "")
    assert [n.place for n in table.notes] == ["/rows/1/mass #3", "/rows/1/mass #4"]


def test_names_have_a_longest_length():
    assert columns(f"id,{'x' * MAX_HEADING}\nK1,1\n")[1] == "x" * MAX_HEADING
    assert refused(f"id,{'x' * (MAX_HEADING + 1)}\nK1,1\n") == ("header.long", "/rows/1")


def test_columns_have_a_largest_number():
    names = [f"c{i}" for i in range(MAX_COLUMNS + 1)]
    assert len(columns(",".join(names[:-1]))) == MAX_COLUMNS
    assert refused(",".join(names)) == ("file.columns", "/rows/1")


GROUPED = {
    "groups above": "id,name,Carbon,,Mass,\n,,total,use,net,gross\n",
    "groups in a sparse row": ",,Carbon,,Mass,\nid,name,total,use,net,gross\n",
    "groups repeated": "id,name,Carbon,Carbon,Mass,Mass\nid,name,total,use,net,gross\n",
    "a title above the groups": "List\n,,Carbon,,Mass,\nid,name,total,use,net,gross\n",
}
JOINED = ("id", "name", "Carbon / total", "Carbon / use", "Mass / net", "Mass / gross")
NUMBERS = "K1,Kettle,1,2,3,4\nK2,Pan,2,3,4,5\n"


@pytest.mark.parametrize("text", GROUPED.values(), ids=GROUPED)
def test_two_header_rows_are_joined(text):
    table = read(text + NUMBERS)
    assert table.columns == JOINED
    assert "header.joined" in table.codes
    assert table.rows[0][1] == ["K1", "Kettle", "1", "2", "3", "4"]


def test_units_below_two_header_rows_stand_in_brackets_behind_the_names():
    table = read(GROUPED["groups above"] + ",,kg,[kg],g,(g)\n" + NUMBERS)
    assert table.columns[2:] == (
        "Carbon / total (kg)",
        "Carbon / use (kg)",
        "Mass / net (g)",
        "Mass / gross (g)",
    )
    assert table.form.units == 3
    assert table.codes == ("header.joined", "header.units")


def test_a_unit_that_the_name_has_already_is_not_repeated():
    text = "id,Mass (kg),Power,Share\n-,kg,kW h,%\nK1,1,2,3\nK2,1,2,3\n"
    assert columns(text) == ("id", "Mass (kg)", "Power (kW h)", "Share (%)")


def test_a_row_of_sizes_is_no_row_of_units():
    assert len(read("size,colour\nM,g\nL,t\nS,g\n").rows) == 3


def test_a_second_row_of_words_is_a_product_where_nothing_says_otherwise():
    table = read("id,name,colour\nK1,Kettle,red\nK2,Pan,blue\n")
    assert table.form.header == (1,)
    assert len(read("id,name,kind,,\nK1,Kettle,red,big,x\nK2,Pan,blue,small,y\n").rows) == 2


def test_a_line_with_a_colon_is_no_group():
    text = "Supplier:,,Example Devices,,,\nid,name,total,use,net,gross\n"
    assert columns(text + NUMBERS)[2] == "total"


def test_what_a_person_says_of_the_header_holds():
    text = "one,two,three\nid,name,mass\nkg,kg,kg\nK1,Kettle,900\nK2,Pan,800\n"
    table = read(text, header=(2,), units=0, first=4, footer=0)
    assert table.columns == ("id", "name", "mass")
    assert [number for number, _ in table.rows] == [4, 5]
    assert table.codes == ("header.rows_above", "header.rows_below")
    assert columns(text, header=(1, 2), units=0) == ("one / id", "two / name", "three / mass")


@pytest.mark.parametrize("header", [(2,), (9,), (1, 2)])
def test_a_header_that_is_not_there_is_refused(header):
    assert refused("id,name\n\nK1,a\n", Invalid, header=header) == ("form.header", "/form/header")


def test_merged_cells_say_how_far_a_group_reaches():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.merge_range(0, 1, 0, 2, "Carbon")
        sheet.write(0, 4, "Mass")
        sheet.write_row(1, 0, ["id", "total", "use", "colour", "net"])
        sheet.write_row(2, 0, ["K1", "a", "b", "c", "d"])

    assert read(written(fill)).columns == (
        "id",
        "Carbon / total",
        "Carbon / use",
        "colour",
        "Mass / net",
    )


def test_a_title_merged_over_the_whole_table_is_no_group():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "Products")
        sheet.write_row(1, 0, ["id", "name", "mass"])
        sheet.write_row(2, 0, ["K1", "Kettle", 900])

    assert read(written(fill)).columns == ("id", "name", "mass")
