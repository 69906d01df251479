"""Oddities between the numbers of a row are asked about, once, with what would do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.body_reader import BodyReader
from domain.faults import Fault
from passports.intake.mapping.checks import Check, questions_of, read_check

SHARES = Check(
    "sum", ("making", "use", "end"), 0.98, 1.02, at="use", sentence="They do not add up to one."
)
SHARE = Check(
    "product",
    ("making",),
    0,
    1,
    at="making",
    perhaps=(0.1, 0.01),
    optional=True,
    sentence="The share is above one.",
)
PER_HOUR = Check(
    "product",
    ("total", "use"),
    0,
    1.2,
    at="energy",
    by=("energy", "years"),
    optional=True,
    sentence="More per kilowatt-hour than any grid emits.",
)


def asked(checks, decimals=None, **values):
    return [
        (header, question.code, question.choices)
        for header, question in questions_of(checks, values, decimals or {})
    ]


def test_shares_that_add_up_to_one_are_not_asked_about():
    assert asked([SHARES], making="0.8", use="0.19", end="0.01") == []


@pytest.mark.parametrize("use", ["0.17", "0.21"])
def test_the_bounds_belong_to_the_range_exactly(use):
    assert asked([SHARES], making="0.8", use=use, end="0.01") == []


def test_shares_that_do_not_add_up_are_asked_about_at_the_named_column():
    assert asked([SHARES], making="0.7", use="0.2", end="0") == [("use", "question.sum", ())]


@pytest.mark.parametrize("empty", ["", "  ", "n/a", True, Fault("cell.error", "An error.")])
def test_a_sum_with_a_part_that_is_no_number_is_not_looked_at(empty):
    assert asked([SHARES], making="0.7", use="0.2", end=empty) == []


def test_a_share_above_one_is_asked_about_with_the_tenth_that_would_do():
    assert asked([SHARE], making="7.76") == [("making", "question.product", (0.776, 0.0776, None))]


def test_only_numbers_that_would_do_are_proposed():
    assert asked([SHARE], making="77.6") == [("making", "question.product", (0.776, None))]


def test_leaving_out_is_proposed_only_where_the_check_says_so():
    strict = Check("product", ("making",), 0, 1, at="making", sentence="Too much.")
    assert asked([strict], making=2) == [("making", "question.product", ())]


def test_a_number_that_is_doubted_by_itself_is_not_doubted_again_in_a_sum():
    asked_once = asked([SHARE, SHARES], making="7.76", use="0.18", end="0.002")
    assert [header for header, _, _ in asked_once] == ["making"]


def test_two_sums_over_the_same_number_are_both_asked_about():
    odd = {"making": "0.2", "use": "0.2", "end": "0", "total": 100, "energy": 1, "years": 1}
    assert [header for header, _, _ in asked([SHARES, PER_HOUR], **odd)] == ["use", "energy"]


def test_checks_of_other_columns_are_asked_beside_it():
    headers = [
        header
        for header, _, _ in asked([SHARE, PER_HOUR], making="2", total=10, use=1, energy=1, years=1)
    ]
    assert headers == ["making", "energy"]


def test_a_quotient_is_looked_at_as_a_whole():
    good = {"total": "302", "use": "0.12", "energy": "24", "years": "4"}
    assert asked([PER_HOUR], **good) == []
    assert asked([PER_HOUR], **good | {"energy": "2.4"}) == [
        ("energy", "question.product", (None,))
    ]


def test_something_divided_by_zero_is_odd_and_nothing_divided_by_zero_is_not():
    zero = {"use": "0.2", "energy": "0", "years": "3"}
    assert asked([PER_HOUR], total="10", **zero) == [("energy", "question.product", (None,))]
    assert asked([PER_HOUR], total="0", **zero) == []


@pytest.mark.parametrize(
    ("cell", "decimal"), [("0,9", ","), ("0.9", "."), (0.9, ""), ("90 %", "."), ("0,9", ".")]
)
def test_numbers_are_understood_as_their_column_writes_them(cell, decimal):
    whole = Check("product", ("a",), 0.9, 90, at="a", sentence="Odd.")
    assert asked([whole], {"a": decimal}, a=cell) == []


def test_a_number_that_means_thousands_in_its_column_is_not_taken_for_a_small_one():
    assert asked([SHARE], {"making": ","}, making="1.234")[0][2] == (None,)


def test_a_number_of_two_meanings_is_left_to_the_question_about_the_cell():
    assert asked([SHARE], {"making": ""}, making="1,234") == []


@given(st.lists(st.floats(0, 1, allow_nan=False), min_size=3, max_size=3))
def test_a_sum_is_asked_about_exactly_when_it_lies_outside(parts):
    exact = sum(round(part, 4) * 10_000 for part in parts)
    cells = dict(zip(("making", "use", "end"), (f"{part:.4f}" for part in parts), strict=True))
    outside = not 9_800 <= round(exact) <= 10_200
    assert bool(asked([SHARES], **cells)) == outside


@pytest.mark.parametrize("check", [SHARES, SHARE, PER_HOUR], ids=lambda check: check.at)
def test_a_check_comes_back_from_its_json(check):
    reader = BodyReader()
    assert read_check(reader, check.to_json(), ("checks", "0")) == check
    assert reader.faults == []


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"kind": "mean"}, "/checks/0/kind", "enum"),
        ({"low": 3}, "/checks/0/low", "check.range"),
        ({"low": "0"}, "/checks/0/low", "type"),
        ({"of": "use"}, "/checks/0/of", "type"),
        ({"of": [1]}, "/checks/0/of/0", "type"),
        ({"optional": 1}, "/checks/0/optional", "type"),
        ({"perhaps": ["0.1"]}, "/checks/0/perhaps/0", "type"),
        ({"why": "odd"}, "/checks/0/why", "additional"),
    ],
)
def test_a_faulty_check_names_the_member(change, place, code):
    reader = BodyReader()
    read_check(reader, {**SHARE.to_json(), **change}, ("checks", "0"))
    assert [(fault.pointer, fault.code) for fault in reader.faults] == [(place, code)]
