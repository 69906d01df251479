"""Not declared, not open and zero are three things."""

from datetime import date

from domain.audiences import ANYONE, OWNER
from public.pages.silence import shut_in, undeclared_in
from tests.public.examples import sheet
from tests.public.pages.schemas import keyed, leaf, record, sector

REPAIRER = {"x-access": ["repairer"]}
DUTY = {"x-required": {"basis": "Regulation (EU) 1", "from": "2026-06-20"}}


def shut(schema, document, audiences=ANYONE):
    page = sheet(document, schema, audiences=audiences)
    return [(s.label, s.audiences) for s in shut_in(page, schema.root.members["part"], "Part")]


def undeclared(schema, document, today=date(2026, 11, 25)):
    page = sheet(document, schema, today=today)
    node, value = schema.root.members["part"], page.value("part")
    return [(u.label, u.duty) for u in undeclared_in(page, node, ("part",), "Part", value)]


def test_what_is_shut_names_those_who_may_see_it():
    schema = sector(part=record("Part", {"open": leaf("Open"), "price": leaf("Price", **REPAIRER)}))
    assert shut(schema, {}) == [("Part: Price", "Open to repairers")]


def test_a_part_that_is_wholly_shut_is_named_once():
    schema = sector(
        part=keyed("Hazards", record("Hazard", {"a": leaf("A"), "b": leaf("B")}), **REPAIRER)
    )
    assert shut(schema, {}) == [("Part", "Open to repairers")]


def test_fields_of_the_same_audience_stand_together():
    schema = sector(
        part=record(
            "Part",
            {
                "open": leaf("Open"),
                "a": leaf("A", **REPAIRER),
                "b": leaf("B", **REPAIRER),
                "c": leaf("C", **{"x-access": []}),
            },
        )
    )
    assert shut(schema, {}) == [
        ("Part: A; B", "Open to repairers"),
        ("Part: C", "Open to the operator alone"),
    ]


def test_whether_a_shut_value_is_declared_is_not_told():
    schema = sector(part=record("Part", {"open": leaf("Open"), "price": leaf("Price", **REPAIRER)}))
    silent, declared = {"part": {"open": "1"}}, {"part": {"open": "1", "price": "2"}}
    assert shut(schema, silent) == shut(schema, declared)
    assert undeclared(schema, silent) == undeclared(schema, declared) == []


def test_nothing_is_shut_to_the_operator():
    schema = sector(part=record("Part", {"price": leaf("Price", **REPAIRER)}))
    assert shut(schema, {}, audiences=frozenset({OWNER})) == []


def test_a_missing_value_says_whether_the_law_asks_for_it():
    members = {"a": leaf("A", **DUTY), "b": leaf("B"), "c": leaf("C")}
    (owed, free) = undeclared(sector(part=record("Part", members)), {"part": {"c": "1"}})
    assert owed == ("Part: A", "Required since 20 June 2026 by Regulation (EU) 1")
    assert free == ("Part: B", "")


def test_a_duty_of_later_days_is_told_as_such():
    schema = sector(part=record("Part", {"a": leaf("A", **DUTY)}))
    ((_, duty), *_) = undeclared(schema, {}, today=date(2026, 6, 19))
    assert duty == "Required from 20 June 2026 by Regulation (EU) 1"


def test_a_part_that_is_wholly_absent_is_named_once_besides_its_duties():
    schema = sector(part=record("Part", {"a": leaf("A", **DUTY), "b": leaf("B"), "c": leaf("C")}))
    assert undeclared(schema, {}) == [
        ("Part: A", "Required since 20 June 2026 by Regulation (EU) 1"),
        ("Part", ""),
    ]


def test_entries_are_not_asked_for_their_own_gaps():
    schema = sector(part=keyed("Parts", record("Part", {"a": leaf("A", **DUTY)})))
    assert undeclared(schema, {}) == [("Part", "")]
    assert undeclared(schema, {"part": {"x": {"a": "1"}}}) == []
