import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.footprint import Factor, calculate
from domain.footprint_bulk import affected_many, calculate_many, encode, plan, values_of
from domain.footprint_comparison import affected
from domain.inventory import STAGES
from tests.domain.footprints import factor_set, factor_sets, inventories, line, releases


def planned_of(products):
    table, uses = encode(products)
    return plan(table), uses


def or_nan(value):
    return math.nan if value is None else value


def test_two_products_give_the_values_worked_out_by_hand():
    products = [
        [
            line("lid", "raw-materials", 0.5, "material/steel", mass_kg=0.5),
            line("pin", "raw-materials", 1.5, "material/tin", mass_kg=1.5),
            line("end", "end-of-life", 0.5, "end/steel"),
            line("end-2", "end-of-life", 1.5, "end/steel"),
        ],
        [line("use", "use", 100.0, "grid/DEU", "kW.h")],
    ]
    factors = factor_set(material__steel=3.0, end__steel=0.25) | {
        "grid/DEU": Factor("grid/DEU", 0.35, "kW.h")
    }
    planned, uses = planned_of(products)
    result = calculate_many(planned, values_of(uses, factors))
    nan = math.nan
    # product 0: 0.5 x 3 = 1.5 (tin has no factor); end of life (0.5 + 1.5) x 0.25 = 0.5
    # product 1: 100 kW.h x 0.35 = 35
    np.testing.assert_allclose(result.stages, [[1.5, nan, nan, nan, 0.5], [nan, nan, nan, 35, nan]])
    np.testing.assert_allclose(result.total, [2.0, 35.0])
    # coverage: 0.5 kg of 2 kg; product 1 states no mass
    np.testing.assert_allclose(result.coverage, [0.25, nan])
    assert result.complete.tolist() == [False, False]


@given(st.lists(inventories(most=8), max_size=6), factor_sets(bounded=True))
def test_the_bulk_path_agrees_with_the_single_one(products, factors):
    planned, uses = planned_of(products)
    bulk = calculate_many(planned, values_of(uses, factors))
    low = calculate_many(planned, values_of(uses, factors, "lowest"))
    high = calculate_many(planned, values_of(uses, factors, "highest"))
    for n, lines in enumerate(products):
        single = calculate(lines, factors, {})
        near = {"rel": 1e-9, "abs": 1e-9 * sum(abs(c.value_kg or 0.0) for c in single.lines)}
        assert bulk.total[n] == pytest.approx(or_nan(single.total_kg), nan_ok=True, **near)
        assert bulk.coverage[n] == pytest.approx(or_nan(single.coverage), nan_ok=True, rel=1e-9)
        assert bulk.complete[n] == single.complete
        for place, stage in enumerate(STAGES):
            assert bulk.stages[n, place] == pytest.approx(
                or_nan(single.stages[stage].value_kg), nan_ok=True, **near
            )
        if single.low is not None:
            wide = 1e-9 * sum((c.quantity or 0.0) * 1000 for c in single.lines)
            assert low.total[n] == pytest.approx(single.low, rel=1e-9, abs=wide)
            assert high.total[n] == pytest.approx(single.high, rel=1e-9, abs=wide)


@settings(max_examples=50)
@given(st.lists(inventories(most=8), min_size=1, max_size=4), factor_sets(), factor_sets())
def test_several_columns_of_values_are_several_runs_at_once(products, first, second):
    planned, uses = planned_of(products)
    columns = [values_of(uses, factors) for factors in (first, second, first)]
    together = calculate_many(planned, np.stack(columns, axis=1))
    for n, values in enumerate(columns):
        alone = calculate_many(planned, values)
        np.testing.assert_array_equal(together.stages[..., n], alone.stages)
        np.testing.assert_array_equal(together.total[..., n], alone.total)
        np.testing.assert_array_equal(together.coverage[..., n], alone.coverage)
        np.testing.assert_array_equal(together.complete[..., n], alone.complete)


@given(st.lists(inventories(most=8), max_size=6), releases())
def test_the_affected_products_are_those_that_use_a_changed_factor(products, both):
    first, second = both
    planned, uses = planned_of(products)
    flags = affected_many(planned, values_of(uses, first), values_of(uses, second))
    for flag, lines in zip(flags, products, strict=True):
        used = {(c.factor_key, c.unit) for c in lines if c.quantity is not None}
        before, after = (
            {
                f"{key} per {unit}": factors[key].value
                for key, unit in used
                if key in factors and factors[key].unit == unit
            }
            for factors in (first, second)
        )
        assert flag == affected([f"{key} per {unit}" for key, unit in used], before, after)


def test_no_products_and_products_without_lines_have_results_too():
    planned, uses = planned_of([])
    assert calculate_many(planned, values_of(uses, {})).stages.shape == (0, 5)
    planned, uses = planned_of([[], []])
    result = calculate_many(planned, values_of(uses, {}))
    assert np.isnan(result.total).all()
    assert not result.complete.any()
    assert affected_many(planned, values_of(uses, {}), values_of(uses, {})).tolist() == [
        False,
        False,
    ]


@pytest.mark.parametrize("gap", [("material/tin", 1.0), ("material/steel", None)])
def test_a_line_left_out_of_a_calculated_stage_makes_the_footprint_partial(gap):
    every_stage = [line(stage, stage, 1.0, "material/steel") for stage in STAGES]
    key, quantity = gap
    planned, uses = planned_of([every_stage, [*every_stage, line("x", "use", quantity, key)]])
    result = calculate_many(planned, values_of(uses, factor_set(material__steel=3.0)))
    assert result.total.tolist() == [15.0, 15.0]
    assert result.complete.tolist() == [True, False]
