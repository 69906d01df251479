"""The builders of the project's data convert without loss and never make a number up."""

from decimal import Decimal

import pytest

from tools import build_demo_devices as devices
from tools import build_factor_sets as factor_sets


def electricity(iso3: str, grams: str) -> dict[str, str]:
    return {"iso3": iso3, "country": iso3.title(), "year": "2023", "gco2e_per_kwh": grams}


def part(component: str, material: str, grams: str) -> dict[str, str]:
    return {"component": component, "material": material, "mass_g": grams}


@pytest.mark.parametrize(
    ("published", "converted"),
    [("9115.90131", "9.11590131"), ("6308", "6.308"), ("500.0", "0.5"), ("0.001", "0.000001")],
)
def test_a_thousandth_keeps_every_digit_and_has_no_exponent(published: str, converted: str) -> None:
    assert factor_sets.thousandth(published) == converted


def test_a_country_whose_figure_rounds_to_zero_has_no_factor() -> None:
    built = factor_sets.from_grid([electricity("AAA", "0.0"), electricity("BBB", "20.0")])
    assert [(factor.key, factor.value) for factor in built] == [("grid/BBB", "0.02")]


def test_a_table_without_the_expected_row_stops_the_build() -> None:
    with pytest.raises(SystemExit, match="found 0"):
        list(factor_sets.from_materials([]))


def test_masses_add_up_exactly_and_the_heaviest_component_comes_first() -> None:
    found = devices.materials_of(
        [
            part("Fan", "Steel", "0.1"),
            part("Chasis", "Steel", "0.1"),
            part("Chasis", "Steel", "0.1"),
        ]
    )
    assert found == {"steel": devices.Material(Decimal("0.3"), ("Chassis", "Fan"))}


@pytest.mark.parametrize(
    ("published", "tidied"),
    [
        ("Palm Treo 650 (2004)*", "Palm Treo 650 (2004)"),
        ("iPod classic A1136  (2005)", "iPod classic A1136 (2005)"),
        ("Desktop (unkown model and year)", "Desktop (unknown model and year)"),
        ("Chasis bottom /Back cover", "Chassis bottom/Back cover"),
        ("LG VX 3200 (2004)", "LG VX 3200 (2004)"),
    ],
)
def test_names_are_tidied_and_no_more(published: str, tidied: str) -> None:
    assert devices.tidy(published) == tidied


@pytest.mark.parametrize(
    ("name", "age"),
    [
        ("Nokia 5165 (1998)", "model of 1998"),
        ("RCA DVD/CD player (approx. 2004)", "model of about 2004"),
        ("Desktop (unknown model and year)", "model year unknown"),
        ("CRT monitor (unknown model) (1997)", "model of 1997"),
    ],
)
def test_the_age_is_what_the_name_states(name: str, age: str) -> None:
    assert devices.age_of(name) == age


def test_a_brand_is_stated_only_where_the_name_begins_with_it() -> None:
    assert devices.brand_of("Aspire Digital AD N820B (approx. 2005)") == "Aspire Digital"
    assert devices.brand_of("HP Compaq 6000 (2009)") == "HP"
    assert devices.brand_of("iPhone 3G A1241 (2008)") == ""


def test_every_column_of_a_device_is_in_the_header() -> None:
    row = devices.device(
        "LCD monitor", 'Dell 15" E157FPB', "lab", [part("Stand", "Plastic", "1.50")]
    )
    assert row.keys() <= set(devices.columns())
    assert (row["mass"], row["equipment/display_diagonal"]) == ("1.5", "15")
