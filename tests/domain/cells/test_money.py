import pytest

from tests.domain.cells.reads import AMOUNT, CURRENCY, told


@pytest.mark.parametrize(
    ("cell", "amount"), [("29.00", "29.00"), ("29", "29"), (29.0, "29"), (29.9, "29.9"), (5, "5")]
)
def test_an_amount_is_right_as_it_stands(cell, amount):
    assert told(AMOUNT, cell) == (amount,)


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("29,00", ("29.00", "repair.decimal_comma")),
        ("29,00 €", ("29.00", "repair.decimal_comma", "repair.money")),
        ("€29", ("29", "repair.money")),
        ("EUR 29.50", ("29.50", "repair.money")),
        ("1.234,50 €", ("1234.50", "repair.thousands", "repair.decimal_comma", "repair.money")),
        ("29,-", ("29", "repair.money")),
        ("29.\u2013 €", ("29", "repair.money", "repair.money")),
        ("029", ("29", "repair.money")),
        (0.1 + 0.2, ("0.3", "repair.rounding")),
    ],
)
def test_the_amount_is_taken_from_what_stands_around_it(cell, outcome):
    assert told(AMOUNT, cell) == outcome


def test_an_amount_of_two_meanings_is_asked_about():
    assert told(AMOUNT, "1,234") == ("question.decimal", "1234", "1.234")
    assert told(AMOUNT, "1.234") == ("question.decimal", "1234", "1.234")
    assert told(AMOUNT, "1.234", decimal=",") == ("1234", "repair.thousands")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("cheap", "cell.amount"),
        ("5 kg", "cell.amount"),
        ("29 €/pc", "cell.amount"),
        (True, "cell.kind"),
        (float("nan"), "cell.amount"),
        ("#REF!", "cell.error"),
    ],
)
def test_what_is_no_amount_says_so(cell, code):
    assert told(AMOUNT, cell) == code


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("EUR", ("EUR",)),
        ("eur", ("EUR", "repair.code")),
        ("€", ("EUR", "repair.code")),
        ("Euro", ("EUR", "repair.code")),
        ("US Dollar", ("USD", "repair.code")),
        ("29,00 €", ("EUR", "repair.money")),
        ("CHF 29", ("CHF", "repair.money")),
        ("$", ("question.currency", "USD", "CAD", "AUD", "SGD", "HKD", "MXN")),
        ("ABC", "cell.currency"),
        ("much", "cell.currency"),
        (5, "cell.currency"),
        ("n/a", ("question.empty", None)),
    ],
)
def test_the_currency_is_taken_from_signs_names_and_amounts(cell, outcome):
    assert told(CURRENCY, cell) == outcome
