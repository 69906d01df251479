"""Promises with a date stand on one scale, and say how long they still hold."""

from datetime import date

import pytest

from public.pages.promises import is_soon, lead, left_in_words, promises_block, promises_in
from tests.public.examples import TODAY, sheet
from tests.public.pages.schemas import keyed, leaf, record, sector

DAY = {"format": "date"}
SCHEMA = sector(
    placed_on_market=leaf("Placed", **DAY),
    support=record(
        "Support",
        {
            "parts_until": leaf("Spare parts until", **DAY),
            "updates_until": leaf("Updates until", **DAY),
            "reported_on": leaf("Reported on", **DAY),
            "parts": keyed("Parts", record("Part", {"until": leaf("Until", **DAY)})),
        },
    ),
)


def page(**support):
    document = {"placed_on_market": "2024-06-01", "support": support}
    return sheet(document, SCHEMA)


def found(shown):
    return promises_in(shown, list(SCHEMA.root.members.values()))


def test_a_promise_is_a_date_whose_name_says_until_and_that_stands_once():
    shown = page(
        parts_until="2029-03-14",
        updates_until="2027-03-14",
        reported_on="2026-01-01",
        parts={"x": {"until": "2030-01-01"}},
    )
    assert [(field.title, str(until)) for field, until in found(shown)] == [
        ("Spare parts until", "2029-03-14"),
        ("Updates until", "2027-03-14"),
    ]


def test_the_scale_runs_from_the_market_to_the_end_of_the_last_promise():
    shown = page(parts_until="2029-03-14", updates_until="2025-03-14")
    block = promises_block(shown, found(shown))
    assert (block.first, block.last) == ("2024", "2029")
    parts, updates = block.promises
    assert parts.until == "14 March 2029"
    assert float(parts.past) == float(parts.today)
    assert float(parts.today) + float(parts.left) <= 100
    assert (updates.is_over, updates.left) == (True, "")
    assert updates.until == "ended 14 March 2025"


def test_the_lead_names_the_promise_that_ends_first():
    shown = page(parts_until="2029-03-14", updates_until="2027-03-14")
    assert lead(shown, found(shown)) == "The first promise to end: Updates until 14 March 2027."
    only = page(parts_until="2029-03-14")
    assert lead(only, found(only)) == "Spare parts until 14 March 2029."
    over = page(parts_until="2025-03-14")
    assert lead(over, found(over)) == "Every promise has ended."


def test_without_promises_there_is_no_scale():
    shown = page()
    assert promises_block(shown, found(shown)) is None
    assert lead(shown, found(shown)) == ""


@pytest.mark.parametrize(
    ("until", "words", "soon"),
    [
        (date(2026, 11, 24), "over", True),
        (date(2026, 11, 25), "1 month left", True),
        (date(2027, 3, 25), "4 months left", True),
        (date(2027, 9, 25), "10 months left", False),
        (date(2028, 11, 25), "2 years left", False),
    ],
)
def test_how_long_it_holds_is_said_in_words(until, words, soon):
    assert left_in_words(until, TODAY) == words
    assert is_soon(until, TODAY) is soon
