import pytest

from domain.cells.column import CANONICAL, Column
from domain.cells.infer import infer
from tests.domain.cells.reads import (
    AMOUNT,
    COUNTRY,
    DAY,
    FLAG,
    GRAMS,
    LINE,
    MONTH,
    MONTHS,
    PERCENT,
    PROSE,
    field,
)

ENERGY = {"type": "number", "x-unit": "kW.h/a"}
EMISSIONS = {"type": "number", "x-unit": "kg{CO2e}"}
POWER = {"type": "number", "x-unit": "W"}
INCHES = {"type": "number", "x-unit": "[in_i]"}


def inferred(schema, header, *sample):
    return infer(field(schema), header, sample)


@pytest.mark.parametrize(
    ("schema", "header", "unit"),
    [
        (GRAMS, "Weight (kg)", "kg"),
        (GRAMS, "Gewicht [g]", "g"),
        (GRAMS, "mass_kg", "kg"),
        (GRAMS, "Weight, lbs", "[lb_av]"),
        (GRAMS, "Weight in kg", "kg"),
        (GRAMS, "重量\uff08千克\uff09", "kg"),
        (GRAMS, "Weight (net) (oz)", "[oz_av]"),
        (GRAMS, "Weight (ton)", "ton"),
        (GRAMS, "Weight", ""),
        (GRAMS, "Weight (kWh)", ""),
        (GRAMS, "", ""),
        (POWER, "Power (W)", "W"),
        (INCHES, "screen size (cm)", "cm"),
        (MONTHS, "Guarantee (years)", "a"),
        (ENERGY, "Yearly TEC (kWh)", "kW.h/a"),
        (ENERGY, "TEC kWh/yr", "kW.h/a"),
        (ENERGY, "TEC (MWh per year)", "MW.h/a"),
        (EMISSIONS, "GWP total (kg CO2e)", "kg{CO2e}"),
        (EMISSIONS, "GWP (t CO2-eq)", "t{CO2e}"),
    ],
)
def test_the_unit_is_seen_from_the_header(schema, header, unit):
    assert inferred(schema, header).unit == unit


@pytest.mark.parametrize(
    ("sample", "decimal"),
    [
        (["1,5", "12"], ","),
        (["1.5", "12"], "."),
        (["1.234,5"], ","),
        (["1,234,567"], "."),
        (["1,5 kg"], ","),
        (["1,234"], ""),
        (["1,5", "1.5"], ""),
        (["12", 1.5], ""),
        ([], ""),
    ],
)
def test_the_decimal_sign_is_seen_from_the_cells(sample, decimal):
    assert inferred(GRAMS, "Weight", *sample).decimal == decimal
    assert inferred(AMOUNT, "Price", *sample).decimal == decimal


@pytest.mark.parametrize(
    ("header", "sample", "scale"),
    [
        ("Share", ["0.1", "0.2", "0.3", "0.4", "0.5"], "fraction"),
        ("Share", ["10", "20"], "percent"),
        ("Share", ["0.1"], ""),
        ("use_ratio", ["0.1"], "fraction"),
        ("use_ratio", ["10", "20"], "percent"),
        ("Share %", ["10", "20"], "percent"),
        ("Share (percent)", ["10", "20", "0.5"], "percent"),
        ("Share %", [0.1, 0.2], ""),
        ("Share (0-1)", [], "fraction"),
        ("Anteil in Prozent", [], "percent"),
        ("Share", [], ""),
    ],
)
def test_the_scale_is_seen_from_both_and_open_where_they_disagree(header, sample, scale):
    assert inferred(PERCENT, header, *sample) == Column(
        scale=scale, decimal="." if any("." in str(c) for c in sample if isinstance(c, str)) else ""
    )


def test_shares_in_another_unit_have_no_scale():
    assert inferred(PERCENT, "Share (\u2030)", "5").unit == "[ppth]"


@pytest.mark.parametrize(
    ("header", "sample", "order"),
    [
        ("Date (dd/mm/yyyy)", [], "dmy"),
        ("Date MM/DD/YYYY", [], "mdy"),
        ("Datum (TT.MM.JJJJ)", [], "dmy"),
        ("Date (jj/mm/aaaa)", [], "dmy"),
        ("YYYY-MM-DD", [], "ymd"),
        ("Date", ["25/03/2020", "05/03/2020"], "dmy"),
        ("Date", ["03/25/2020"], "mdy"),
        ("Date", ["05/03/2020"], ""),
        ("Day", [], ""),
    ],
)
def test_the_order_of_dates_is_seen_from_header_or_cells(header, sample, order):
    assert inferred(DAY, header, *sample).date == order
    assert inferred(MONTH, header, *sample).date == order


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("Name (de)", "de"),
        ("Name [French]", "fr"),
        ("name_en", "en"),
        ("name/zh-Hans", "zh-Hans"),
        ("Name English", "en"),
        ("Bezeichnung Deutsch", "de"),
        ("Product name", ""),
        ("Name", ""),
    ],
)
def test_the_language_of_prose_is_seen_from_the_header(header, language):
    assert inferred(PROSE, header).language == language


def test_signs_for_nothing_are_seen_from_the_cells():
    assert inferred(GRAMS, "Weight", "-", "n/a", "1.5", "N/A").empty == ("-", "N/A")
    assert inferred(FLAG, "Foldable", "no", "-", "yes").empty == ("-",)
    assert inferred(COUNTRY, "Country", "NA", "DE", "default").empty == ("default",)


def test_words_are_no_signs_for_nothing_where_any_text_is_a_value():
    assert inferred(LINE, "Brand", "Unknown", "-", "Example").empty == ("-",)


def test_zero_means_nothing_only_when_somebody_says_so():
    assert inferred(GRAMS, "Weight", "0", "0", "0").empty == ()


def test_a_list_is_seen_from_its_entries():
    assert inferred({"type": "array", "items": GRAMS}, "Weights (kg)", "1,5; 2").unit == "kg"


def test_a_header_of_the_registry_s_own_needs_nothing_else():
    spec = field({"type": "object", "properties": {"mass": GRAMS, "name": PROSE}})
    assert spec.path == ("x", "mass")
    assert infer(spec, "x/mass", ["1,234"]) == CANONICAL
    assert infer(field(GRAMS), "x", ["1.5"]) == Column(decimal=".")


def test_a_key_that_the_declarant_chooses_may_stand_in_such_a_header():
    spec = field({"type": "object", "additionalProperties": GRAMS})
    assert spec.path == ("x", "*")
    assert infer(spec, "x/steel", []) == CANONICAL
    assert infer(field(PROSE), "x/en", []) == CANONICAL
