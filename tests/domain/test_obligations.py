"""Declared, missing, not yet required, not applicable and voluntary are five answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.obligations import LEVELS, Answer, Ground, standings
from domain.sector_schema import PENDING, walk

TODAY = date(2027, 6, 1)
EARLIER, LATER = "2027-02-18", "2028-08-18"


def duty(since=EARLIER, **more):
    return {"basis": "Act", "from": since, **more}


def leaf(*duties):
    return {"type": "string", **({"x-required": list(duties)} if duties else {})}


def record(**members):
    return {"type": "object", "properties": members}


def keyed(each):
    return {"type": "object", "additionalProperties": each}


def stood(schema, document, day=TODAY, level="item", pointer="/a"):
    """Return how one leaf of a record stands."""
    return standings(walk(schema), document, day, level)[pointer]


def answer(schema, document, **more):
    return stood(schema, document, **more).answer


def test_a_value_that_is_there_is_declared_whatever_is_asked():
    for schema in (leaf(), leaf(duty()), leaf(duty(LATER)), leaf(duty(**{"for": ["ev"]}))):
        assert answer(record(a=schema), {"a": "1", "category": "lmt"}) is Answer.DECLARED


def test_false_zero_and_empty_texts_are_declared_too():
    for value in (False, 0, ""):
        assert answer(record(a=leaf(duty())), {"a": value}) is Answer.DECLARED


def test_what_nothing_asks_for_is_voluntary():
    found = stood(record(a=leaf()), {})
    assert (found.answer, found.duty, found.ground) == (Answer.VOLUNTARY, None, None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 2, 17), Answer.NOT_YET_REQUIRED),
        (date(2027, 2, 18), Answer.MISSING),
        (date(2099, 1, 1), Answer.MISSING),
    ],
)
def test_a_duty_holds_from_its_day_on(day, expected):
    found = stood(record(a=leaf(duty())), {}, day=day)
    assert (found.answer, found.duty.basis, found.duty.since) == (expected, "Act", EARLIER)


def test_a_duty_without_a_day_is_never_missing():
    found = stood(record(a=leaf(duty(PENDING))), {}, day=date(2099, 1, 1))
    assert (found.answer, found.duty.since) == (Answer.NOT_YET_REQUIRED, PENDING)


def test_what_the_law_asks_of_other_categories_is_not_applicable():
    schema = record(a=leaf(duty(**{"for": ["ev", "lmt"]})))
    assert answer(schema, {"category": "lmt"}) is Answer.MISSING
    found = stood(schema, {"category": "portable"})
    assert (found.answer, found.ground) == (Answer.NOT_APPLICABLE, Ground.CATEGORY)
    assert answer(schema, {}) is Answer.NOT_APPLICABLE


def test_each_category_has_its_own_day_and_basis():
    schema = record(
        a=leaf(
            {"basis": "One", "from": EARLIER, "for": ["ev"]},
            {"basis": "Other", "from": LATER, "for": ["lmt"]},
            {"basis": "Third", "from": PENDING, "for": ["sli"]},
        )
    )
    found = {name: stood(schema, {"category": name}) for name in ("ev", "lmt", "sli")}
    assert [(f.answer, f.duty.basis) for f in found.values()] == [
        (Answer.MISSING, "One"),
        (Answer.NOT_YET_REQUIRED, "Other"),
        (Answer.NOT_YET_REQUIRED, "Third"),
    ]


@given(st.permutations([duty(PENDING), duty(LATER), duty(EARLIER), duty("2027-05-01")]))
def test_of_several_duties_the_earliest_governs_in_any_order(duties):
    found = stood(record(a=leaf(*duties)), {})
    assert (found.answer, found.duty.since) == (Answer.MISSING, EARLIER)


def test_a_dated_duty_governs_before_one_whose_day_is_not_set():
    assert stood(record(a=leaf(duty(PENDING), duty(LATER))), {}).duty.since == LATER


@pytest.mark.parametrize(
    ("duty_level", "owing"),
    [("model", ["model", "batch", "item"]), ("batch", ["batch", "item"]), ("item", ["item"])],
)
def test_what_belongs_to_batches_or_items_is_not_asked_of_those_above(duty_level, owing):
    schema = record(a=leaf(duty(level=duty_level)))
    found = {level: stood(schema, {}, level=level) for level in LEVELS}
    assert [level for level in LEVELS if found[level].answer is Answer.MISSING] == owing
    for level in set(LEVELS) - set(owing):
        assert found[level].answer is Answer.NOT_APPLICABLE
        assert (found[level].ground, found[level].duty.level) == (Ground.LEVEL, duty_level)


def test_what_does_not_apply_can_be_said_where_the_law_leaves_it_open():
    schema = record(a=leaf(duty(conditional=True)))
    assert answer(schema, {}) is Answer.MISSING
    assert answer(schema, {"not_applicable": ["b"]}) is Answer.MISSING
    found = stood(schema, {"not_applicable": ["a"]})
    assert (found.answer, found.ground) == (Answer.NOT_APPLICABLE, Ground.STATED)
    assert answer(schema, {"not_applicable": ["a"], "a": "1"}) is Answer.DECLARED


def test_what_nothing_asks_for_can_be_ruled_out_as_well():
    for schema in (leaf(), leaf(duty(**{"for": ["ev"]}))):
        found = stood(record(a=schema), {"category": "lmt", "not_applicable": ["a"]})
        assert (found.answer, found.ground) == (Answer.NOT_APPLICABLE, Ground.STATED)


def test_a_statement_does_not_take_away_what_the_law_asks_without_condition():
    assert answer(record(a=leaf(duty())), {"not_applicable": ["a"]}) is Answer.MISSING
    schema = record(a=leaf(duty(conditional=True, **{"for": ["industrial"]}), duty()))
    document = {"category": "industrial", "not_applicable": ["a"]}
    assert answer(schema, document) is Answer.MISSING


def test_a_statement_about_a_part_holds_for_all_below_it():
    inner = record(b=keyed(record(c=leaf(duty(conditional=True)))))
    document = {"not_applicable": ["a"]}
    assert answer(record(a=inner), document, pointer="/a/b/*/c") is Answer.NOT_APPLICABLE
    below = {"a": {"not_applicable": ["b"]}}
    assert answer(record(a=inner), below, pointer="/a/b/*/c") is Answer.NOT_APPLICABLE


ENTRIES = [
    ({}, Answer.MISSING),
    ({"a": {}}, Answer.MISSING),
    ({"a": {"x": {"b": "1"}}}, Answer.DECLARED),
    ({"a": {"x": {"b": "1"}, "y": {}}}, Answer.MISSING),
    ({"a": {"x": {"b": "1"}, "y": {"not_applicable": ["b"]}}}, Answer.DECLARED),
    ({"a": {"x": {"not_applicable": ["b"]}}}, Answer.NOT_APPLICABLE),
    ({"a": {"x": {"not_applicable": ["b"]}, "y": {}}}, Answer.MISSING),
]


@pytest.mark.parametrize(("document", "expected"), ENTRIES)
def test_a_leaf_of_entries_is_declared_when_every_entry_answers(document, expected):
    schema = record(a=keyed(record(b=leaf(duty(conditional=True)))))
    assert answer(schema, document, pointer="/a/*/b") is expected


def test_every_leaf_of_the_schema_is_answered():
    schema = record(a=leaf(duty()), part=record(b=leaf(), c=leaf(duty(LATER))), d=keyed(leaf()))
    found = standings(walk(schema), {"part": {"b": "1"}}, TODAY, "model")
    assert {pointer: each.answer.value for pointer, each in found.items()} == {
        "/a": "missing",
        "/part/b": "declared",
        "/part/c": "not-yet-required",
        "/d/*": "voluntary",
    }
