from datetime import date, datetime

import pytest

from domain.cells.column import Column
from domain.cells.reader import share_reader
from domain.faults import Fault
from tests.domain.cells.reads import GRAMS, MONTHS, PERCENT, reading, tale, told

SCORE = {"type": "number", "x-unit": "1", "maximum": 10}
INCHES = {"type": "number", "x-unit": "[in_i]"}
ENERGY = {"type": "number", "x-unit": "kW.h/a"}
COUNT = {"type": "integer", "x-unit": "1"}


@pytest.mark.parametrize("cell", ["12", "12.5", "0", "-3", 12, 12.5, -3.0, "0.1500", "1e3"])
def test_a_number_in_the_field_s_unit_is_right_as_it_stands(cell):
    read = reading(GRAMS, cell)
    assert read.value == float(cell)
    assert read.repairs == ()


@pytest.mark.parametrize("cell", ["24", "24.0", 24, 24.0, "2.4e1"])
def test_a_whole_number_is_one_however_it_is_written(cell):
    read = reading(MONTHS, cell)
    assert (read.value, read.repairs) == (24, ())
    assert isinstance(read.value, int)


@pytest.mark.parametrize("cell", ["24.5", 24.5, "0.5 years 1 day", "1.7 months"])
def test_a_broken_number_is_no_whole_one(cell):
    assert told(MONTHS, cell) in {"cell.integer", "cell.number"}


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("1.3 kg", 1300, ("repair.unit",)),
        ("500 g", 500, ("repair.unit",)),
        ("500g", 500, ("repair.unit",)),
        ("12 lb", 5443.10844, ("repair.unit",)),
        ("kg 5", 5000, ("repair.unit",)),
        ("5,0 kg", 5000, ("repair.decimal_comma", "repair.unit")),
        ("1 234,5 g", 1234.5, ("repair.thousands", "repair.decimal_comma", "repair.unit")),
        ("\u0665 كغ", 5000, ("repair.digits", "repair.unit")),
        ("1 lb 4 oz", 566.9904625, ("repair.unit",)),
    ],
)
def test_a_unit_beside_the_number_is_taken_away_or_converted_and_listed(cell, value, codes):
    assert told(GRAMS, cell) == (value, *codes)


@pytest.mark.parametrize(
    ("schema", "cell", "value"),
    [
        (INCHES, '13.3"', 13.3),
        (INCHES, "13.3''", 13.3),
        (INCHES, "13.3-inch", 13.3),
        (INCHES, "13,3 Zoll", 13.3),
        (INCHES, "33.8 cm", 13.30708661),
        (MONTHS, "2 years", 24),
        (MONTHS, "2.5 Jahre", 30),
        (MONTHS, "1 year 6 months", 18),
        (COUNT, "500 cycles", 500),
        (ENERGY, "30 kWh/yr", 30),
        (ENERGY, "0.03 MWh p.a.", 30),
        ({"type": "number", "x-unit": "W"}, "65W", 65),
        ({"type": "number", "x-unit": "mA.h"}, "4.5 Ah", 4500),
        ({"type": "number", "x-unit": "GBy"}, "1TB", 1000),
        (PERCENT, "15,5 %", 15.5),
        (PERCENT, "150 \u2030", 15),
        (SCORE, "7.9/10", 7.9),
        (SCORE, "7.9 out of 10", 7.9),
    ],
)
def test_units_of_every_kind_are_understood(schema, cell, value):
    read = reading(schema, cell)
    assert read.value == value
    assert read.repairs


@pytest.mark.parametrize(
    ("cell", "value"), [("1.3", 1300), (1.3, 1300), (2, 2000), ("0.3", 300), ("500 g", 500)]
)
def test_a_number_without_unit_is_in_that_of_the_column(cell, value):
    assert told(GRAMS, cell, unit="kg", decimal=".") == (value, "repair.unit")


def test_a_column_in_the_unit_of_the_field_needs_no_repair():
    assert told(GRAMS, "5", unit="g") == (5,)
    assert told(GRAMS, "5", unit="grams") == (5, "repair.unit") or told(GRAMS, "5", unit="gram")


def test_a_column_in_a_unit_of_several_meanings_is_asked_about():
    code, *choices = told(GRAMS, "5", unit="ton")
    assert code == "question.unit"
    assert choices == [5_000_000, 4_535_923.7, 5_080_234.544]


def test_a_column_in_a_unit_of_another_kind_is_asked_about():
    assert told(GRAMS, "5", unit="kWh") == ("question.unit", 5)


@pytest.mark.parametrize(
    ("cell", "code", "choices"),
    [
        ("1,234", "question.decimal", (1234, 1.234)),
        ("1.234", "question.decimal", (1.234, 1234)),
        ("1,234 kg", "question.decimal", (1_234_000, 1234)),
        ("<5", "question.inexact", (5,)),
        ("\u2264 5 kg", "question.inexact", (5000,)),
        ("~5", "question.inexact", (5,)),
        ("ca. 5 kg", "question.inexact", (5000,)),
        ("max. 5 kg", "question.inexact", (5000,)),
        ("min 5", "question.inexact", (5,)),
        ("5+", "question.inexact", (5,)),
        ("5 \u00b1 0.2 kg", "question.inexact", (5,)),
        ("约5kg", "question.inexact", (5000,)),
        ("5-7", "question.range", (5, 7)),
        ("5 \u2013 7 kg", "question.range", (5000, 7000)),
        ("5 to 7", "question.range", (5, 7)),
        ("5 bis 7 kg", "question.range", (5000, 7000)),
        ("1.3kg (2.9 lb)", "question.range", (1300,)),
        ("5/7", "question.range", (5, 7)),
        ("(5)", "question.negative", (-5, 5)),
        ("5-", "question.negative", (-5, 5)),
        ("29 €", "question.money", (29,)),
        ("EUR 29", "question.money", (29,)),
        ("5 foo", "question.unit", (5,)),
        ("5 ton", "question.unit", (5_000_000, 4_535_923.7, 5_080_234.544)),
        ("n/a", "question.empty", (None,)),
        ("-", "question.empty", (None,)),
        ("nan", "question.empty", (None,)),
    ],
)
def test_what_is_doubtful_is_asked_with_what_may_be_meant(cell, code, choices):
    assert told(GRAMS, cell) == (code, *choices)


def test_days_that_make_about_so_many_months_are_asked_about():
    assert told(MONTHS, "730 days") == ("question.unit", 24)


def test_an_energy_without_its_time_is_asked_about():
    assert told(ENERGY, "30 kWh") == ("question.unit", 30)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("five", "cell.number"),
        ("5*", "cell.number"),
        ("5 kg 3 kg", "cell.number"),
        ("x" * 300, "cell.number"),
        ("5 kWh", "cell.unit"),
        ("5 kg CO2e", "cell.unit"),
        ("9" * 30, "cell.size"),
        ("1e400", "cell.size"),
        (1e300, "cell.size"),
        (float("inf"), "cell.size"),
        (float("nan"), "cell.size"),
        ("#REF!", "cell.error"),
        ("#DIV/0!", "cell.error"),
        ("=A1+B1", "cell.formula"),
        ("5\0", "cell.nul"),
        ("5\x07", "cell.control"),
        (True, "cell.kind"),
        (date(2020, 5, 1), "cell.number"),
        (datetime.fromisoformat("2020-05-01T10:00"), "cell.number"),
    ],
)
def test_what_is_no_number_says_so(cell, code):
    assert told(GRAMS, cell) == code


def test_a_cell_that_could_not_be_read_keeps_its_fault():
    fault = Fault("cell.damaged", "The cell cannot be read.")
    assert reading(GRAMS, fault).fault is fault


def test_the_last_digits_of_a_calculated_number_are_a_listed_repair():
    assert told(GRAMS, 0.1 + 0.2) == (0.3, "repair.rounding")
    assert told(GRAMS, 0.1 + 0.2, unit="kg") == (300, "repair.rounding", "repair.unit")


def test_the_decimal_sign_is_that_of_the_sample():
    assert told(GRAMS, "1,234", "1,5", "12") == (1.234, "repair.decimal_comma")
    assert told(GRAMS, "1,234", "1.5", "12") == (1234, "repair.thousands")


def test_a_sample_with_both_decimal_signs_decides_nothing():
    assert told(GRAMS, "1,234", "1.5", "1,5") == ("question.decimal", 1234, 1.234)


def test_what_is_said_goes_before_what_the_sample_shows():
    assert told(GRAMS, "1,234", "1.5", decimal=",") == (1.234, "repair.decimal_comma")


@pytest.mark.parametrize(
    ("cell", "said", "value"),
    [
        ("0.15", "fraction", 0.15),
        (0.15, "fraction", 0.15),
        ("15 %", "fraction", 0.15),
        ("15", "percent", 0.15),
        (15, "percent", 0.15),
        ("15 %", "percent", 0.15),
        ("0", "", 0),
        ("15", "", 0.15),
    ],
)
def test_a_share_of_another_amount_is_read_as_a_fraction_of_one(cell, said, value):
    assert share_reader(Column(scale=said))(cell).value == value


def test_a_share_that_may_be_a_fraction_or_a_percentage_is_asked_about():
    assert tale(share_reader(Column())("0.5")) == ("question.scale", 0.5, 0.005)
