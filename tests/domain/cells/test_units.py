from decimal import Decimal
from fractions import Fraction

import pytest

from domain.cells.unit_words import ATOMS, CODES
from domain.cells.units import factor, is_unit, resolve
from domain.cells.word_lists import word_list
from domain.units import UNITS, convert

# word, unit of the field, how many of the field's one of it is
SURE = [
    ("kg", "g", 1000),
    ("KG", "g", 1000),
    ("Kilogramm", "g", 1000),
    ("килограмм", "g", 1000),
    ("公斤", "g", 1000),
    ("lbs", "g", Fraction("453.59237")),
    ("oz", "g", Fraction("28.349523125")),
    ("tonnes", "kg{CO2e}", 1000),
    ("mm", "m", Fraction(1, 1000)),
    ('"', "[in_i]", 1),
    ("in.", "[in_i]", 1),
    ("Zoll", "[in_i]", 1),
    ("cm", "[in_i]", Fraction(50, 127)),
    ("MJ", "kW.h", Fraction(5, 18)),
    ("Wh", "kW.h", Fraction(1, 1000)),
    ("Ah", "mA.h", 1000),
    ("GB", "GBy", 1),
    ("Go", "GBy", 1),
    ("TB", "GBy", 1000),
    ("GiB", "GBy", Fraction("1.073741824")),
    ("years", "mo", 12),
    ("Jahre", "mo", 12),
    ("лет", "mo", 12),
    ("months", "a", Fraction(1, 12)),
    ("year(s)", "mo", 12),
    ("W", "W", 1),
    ("w", "W", 1),
    ("a", "A", 1),
    ("mW", "W", Fraction(1, 1000)),
    ("MW", "W", 1_000_000),
    ("\u2030", "%", Fraction(1, 10)),
    ("pct", "%", 1),
    ("nits", "cd/m2", 1),
    ("dB(A)", "dB", 1),
    ("sq in", "cm2", Fraction("6.4516")),
    ("kWh/yr", "kW.h/a", 1),
    ("kWh p.a.", "kW.h/a", 1),
    ("kWh per year", "kW.h/a", 1),
    ("MWh/a", "kW.h/a", 1000),
    ("kgCO2e", "kg{CO2e}", 1),
    ("kg CO\u2082-eq", "kg{CO2e}", 1),
    ("kg CO2-Äq.", "kg{CO2e}", 1),
    ("kg", "kg{CO2e}", 1),
    ("g CO2e/kWh", "kg{CO2e}/kW.h", Fraction(1, 1000)),
    ("pcs", "1", 1),
    ("", "g", 1),
]


@pytest.mark.parametrize(("word", "field_unit", "ratio"), SURE)
def test_a_word_of_one_meaning_converts_exactly(word, field_unit, ratio):
    (unit,) = resolve(word, field_unit)
    assert unit.factor == ratio
    assert not unit.doubtful


@pytest.mark.parametrize(
    ("word", "field_unit", "codes"),
    [
        ("ton", "g", ["t", "[ston_av]", "[lton_av]"]),
        ("gal", "L", ["[gal_us]", "[gal_br]"]),
        ("m", "mo", ["mo", "min"]),
        ("m", "min", ["min", "mo"]),
        ("MWH", "W.h", ["mW.h", "MW.h"]),
        ("Gb", "GBy", ["GBy", "Gbit"]),
    ],
)
def test_a_word_of_several_meanings_gives_them_all_that_of_the_field_first(word, field_unit, codes):
    assert [unit.code for unit in resolve(word, field_unit)] == codes


@pytest.mark.parametrize(
    ("word", "field_unit"),
    [("days", "mo"), ("kWh", "kW.h/a"), ("kg CO2", "kg{CO2e}"), ("%", "1")],
)
def test_a_unit_that_fits_only_with_a_grain_of_salt_says_why(word, field_unit):
    (unit,) = resolve(word, field_unit)
    assert unit.doubtful.endswith((".", "?"))


@pytest.mark.parametrize(
    ("word", "field_unit"),
    [
        ("kWh", "g"),
        ("mAh", "W.h"),
        ("kg CO2e", "g"),
        ("pcs", "%"),
        ("foo", "g"),
        ("kg/a", "kW.h/a"),
    ],
)
def test_what_measures_something_else_does_not_fit(word, field_unit):
    assert resolve(word, field_unit) == ()


def test_words_are_known_as_units_whether_they_fit_or_not():
    assert is_unit("kWh")
    assert is_unit("kg CO2e/kWh")
    assert not is_unit("foo")


@pytest.mark.parametrize(
    ("text", "unit", "field_unit", "result"),
    [
        ("1.3", "lb", "g", "589.670081"),
        ("0.3", "kg", "g", "300"),
        ("1", "MJ", "kW.h", "0.2777777778"),
        ("33.8", "cm", "[in_i]", "13.30708661"),
        ("1e-9", "kg", "t", "1e-12"),
    ],
)
def test_a_conversion_shows_no_digits_that_calculating_made_up(text, unit, field_unit, result):
    (found,) = resolve(unit, field_unit)
    assert found.convert(Decimal(text)) == Decimal(result)


@pytest.mark.parametrize(("code", "words"), word_list("units").items())
def test_every_listed_word_means_its_unit_in_a_field_of_it(code, words):
    assert {word: resolve(word, code)[0].code for word in words} == dict.fromkeys(words, code)


def test_every_unit_with_a_name_in_pint_has_words():
    assert ATOMS.keys() <= CODES.keys() | {"cd"}


@pytest.mark.parametrize("source", sorted(UNITS))
@pytest.mark.parametrize("target", ["kg", "kW.h", "t.km"])
def test_factors_are_those_of_activity_data(source, target):
    found = factor(source, target)
    if found is not None:
        assert float(found) == pytest.approx(convert(1, source, target), rel=1e-15)
