import pytest

from domain.cells.cell import Percentage, text_of
from domain.cells.column import Column
from domain.cells.reader import share_reader
from domain.cells.scales import scale_of
from tests.domain.cells.reads import GRAMS, LINE, PERCENT, reading, tale, told

FRACTIONS = ("0.15", "0.2", "0.33", "0.1", "0.5", "0.07")


@pytest.mark.parametrize(
    ("numbers", "scale"),
    [
        ([0.15, 0.2, 0.33, 0.1, 0.5], "fraction"),
        ([0.15, 0.2, 0.33, 0.1, 0.5, 0, 0, 1], "fraction"),
        ([0.15] * 19 + [7.6], "fraction"),
        ([15, 20, 33], "percent"),
        ([0.5, 12, 30, 45], "percent"),
        ([100, 100], "percent"),
        ([0.15, 0.2], ""),
        ([1, 1, 1, 1, 1, 1], ""),
        ([0.5] * 6 + [20] * 4, ""),
        ([0, 0, 0], ""),
        ([], ""),
    ],
)
def test_the_scale_of_shares_is_seen_from_many_of_them(numbers, scale):
    assert scale_of(numbers) == scale


@pytest.mark.parametrize(("cell", "value"), [("0.15", 15), (0.07, 7), ("1", 100), ("0.0001", 0.01)])
def test_a_fraction_is_written_as_a_percentage(cell, value):
    assert told(PERCENT, cell, *FRACTIONS) == (value, "repair.percent")


def test_nothing_and_all_with_a_sign_are_the_same_on_both_scales():
    assert told(PERCENT, "0", *FRACTIONS) == (0,)
    assert told(PERCENT, "15%", *FRACTIONS) == (15, "repair.unit")


def test_a_number_too_large_for_a_fraction_may_have_its_decimal_sign_misplaced():
    assert told(PERCENT, "7.6", *FRACTIONS) == ("question.share", 76, 7.6)


def test_a_field_that_goes_beyond_all_takes_fractions_beyond_one():
    assert told({**PERCENT, "maximum": 1000}, "1.2", *FRACTIONS) == (120, "repair.percent")


def test_a_lonely_small_share_is_asked_about():
    assert told(PERCENT, "0.15") == ("question.scale", 15, 0.15)
    assert told(PERCENT, "15") == (15,)


def test_the_scale_that_is_said_holds():
    assert told(PERCENT, "0.15", *FRACTIONS, scale="percent") == (0.15,)
    assert told(PERCENT, "0.15", scale="fraction") == (15, "repair.percent")
    assert told(PERCENT, "0.15", unit="%") == (0.15,)


@pytest.mark.parametrize("said", [{}, {"scale": "fraction"}, {"decimal": ","}, {"unit": "%"}])
@pytest.mark.parametrize(("cell", "value"), [(12.0, 12), (0.5, 0.5), (1.005, 1.005), (0, 0)])
def test_a_percentage_by_its_format_needs_no_guess_and_no_repair(cell, value, said):
    assert told(PERCENT, Percentage(cell), *FRACTIONS, **said) == (value,)


def test_a_percentage_by_its_format_is_a_share_wherever_one_is_due():
    assert tale(share_reader(Column())(Percentage(7))) == (0.07,)
    assert told({"type": "number", "x-unit": "[ppth]"}, Percentage(1.5)) == (15, "repair.unit")
    assert told({"type": "number", "x-unit": "1"}, Percentage(50)) == ("question.unit", 0.5)
    assert told(GRAMS, Percentage(12)) == "cell.unit"
    assert told({"type": "boolean"}, Percentage(100)) == "cell.kind"


def test_a_percentage_by_its_format_is_a_text_as_it_is_shown():
    assert reading(LINE, Percentage(12.5)).value == text_of(Percentage(12.5)) == "12.5 %"
    assert told(PERCENT, Percentage(0), empty=("0 %",)) == (None,)
