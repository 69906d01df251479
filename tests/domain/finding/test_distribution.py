"""Quartiles and bins hold all figures, and their bounds are round."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.finding.distribution import (
    MOST_BINS,
    distribution,
    share_above,
    thinned,
)

FIGURES = st.lists(
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda kg: round(kg, 6)), min_size=1, max_size=60
).map(sorted)


@given(FIGURES)
def test_every_figure_lies_in_one_bin(ordered):
    found = distribution(ordered)
    assert sum(each.count for each in found.bins) == found.n == len(ordered)
    assert 1 <= len(found.bins) <= MOST_BINS + 1
    slack = 1e-6 + abs(ordered[-1]) * 1e-9
    assert found.bins[0].low <= ordered[0] + slack
    assert found.bins[-1].high >= ordered[-1] - slack


@given(FIGURES)
def test_quartiles_ascend_and_agree_with_the_library(ordered):
    quartiles = distribution(ordered).quartiles
    assert list(quartiles) == sorted(quartiles)
    assert quartiles[2] == pytest.approx(statistics.median(ordered), abs=1e-6)
    if len(ordered) > 1:
        inner = statistics.quantiles(ordered, n=4, method="inclusive")
        assert quartiles[1:4] == pytest.approx(inner, abs=1e-6)


def test_bounds_are_round_and_the_example_of_the_page_comes_out():
    found = distribution([75.0, 80.0, 100.0, 200.0, 286.0, 300.0, 314.0, 525.0])
    assert [each.low for each in found.bins] == [50.0 * n for n in range(1, 11)]
    assert [each.count for each in found.bins] == [2, 1, 0, 1, 1, 2, 0, 0, 0, 1]


def test_equal_figures_are_one_bin():
    assert [(b.low, b.high, b.count) for b in distribution([7.0] * 5).bins] == [(7.0, 7.0, 5)]


def test_nothing_has_no_distribution():
    with pytest.raises(ValueError, match="nothing"):
        distribution([])


@given(FIGURES, st.integers(2, 20))
def test_thinned_figures_keep_their_ends_and_their_order(ordered, most):
    thin = thinned(ordered, most)
    assert (thin[0], thin[-1]) == (ordered[0], ordered[-1])
    assert thin == sorted(thin)
    assert len(thin) == min(most, len(ordered))


def test_the_share_above_counts_what_is_greater():
    assert share_above([1.0, 2.0, 2.0, 3.0], 2.0) == 0.25
