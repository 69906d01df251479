"""Not declared, not open and zero are three things, and there are reasons for not declaring."""

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


def duty(**more):
    basis = {"basis": "Act", "from": more.pop("since", "2026-02-18")}
    return {"x-required": {**basis, **more}}


def told(schema, document, today=date(2026, 11, 25)):
    page = sheet(document, schema, today=today)
    node, value = schema.root.members["part"], page.value("part")
    found = undeclared_in(page, node, ("part",), "Part", value)
    return [(u.label, u.word, u.duty) for u in found]


def undeclared(schema, document, today=date(2026, 11, 25)):
    return [(label, duty) for label, _word, duty in told(schema, document, today)]


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


def test_entries_are_not_asked_for_what_no_law_asks_for():
    schema = sector(part=keyed("Parts", record("Part", {"a": leaf("A"), "b": leaf("B")})))
    assert undeclared(schema, {}) == [("Part", "")]
    assert undeclared(schema, {"part": {"x": {"a": "1"}}}) == []


def test_a_list_that_the_law_asks_for_is_missing_as_a_whole_or_by_what_an_entry_lacks():
    members = {"a": leaf("A", **DUTY), "b": leaf("B", **DUTY), "c": leaf("C")}
    schema = sector(part=keyed("Parts", record("Part", members)))
    since = "Required since 20 June 2026 by Regulation (EU) 1"
    assert told(schema, {}) == [("Part", "Missing", since)]
    complete = {"a": "1", "b": "1"}
    assert told(schema, {"part": {"x": complete, "y": {"c": "1"}}}) == [
        ("Part: A; B", "Missing", since)
    ]
    assert told(schema, {"part": {"x": complete}}) == []


def test_missing_not_yet_required_and_not_required_are_told_apart():
    members = {
        "missing": leaf("Voltage", **duty()),
        "later": leaf("Capacity", **duty(since="2028-08-18")),
        "pending": leaf("Footprint", **duty(since="pending")),
        "other": leaf("Threshold", **duty(**{"for": ["ev"]})),
        "item": leaf("Health", **duty(level="item")),
        "batch": leaf("Month", **duty(level="batch")),
        "free": leaf("Colour"),
        "said": leaf("Weight", **duty()),
    }
    schema = sector(category=leaf("Category"), part=record("Part", members))
    assert told(schema, {"category": "lmt", "part": {"said": "1"}}) == [
        ("Part: Voltage", "Missing", "Required since 18 February 2026 by Act"),
        ("Part: Capacity", "Not yet required", "Required from 18 August 2028 by Act"),
        (
            "Part: Footprint",
            "Not yet required",
            "Required by Act from a day that is still to be set",
        ),
        ("Part: Threshold", "Not required of this category", ""),
        ("Part: Health", "Declared for each item", ""),
        ("Part: Month", "Declared for each batch", ""),
        ("Part: Colour", "Not declared", ""),
    ]


def test_a_duty_that_depends_on_the_product_says_so_and_can_be_ruled_out():
    ruled_out = leaf("Not applicable", "array", items={"type": "string"})
    members = {"a": leaf("A", **duty(conditional=True)), "not_applicable": ruled_out}
    schema = sector(part=record("Part", members))
    since = "Required since 18 February 2026 by Act, where it applies"
    assert told(schema, {}) == [("Part: A", "Missing", since)]
    assert told(schema, {"part": {"not_applicable": ["a"]}}) == []


def test_a_part_that_the_operator_rules_out_is_not_told_of_again():
    ruled_out = leaf("Not applicable", "array", items={"type": "string"})
    entry = record("Entry", {"a": leaf("A", **duty(conditional=True)), "b": leaf("B")})
    members = {"entries": keyed("Entries", entry), "not_applicable": ruled_out}
    schema = sector(part=record("Part", members))
    assert told(schema, {"part": {"not_applicable": ["entries"]}}) == []


def test_a_part_that_is_wholly_absent_names_what_the_law_asks_for_together():
    members = {
        "a": leaf("A", **duty()),
        "b": leaf("B", **duty()),
        "inner": record("Inner", {"c": leaf("C", **duty(since="pending")), "d": leaf("D")}),
        "list": keyed("List", record("Entry", {"e": leaf("E", **duty())})),
        "other": leaf("Other", **duty(**{"for": ["ev"]})),
    }
    schema = sector(category=leaf("Category"), part=record("Part", members))
    assert told(schema, {"category": "lmt"}) == [
        ("Part: A; B; List", "Missing", "Required since 18 February 2026 by Act"),
        (
            "Part: Inner: C",
            "Not yet required",
            "Required by Act from a day that is still to be set",
        ),
        ("Part", "Not declared", ""),
    ]


def test_a_part_that_the_law_asks_of_others_alone_is_told_once():
    members = {name: leaf(name.upper(), **duty(**{"for": ["ev"]})) for name in "abc"}
    schema = sector(category=leaf("Category"), part=record("Part", members))
    assert told(schema, {"category": "lmt"}) == [("Part", "Not required of this category", "")]
