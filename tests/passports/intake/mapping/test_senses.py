"""A header is taken apart into words, unit and language, in every way that it may be meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passports.intake.mapping.senses import MAX_LENGTH, Sense, senses


@pytest.mark.parametrize(
    ("header", "sense"),
    [
        ("Weight (kg)", Sense(("weight",), "kg")),
        ("Weight [kg]", Sense(("weight",), "kg")),
        ("Weight {kg}", Sense(("weight",), "kg")),
        ("重量(kg)", Sense(("重量",), "kg")),
        ("Poids (en kg)", Sense(("poids",), "kg")),
        ("Weight, kg", Sense(("weight",), "kg")),
        ("mass_kg", Sense(("mass",), "kg")),
        ("weight in kg", Sense(("weight",), "kg")),
        ("warrantyMonths", Sense(("warranty",), "Months")),
        ("batteryCapacity_mAh", Sense(("battery", "capacity"), "mAh")),
        ("Annual energy (kWh/a)", Sense(("annual", "energy"), "kWh/a")),
        ("Empreinte (kg éq. CO2)", Sense(("empreinte",), "kg CO2e")),
        ("Name (de)", Sense(("name",), language="de")),
        ("name_de", Sense(("name",), language="de")),
        ("Name [English]", Sense(("name",), language="en")),
        ("Bezeichnung (Englisch)", Sense(("bezeichnung",), language="en")),
        ("English name", Sense(("name",), language="en")),
        ("英文名称", Sense(("名称",), language="en")),
        ("gwp_use_ratio", Sense(("gwp", "use"), share=True)),
        ("Use share (%)", Sense(("use",), "%", share=True)),
        ("Indice de protection (IP)", Sense(("indice", "protection", "ip"))),
        ("Indice de protection (IP)", Sense(("indice", "protection"), cut=True)),
        ("Country of assembly", Sense(("country", "assembly"))),
        ("CO₂-Fußabdruck", Sense(("co2", "fussabdruck"))),
        ("productName", Sense(("product", "name"))),
        ("HSCode", Sense(("hs", "code"))),
    ],
)
def test_a_header_can_be_meant_this_way(header, sense):
    assert sense in senses(header)


@pytest.mark.parametrize("header", ["", "%", "()", "???", "x" * (MAX_LENGTH + 1)])
def test_what_has_no_words_has_no_sense(header):
    assert senses(header) == ()


def test_a_word_that_is_also_a_unit_stays_in_the_first_sense():
    assert senses("Year of manufacture")[0].words == ("year", "manufacture")
    assert senses("operating hours")[0] == Sense(("operating", "hours"))


def test_articles_alone_are_words():
    assert senses("The")[0].words == ("the",)


def test_a_preposition_is_no_language():
    assert all(not sense.language for sense in senses("Assembled in"))


@given(st.text(max_size=60))
def test_no_header_breaks_it(header):
    for sense in senses(header):
        assert sense.words
        assert all(sense.words)
