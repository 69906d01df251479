import pytest

from domain.faults import Invalid
from passports.intake.reading.form import FORMATS, Form
from tests.faults import check_wording
from tests.passports.intake.tables import read

WHOLE = Form(
    format="xlsx",
    encoding="cp1252",
    separator=";",
    sheet="Products",
    hidden=True,
    header=(3, 4),
    units=5,
    first=7,
    footer=1,
)


def refused(value):
    with pytest.raises(Invalid) as refusal:
        Form.from_json(value)
    for fault in refusal.value.faults:
        check_wording(fault)
    return [(fault.code, fault.pointer) for fault in refusal.value.faults]


@pytest.mark.parametrize("form", [Form(), WHOLE, Form(units=0, footer=0), Form(header=(1,))])
def test_a_form_comes_back_from_json_as_it_was(form):
    assert Form.from_json(form.to_json()) == form


def test_json_holds_what_is_decided_and_nothing_else():
    assert Form().to_json() == {}
    assert Form(format="csv", units=0, header=(2,)).to_json() == {
        "format": "csv",
        "units": 0,
        "header": [2],
    }


def test_all_faults_of_a_form_come_at_once():
    assert refused({"format": "ods", "hidden": "yes", "header": [1, 3], "colour": 1}) == [
        ("form.value", "/format"),
        ("form.type", "/hidden"),
        ("form.value", "/header"),
        ("form.unknown", "/colour"),
    ]


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("encoding", "rot13", "form.value"),
        ("encoding", ["utf-8"], "form.value"),
        ("separator", ":", "form.value"),
        ("sheet", 1, "form.type"),
        ("header", [], "form.value"),
        ("header", [0], "form.value"),
        ("header", [True], "form.value"),
        ("header", [1, 2, 3, 4], "form.value"),
        ("header", [2, 1], "form.value"),
        ("header", "1", "form.value"),
        ("header", [1, "2"], "form.value"),
        ("units", -1, "form.value"),
        ("units", 1.5, "form.value"),
        ("first", 0, "form.value"),
        ("first", True, "form.value"),
        ("footer", 11, "form.value"),
    ],
)
def test_a_value_outside_its_range_is_refused(member, value, code):
    assert refused({member: value}) == [(code, f"/{member}")]


def test_a_form_that_is_no_object_is_refused():
    assert refused(["csv"]) == [("form.type", "")]


def test_what_is_said_is_kept_for_the_next_file_but_for_its_rows():
    assert WHOLE.lasting() == Form(encoding="cp1252", sheet="Products", hidden=True)


@pytest.mark.parametrize(
    "content",
    [
        "id;name\n\n1;Kettle\nTotal;2\n",
        "id,name\n1,Küche\n".encode("utf-16"),
        '{"items": [{"id": 1}], "count": 1}',
        '{"id": 1}\n{"id": 2}\n',
    ],
)
def test_the_form_of_a_table_reads_it_the_same_way_again(content):
    first = read(content)
    assert first.form.format in FORMATS
    again = read(content, **{name: getattr(first.form, name) for name in Form.__slots__})
    assert (again.columns, again.rows, again.form) == (first.columns, first.rows, first.form)
