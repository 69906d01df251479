import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.chain import apply, smallest
from domain.excerpt import excerpt, place_of
from domain.validation import Validator
from tests.domain.strategies import documents, mutations
from tests.domain.validation_schemas import (
    SMALL,
    field,
    keyed,
    record,
    sector,
    sector_schemas,
    text,
)

EVERY = {**{f"small {n}": schema for n, schema in enumerate(SMALL)}, **sector_schemas()}
VALIDATORS = {name: Validator(schema) for name, schema in EVERY.items()}
BOUNDED = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

KETTLE = sector(
    name=text("Name"),
    mass=field("number", minimum=0, x_unit="g"),
    power=field("number", maximum=3000, x_unit="W"),
    maker=record("Maker", name=field("string"), country=field("string")) | {"required": ["name"]},
    parts=keyed(record("Part", mass=field("number"), colour=field("string"))),
    range=record("Range", low=field("number"), high=field("number"))
    | {"dependentRequired": {"low": ["high"]}},
    few=keyed(field("number"), maxProperties=1),
) | {"required": ["name"]}
PLACE = place_of(KETTLE)
DOCUMENT = {
    "name": {"en": "Kettle", "de": "Kessel"},
    "mass": 900,
    "maker": {"name": "Example Devices", "country": "DE"},
    "parts": {"lid": {"mass": 80, "colour": "red"}, "handle": {"mass": 60}},
    "range": {"high": 3},
    "few": {"a": 1},
}


def excerpt_of(patch):
    return excerpt(PLACE, DOCUMENT, patch)


@st.composite
def patches(draw, schema):
    """Draw an object that may or may not keep to the schema, removals included."""
    found = draw(documents(schema))
    changed = draw(mutations(schema, found))
    return changed if isinstance(changed, dict) else found


@pytest.mark.parametrize("name", EVERY)
@BOUNDED
@given(st.data())
def test_no_document_that_a_patch_broke_has_a_valid_excerpt(name, data):
    schema, validator = EVERY[name], VALIDATORS[name]
    document = data.draw(documents(schema))
    patch = data.draw(patches(schema))
    if data.draw(st.booleans()):
        patch = smallest(document, patch)
    place = place_of(schema)
    part = None if place is None else excerpt(place, document, patch)
    if part is not None and validator.is_valid(part):
        assert validator.is_valid(apply(document, patch))


@BOUNDED
@given(st.data())
def test_a_patch_that_removes_nothing_is_judged_by_its_excerpt_alone(data):
    schema = EVERY["smartphone/0.1"]
    document, patch = data.draw(documents(schema)), data.draw(documents(schema))
    part = excerpt(place_of(schema), document, patch)
    assert part is not None
    assert VALIDATORS["smartphone/0.1"].is_valid(part)


def test_an_excerpt_holds_what_the_patch_touches_and_what_is_required_beside_it():
    assert excerpt_of({"mass": 950}) == {"name": DOCUMENT["name"], "mass": 950}
    assert excerpt_of({"maker": {"country": "FR"}})["maker"] == {
        "name": "Example Devices",
        "country": "FR",
    }
    assert excerpt_of({"parts": {"lid": {"mass": 90}}})["parts"] == {"lid": {"mass": 90}}
    assert excerpt_of({"name": {"en": "Pot"}})["name"] == {"en": "Pot"}


def test_an_empty_patch_leaves_what_is_required():
    assert excerpt_of({}) == {"name": DOCUMENT["name"]}


def test_neither_document_nor_patch_is_changed():
    patch = {"maker": {"country": "FR"}}
    excerpt_of(patch)["maker"]["country"] = "IT"
    assert patch == {"maker": {"country": "FR"}}
    assert DOCUMENT["maker"]["country"] == "DE"


def test_a_new_record_brings_all_that_it_has():
    assert excerpt_of({"parts": {"base": {"mass": 1}}})["parts"] == {"base": {"mass": 1}}
    without = {key: value for key, value in DOCUMENT.items() if key != "maker"}
    assert excerpt(PLACE, without, {"maker": {"country": "FR"}})["maker"] == {"country": "FR"}


@pytest.mark.parametrize(
    "patch",
    [
        {"mass": None},
        {"maker": {"country": None}},
        {"parts": {"lid": None}},
        {"range": {"low": 1}},
        {"few": {"b": 2}},
    ],
    ids=[
        "a removal",
        "a removal further down",
        "the removal of an entry",
        "a member that needs another",
        "an entry in a map that may be full",
    ],
)
def test_what_an_excerpt_cannot_show_is_left_to_the_whole_document(patch):
    assert excerpt_of(patch) is None


def test_a_member_that_the_schema_does_not_know_is_kept_so_that_it_is_refused():
    assert excerpt_of({"stray": 1})["stray"] == 1
    assert excerpt(PLACE, {**DOCUMENT, "stray": {"a": 1}}, {"stray": {"b": 1}}) is None


@pytest.mark.parametrize("keyword", ["maxProperties", "dependentRequired", "enum", "const", "not"])
def test_an_object_that_is_judged_by_more_than_its_members_has_no_place(keyword):
    assert place_of({**record(a=field("string")), keyword: {}}) is None
    assert place_of(record(inner={**record(), keyword: {}})).members["inner"] is None


@pytest.mark.parametrize("schema", [field("string"), True, {}, None])
def test_what_is_no_object_has_no_place(schema):
    assert place_of(schema) is None
