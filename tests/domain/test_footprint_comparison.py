import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.footprint import Factor, calculate
from domain.footprint_comparison import affected, compare
from domain.footprint_record import result_as_json
from tests.domain.footprints import factor_set, factor_sets, inventories, line, releases


def record(lines, factors):
    return result_as_json(calculate(lines, factors, {}))


STEEL = factor_set(material__steel=3.0)
LID = line("lid", "raw-materials", 0.5, "material/steel")


def test_a_changed_factor_moves_every_line_that_uses_it():
    other = line("box", "raw-materials", 2.0, "material/steel")
    kept = line("pin", "raw-materials", 1.0, "material/tin")
    tin = factor_set(material__tin=10.0)
    old = record([LID, other, kept], STEEL | tin)
    new = record([LID, other, kept], factor_set(material__steel=2.5) | tin)
    # box: 2 kg x (2.5 - 3) = -1; lid: 0.5 kg x (2.5 - 3) = -0.25
    assert [(m.line, m.changes, m.difference_kg) for m in compare(old, new)] == [
        ("box", ("factor-value",), -1.0),
        ("lid", ("factor-value",), -0.25),
    ]
    assert (compare(old, new)[0].old_kg, compare(old, new)[0].new_kg) == (6.0, 5.0)


@pytest.mark.parametrize(
    ("old", "new", "changes", "difference"),
    [
        ([], [LID], ("added",), 1.5),
        ([LID], [], ("removed",), -1.5),
        (
            [LID],
            [line("lid", "raw-materials", 0.75, "material/steel")],
            ("quantity",),
            0.75,
        ),
        (
            [LID],
            [line("lid", "raw-materials", 0.5, "material/tin")],
            ("factor", "factor-value"),
            -1.5,
        ),
        (
            [line("lid", "use", 0.5, "grid/DEU", "kW.h")],
            [line("lid", "use", 0.5, "grid/DEU", "kg")],
            ("quantity",),
            0.0,
        ),
        ([LID], [line("lid", "manufacturing", 0.5, "material/steel")], ("stage",), 0.0),
        (
            [line("lid", "raw-materials", None, "material/steel")],
            [LID],
            ("quantity",),
            1.5,
        ),
    ],
)
def test_each_kind_of_change_is_named_with_its_difference(old, new, changes, difference):
    (movement,) = compare(record(old, STEEL), record(new, STEEL))
    assert (movement.changes, movement.difference_kg) == (changes, difference)


def test_a_factor_that_is_found_at_last_counts_from_nothing():
    (movement,) = compare(record([LID], {}), record([LID], STEEL))
    assert (movement.old_kg, movement.new_kg, movement.difference_kg) == (None, 1.5, 1.5)
    assert movement.changes == ("factor-value",)
    assert movement.old["gap"] == "no-factor"


def test_a_factor_that_now_counts_in_another_unit_is_a_loss():
    per_piece = {"material/steel": Factor("material/steel", 3.0, "1")}
    (movement,) = compare(record([LID], STEEL), record([LID], per_piece))
    assert (movement.new_kg, movement.difference_kg) == (None, -1.5)


@given(inventories(), inventories(), factor_sets(), factor_sets())
def test_the_differences_add_up_to_the_difference_of_the_totals(before, after, first, second):
    old, new = record(before, first), record(after, second)
    difference = (new["total_kg"] or 0.0) - (old["total_kg"] or 0.0)
    moved = sum(m.difference_kg for m in compare(old, new))
    assert moved == pytest.approx(difference, rel=1e-9, abs=1e-3)


@given(inventories(), factor_sets())
def test_a_result_compared_with_itself_has_not_moved(lines, factors):
    assert compare(record(lines, factors), record(lines, factors)) == []


@given(inventories(most=4), releases())
def test_a_product_moves_only_if_it_is_affected(lines, both):
    first, second = both
    moved = compare(record(lines, first), record(lines, second))
    if not affected({entry.factor_key for entry in lines}, first, second):
        assert moved == []
    if moved:
        assert affected({m.new["factor"] for m in moved}, first, second)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": 1.0}, {"a": 1.0}, False),
        ({"a": 1.0}, {"a": 1.1}, True),
        ({}, {"a": 1.0}, True),
        ({"a": 1.0}, {}, True),
        ({}, {}, False),
        ({"a": 1.0, "c": 1.0}, {"a": 1.0, "c": 2.0}, False),
    ],
)
def test_a_product_is_affected_when_a_factor_it_uses_differs_came_or_went(old, new, expected):
    assert affected(["a", "b"], old, new) is expected


@given(st.permutations(["lid", "box", "pin"]))
def test_movements_come_largest_first_and_by_key_where_equal(order):
    sizes = {"lid": 1.0, "box": 1.0, "pin": 4.0}
    lines = [line(key, "use", sizes[key], "material/steel") for key in order]
    assert [m.line for m in compare(record([], STEEL), record(lines, STEEL))] == [
        "pin",
        "box",
        "lid",
    ]
