"""Which texts of the schemas need a translation."""

from domain.labels import name_of, texts_of
from domain.sector_schema import walk
from tests.domain.validation_schemas import field, keyed, record, sector, text

CODES = {
    "kg": {"name": "kilogram", "cldr": "mass-kilogram"},
    "W.h": {"name": "watt hour", "symbol": "Wh"},
    "/W": {"name": "per watt"},
}


def told(**members):
    return texts_of([walk(sector(**members))], [], {})


def test_titles_and_descriptions_come_in_the_order_of_the_schema_and_each_once():
    found = told(
        name=text("Name"),
        part=record("Part", low=field("number", "Lowest"), name=text("Name")),
        parts=keyed(record("Each part", mass=field("number", "Mass", x_unit="g")), "Parts"),
    )
    assert found == (
        *("Test product", "Name", "What it says.", "Part", "Lowest"),
        *("Parts", "Each part", "Mass"),
    )


def test_labels_of_a_text_and_of_the_entries_of_a_list_are_among_them():
    labels = {"x-labels": {"a": "First"}}
    one = field("string", "One", enum=["a"], **labels)
    many = field(
        "array", "Many", items={"type": "string", "enum": ["a"], "x-labels": {"a": "Last"}}
    )
    assert told(one=one, many=many)[1:] == ("One", "What it says.", "First", "Many", "Last")


def test_the_description_of_a_sector_is_told_and_sources_are_not():
    schema = sector(a=field("string", "A")) | {"description": "For tests."}
    assert texts_of([walk(schema)], [], {}) == ("Test product", "For tests.", "A", "What it says.")


def test_of_a_code_list_what_is_the_same_everywhere_needs_no_translation():
    assert [name_of(entry) for entry in CODES.values()] == ["", "", "per watt"]
    assert texts_of([], [{"NL": {}}, CODES], {}) == ("per watt",)


def test_audiences_have_a_title_a_name_and_a_description():
    audiences = {
        "repairer": {"title": "Repairers", "name": "repairers", "description": "Who mend."}
    }
    assert texts_of([], [], audiences) == ("Repairers", "repairers", "Who mend.")
    assert texts_of([], [], {"public": {"title": "Everyone"}}) == ("Everyone",)
