import json

import pytest

from domain.faults import Invalid
from passports.intake.reading import json_text
from passports.intake.reading.limits import MAX_CELL, MAX_COLUMNS, MAX_HEADING, MAX_JSON_ROW
from tests.passports.intake.tables import read, refused

PRODUCTS = [{"id": "K1", "name": "Kettle", "mass": 900}, {"id": "K2", "mass": 800.5, "hot": True}]
COLUMNS = ("id", "name", "mass", "hot")
ROWS = [(1, ["K1", "Kettle", 900, ""]), (2, ["K2", "", 800.5, True])]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "document",
    [
        PRODUCTS,
        {"passports": PRODUCTS},
        {"version": 1, "meta": {"by": [1, 2]}, "list": PRODUCTS, "tags": ["a"], "count": 2},
        {"products": PRODUCTS, "errors": [{"id": "K9"}]},
    ],
)
def test_rows_are_found_in_a_list_or_in_the_list_of_an_object(document, indent):
    table = read(json.dumps(document, indent=indent))
    assert table.columns == COLUMNS
    assert table.rows == ROWS


def test_rows_may_stand_on_lines_of_their_own():
    table = read("\n".join(map(json.dumps, [*PRODUCTS, {}, PRODUCTS[0]])) + "\n\n")
    assert table.form.format == "ndjson"
    assert table.rows == [*ROWS, (4, ROWS[0][1])]


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_rows_without_a_list_may_take_several_lines_each(end):
    objects = [PRODUCTS[0], {"id": "}\n{", "mass": 1}, PRODUCTS[1]]
    text = "\n".join(json.dumps(each, indent=2) for each in objects)
    table = read(text.replace("\n", end or "\n") + end)
    assert table.form.format == "ndjson"
    assert table.columns == COLUMNS
    assert table.rows == [ROWS[0], (2, ["}\n{", "", 1, ""]), (3, ROWS[1][1])]
    assert read(text, format="ndjson").rows == table.rows


def test_where_an_object_over_several_lines_breaks_off_its_row_is_named():
    text = json.dumps(PRODUCTS[0], indent=2)
    assert refused(f"{text}\n{text[:-2]}\n") == ("json.syntax", "/rows/2")
    assert refused(f"{text},\n{text}\n") == ("json.syntax", "/rows/2")
    assert read(f"{text}\n17\n{text}").faults == [("row.no_object", 2, "")]


def test_one_object_is_one_row():
    assert read(json.dumps(PRODUCTS[0])).rows == [(1, ["K1", "Kettle", 900])]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_json_is_read_in_every_encoding(encoding):
    table = read('[{"id": "K1", "name": "Küche"}]'.encode(encoding))
    assert table.rows == [(1, ["K1", "Küche"])]


def test_nested_members_are_columns_named_by_their_path():
    document = [
        {
            "name": {"en": "Kettle", "de": "Kessel"},
            "materials": {"steel": {"mass": 1}},
            "parts": [{"id": "p1"}, {"id": "p2", "n": 2}, 3],
            "a/b": 1,
            "none": None,
            "empty": {},
        }
    ]
    table = read(json.dumps(document))
    assert dict(zip(table.columns, table.rows[0][1], strict=True)) == {
        "name/en": "Kettle",
        "name/de": "Kessel",
        "materials/steel/mass": 1,
        "parts/0/id": "p1",
        "parts/1/id": "p2",
        "parts/1/n": 2,
        "parts/2": 3,
        "a/b": 1,
        "none": "",
    }


def test_a_list_of_plain_values_is_one_cell():
    table = read('[{"tags": ["a", 1, true, 2.5], "none": []}]')
    assert table.rows == [(1, ["a;1;true;2.5", ""])]


def test_a_list_with_an_entry_in_another_encoding_is_a_fault():
    raw = '[{"id": 1, "tags": ["Küchenmöbel"]}, {"id": 2, "tags": ["a", "?"]}]'.encode()
    assert read(raw.replace(b"?", b"\xfc")).faults == [("cell.encoding", 2, "tags")]


def test_a_list_whose_entries_hold_the_separator_is_a_fault():
    assert read('[{"id": 1, "tags": ["a;b"]}]').faults == [("cell.list", 1, "tags")]


def test_two_members_for_one_column_are_a_fault():
    assert read('[{"a/b": 1, "a": {"b": 2}}]').faults == [("json.duplicate", 1, "a/b")]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ('{"id": 1, "name": NaN}', "json.number", "name"),
        ('{"id": 1, "name": 1e400}', "json.number", "name"),
        ('{"id": 1, "name": 9007199254740993}', "json.number", "name"),
        ('{"id": 1, "name": "a", "name": "b"}', "json.duplicate", "name"),
        ('{"id": 1, "name": "\\u0000"}', "json.character", "name"),
        ('{"id": 1, "name": "\\ud800"}', "json.character", "name"),
        (f'{{"id": 1, "name": "{"x" * (MAX_CELL + 1)}"}}', "json.string", "name"),
        ('{"id": 1, "name": True}', "json.syntax", ""),
        ('{"id": 1, "name": 01}', "json.syntax", ""),
        ('{"id": 1, "name" 1}', "json.syntax", ""),
        ('{"id": [}]', "json.syntax", ""),
        ("17", "row.no_object", ""),
        ("null", "row.no_object", ""),
        ('"id"', "row.no_object", ""),
        ("[]", "row.no_object", ""),
    ],
)
@pytest.mark.parametrize(
    "form",
    ['[{{"id": 0, "name": "a"}}, {}, {{"id": 2}}]', '{{"id": 0, "name": "a"}}\n{}\n{{"id": 2}}'],
)
def test_a_row_that_is_not_taken_is_a_fault_and_the_next_one_is_read(form, row, code, column):
    table = read(form.format(row))
    assert table.faults == [(code, 2, column)]
    assert table.rows[0] == (1, [0, "a"])
    assert table.rows[-1] == (3, [2, ""])


def test_a_fault_within_a_list_stands_in_its_cell():
    table = read('[{"id": 1, "tags": ["a", 1e400]}, {"id": 2, "parts": [{"n": NaN}]}]')
    assert table.faults == [("json.number", 1, "tags"), ("json.number", 2, "parts/0/n")]


def test_only_the_cell_in_another_encoding_is_a_fault():
    raw = (
        '[{"id": 1, "name": "Küchenmöbel, größer"},'.encode()
        + '{"id": 2, "name": "Küche"}]'.encode("cp1252")
    )
    table = read(raw)
    assert table.faults == [("cell.encoding", 2, "name")]
    assert table.rows[1][1][0] == 2
    name = '[{"id": 1, "name": "Küchenmöbel"}, {"id": 2, "Küche": 1}]'.encode()
    broken = '[{"id": 1, "name": "Küchenmöbel"}, {"id": 2, "name": "Küche", "x": tru}]'.encode()
    assert read(broken.replace('Küche"'.encode(), b'K\xfcche"')).faults == [
        ("cell.encoding", 2, "")
    ]
    assert read(name.replace('Küche"'.encode(), b'K\xfcche"')).faults == [("cell.encoding", 2, "")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"id": 1}, {"id": 2]', "/rows/2"),
        ('[{"id": 1}, {"id": "2', "/rows/2"),
        ('[{"id": 1} {"id": 2}]', "/rows/1"),
        ('[{"id": 1},]', "/rows/2"),
        ('[{"id": 1}', "/rows/1"),
        ('{"passports": [{"id": 1}], }', "/file"),
        ('{"passports": [{"id": 1}]', "/file"),
        ('{"passports": [{"id": 1}], "a" 1}', "/file"),
        ('{"passports": [{"id": 1}], "\\x": 1}', "/file"),
        ('{"passports": [{"id": 1}], "a": }', "/file"),
        ('{"passports": [{"id": 1}], "a": "x', "/file"),
        ('[{"id": 1}] x', "/file"),
        ('{"id": 1} x', "/file"),
    ],
)
def test_a_list_that_is_not_well_formed_is_refused_where_it_breaks(text, place):
    assert refused(text) == ("json.syntax", place)


@pytest.mark.parametrize("text", ["[]", '[{"id": {}}, {}]', "{}"])
def test_json_without_members_is_refused(text):
    assert refused(text) == ("row.no_object", "/file")


def test_json_whose_first_row_is_at_fault_says_that_fault():
    assert refused('[{"id": True}]') == ("json.syntax", "/file")


def test_several_lists_without_a_usual_name_are_refused_unless_one_is_named():
    text = '{"a": [{"x": 1}], "b": [{"y": 2}]}'
    assert refused(text) == ("json.rows", "/file")
    assert read(text, sheet="b").columns == ("y",)
    assert refused(text, Invalid, sheet="c") == ("form.sheet", "/form/sheet")


@pytest.mark.parametrize("deep", ["[" * 65 + "]" * 65, '{"a":' * 65 + "1" + "}" * 65, "[" * 70])
def test_deep_nesting_is_refused_at_its_row(deep):
    assert refused(f'[{{"id": 1}}, {{"id": {deep}}}]') == ("json.depth", "/rows/2")


@pytest.mark.parametrize("depth", [65, 500, 1000, 1020, 5000])
@pytest.mark.parametrize("inner", [b"1", b'"\xfc"'])
def test_on_a_line_of_its_own_deep_nesting_is_a_fault_of_that_row_alone(depth, inner):
    deep = b'{"a":' * depth + inner + b"}" * depth
    table = read('{"id": 1, "name": "Küche, größer"}\n'.encode() + b'{"id": ' + deep + b"}\n")
    assert table.columns == ("id", "name")
    assert [(number, column) for _, number, column in table.faults] == [(2, "")]
    assert table.rows[0] == (1, [1, "Küche, größer"])


def test_a_row_of_too_many_values_is_refused():
    assert refused(f'[{{"id": [{"[]," * 20_000}[]]}}]') == ("json.depth", "/rows/1")
    assert read(f'[{{"id": 1}}, {{"id": [{"1," * 20_000}1]}}]').faults == [("json.nodes", 2, "")]


@pytest.mark.parametrize(
    "form", ['[{{"id": "{}"}}]', '{{"id": 1}}\n{{"id": "{}"}}', '{{"meta": "{}", "a": []}}']
)
def test_a_row_that_is_too_long_is_refused(form):
    assert refused(form.format("x" * MAX_JSON_ROW * 2))[0] == "row.long"


def test_more_rows_than_are_read_are_refused(monkeypatch):
    monkeypatch.setattr(json_text, "MAX_ROWS", 2)
    assert len(read('[{"a": 1}, {"a": 2}]').rows) == 2
    assert refused('[{"a": 1}, {"a": 2}, {"a": 3}]')[0] == "file.rows"
    assert refused('{"a": 1}\n{"a": 2}\n{"a": 3}')[0] == "file.rows"


def test_more_columns_than_are_read_are_refused():
    rows = [{f"c{i}": i} for i in range(MAX_COLUMNS + 1)]
    assert len(read(json.dumps(rows[:-1])).columns) == MAX_COLUMNS
    assert refused(json.dumps(rows)) == ("file.columns", f"/rows/{MAX_COLUMNS + 1}")


def test_a_path_has_a_longest_length():
    assert refused(json.dumps([{"x" * (MAX_HEADING + 1): 1}])) == ("header.long", "/file")


def test_values_may_lie_across_the_blocks_in_which_the_file_is_read():
    for shift in range(8):
        rows = [{"id": f"{'x' * 65_500}{'y' * shift}", "n": 1234567}, {"id": '"]}', "n": 2}]
        table = read(json.dumps({"a": {"b": [1]}, "rows": rows, "z": 12345}))
        assert [cells for _, cells in table.rows] == [list(row.values()) for row in rows]
