import pytest

from domain.faults import Fault
from domain.sector_schema import walk
from passports.cells import field_of, value_of
from tests.passports.conftest import kettle, leaf

WALK = walk(
    kettle(
        refurbished=leaf("Refurbished", "boolean"),
        countries=leaf("Countries", "array", items={"type": "string"}),
        years=leaf("Years", "array", items={"type": "integer"}),
        sold=leaf("Sold", format="date"),
        materials={
            "type": "object",
            "title": "Materials",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "mass": leaf("Mass", "number"),
                    "note": leaf("Note", "object", **{"x-kind": "text"}),
                },
            },
        },
    )
)


def cell(column, text):
    return value_of(field_of(WALK, tuple(column.split("/"))), text)


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("category", "kettle", "kettle"),
        ("category", "12", "12"),
        ("name/en", "Kettle", "Kettle"),
        ("name/zh-hant", "水壶", "水壶"),
        ("materials/steel/mass", "12.50", 12.5),
        ("materials/steel/note/de", "Boden; Deckel", "Boden; Deckel"),
        ("mass", "12", 12),
        ("mass", "-0.5", -0.5),
        ("mass", "1.2e3", 1200.0),
        ("mass", "007", 7),
        ("power", "1500", 1500),
        ("power", "9007199254740991", 2**53 - 1),
        ("refurbished", "yes", True),
        ("refurbished", "FALSE", False),
        ("countries", "DE", ["DE"]),
        ("countries", "DE; FR ;IT", ["DE", "FR", "IT"]),
        ("years", "2024;2025", [2024, 2025]),
        ("sold", "2026-01-31", "2026-01-31"),
    ],
)
def test_a_cell_means_what_the_schema_says(column, text, value):
    read = cell(column, text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("mass", "12,5", "cell.number"),
        ("mass", "12 g", "cell.number"),
        ("mass", "1.", "cell.number"),
        ("mass", ".5", "cell.number"),
        ("mass", "1_000", "cell.number"),
        ("mass", "\uff11", "cell.number"),
        ("mass", "nan", "cell.number"),
        ("mass", "1e400", "cell.number"),
        ("mass", "9007199254740992", "cell.number"),
        ("mass", "9" * 5000, "cell.number"),
        ("power", "1.5", "cell.integer"),
        ("power", "1e3", "cell.integer"),
        ("power", "9007199254740992", "cell.integer"),
        ("power", "-9007199254740992", "cell.integer"),
        ("refurbished", "ja", "cell.boolean"),
        ("refurbished", "1", "cell.boolean"),
        ("countries", "DE;;FR", "cell.empty"),
        ("countries", "DE;", "cell.empty"),
        ("years", "2024;soon", "cell.integer"),
        ("category", "a\0b", "cell.character"),
        ("category", "x" * 65_537, "cell.string"),
        ("category", "é" * 32_769, "cell.string"),
    ],
)
def test_a_cell_that_means_nothing_is_a_fault(column, text, code):
    fault = cell(column, text)
    assert isinstance(fault, Fault)
    assert fault.code == code
    assert fault.sentence.endswith(".")
    assert fault.remedy.endswith(".")


@pytest.mark.parametrize(
    "column",
    ["name", "colour", "materials", "materials/steel", "materials/steel/note", "mass/en", "", "/"],
)
def test_a_column_that_fills_no_leaf_leads_nowhere(column):
    assert field_of(WALK, tuple(column.split("/"))) is None
