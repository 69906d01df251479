"""Which figure speaks for a product, and which two may be laid side by side."""

from dataclasses import dataclass

import pytest

from domain.finding.figure import CALCULATED, REPORTED, figure_of


@dataclass
class Result:
    total_kg: float | None = 12.0
    low_kg: float | None = 10.0
    high_kg: float | None = 14.0
    complete: bool = True
    method: str = "screening/1"
    with_value: tuple = ("use", "raw-materials")


def reported(total=100, **more):
    return {"carbon": {"total": total, "method": "PEF 2021", **more}}


def test_a_figure_for_the_whole_life_speaks_before_one_for_a_part():
    assert figure_of(reported(), Result()).by == CALCULATED
    assert figure_of(reported(), Result(complete=False)).by == REPORTED
    assert figure_of(reported(boundary="cradle-to-gate"), Result(complete=False)).by == CALCULATED
    assert figure_of({}, None) is None
    assert figure_of({}, Result(total_kg=None)) is None
    assert figure_of({"carbon": {"method": "PEF"}}, None) is None


def test_bounds_come_from_the_uncertainty():
    assert figure_of(reported(uncertainty=20), None).bounds == (80, 120)
    assert figure_of(reported(), None).bounds == (100, 100)
    assert figure_of(reported(-10, uncertainty=50), None).bounds == (-15, -5)


@pytest.mark.parametrize(
    ("other", "compares"),
    [
        (figure_of(reported(5, method="pef-2021"), None), True),
        (figure_of(reported(5, method="ISO 14067"), None), False),
        (figure_of(reported(5, boundary="cradle-to-gate"), None), False),
        (figure_of({"carbon": {"total": 5}}, None), False),
        (figure_of({}, Result(method="PEF 2021")), False),
    ],
)
def test_only_figures_of_one_method_compare(other, compares):
    figure = figure_of(reported(), None)
    assert figure.compares_with(other) is compares
    assert other.compares_with(figure) is compares


def test_figures_for_different_stages_do_not_compare():
    one = figure_of({}, Result(complete=False, with_value=("use",)))
    other = figure_of({}, Result(complete=False, with_value=("raw-materials",)))
    assert not one.compares_with(other)


def test_without_a_method_nothing_compares_even_with_itself():
    figure = figure_of({"carbon": {"total": 5}}, None)
    assert not figure.compares_with(figure)


def test_lower_is_only_what_lies_below_the_uncertainty_of_both():
    one, near, far = (figure_of(reported(kg, uncertainty=10), None) for kg in (100, 115, 130))
    assert one.is_below(far)
    assert not one.is_below(near)
    assert not far.is_below(one)
