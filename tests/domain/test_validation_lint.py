import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.pointers import path_of
from domain.validation import Validator, lint
from domain.validation.subset import COMBINATORS
from tests.domain.strategies import mutations
from tests.domain.validation_schemas import (
    AUDIENCES,
    LANGUAGE,
    SMALL,
    field,
    keyed,
    record,
    sector,
    sector_schemas,
    text,
)

SOUND = sector(
    name=text("Name"),
    mass=field("number", minimum=0, x_unit="g", x_required={"basis": "Act", "from": "2027-02-18"}),
    colour=field("string", enum=["red", "blue"], x_labels={"red": "Red"}, examples=["red"]),
    countries=field("array", items={"type": "string", "pattern": "^[A-Z]{2}$"}),
    amounts=field("array", items={"type": "number"}, x_unit="kg"),
    part=record(
        low=field("number"),
        high=field("number"),
        not_applicable=field("array", items={"type": "string", "enum": ["low"]}),
    ),
    category=field("string", enum=["ev", "lmt"]),
    parts=keyed(record(mass=field("number", x_unit="g"))),
) | {"$schema": "https://json-schema.org/draft/2020-12/schema", "x-key-facts": ["/part/low"]}
MASS = "/properties/mass"
COLOUR = "/properties/colour"
RULED_OUT = "/properties/part/properties/not_applicable"
ENTRY = "/properties/parts/additionalProperties/properties/mass"
DUTY = {"basis": "Act", "from": "2027-02-18"}


def changed(pointer, value):
    """Return SOUND with the value at a pointer set; None takes it away."""
    schema = copy.deepcopy(SOUND)
    *above, last = path_of(pointer)
    here = schema
    for name in above:
        here = here[name]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return schema


def test_a_sound_schema_has_no_fault():
    assert lint(SOUND, AUDIENCES) == []


CASES = [
    ("/$schema", "http://json-schema.org/draft-07/schema#", "dialect", "/$schema"),
    ("/$id", None, "id", "/$id"),
    ("/type", "string", "root", ""),
    ("/x-key-facts", ["/nowhere"], "key_facts", "/x-key-facts"),
    ("/x-key-facts", "mass", "key_facts", "/x-key-facts"),
    ("/additionalProperties", None, "open_object", "/additionalProperties"),
    ("/additionalProperties", True, "open_object", "/additionalProperties"),
    ("/properties/part/additionalProperties", None, "open_object", None),
    ("/properties/part/additionalProperties", {"type": "string"}, "open_object", None),
    ("/properties/parts/propertyNames", None, "open_object", "/properties/parts"),
    ("/properties/parts/propertyNames", {"maxLength": 5}, "open_object", "/properties/parts"),
    ("/properties/parts/propertyNames", True, "property_names", None),
    ("/properties/parts/propertyNames/minLength", 2, "property_names", None),
    ("/properties/parts/propertyNames/pattern", "^.*$", "pattern", None),
    ("/properties/parts/additionalProperties", True, "open_object", "/properties/parts"),
    ("/properties/free", {"type": "object"}, "open_object", "/properties/free"),
    ("/properties/free", True, "shape", "/properties/free"),
    (f"{MASS}/anyOf", [{"type": "number"}], "combinator", f"{MASS}/anyOf"),
    (f"{MASS}/$ref", "http://127.0.0.1/schema.json", "reference", f"{MASS}/$ref"),
    (f"{MASS}/$ref", "#/$defs/mass", "reference", f"{MASS}/$ref"),
    ("/$defs", {"unused": {"type": "string"}}, "reference", "/$defs"),
    (f"{MASS}/$id", "mass", "keyword", f"{MASS}/$id"),
    (f"{MASS}/$schema", "https://json-schema.org/draft/2020-12/schema", "keyword", None),
    (f"{MASS}/multipleOf", 0.1, "keyword", f"{MASS}/multipleOf"),
    (f"{MASS}/minLength", 1, "keyword", f"{MASS}/minLength"),
    (f"{MASS}/format", "date", "keyword", f"{MASS}/format"),
    (f"{MASS}/x-acces", ["public"], "keyword", f"{MASS}/x-acces"),
    (f"{MASS}/minimun", 1, "keyword", f"{MASS}/minimun"),
    (f"{MASS}/type", None, "type", f"{MASS}/type"),
    (f"{MASS}/type", "null", "type", f"{MASS}/type"),
    (f"{MASS}/type", ["number", "string"], "type", f"{MASS}/type"),
    (f"{MASS}/type", "thing", "malformed", f"{MASS}/type"),
    (f"{MASS}/minimum", "0", "malformed", f"{MASS}/minimum"),
    (f"{MASS}/minimum", 2**53, "limit", f"{MASS}/minimum"),
    (f"{MASS}/minimum", float("inf"), "limit", f"{MASS}/minimum"),
    (f"{MASS}/maximum", -1, "limit", MASS),
    (f"{MASS}/exclusiveMaximum", 0, "limit", MASS),
    (f"{MASS}/exclusiveMinimum", -1, "limit", MASS),
    (f"{MASS}/title", None, "title", MASS),
    (f"{MASS}/title", " ", "title", MASS),
    (f"{MASS}/description", None, "description", MASS),
    (f"{MASS}/x-source", None, "source", MASS),
    (f"{MASS}/x-unit", None, "unit", MASS),
    (f"{MASS}/x-unit", "k g", "unit", f"{MASS}/x-unit"),
    ("/properties/amounts/x-unit", None, "unit", "/properties/amounts"),
    ("/x-access", None, "access", None),
    ("/x-access", "public", "access", "/x-access"),
    ("/x-access", ["pubic"], "audience", "/x-access"),
    ("/x-access", ["owner"], "audience", "/x-access"),
    ("/x-access", ["public", "public"], "audience", "/x-access"),
    (f"{MASS}/x-section", "weights", "section", f"{MASS}/x-section"),
    (f"{MASS}/x-order", "1", "order", f"{MASS}/x-order"),
    (f"{MASS}/x-order", True, "order", f"{MASS}/x-order"),
    (f"{MASS}/x-required", True, "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/from", "18.02.2027", "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/from", "pending", None, None),
    (f"{MASS}/x-required/from", None, "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/basis", " ", "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/until", "2030-01-01", "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/for", ["ev", "lmt"], None, None),
    (f"{MASS}/x-required/for", ["ev", "sli"], "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/for", ["ev", "ev"], "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/for", [], "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/for", "ev", "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/level", "item", None, None),
    (f"{MASS}/x-required/level", "model", "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required/conditional", True, None, None),
    (f"{MASS}/x-required/conditional", False, "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required", [], "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required", [DUTY, {**DUTY, "for": ["ev"]}], None, None),
    (f"{MASS}/x-required", [DUTY, {**DUTY, "for": ["tv"]}], "required", f"{MASS}/x-required"),
    (f"{MASS}/x-required", [DUTY, 1], "required", f"{MASS}/x-required"),
    (f"{ENTRY}/x-required", {**DUTY, "for": ["tv"]}, "required", f"{ENTRY}/x-required"),
    (f"{RULED_OUT}/items/enum", ["low", "high"], None, None),
    (f"{RULED_OUT}/items/enum", ["mass"], "not_applicable", RULED_OUT),
    (f"{RULED_OUT}/items/enum", ["not_applicable"], "not_applicable", RULED_OUT),
    (f"{RULED_OUT}/items/enum", None, "not_applicable", RULED_OUT),
    (f"{RULED_OUT}/x-access", ["repairer"], "not_applicable", RULED_OUT),
    ("/properties/part/properties/low/x-access", ["repairer"], "not_applicable", RULED_OUT),
    (f"{MASS}/x-was", [], "was", f"{MASS}/x-was"),
    (f"{COLOUR}/x-labels", {"green": "Green"}, "labels", f"{COLOUR}/x-labels"),
    (f"{COLOUR}/x-labels", {"red": ""}, "labels", f"{COLOUR}/x-labels"),
    (f"{COLOUR}/x-codes", "colours", None, None),
    (f"{COLOUR}/x-codes", ["colours"], "codes", f"{COLOUR}/x-codes"),
    (f"{COLOUR}/x-codes", "", "codes", f"{COLOUR}/x-codes"),
    (f"{MASS}/x-codes", "masses", "codes", f"{MASS}/x-codes"),
    ("/properties/countries/x-codes", "countries", "codes", "/properties/countries/x-codes"),
    ("/properties/countries/items/x-codes", "countries", None, None),
    ("/properties/name/x-codes", "names", "codes", "/properties/name/x-codes"),
    (f"{COLOUR}/enum", [], "enum", f"{COLOUR}/enum"),
    (f"{COLOUR}/enum", ["red", 1], "enum", f"{COLOUR}/enum"),
    (f"{COLOUR}/enum", ["red", None], "enum", f"{COLOUR}/enum"),
    (f"{COLOUR}/enum", ["red", "red"], "enum", f"{COLOUR}/enum"),
    (f"{COLOUR}/const", 1, "const", f"{COLOUR}/const"),
    (f"{MASS}/const", True, "const", f"{MASS}/const"),
    (f"{COLOUR}/pattern", "^(a+)+$", "pattern", f"{COLOUR}/pattern"),
    (f"{COLOUR}/pattern", r"^\d$", "pattern", f"{COLOUR}/pattern"),
    (f"{COLOUR}/format", "email", "format", f"{COLOUR}/format"),
    (f"{COLOUR}/format", "regex", "format", f"{COLOUR}/format"),
    (f"{COLOUR}/minLength", 1.0, "limit", f"{COLOUR}/minLength"),
    (f"{COLOUR}/minLength", -1, "malformed", f"{COLOUR}/minLength"),
    (f"{COLOUR}/examples", ["green"], "example", COLOUR),
    (f"{COLOUR}/default", "green", "example", COLOUR),
    ("/required", ["nothing"], "required", ""),
    ("/dependentRequired", {"mass": ["nothing"]}, "required", ""),
    ("/dependentRequired", {"nothing": ["mass"]}, "required", ""),
    ("/properties/countries/items", None, "array", None),
    ("/properties/countries/items", {"type": "object"}, "array", None),
    ("/properties/countries/items", {"type": "array"}, "array", None),
    ("/properties/countries/items/type", ["string"], "array", None),
    ("/properties/countries/items/pattern", "^[A-Z]{2}", "pattern", None),
    ("/properties/countries/items/x-access", ["public"], "keyword", None),
    ("/properties/countries/items/enum", [1], "enum", None),
    ("/properties/countries/minItems", 1, None, None),
    ("/properties/name/propertyNames/pattern", "^[a-z]{2}$", "language_map", "/properties/name"),
    ("/properties/name/additionalProperties", {"type": "number"}, "language_map", None),
    ("/properties/name/additionalProperties", False, "language_map", "/properties/name"),
    ("/properties/name/additionalProperties/maxLength", -1, "malformed", None),
    ("/properties/name/additionalProperties/x-unit", "g", "keyword", None),
    ("/properties/name/description", None, "description", "/properties/name"),
    ("/properties/part/properties/low/x-source", None, "source", "/properties/part/properties/low"),
]


@pytest.mark.parametrize(("pointer", "value", "rule", "place"), CASES)
def test_a_schema_that_leaves_the_subset_is_told_where(pointer, value, rule, place):
    faults = lint(changed(pointer, value), AUDIENCES)
    codes = {fault.code for fault in faults}
    assert codes >= {f"schema.{rule}"} if rule else not codes
    if place is not None:
        assert place in {fault.pointer for fault in faults if fault.code == f"schema.{rule}"}
    assert all(fault.sentence.endswith(".") and fault.remedy for fault in faults)


@pytest.mark.parametrize("keyword", sorted(COMBINATORS))
def test_every_combinator_is_refused(keyword):
    part = {"type": "number"}
    value = [part] if keyword in {"anyOf", "oneOf", "allOf"} else part
    value = {"mass": part} if keyword == "dependentSchemas" else value
    faults = lint({**SOUND, keyword: value}, AUDIENCES)
    assert [fault.code for fault in faults] == ["schema.combinator"]


def test_a_mistyped_keyword_is_told_with_the_nearest_known_one():
    (found,) = lint(changed(f"{MASS}/minimun", 1), AUDIENCES)
    assert found.remedy == 'Did you mean "minimum"? Otherwise leave it out.'


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data())
def test_whatever_a_schema_file_holds_it_is_told_or_it_is_usable(data):
    schema = data.draw(mutations({}, data.draw(st.sampled_from([SOUND, *SMALL]))))
    if not isinstance(schema, dict) or lint(schema, AUDIENCES):
        return
    Validator(schema)


def restricted(outer, inner):
    part = record(low=field("number", x_access=inner)) | {"x-access": outer}
    return lint(sector(part=part), AUDIENCES)


def test_access_may_be_narrowed_but_not_widened():
    assert restricted(["repairer", "recycler"], ["recycler"]) == []
    assert restricted(["repairer"], []) == []
    (found,) = restricted(["repairer"], ["repairer", "recycler"])
    assert found.code == "schema.access_widened"
    assert found.pointer == "/properties/part/properties/low/x-access"
    assert [f.code for f in restricted(["repairer"], ["public"])] == ["schema.access_widened"]
    assert [f.code for f in restricted([], ["repairer"])] == ["schema.access_widened"]


def test_every_audience_is_narrower_than_the_public():
    assert restricted(["public"], ["repairer", "authority"]) == []


def test_access_can_be_declared_at_each_leaf_instead_of_above():
    schema = sector(mass=field("number", x_access=["public"]))
    del schema["x-access"]
    assert lint(schema, AUDIENCES) == []


def test_a_schema_that_is_nested_too_deep_is_refused():
    part = field("string")
    for _ in range(40):
        part = record(part=part)
    assert "schema.shape" in {fault.code for fault in lint(sector(part=part), AUDIENCES)}


def test_faults_are_sorted_by_place():
    faults = lint({**SOUND, "not": {}, "$defs": {}, "anyOf": [{}]}, AUDIENCES)
    assert [fault.pointer for fault in faults] == ["/$defs", "/anyOf", "/not"]


@pytest.mark.parametrize("schema", [*SMALL, *sector_schemas().values()])
def test_taking_the_access_away_is_always_noticed(schema):
    def without_access(value):
        if not isinstance(value, dict):
            return value
        return {k: without_access(v) for k, v in value.items() if k != "x-access"}

    codes = [fault.code for fault in lint(without_access(schema), AUDIENCES)]
    assert codes.count("schema.access") > 0


def test_the_pattern_of_language_tags_is_the_one_that_pages_know():
    assert text()["propertyNames"]["pattern"] == LANGUAGE
