import pytest

from tests.domain.cells.reads import FLAG, told


@pytest.mark.parametrize("cell", ["yes", "Yes", "YES ", "true", "TRUE", True, "Yes."])
def test_yes_is_right_as_it_stands(cell):
    assert told(FLAG, cell) == (True,)


@pytest.mark.parametrize("cell", ["no", "No", "false", "FALSE", False])
def test_no_is_right_as_it_stands(cell):
    assert told(FLAG, cell) == (False,)


@pytest.mark.parametrize(
    "cell", ["oui", "ja", "sí", "да", "نعم", "是", "はい", "tak", "1", 1, 1.0, "y", "✓", "x", "X"]
)
def test_yes_in_another_way_is_a_listed_repair(cell):
    assert told(FLAG, cell) == (True, "repair.boolean")


@pytest.mark.parametrize("cell", ["non", "Nein", "нет", "لا", "否", "0", 0, 0.0, "n", "✗", "não"])
def test_no_in_another_way_is_a_listed_repair(cell):
    assert told(FLAG, cell) == (False, "repair.boolean")


def test_a_cross_beside_check_marks_may_cross_something_out():
    assert told(FLAG, "x", "✓", "x") == ("question.boolean", True, False)
    assert told(FLAG, "x", "x", "") == (True, "repair.boolean")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("maybe", "cell.boolean"), (2, "cell.kind"), (0.5, "cell.kind"), ("#N/A", "cell.error")],
)
def test_what_is_neither_says_so(cell, code):
    assert told(FLAG, cell) == code


def test_a_sign_for_nothing_is_asked_about():
    assert told(FLAG, "n/a") == ("question.empty", None)
