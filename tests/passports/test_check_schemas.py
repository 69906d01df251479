import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command

from domain.faults import Fault
from domain.validation import Validator
from passports.schema_checks import check
from tests.passports.conftest import data, kettle, leaf, write_sector


def write(path: Path, content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))


@pytest.fixture
def folder(schemas) -> Path:
    """One sector in order: a schema, an example and a broken document."""
    names = ("public", "repairer", "authority")
    write(schemas / "audiences.json", {name: {"title": name} for name in names})
    write_sector(schemas, sound())
    write(schemas / "kettle/examples/one.json", data())
    broken = {"document": {"mass": -1}, "faults": FAULTS}
    write(schemas / "kettle/broken/one.json", broken)
    return schemas


FAULTS = [
    {"pointer": "/category", "code": "required"},
    {"pointer": "/mass", "code": "minimum"},
    {"pointer": "/name", "code": "required"},
]


def sound(**more):
    """Return the sector of the tests with what the lint asks for on top."""
    schema = kettle(**more)
    for name, part in schema["properties"].items():
        part.setdefault("x-section", "identity")
        if part.get("type") == "string" and "enum" not in part:
            part.setdefault("maxLength", 100)
            part.setdefault("minLength", 1)
        if name == "name":
            part |= {
                "minProperties": 1,
                "propertyNames": {
                    "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                    "maxLength": 35,
                },
                "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 4000},
            }
    return schema


def told(folder):
    return {(found.file, found.fault.code, found.fault.pointer) for found in check(folder)}


def test_the_shipped_sectors_are_in_order():
    assert check(Path(project.SCHEMAS_DIR)) == []


def test_a_sector_in_order_gives_no_finding(folder):
    assert check(folder) == []


def test_the_lint_runs_on_every_version(folder):
    write_sector(folder, {**sound(colour={"type": "string"}), "$id": "kettle/0.2"})
    files = {file for file, _, _ in told(folder)}
    assert files == {"kettle/0.2.json"}


def test_an_audience_that_is_not_named_is_found(folder):
    write(folder / "audiences.json", {"public": {}, "repairer": {}})
    assert any(file == "kettle/0.1.json" for file, _, _ in told(folder))


def test_the_name_in_a_schema_is_its_place(folder):
    schema = {**sound(), "$id": "teapot/0.1"}
    write(folder / "kettle/0.1.json", schema)
    assert ("kettle/0.1.json", "schema.id", "/$id") in told(folder)


def test_a_reference_that_leads_nowhere_is_found(folder):
    write_sector(folder, sound(lid={"$ref": "../common/0.1.json#/$defs/lid"}))
    assert ("kettle/0.1.json", "schema.ref", "") in told(folder)


@pytest.mark.parametrize("name", ["kettle/0.1.json", "kettle/examples/one.json", "audiences.json"])
def test_a_member_written_twice_is_found_in_every_file(folder, name):
    write(folder / name, '{"a": 1, "a": 2}')
    assert (name, "json.duplicate", "/a") in told(folder)


def test_a_file_that_is_no_object_is_found(folder):
    write(folder / "kettle/examples/one.json", [1])
    assert told(folder) == {("kettle/examples/one.json", "type", "")}


def test_missing_audiences_are_found(folder):
    (folder / "audiences.json").unlink()
    assert ("audiences.json", "schema.file", "") in told(folder)


@pytest.mark.parametrize("kind", ["examples", "broken"])
def test_a_sector_needs_documents_of_both_kinds(folder, kind):
    (folder / "kettle" / kind / "one.json").unlink()
    assert told(folder) == {(f"kettle/{kind}", "schema.documents", "")}


def test_an_example_with_a_fault_is_found(folder):
    write(folder / "kettle/examples/two.json", data(power=9999))
    assert told(folder) == {("kettle/examples/two.json", "maximum", "/power")}


def test_documents_are_held_against_the_newest_version(folder):
    stricter = sound(power=leaf("Power", "integer", maximum=10, **{"x-unit": "W"}))
    write_sector(folder, {**stricter, "$id": "kettle/0.10"})
    write(folder / "kettle/examples/two.json", data(power=1500))
    assert told(folder) == {("kettle/examples/two.json", "maximum", "/power")}


def test_a_named_fault_that_is_not_there_is_found_and_an_unnamed_one_too(folder):
    faults = [*FAULTS[:2], {"pointer": "/power", "code": "maximum"}]
    write(folder / "kettle/broken/one.json", {"document": {"mass": -1}, "faults": faults})
    assert told(folder) == {
        ("kettle/broken/one.json", "broken.missing", "/power"),
        ("kettle/broken/one.json", "required", "/name"),
    }


@pytest.mark.parametrize(
    "content", [{}, {"document": {}}, {"document": {}, "faults": []}, {"faults": FAULTS}]
)
def test_a_broken_document_says_what_is_wrong_with_it(folder, content):
    write(folder / "kettle/broken/one.json", content)
    if content:
        assert ("kettle/broken/one.json", "broken.form", "") in told(folder)
    else:
        assert told(folder)


def test_engines_that_disagree_are_found(folder, monkeypatch):
    monkeypatch.setattr(Validator, "is_valid", lambda *_: False)
    assert told(folder) == {("kettle/examples/one.json", "engines.disagree", "")}
    monkeypatch.setattr(Validator, "is_valid", lambda *_: True)
    assert told(folder) == {("kettle/broken/one.json", "engines.disagree", "")}


def test_the_command_prints_each_finding_and_fails(folder):
    out, err = StringIO(), StringIO()
    call_command("check_schemas", stdout=out, stderr=err)
    assert "in order" in out.getvalue()
    assert not err.getvalue()
    write(folder / "kettle/examples/two.json", data(power=9999, mass=-1))
    with pytest.raises(SystemExit) as end:
        call_command("check_schemas", stdout=out, stderr=err)
    assert end.value.code == 1
    lines = err.getvalue().splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["kettle/examples/two.json#/mass", "minimum"],
        ["kettle/examples/two.json#/power", "maximum"],
    ]


def test_a_finding_is_a_fault_with_its_file(folder):
    write(folder / "kettle/examples/two.json", data(power=9999))
    [found] = check(folder)
    assert isinstance(found.fault, Fault)
    assert found.fault.sentence


def code_list(**more):
    told = dict.fromkeys(("title", "description", "source", "licence"), "For tests.")
    return {**told, "date": "2026-11-28", "codes": {"fe": {"name": "Iron"}}, **more}


def test_a_field_takes_its_values_from_a_code_list(folder):
    write(folder / "codes/metals.json", code_list())
    write_sector(folder, sound(body=leaf("Body", **{"x-codes": "metals"})))
    assert check(folder) == []
    write(folder / "kettle/examples/two.json", data(body="tin"))
    assert told(folder) == {("kettle/examples/two.json", "enum", "/body")}


def test_a_list_with_a_fault_is_told_and_is_none_for_the_sector(folder):
    write(folder / "codes/metals.json", code_list(source=""))
    write_sector(folder, sound(body=leaf("Body", **{"x-codes": "metals"})))
    assert told(folder) == {
        ("codes/metals.json", "schema.code_list", "/source"),
        ("kettle/0.1.json", "schema.codes", ""),
    }


def test_a_unit_that_is_not_on_the_list_of_units_is_found(folder):
    write(folder / "codes/units.json", code_list(codes={"g": {"name": "gram"}}))
    assert told(folder) == {("kettle/0.1.json", "schema.unit_unknown", "/power")}
