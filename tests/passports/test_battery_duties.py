"""Who owes which data point of the battery passport, from when, and what can be ruled out."""

from datetime import date

import pytest

from domain.obligations import Answer, Ground, standings
from domain.sector_schema import PENDING, Obligation
from tests.passports.battery import GUIDED, POINTS, WALK
from tests.public.examples import example

BY_POINTER = {field.pointer: field for field in WALK.fields}
START = "2027-02-18"  # Article 77(1)
NEXT_YEAR, MUCH_LATER = date(2028, 1, 1), date(2040, 1, 1)
# Article 8(1): batteries that contain the metal in their active materials. The guidance has these
# shares filled in from February 2027 already; the schema keeps to the Regulation.
RECYCLED = {20, 21, 22, 23}
RECYCLED_FROM = {"ev": "2028-08-18", "lmt": "2033-08-18", "industrial": "2028-08-18"}
MONTH_OF_MANUFACTURE = 9
OF_ITEMS = 4
SHARED = [leaf for leaf in BY_POINTER if sum(leaf in point.leaves for point in POINTS) > 1]


def duties(point, category):
    """Return the duties of a point's leaves for one category."""
    return [
        duty
        for leaf in point.leaves
        for duty in BY_POINTER[leaf].obligations
        if category in duty.categories
    ]


def tier(duty: Obligation) -> str:
    if duty.since == PENDING:
        return "P"
    return "C" if duty.conditional else "M"


CASES = [
    (point, guided, category)
    for point in POINTS
    for guided, categories in GUIDED.items()
    for category in categories
    if point.leaves
]


@pytest.mark.parametrize(
    ("point", "guided", "category"), CASES, ids=[f"{p.number}-{c}" for p, _g, c in CASES]
)
def test_a_data_point_is_owed_as_the_guidance_says(point, guided, category):
    expected = point.tiers[guided]
    found = duties(point, category)
    if point.number in RECYCLED:
        since = [RECYCLED_FROM[category]] if category in RECYCLED_FROM else []
        assert [(duty.since, tier(duty)) for duty in found] == [(day, "C") for day in since]
        return
    if expected in "-O":
        own = [leaf for leaf in point.leaves if leaf not in SHARED]
        assert not any(
            category in d.categories for leaf in own for d in BY_POINTER[leaf].obligations
        )
        return
    assert {tier(duty) for duty in found} == {expected}
    assert {duty.since for duty in found} == {PENDING if expected == "P" else START}


@pytest.mark.parametrize("point", [p for p in POINTS if p.leaves], ids=lambda p: str(p.number))
def test_only_single_batteries_owe_what_annex_xiii_asks_of_single_batteries(point):
    level = "item" if point.group == OF_ITEMS else "model"
    level = "batch" if point.number == MONTH_OF_MANUFACTURE else level
    found = {duty.level for leaf in point.leaves for duty in BY_POINTER[leaf].obligations}
    assert found <= {level}


@pytest.mark.parametrize("category", ["industrial-small", "sli", "portable"])
def test_batteries_without_a_passport_owe_what_their_code_has_to_lead_to(category):
    """Article 13(6)(b): label, declaration of conformity, waste information; (c): SLI batteries."""
    owing = {point.number for point in POINTS if duties(point, category)}
    label = {3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 25}
    assert owing == label | {40, 41, 42, 43} | (RECYCLED if category == "sli" else set())


def test_every_duty_names_the_regulation_and_its_categories():
    for field in BY_POINTER.values():
        for duty in field.obligations:
            assert "Regulation (EU) 2023/1542" in duty.basis
            assert duty.categories, field.pointer


def found_in(name, day, level, answer):
    found = standings(WALK, example("battery", name), day, level)
    return {pointer for pointer, each in found.items() if each.answer is answer}


def test_the_full_example_declares_all_that_is_asked_of_a_model():
    assert found_in("heron-78", MUCH_LATER, "model", Answer.MISSING) == set()
    assert found_in("heron-78", MUCH_LATER, "model", Answer.NOT_YET_REQUIRED) == set()


def test_an_item_owes_its_month_and_its_state_on_top():
    missing = found_in("heron-78", MUCH_LATER, "item", Answer.MISSING)
    assert {"/manufacturing_date", "/lifecycle_status", "/state/values/*/capacity"} <= missing
    assert "/state/health/certified_energy" in missing
    assert "/state/health/remaining_capacity" not in missing


def test_the_state_of_the_example_item_is_complete():
    missing = found_in("heron-60-item", MUCH_LATER, "item", Answer.MISSING)
    assert not {pointer for pointer in missing if pointer.startswith("/state")}


def test_before_the_start_nothing_is_missing():
    assert found_in("wren-500-item", date(2027, 2, 17), "item", Answer.MISSING) == set()
    assert found_in("wren-500-item", date(2027, 2, 18), "item", Answer.MISSING)


def test_what_waits_for_an_act_stays_not_yet_required():
    waiting = found_in("wren-500-item", MUCH_LATER, "item", Answer.NOT_YET_REQUIRED)
    assert "/carbon/declaration/class" in waiting
    assert "/origin/due_diligence/report" in waiting
    assert "/instructions_for_use" in waiting


def test_a_standby_battery_says_what_does_not_apply_to_it():
    found = standings(WALK, example("battery", "cask-12"), NEXT_YEAR, "model")
    stated = {pointer for pointer, each in found.items() if each.ground is Ground.STATED}
    assert stated == {
        "/recycled_content/cobalt",
        "/recycled_content/nickel",
        "/recycled_content/lead",
        "/durability/lifetime/cycles",
        "/durability/lifetime/reference_test",
        "/durability/lifetime/c_rate",
        "/durability/efficiency/initial",
        "/durability/efficiency/half_life",
        "/carbon/declaration/per_kwh",
        "/end/heavy_metal_symbols",
    }
    assert found["/durability/lifetime/exhaustion_threshold"].ground is Ground.CATEGORY
    assert found["/state/health/remaining_capacity"].ground is Ground.LEVEL


def test_an_electric_vehicle_battery_cannot_rule_out_its_cycles():
    document = example("battery", "heron-78")
    lifetime = document["durability"]["lifetime"]
    del lifetime["cycles"]
    lifetime["not_applicable"] = ["cycles"]
    found = standings(WALK, document, NEXT_YEAR, "model")
    assert found["/durability/lifetime/cycles"].answer is Answer.MISSING
