import json
import socket
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema.exceptions import _WrappedReferencingError
from referencing import Registry

from domain.faults import Invalid
from domain.pointers import path_of
from domain.validation import Validator
from domain.validation.validator import _Finder
from tests.domain.strategies import documents
from tests.domain.validation_schemas import SMALL, field, keyed, record, sector, text

EVERYTHING = sector(
    name=text("Name"),
    category=field("string", "Category", enum=["phone", "laptop"], x_labels={"phone": "Phone"}),
    mass=field("number", "Mass", exclusiveMinimum=0, maximum=1000, x_unit="g"),
    width=field("number", "Width", minimum=1, exclusiveMaximum=10, x_unit="[in_i]"),
    count=field("integer", "Count", minimum=1),
    code=field("string", "Code", pattern="^[A-Z]{2}$", examples=["NL"]),
    serial=field("string", "Serial", pattern="^[0-9]+$"),
    note=field("string", "Note", minLength=2, maxLength=2),
    day=field("string", "Day", format="date"),
    moment=field("string", "Moment", format="date-time"),
    link=field("string", "Link", format="uri"),
    sound=field("boolean", "Sound", const=True),
    countries=field(
        "array", "Countries", items={"type": "string"}, minItems=2, maxItems=3, uniqueItems=True
    ),
    parts=keyed(
        record("Part", mass=field("number", "Mass", x_unit="kg")), "Parts", maxProperties=1
    ),
    many=field("string", "Many", enum=[f"v{n}" for n in range(20)]),
    recycled_content=field("number", "Recycled content", x_unit="%"),
    low=field("number", "Low"),
    high=field("number", "High"),
) | {"required": ["name", "category"], "dependentRequired": {"low": ["high"]}}
GOOD = {"name": {"en": "Aster"}, "category": "phone"}
VALIDATOR = Validator(EVERYTHING)


def only_fault(**members):
    (found,) = VALIDATOR.check({**GOOD, **members})
    return found


def test_a_good_document_has_no_fault():
    assert VALIDATOR.is_valid(GOOD)
    assert VALIDATOR.check(GOOD) == []


CASES = [
    ({"mass": 0}, "/mass", "exclusive_minimum", "more than 0 g", "at most 1000 g"),
    ({"mass": 1001}, "/mass", "maximum", "at most 1000 g", "more than 0 g"),
    ({"width": 0}, "/width", "minimum", "at least 1 inches", "less than 10 inches"),
    ({"width": 10}, "/width", "exclusive_maximum", "less than 10 inches", "at least 1 inches"),
    ({"mass": "12 g"}, "/mass", "type", "a number", "a number in g, without quotation marks"),
    ({"count": 1.5}, "/count", "type", "a whole number", "without a fraction"),
    ({"mass": None}, "/mass", "type", "a number", "a number in g"),
    ({"name": "Aster"}, "/name", "type", "an object", '{"en": "..."}'),
    ({"name": {"en": 5}}, "/name/en", "type", "An entry of “Name” must be text", "quotation"),
    ({"name": {}}, "/name", "min_properties", "too few entries", "at least 1 entry"),
    ({"name": {"English": "x"}}, "/name/English", "property_name", "“Name”", "such as en"),
    ({"category": "x"}, "/category", "enum", "allowed values", '"phone" (Phone), "laptop"'),
    ({"many": "x"}, "/many", "enum", "allowed values", "one of the 20 values in the schema, among"),
    ({"sound": False}, "/sound", "const", "one value only", "Write true"),
    ({"code": "nl"}, "/code", "pattern", "in the form", 'like "NL", in the form ^[A-Z]{2}$'),
    ({"serial": "x"}, "/serial", "pattern", "in the form", "in the form ^[0-9]+$"),
    ({"note": "x"}, "/note", "min_length", "too short", "exactly 2 characters"),
    ({"note": "xyz"}, "/note", "max_length", "too long", "exactly 2 characters"),
    ({"day": "2027-02-29"}, "/day", "format", "a calendar date", "year-month-day"),
    ({"moment": "2027-02-28"}, "/moment", "format", "point in time", "2027-02-18T09:30:00Z"),
    ({"link": "example.org"}, "/link", "format", "web address", "https://"),
    (
        {"countries": ["a"]},
        "/countries",
        "min_items",
        "too few",
        "at least 2 and at most 3 entries",
    ),
    ({"countries": [*"abcd"]}, "/countries", "max_items", "too many", "at most 3 entries"),
    ({"countries": ["a", "a"]}, "/countries", "unique", "more than once", "once"),
    ({"countries": ["a", 1]}, "/countries/1", "type", "An entry of “Countries”", "quotation"),
    ({"parts": {"a": {}, "b": {}}}, "/parts", "max_properties", "too many", "at most 1 entry"),
    ({"parts": {"A b": {}}}, "/parts/A b", "property_name", "“Parts”", "lower-case letters"),
    ({"parts": {"a": {"mass": "1"}}}, "/parts/a/mass", "type", "“Mass”", "a number in kg"),
    ({"low": 1}, "/high", "dependent_required", "“High” is missing", 'leave out "low"'),
    (
        {"recycled-content": 1},
        "/recycled-content",
        "additional",
        "no member",
        '"recycled_content"?',
    ),
    ({"zzz": 1}, "/zzz", "additional", "no member of this name", "Leave it out."),
    ({"a/b~c": 1}, "/a~1b~0c", "additional", "no member of this name", "Leave it out."),
]


@pytest.mark.parametrize(("members", "pointer", "code", "sentence", "remedy"), CASES)
def test_each_fault_names_its_place_its_code_and_its_remedy(
    members, pointer, code, sentence, remedy
):
    found = only_fault(**members)
    assert (found.pointer, found.code) == (pointer, code)
    assert sentence in found.sentence
    assert remedy in found.remedy
    assert found.sentence.endswith(".")
    assert found.remedy.endswith((".", "$."))


def test_a_missing_member_is_a_fault_at_its_own_place():
    faults = VALIDATOR.check({})
    assert [(fault.pointer, fault.code) for fault in faults] == [
        ("/category", "required"),
        ("/name", "required"),
    ]
    assert faults[0].sentence == "“Category” is missing."
    assert faults[0].remedy == 'Add the member "category": text, in quotation marks.'


def test_a_document_that_is_no_object_is_one_fault_at_the_root():
    (found,) = VALIDATOR.check([])
    assert (found.pointer, found.code) == ("", "type")
    assert found.sentence == "The document must be an object."


def test_all_faults_come_at_once_and_sorted_by_place():
    document = {"category": 5, "mass": -1, "zzz": 1, "countries": ["a", "a", 1, None], "day": "x"}
    found = [(fault.pointer, fault.code) for fault in VALIDATOR.check(document)]
    assert found == [
        ("/category", "enum"),
        ("/category", "type"),
        ("/countries", "max_items"),
        ("/countries", "unique"),
        ("/countries/2", "type"),
        ("/countries/3", "type"),
        ("/day", "format"),
        ("/mass", "exclusive_minimum"),
        ("/name", "required"),
        ("/zzz", "additional"),
    ]


def test_a_name_that_is_already_given_is_not_suggested():
    assert "Did you mean" not in only_fault(mass=1, Mass=1).remedy
    assert 'Did you mean "mass"?' in only_fault(Mass=1).remedy


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_no_sentence_and_no_remedy_repeats_a_submitted_value(data):
    canaries = st.integers(10**9, 10**10).map(lambda number: f"canary{number}")
    schema = data.draw(st.sampled_from([EVERYTHING, *SMALL]))
    document = data.draw(
        documents(schema, whole=True, leaf=lambda _path, _schema: canaries | st.just(-98765.4321))
    )
    for fault in Validator(schema).check(document):
        told = fault.code + fault.sentence + fault.remedy
        assert "canary" not in told
        assert "98765" not in told
        assert path_of(fault.pointer)


def test_a_disagreement_of_the_engines_is_an_error_that_names_the_schema_alone():
    class No:
        def is_valid(self, document):
            return False

    validator = Validator(EVERYTHING)
    validator._verdict = No()
    with pytest.raises(RuntimeError) as caught:
        validator.check({**GOOD, "note": "no"})
    assert str(caught.value) == "The engines disagree on a document of the schema tests/0.1."


BACKTRACKING = sector(code=field("string", pattern="^(a+)+$"))


def test_a_pattern_that_makes_others_backtrack_for_ever_is_judged_at_once():
    validator = Validator(BACKTRACKING)
    started = time.perf_counter()
    document = {"code": "a" * 32 + "!"}
    assert not validator.is_valid(document)
    assert [fault.code for fault in validator.check(document)] == ["pattern"]
    assert validator.is_valid({"code": "a" * 60_000})
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "[", "(?<!a)b"])
def test_a_pattern_that_needs_backtracking_is_refused_when_the_schema_is_compiled(pattern):
    with pytest.raises(Invalid) as caught:
        Validator(sector(code=field("string", pattern=pattern)))
    assert caught.value.faults[0].code == "schema.unusable"
    assert "tests/0.1" in caught.value.faults[0].sentence


def test_entries_that_only_look_alike_are_not_told_as_repeated():
    validator = Validator(sector(any=field("array", items={"type": "number"}, uniqueItems=True)))
    alike = [1, True, [1], [True], "1", {"a": 1}, {"a": True}, 0, False, None, [], {}]
    assert {fault.code for fault in validator.faults({"any": alike})} == {"type"}
    for twice in ([1, 1.0], [0, -0.0], [[1], [1.0]], [{"a": 1, "b": 2}, {"b": 2, "a": 1}]):
        assert "unique" in {fault.code for fault in validator.faults({"any": twice})}


def test_a_hostile_list_is_judged_in_a_moment():
    entries = [n if n % 2 else str(n) for n in range(10_000)]
    validator = Validator(sector(any=field("array", items={"type": "string"}, uniqueItems=True)))
    started = time.perf_counter()
    assert len(validator.faults({"any": entries})) == 5_000
    assert time.perf_counter() - started < 3


def test_thousands_of_unknown_members_are_told_in_a_moment():
    started = time.perf_counter()
    faults = VALIDATOR.check({**GOOD, **{f"recycled-content-{n}": n for n in range(9_000)}})
    assert len(faults) == 9_000
    assert sum("Did you mean" in fault.remedy for fault in faults) == 20
    assert time.perf_counter() - started < 3


@pytest.fixture
def trap():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        yield listener


@pytest.mark.parametrize("place", ["root", "leaf", "definition"])
def test_a_reference_to_another_host_is_never_fetched(trap, place):
    remote = {"$ref": f"http://127.0.0.1:{trap.getsockname()[1]}/schema.json"}
    schema = {
        "root": {**EVERYTHING, **remote},
        "leaf": sector(name=remote),
        "definition": {**EVERYTHING, "$defs": {"unused": remote}},
    }[place]
    with pytest.raises(Invalid):
        Validator(schema)
    if place != "definition":
        with pytest.raises(_WrappedReferencingError):
            list(_Finder(schema, registry=Registry()).iter_errors(GOOD))
    with pytest.raises(BlockingIOError):
        trap.accept()


def test_a_schema_that_is_no_schema_is_refused():
    with pytest.raises(Invalid):
        Validator({"$id": "tests/0.1", "type": "thing"})


def test_faults_can_be_written_as_json():
    for fault in VALIDATOR.check({"zzz": 1}):
        assert json.dumps([fault.code, fault.sentence, fault.pointer, fault.remedy])
