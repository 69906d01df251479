"""Code lists in schemas: what a schema names is written out as plain JSON Schema."""

import pytest

from domain.code_lists import written_out
from domain.faults import Invalid
from domain.sector_schema import expand, walk
from domain.validation import Validator, lint
from tests.domain.validation_schemas import AUDIENCES, field, sector

METALS = {"codes": {"fe": {"name": "Iron", "cas": "7439-89-6"}, "cu": {"name": "Copper"}}}
FILES = {
    "codes/metals": METALS,
    "codes/places": {"cldr": "territories", "codes": {"NL": {}, "DE": {}}},
    "codes/tags": {"cldr": "languages"},
}


def written(**keywords):
    return written_out({"type": "string", **keywords}, FILES)


def test_the_codes_of_a_list_become_the_values_and_their_names_the_labels():
    assert written(**{"x-codes": "metals"}) == {
        "type": "string",
        "x-codes": "metals",
        "enum": ["fe", "cu"],
        "x-labels": {"fe": "Iron", "cu": "Copper"},
    }


def test_a_list_whose_names_are_elsewhere_gives_no_labels():
    assert written(**{"x-codes": "places"}) == {
        "type": "string",
        "x-codes": "places",
        "enum": ["NL", "DE"],
    }


def test_an_open_list_leaves_the_form_to_the_schema():
    schema = {"x-codes": "tags", "pattern": "^[a-z]{2}$"}
    assert written(**schema) == {"type": "string", **schema}


def test_values_beside_a_list_narrow_it_and_labels_beside_it_are_preferred():
    found = written(**{"x-codes": "metals", "enum": ["cu"], "x-labels": {"cu": "Red metal"}})
    assert (found["enum"], found["x-labels"]) == (["cu"], {"cu": "Red metal"})


def test_a_value_that_is_not_on_the_list_is_refused():
    with pytest.raises(Invalid, match="not on its list, codes/metals"):
        written(**{"x-codes": "metals", "enum": ["cu", "zn"]})


def test_a_list_that_does_not_exist_is_refused():
    with pytest.raises(Invalid) as caught:
        written(**{"x-codes": "stones"})
    assert [fault.code for fault in caught.value.faults] == ["schema.codes"]


@pytest.mark.parametrize(
    "schema", [{"type": "array", "x-codes": "metals"}, {"x-codes": ["metals"]}]
)
def test_a_list_in_the_wrong_place_is_left_for_the_lint_to_tell(schema):
    assert written_out(schema, FILES) == schema


def sectors(*metals, **definitions):
    """Return files with a sector of one field, which is built from these schemas in turn."""
    common = {"$id": "common/0.1", "$defs": {"metal": metals[0], **definitions}}
    reference = {"$ref": "../common/0.1.json#/$defs/metal", **metals[1]}
    toy = {**sector(metal=reference), "$id": "toy/0.1"}
    return {**FILES, "common/0.1": common, "toy/0.1": toy}


def test_a_definition_brings_its_list_and_the_field_may_name_another():
    metal = field("string", x_codes="metals")
    assert expand("toy/0.1", sectors(metal, {}))["properties"]["metal"]["enum"] == ["fe", "cu"]
    other = expand("toy/0.1", sectors(metal, {"x-codes": "places"}))["properties"]["metal"]
    assert (other["enum"], "x-labels" in other) == (["NL", "DE"], False)


def test_the_walk_knows_the_list_and_the_labels_of_a_text_and_of_the_entries_of_a_list():
    one, many = field("string", x_codes="metals"), field("array", items={"type": "string"})
    many["items"]["x-codes"] = "metals"
    schema = written_out(sector(one=one, many=many, free=field("string")), FILES)
    found = {spec.path[0]: spec for spec in walk(schema).fields}
    assert [found[name].codes for name in ("one", "many", "free")] == ["metals", "metals", ""]
    assert found["one"].labels == found["many"].labels == {"fe": "Iron", "cu": "Copper"}
    assert lint(schema, AUDIENCES) == []


def test_the_digest_covers_the_codes_of_a_list():
    before = walk(expand("toy/0.1", sectors(field("string", x_codes="metals"), {})))
    longer = sectors(field("string", x_codes="metals"), {})
    longer["codes/metals"] = {"codes": {**METALS["codes"], "zn": {"name": "Zinc"}}}
    assert walk(expand("toy/0.1", longer)).digest != before.digest


def told(codes, value, **more):
    files = {**FILES, "codes/countries": {"codes": {f"A{n}": {} for n in range(9)}}}
    schema = written_out(sector(here=field("string", "Here", x_codes=codes, **more)), files)
    (fault,) = Validator(schema).check({"here": value})
    return fault.code, fault.sentence, fault.remedy


def test_a_code_that_is_not_on_the_list_is_told_with_the_list_and_with_codes_to_use():
    assert told("metals", "au") == (
        "enum",
        "“Here” is not in the list of metals.",
        'Use one of "fe" (Iron), "cu" (Copper).',
    )


def test_an_unknown_country_is_told_with_the_form_of_its_code():
    assert told("countries", "xx") == (
        "enum",
        "“Here” is not in the list of countries.",
        'Write the two capital letters of ISO 3166-1, such as "NL"; the schema has 9 of them.',
    )


def test_of_a_few_countries_each_is_named():
    assert told("countries", "NL", enum=["A1", "A2"])[2] == 'Use one of "A1", "A2".'
