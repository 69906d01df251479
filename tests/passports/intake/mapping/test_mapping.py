"""A mapping comes back from its JSON as it was, and says everything that does not fit at once."""

import copy

import pytest

from domain.cells.column import Column
from domain.faults import Invalid
from passports.intake.mapping.checks import Check
from passports.intake.mapping.mapping import from_json, signature
from passports.intake.mapping.meanings import Mapped, Mapping, Open
from passports.intake.reading.form import Form

FULL = Mapping(
    sector="kettle",
    form=Form(format="csv", separator=";", header=(2,)),
    columns={
        "Name": Mapped("/name/en", Column(language="en"), score=0.9, reason="By its name."),
        "Marke": Mapped("/brand"),
        "kg": Mapped("/mass", Column(unit="kg", decimal=",")),
        "total": Mapped("/carbon/total", Column(decimal=".")),
        "use": Mapped("/carbon/stages/use", Column(scale="fraction"), times="total"),
        "kind": Mapped(
            "sector",
            Column(values={"Kettle": "kettle", "Samovar": "urn"}),
            also=(Mapped("/category", Column(values={"Kettle": "kettle", "Samovar": "urn"})),),
        ),
        "tap": Mapped("/tap"),
        "internal": Mapped("", reason="Says nothing of the product."),
        "error": Mapped("/carbon/uncertainty", Column(scale="fraction", empty=("0",))),
    },
    constants={"/materials/steel/material": "steel", "/name/fr": "Bouilloire"},
    match=("/brand", "/name/en"),
    checks=(Check("product", ("use",), 0, 1, at="use", sentence="More than all."),),
    open={"Farbe": Open("What is it?", ("/brand",))},
)


@pytest.fixture
def body():
    return copy.deepcopy(FULL.to_json())


def faults(body, walk_of):
    with pytest.raises(Invalid) as refused:
        from_json(body, walk_of)
    return {fault.pointer: fault.code for fault in refused.value.faults}


def test_a_mapping_comes_back_from_its_json(body, walk_of):
    assert from_json(body, walk_of) == FULL


def test_the_smallest_mapping_says_its_version_sector_and_columns(walk_of):
    body = {"version": 1, "sector": "kettle", "columns": {}}
    assert from_json(body, walk_of) == Mapping("kettle")
    assert Mapping("kettle").to_json() == body


def test_what_is_as_usual_is_not_written_down():
    assert Mapped("/mass").to_json() == {"to": "/mass"}


def test_headers_and_decimal_signs_are_known():
    assert FULL.headers == (*FULL.columns, "Farbe")
    assert FULL.decimals == {"kg": ",", "total": "."}


def test_a_column_that_has_got_a_meaning_is_no_longer_open(body, walk_of):
    body["columns"]["Farbe"] = {"to": ""}
    assert from_json(body, walk_of).open == {}


@pytest.mark.parametrize(
    ("place", "value", "pointer", "code"),
    [
        (("version",), 2, "/version", "maximum"),
        (("version",), "1", "/version", "type"),
        (("sector",), 1, "/sector", "type"),
        (("sector",), "pan", "/sector", "sector.unknown"),
        (("columns",), [], "/columns", "type"),
        (("columns", ""), {"to": ""}, "/columns", "property_name"),
        (("columns", "x" * 1001), {"to": ""}, "/columns", "property_name"),
        (("columns", "new"), "/brand", "/columns/new", "type"),
        (("columns", "new"), {}, "/columns/new/to", "required"),
        (("columns", "new"), {"to": 1}, "/columns/new/to", "type"),
        (("columns", "new"), {"to": "", "score": 2}, "/columns/new/score", "maximum"),
        (("columns", "new"), {"to": "", "sure": 1}, "/columns/new/sure", "additional"),
        (("columns", "a/b"), {"to": "", "column": {"date": "ydm"}}, "/columns/a~1b/column/date",
         "enum"),
        (("columns", "kind", "also", 0, "also"), [], "/columns/kind/also/0/also", "additional"),
        (("form", "separator"), "x", "/form/separator", "form.value"),
        (("match",), "all", "/match", "type"),
        (("open", "Farbe"), {}, "/open/Farbe/sentence", "required"),
        (("checks", 0, "kind"), "mean", "/checks/0/kind", "enum"),
        (("more",), 1, "/more", "additional"),
        (("columns", "new"), {"to": "/weight"}, "/columns/new/to", "mapping.unknown"),
        (("columns", "new"), {"to": "weight"}, "/columns/new/to", "mapping.unknown"),
        (("columns", "new"), {"to": "/materials/Steel/mass"}, "/columns/new/to",
         "mapping.unknown"),
        (("columns", "new"), {"to": "/name"}, "/columns/new/to", "mapping.language"),
        (("columns", "new"), {"to": "/name/english!"}, "/columns/new/to", "mapping.unknown"),
        (("columns", "new"), {"to": "/carbon"}, "/columns/new/to", "mapping.group"),
        (("columns", "new"), {"to": "/mass"}, "/columns/new/to", "mapping.twice"),
        (("columns", "new"), {"to": "sector"}, "/columns/new/to", "mapping.twice"),
        (("columns", "kg", "column", "unit"), "kWh", "/columns/kg/column/unit", "mapping.unit"),
        (("columns", "Marke", "column"), {"unit": "kg"}, "/columns/Marke/column/unit",
         "mapping.unit"),
        (("columns", "kg", "column", "scale"), "percent", "/columns/kg/column/scale",
         "mapping.scale"),
        (("columns", "use", "times"), "all", "/columns/use/times", "mapping.header"),
        (("columns", "Marke", "times"), "total", "/columns/Marke/times", "mapping.times"),
        (("columns", "kind", "column", "values", "Pan"), "pan",
         "/columns/kind/column/values/Pan", "sector.unknown"),
        (("columns", "kind", "column", "values", "Pan"), 1,
         "/columns/kind/column/values/Pan", "type"),
        (("columns", "kind", "also", 0, "column", "values", "Pan"), "pan",
         "/columns/kind/also/0/column/values/Pan", "mapping.value"),
        (("columns", "error", "column", "values"), {"many": "lots"},
         "/columns/error/column/values/many", "mapping.value"),
        (("constants", "/mass"), 5, "/constants/~1mass", "mapping.twice"),
        (("constants", "/volume"), 5, "/constants/~1volume", "mapping.unknown"),
        (("constants", "/materials/steel/material"), "wood",
         "/constants/~1materials~1steel~1material", "mapping.value"),
        (("constants", "/name/fr"), "", "/constants/~1name~1fr", "mapping.value"),
        (("match",), ["/brand", "/model_number"], "/match/1", "mapping.match"),
        (("checks", 0, "of"), ["gone"], "/checks/0/of", "mapping.header"),
        (("checks", 0, "at"), "gone", "/checks/0/at", "mapping.header"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_with_its_place(place, value, pointer, code, body, walk_of):
    here = body
    for name in place[:-1]:
        here = here[name]
    here[place[-1]] = value
    assert faults(body, walk_of) == {pointer: code}


def test_all_faults_come_at_once(body, walk_of):
    body["columns"]["kg"]["column"]["unit"] = "kWh"
    body["columns"]["Marke"]["to"] = "/make"
    body["constants"]["/volume"] = 1
    assert faults(body, walk_of) == {
        "/columns/kg/column/unit": "mapping.unit",
        "/columns/Marke/to": "mapping.unknown",
        "/match/0": "mapping.match",
        "/constants/~1volume": "mapping.unknown",
    }


def test_no_fault_quotes_what_was_written(body, walk_of):
    body["columns"]["Marke"]["to"] = "/secret"
    body["columns"]["kg"]["column"]["unit"] = "secret"
    with pytest.raises(Invalid) as refused:
        from_json(body, walk_of)
    assert all("secret" not in f.sentence + f.remedy for f in refused.value.faults)


def test_a_second_check_of_a_kind_at_a_column_could_not_be_answered_apart(body, walk_of):
    body["checks"].append({**body["checks"][0], "high": 0.5})
    assert faults(body, walk_of) == {"/checks/1/at": "mapping.check"}


def test_an_element_of_another_sector_is_known_where_a_column_names_that_sector(body, walk_of):
    del body["columns"]["kind"]
    assert faults(body, walk_of) == {"/columns/tap/to": "mapping.unknown"}


def test_where_rows_name_their_sectors_themselves_elements_are_left_to_the_rows(body, walk_of):
    body["columns"]["kind"] = {"to": "sector"}
    body["columns"]["new"] = {"to": "/of/another/sector"}
    assert from_json(body, walk_of).columns["new"].to == "/of/another/sector"


def test_null_stands_for_no_value(body, walk_of):
    body["columns"]["kg"]["column"]["values"] = {"light": None}
    assert from_json(body, walk_of).columns["kg"].column.values == {"light": None}


def test_more_columns_than_a_table_has_are_refused(walk_of):
    columns = {str(number): {"to": ""} for number in range(2001)}
    body = {"version": 1, "sector": "kettle", "columns": columns}
    assert faults(body, walk_of) == {"/columns": "max_properties"}


# Signatures


@pytest.mark.parametrize(
    "same",
    [
        ["Weight (kg)", "Name"],
        ["Name", "Weight (kg)"],
        ["NAME", " weight  [KG]"],
        ["Name", "Weight (kg)", ""],
    ],
)
def test_the_same_headers_have_the_same_signature(same):
    assert signature(same) == signature(("Name", "Weight (kg)"))


@pytest.mark.parametrize(
    "other", [["Name"], ["Name", "Weight (g)"], ["Name", "Weight (kg)", "Weight (kg) #2"], []]
)
def test_other_headers_have_another_signature(other):
    assert signature(other) != signature(["Name", "Weight (kg)"])


def test_headers_of_signs_alone_count_too():
    assert signature(["%"]) != signature(["#"])
