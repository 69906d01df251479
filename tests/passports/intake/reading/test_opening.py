import io

import pytest

from domain.faults import Invalid, Malformed
from passports.intake.reading import limits, open_table, opening
from tests.faults import only_fault
from tests.passports.intake.tables import read
from tests.passports.intake.workbooks import sheet_of

TABLE = [["id", "name"], ["K1", "Kettle"]]
CSV = "id,name\nK1,Kettle\n"
JSON = '[{"id": "K1", "name": "Kettle"}]'
LINES = '{"id": "K1", "name": "Kettle"}\n{"id": "K2", "name": "Pan"}\n'
WORKBOOK = sheet_of(TABLE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(content, kind=Malformed, **said):
    with pytest.raises(kind) as refusal:
        read(content, **said)
    return only_fault(refusal)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (CSV, "csv"),
        (CSV.replace(",", "\t"), "csv"),
        (JSON, "json"),
        ("\n  " + JSON, "json"),
        ('{"passports": ' + JSON + "}", "json"),
        (LINES, "ndjson"),
        (WORKBOOK, "xlsx"),
    ],
)
def test_a_file_is_recognised_by_its_content(content, form):
    table = read(content, name="table.dat")
    assert table.form.format == form
    assert table.columns == ("id", "name")
    assert table.rows[0][1] == ["K1", "Kettle"]
    assert table.codes == ()


def test_a_name_that_says_otherwise_is_noted():
    assert read(CSV, name="products.XLSX").codes == ("format.name",)
    assert read(CSV, name="products.txt").codes == ()
    assert read(LINES, name="products.json").codes == ()


@pytest.mark.parametrize("content", ["", "\n\n \n", b"\xef\xbb\xbf", "\n".encode("utf-16")])
def test_an_empty_file_says_so(content):
    assert refused(content).code == "file.empty"


def test_a_workbook_without_a_filled_cell_says_so():
    assert refused(sheet_of([])).code == "file.no_rows"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (OLE + bytes(600), "(.xls)"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spre", "OpenDoc"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\x1f\x8b\x08" + bytes(20), "compressed"),
        ("<?xml version='1.0'?><Workbook/>", "XML"),
        ("\ufeff <table>", "XML"),
        (bytes(range(32)) * 20, "no text"),
    ],
)
def test_what_is_no_table_is_named_and_the_remedy_says_how_to_save_it(content, what):
    fault = refused(content)
    assert (fault.code, fault.pointer) == ("file.format", "/file")
    assert what in fault.sentence
    assert ".xlsx" in fault.remedy


def test_a_password_is_noticed_wherever_the_file_says_it():
    mark = "EncryptedPackage".encode("utf-16-le")
    for place in (100, (1 << 20) - 10):
        assert refused(OLE + bytes(place) + mark).code == "xlsx.encrypted"


@pytest.mark.parametrize(
    ("content", "limit"), [(CSV, "MAX_TEXT_BYTES"), (WORKBOOK, "MAX_WORKBOOK_BYTES")]
)
def test_a_file_beyond_the_limit_is_refused_before_it_is_read(content, limit, monkeypatch):
    monkeypatch.setattr(opening, limit, len(content) - 1)
    assert refused(content).code == "file.size"
    monkeypatch.setattr(opening, limit, len(content))
    assert read(content).rows


def test_a_form_of_another_format_is_refused():
    for content, said in ((CSV, "xlsx"), (WORKBOOK, "csv")):
        fault = refused(content, Invalid, format=said)
        assert (fault.code, fault.pointer) == ("form.format", "/form/format")


def test_a_person_may_say_that_what_looks_like_json_is_csv():
    table = read('[{"id",name\n1,2\n', format="csv", header=(1,))
    assert table.columns == ('[{"id"', "name")


def test_rows_are_read_as_they_are_asked_for():
    file = io.BytesIO(b"id,name\n" + b"K1,Kettle\n" * 100_000)
    rows = open_table(file).rows
    assert next(rows) == (2, ["K1", "Kettle"])
    assert file.tell() < len(file.getvalue())
    assert sum(1 for _ in rows) == 99_999
    assert not file.closed


@pytest.mark.parametrize("content", [CSV.encode(), JSON.encode(), WORKBOOK])
def test_a_file_can_be_opened_again_after_a_table_was_thrown_away(content):
    file = io.BytesIO(content)
    for _ in range(2):
        table = open_table(file)
        next(table.rows)
        del table
    assert len(list(open_table(file).rows)) == 1


def test_the_limits_hold_what_spreadsheet_programs_can_hold_in_a_cell():
    assert limits.MAX_CELL >= 4 * 32_767
