import copy

import pytest

from domain.activity import MAX_LINES, parse_activity
from domain.faults import Invalid
from domain.inventory import Line

BODY = {
    "method": "cradle-to-grave-screening/1",
    "functional_unit": {"en": "One laptop, used for four years"},
    "materials": {"stage": "raw-materials"},
    "end_of_life": {
        "routes": {
            "aluminium": "end-of-life/aluminium/closed-loop",
            "*": "end-of-life/weee-small/open-loop",
        }
    },
    "lines": [
        {
            "key": "electricity",
            "stage": "use",
            "quantity": 432,
            "unit": "MJ",
            "factor": "grid/DEU",
            "title": {"en": "Electricity over four years", "zh-Hans": "四年用电"},
        },
        {
            "key": "carton",
            "stage": "raw-materials",
            "quantity": 350,
            "unit": "g",
            "factor": "material/cardboard",
            "title": {"en": "Carton"},
        },
    ],
    "not_calculated": {"manufacturing": {"en": "The plants have not reported yet."}},
}
GONE = object()


def changed(*edits):
    """The body with each (path, value) put in; GONE removes."""
    body = copy.deepcopy(BODY)
    for path, value in edits:
        target = body
        for step in path[:-1]:
            target = target[step]
        if value is GONE:
            del target[path[-1]]
        else:
            target[path[-1]] = value
    return body


def faults_of(body):
    with pytest.raises(Invalid) as refusal:
        parse_activity(body)
    return refusal.value.faults


def test_a_body_is_read_into_an_activity_with_quantities_in_base_units():
    activity = parse_activity(BODY)
    assert activity.method == "cradle-to-grave-screening/1"
    assert activity.materials_stage == "raw-materials"
    assert activity.routes == BODY["end_of_life"]["routes"]
    # 432 MJ / 3.6 = 120 kW.h; 350 g = 0.35 kg, and as raw material it counts as mass.
    assert activity.lines == (
        Line("use", "electricity", BODY["lines"][0]["title"], 120.0, "kW.h", "grid/DEU", 0.0),
        Line("raw-materials", "carton", {"en": "Carton"}, 0.35, "kg", "material/cardboard", 0.35),
    )
    assert activity.not_calculated == BODY["not_calculated"]


def test_materials_alone_are_enough():
    activity = parse_activity(
        {
            "method": "cradle-to-grave-screening/1",
            "functional_unit": {"en": "One"},
            "materials": {"stage": "raw-materials"},
        }
    )
    assert (activity.lines, activity.routes, activity.not_calculated) == ((), {}, {})


def test_a_zero_quantity_and_a_factor_of_an_unknown_family_are_accepted():
    line = ("lines", 0)
    activity = parse_activity(
        changed(((*line, "quantity"), 0), ((*line, "unit"), "1"), ((*line, "factor"), "part/chip"))
    )
    assert (activity.lines[0].quantity, activity.lines[0].unit) == (0.0, "1")


@pytest.mark.parametrize(
    ("path", "value", "code", "pointer"),
    [
        (("method",), GONE, "required", "/method"),
        (("method",), "pef/9", "enum", "/method"),
        (("method",), 1, "type", "/method"),
        (("functional_unit",), GONE, "required", "/functional_unit"),
        (("functional_unit",), "One laptop", "type", "/functional_unit"),
        (("functional_unit",), {}, "min_properties", "/functional_unit"),
        (("functional_unit",), {"en": "  "}, "min_length", "/functional_unit/en"),
        (("functional_unit",), {"en": "x" * 2001}, "max_length", "/functional_unit/en"),
        (("functional_unit",), {"en": None}, "type", "/functional_unit/en"),
        (("functional_unit",), {"English": "One"}, "property_name", "/functional_unit/English"),
        (("remarks/~",), "x", "additional", "/remarks~1~0"),
        (("materials",), True, "type", "/materials"),
        (("materials",), {}, "required", "/materials/stage"),
        (("materials", "stage"), "mining", "enum", "/materials/stage"),
        (("materials", "mass"), 4, "additional", "/materials/mass"),
        (("end_of_life",), {}, "required", "/end_of_life/routes"),
        (("end_of_life", "routes"), "weee", "type", "/end_of_life/routes"),
        (("end_of_life", "routes", "*"), GONE, "required", "/end_of_life/routes/*"),
        (("end_of_life", "routes", "steel"), "closed-loop", "pattern", "/end_of_life/routes/steel"),
        (("end_of_life", "routes", "steel"), "grid/DEU", "pattern", "/end_of_life/routes/steel"),
        (
            ("end_of_life", "routes", "Steel"),
            "end-of-life/steel/landfill",
            "property_name",
            "/end_of_life/routes/Steel",
        ),
        (("lines",), {}, "type", "/lines"),
        (("lines",), [{}] * (MAX_LINES + 1), "max_items", "/lines"),
        (("lines", 1), "carton", "type", "/lines/1"),
        (("lines", 1, "key"), GONE, "required", "/lines/1/key"),
        (("lines", 1, "key"), "electricity", "unique", "/lines/1/key"),
        (("lines", 1, "key"), "Carton box", "pattern", "/lines/1/key"),
        (("lines", 1, "key"), "c" * 65, "max_length", "/lines/1/key"),
        (("lines", 1, "stage"), "packaging", "enum", "/lines/1/stage"),
        (("lines", 1, "quantity"), -1, "minimum", "/lines/1/quantity"),
        (("lines", 1, "quantity"), "350", "type", "/lines/1/quantity"),
        (("lines", 1, "quantity"), True, "type", "/lines/1/quantity"),
        (("lines", 1, "quantity"), 10**400, "maximum", "/lines/1/quantity"),
        (("lines", 1, "quantity"), float("nan"), "maximum", "/lines/1/quantity"),
        (("lines", 1, "unit"), "lb", "enum", "/lines/1/unit"),
        (("lines", 1, "unit"), "kW.h", "unit.kind", "/lines/1/unit"),
        (("lines", 1, "factor"), "cardboard", "pattern", "/lines/1/factor"),
        (("lines", 1, "factor"), "material/" + "c" * 120, "max_length", "/lines/1/factor"),
        (("lines", 1, "factor"), "freight/ship", "unit.kind", "/lines/1/unit"),
        (("lines", 1, "title"), GONE, "required", "/lines/1/title"),
        (("lines", 1, "note"), "x", "additional", "/lines/1/note"),
        (("not_calculated",), [], "type", "/not_calculated"),
        (("not_calculated", "mining"), {"en": "x"}, "additional", "/not_calculated/mining"),
        (
            ("not_calculated", "manufacturing"),
            {},
            "min_properties",
            "/not_calculated/manufacturing",
        ),
    ],
)
def test_one_mistake_is_one_fault_at_its_place(path, value, code, pointer):
    assert [(f.code, f.pointer) for f in faults_of(changed((path, value)))] == [(code, pointer)]


@pytest.mark.parametrize("stage", ["raw-materials", "use", "end-of-life"])
def test_a_stage_with_lines_cannot_give_a_reason_for_having_none(stage):
    (fault,) = faults_of(changed((("not_calculated", stage), {"en": "Not known."})))
    assert (fault.code, fault.pointer) == ("activity.contradiction", f"/not_calculated/{stage}")


def test_two_lines_without_a_key_lack_a_key_and_are_no_duplicates():
    faults = faults_of(changed((("lines", 0, "key"), GONE), (("lines", 1, "key"), GONE)))
    assert [(f.code, f.pointer) for f in faults] == [
        ("required", "/lines/0/key"),
        ("required", "/lines/1/key"),
    ]


def test_a_model_that_describes_nothing_is_a_fault():
    (fault,) = faults_of(
        {"method": "cradle-to-grave-screening/1", "functional_unit": {"en": "One"}}
    )
    assert (fault.code, fault.pointer) == ("required", "")


@pytest.mark.parametrize("body", [None, [], "x", 3])
def test_a_body_that_is_no_object_is_one_fault(body):
    (fault,) = faults_of(body)
    assert (fault.code, fault.pointer) == ("type", "")


def test_all_faults_are_found_at_once():
    body = changed(
        (("method",), "secret-method"),
        (("lines", 0, "quantity"), -3),
        (("lines", 0, "title"), {"en": ""}),
        (("lines", 1, "stage"), "secret-stage"),
        (("extra",), 1),
    )
    assert {f.pointer for f in faults_of(body)} == {
        "/method",
        "/lines/0/quantity",
        "/lines/0/title/en",
        "/lines/1/stage",
        "/extra",
    }


def test_no_fault_quotes_what_was_submitted_and_each_names_a_remedy():
    body = changed(
        (("method",), "secret"),
        (("lines", 0, "unit"), "secret"),
        (("lines", 0, "factor"), "secret"),
        (("lines", 1, "stage"), "secret"),
        (("lines", 1, "key"), "SECRET"),
    )
    faults = faults_of(body)
    assert len(faults) == 5
    assert all(f.remedy and "secret" not in (f.sentence + f.remedy).lower() for f in faults)
