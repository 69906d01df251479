"""What a column means is guessed from its header and its cells, and left open where in doubt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cells.column import Column
from domain.cells.reader import reader_of
from domain.faults import Fault
from domain.sector_schema import walk
from passports.intake.mapping.guessing import guess
from passports.intake.mapping.settling import DECOY, NO_NAME, SEVERAL, TAKEN, TOTAL, UNIT, UNSURE
from tests.passports.intake.mapping.conftest import group, kettle, leaf, number


def guessed(walk, table, **more):
    rows = list(map(list, zip(*table.values(), strict=True))) if any(table.values()) else []
    return guess(list(table), rows, walk, **more)


def one(walk, header, cells=(), **others):
    """Guess one column among others; return its meaning or its question."""
    filler = [""] * len(cells)
    table = {header: list(cells), **dict.fromkeys(others.get("beside", ()), filler)}
    mapping = guessed(walk, table)
    return mapping.columns.get(header) or mapping.open[header]


# By the header


@pytest.mark.parametrize(
    ("header", "to"),
    [
        ("Brand", "/brand"),
        ("BRAND NAME", "/brand"),
        ("brand_name", "/brand"),
        ("brandName", "/brand"),
        ("Marke", "/brand"),
        ("品牌", "/brand"),
        ("Product brand", "/brand"),
        ("Number of the model", "/model_number"),
        ("carbon/total", "/carbon/total"),
        ("Carbon footprint", "/carbon/total"),
        ("Carbon footprint / Use", "/carbon/stages/use"),
        ("Climate: Carbon footprint", "/carbon/total"),
        ("EAN", "identifier"),
        ("Sector", "sector"),
    ],
)
def test_a_name_of_an_element_is_known_however_it_is_written(header, to, kettles):
    assert one(kettles, header).to == to


def test_a_slip_of_the_pen_is_forgiven_in_longer_names(kettles):
    assert one(kettles, "Modell-Numer").to == "/model_number"
    assert one(kettles, "Modle number").to == "/model_number"


def test_a_translated_title_is_a_name(kettles):
    words = {"sv": {"Date of making": "Tillverkningsdag"}}
    mapping = guessed(kettles, {"Tillverkningsdag": ["2025-01-02"]}, words=words)
    assert mapping.columns["Tillverkningsdag"].to == "/made_on"
    assert "Tillverkningsdag" in guessed(kettles, {"Tillverkningsdag": ["2025-01-02"]}).open


def test_a_title_of_a_group_and_of_an_element_are_a_name_together(kettles):
    words = {"de": {"Climate": "Klima", "Uncertainty": "Unsicherheit"}}
    mapping = guessed(kettles, {"Klima Unsicherheit (%)": ["20"]}, words=words)
    assert mapping.columns["Klima Unsicherheit (%)"].to == "/carbon/uncertainty"


def test_a_single_word_inside_a_group_says_too_little_unless_its_unit_does(kettles):
    assert one(kettles, "Use").sentence == UNSURE
    assert one(kettles, "Use (kg CO2e)").to == "/carbon/stages/use"
    assert one(kettles, "Use (kg)").sentence == UNSURE


def test_what_nothing_is_called_stays_open(kettles):
    assert one(kettles, "Kundenrabatt").sentence == NO_NAME


@pytest.mark.parametrize("header", ["Gross weight (kg)", "Preis", "Lagerbestand", "颜色"])
def test_a_name_of_something_else_stays_open(header, kettles):
    assert one(kettles, header).sentence in (DECOY, NO_NAME)


def test_a_name_of_two_elements_stays_open_and_both_are_proposed():
    gap = {"gap": number("Inner gap", "mm")}
    twins = walk(kettle(left=group("Left", **gap), right=group("Right", **gap)))
    asked = one(twins, "Inner gap (mm)")
    assert asked.sentence == SEVERAL
    assert set(asked.candidates) == {"/left/gap", "/right/gap"}


def test_the_word_model_may_mean_name_or_number(kettles):
    assert set(one(kettles, "Model").candidates) == {"/model_number", "/name/en"}


def test_a_title_that_people_use_for_something_else_too_is_asked_about(sectors):
    asked = one(sectors["smartphone"], "Repairability index", ["7.9", "8.2"])
    assert asked.candidates[0] == "/repair/index"


def test_a_name_beside_words_that_change_it_is_only_proposed(kettles):
    asked = one(kettles, "Weight with stand and lid (kg)")
    assert asked.sentence in (UNSURE, NO_NAME)


def test_words_in_brackets_that_are_not_understood_are_asked_about(kettles):
    asked = one(kettles, "Weight (boxed)")
    assert asked.candidates == ("/mass",)


def test_columns_without_a_name_stay_out(kettles):
    mapping = guess(["", "Brand"], [["x", "y"]], kettles)
    assert mapping.headers == ("Brand",)


# By the unit


def test_the_unit_in_the_header_is_kept(kettles):
    assert one(kettles, "Weight (kg)", ["1.2"]).column.unit == "kg"
    assert one(kettles, "mass_kg", ["1.2"]).column.unit == "kg"


def test_a_unit_that_is_written_in_another_order_is_kept_too(kettles):
    column = one(kettles, "Empreinte carbone (t éq. CO2)", ["0,2"]).column
    spec = kettles.node(("carbon", "total")).field
    assert reader_of(spec, column)("0,2").value == 200


def test_a_weight_without_any_unit_is_asked_about(kettles):
    asked = one(kettles, "Weight", ["1.2", "1.4"])
    assert asked.sentence == UNIT
    assert asked.candidates[0] == "/mass"


def test_units_in_the_cells_will_do(kettles):
    assert one(kettles, "Weight", ["1.2 kg", "900 g"]).to == "/mass"


def test_a_unit_of_another_kind_rules_an_element_out(kettles):
    assert one(kettles, "Weight (kWh)").sentence in (UNSURE, NO_NAME)


# By the cells


def test_cells_that_the_element_cannot_hold_outweigh_the_name(kettles):
    asked = one(kettles, "Weight (kg)", ["Germany", "France", "Spain"])
    assert asked.sentence in (UNSURE, NO_NAME)


def test_a_few_bad_cells_do_not(kettles):
    assert one(kettles, "Weight (kg)", ["1.2", "1.3", "1.4", "1.5", "heavy"]).to == "/mass"


def test_cells_that_few_columns_have_speak_for_a_vague_title():
    valve = walk(kettle(inside=group("Inside", valve=leaf("Valve", enum=["ball", "gate"]))))
    assert one(valve, "Valve", ["ball", "gate"]).to == "/inside/valve"
    assert one(valve, "Valve", ["12", "13"]).sentence in (UNSURE, NO_NAME)


def test_a_column_of_numbers_is_no_prose(kettles):
    assert one(kettles, "Name", ["12", "13"]).sentence == UNSURE


# One column, one element


def test_an_element_is_filled_by_one_column_and_the_other_is_asked_about(kettles):
    mapping = guessed(kettles, {"Brand": ["A"], "Marke": ["A"]})
    assert [mapped.to for mapped in mapping.columns.values()] == ["/brand"]
    assert [asked.sentence for asked in mapping.open.values()] == [TAKEN]


def test_the_better_name_gets_the_element(kettles):
    mapping = guessed(kettles, {"SKU": ["1"], "Model number": ["M1"]})
    assert mapping.columns["Model number"].to == "/model_number"
    assert "SKU" in mapping.open


def test_each_guess_says_how_sure_it_is_and_why(kettles):
    mapped = one(kettles, "Weight (kg)", ["1.2"])
    assert 0.8 <= mapped.score <= 1
    assert mapped.reason == (
        "The header is a name of the element; it names a unit; 100% of 1 cells fit."
    )


# Texts in languages


@pytest.mark.parametrize(
    ("header", "cells", "to"),
    [
        ("Name (de)", ["Kessel"], "/name/de"),
        ("Name [English]", ["Kettle"], "/name/en"),
        ("name_fr", ["Bouilloire"], "/name/fr"),
        ("name/pt-BR", ["Chaleira"], "/name/pt-BR"),
        ("German name", ["Kessel"], "/name/de"),
        ("Bezeichnung", ["Kessel"], "/name/de"),
        ("Bezeichnung (Englisch)", ["Kettle"], "/name/en"),
        ("产品名称", ["电水壶"], "/name/zh"),
        ("英文名称", ["Kettle"], "/name/en"),
        ("Name", ["Kettle"], "/name/en"),
        ("Name", ["電気ケトル"], "/name/ja"),
        ("Name", ["전기 주전자"], "/name/ko"),
    ],
)
def test_the_language_of_a_text_is_said_by_the_header_or_seen_from_its_letters(
    header, cells, to, kettles
):
    mapped = one(kettles, header, cells)
    assert (mapped.to, mapped.column.language) == (to, to.rpartition("/")[2])


def test_letters_of_several_languages_are_asked_about(kettles):
    assert one(kettles, "Name", ["Чайник"]).sentence == UNSURE


def test_a_name_of_several_languages_follows_the_other_headers(kettles):
    italian = {"Nome": ["Bollitore"], "Marca": ["Esempio"], "Produttore": ["Esempio"]}
    assert guessed(kettles, italian).columns["Nome"].to == "/name/it"


def test_names_in_two_languages_fill_two_texts(kettles):
    mapping = guessed(kettles, {"Bezeichnung": ["Kessel"], "Name (en)": ["Kettle"]})
    assert {mapped.to for mapped in mapping.columns.values()} == {"/name/de", "/name/en"}
    assert mapping.match == ("/name/en",)


def test_without_an_english_name_another_one_tells_products_apart(kettles):
    mapping = guessed(kettles, {"Bezeichnung": ["Kessel"], "Marke": ["A"]})
    assert mapping.match == ("/brand", "/name/de")


def test_a_language_beside_what_is_no_text_is_doubtful(kettles):
    assert "Brand (de)" in guessed(kettles, {"Brand (de)": ["A"]}).open


# Entries of keyed maps


@pytest.mark.parametrize(
    ("header", "to"),
    [
        ("Steel (g)", "/materials/steel/mass"),
        ("Steel mass (g)", "/materials/steel/mass"),
        ("Mass of steel [kg]", "/materials/steel/mass"),
        ("Kupfer (g)", "/materials/copper/mass"),
        ("钢重量(g)", "/materials/steel/mass"),
        ("Copper (%)", "/materials/copper/share"),
    ],
)
def test_a_material_with_a_unit_is_an_entry_named_by_its_code(header, to, kettles):
    mapping = guessed(kettles, {header: ["12"]})
    assert mapping.columns[header].to == to
    code = to.split("/")[2]
    assert mapping.constants == {f"/materials/{code}/material": code}


def test_a_translated_label_names_an_entry(kettles):
    mapping = guessed(kettles, {"Stål (g)": ["12"]}, words={"sv": {"Steel": "Stål"}})
    assert mapping.columns["Stål (g)"].to == "/materials/steel/mass"


@pytest.mark.parametrize("header", ["Voltage (V)", "Power (W)", "Packaging recycled content (%)"])
def test_a_common_unit_makes_no_vague_name_sure(header, sectors):
    cells = {header: ["12", "7.5"]}
    assert all(header in guessed(walk, cells).open for walk in sectors.values())


@pytest.mark.parametrize("header", ["Steel", "Steel (kWh)", "Gold (g)", "Steel handle (g)"])
def test_without_a_plain_code_and_unit_there_is_no_entry(header, kettles):
    assert header in guessed(kettles, {header: ["12"]}).open


# Shares of a total


SHARES = {
    "gwp_total": ["200", "300"],
    "gwp_use_ratio": ["0.2", "0.3"],
    "gwp_manufacturing_ratio": ["0.8", "0.7"],
}


def test_shares_of_the_footprint_are_multiplied_by_it(kettles):
    mapping = guessed(kettles, SHARES)
    use = mapping.columns["gwp_use_ratio"]
    assert (use.to, use.times, use.column.scale) == (
        "/carbon/stages/use",
        "gwp_total",
        "fraction",
    )


def test_shares_that_add_up_to_more_than_the_whole_will_be_asked_about(kettles):
    (check,) = guessed(kettles, SHARES).checks
    assert (check.kind, check.of, check.low, check.high) == (
        "sum",
        ("gwp_use_ratio", "gwp_manufacturing_ratio"),
        0,
        1.02,
    )


def test_shares_without_their_total_stay_open(kettles):
    del (table := dict(SHARES))["gwp_total"]
    assert {asked.sentence for asked in guessed(kettles, table).open.values()} == {TOTAL}


def test_a_share_of_what_is_no_amount_is_no_share(kettles):
    assert "Weight ratio" in guessed(kettles, {"Weight ratio": ["0.2"]}).open


# Where cells are too coarse for an element, another one takes them


def test_regions_among_countries_get_an_element_of_their_own(sectors):
    table = {"Assembly location": ["CN", "China", "European Union", "Asia"]}
    mapped = guessed(sectors["laptop"], table).columns["Assembly location"]
    assert [each.to for each in mapped.all] == [
        "/origin/assembly_country",
        "/origin/assembly_region",
    ]


def test_countries_alone_need_no_other_element(sectors):
    table = {"Assembly location": ["CN", "China"]}
    assert guessed(sectors["laptop"], table).columns["Assembly location"].also == ()


# Our own template


def test_headers_that_are_places_are_read_as_the_registry_writes_them(kettles):
    table = {"identifier": ["own:1"], "name/en": ["Kettle"], "mass": ["900"], "Note": ["x"]}
    mapping = guessed(kettles, table)
    assert {header: mapped.to for header, mapped in mapping.columns.items()} == {
        "identifier": "identifier",
        "name/en": "/name/en",
        "mass": "/mass",
    }
    assert mapping.columns["mass"].column == Column(decimal=".", date="ymd", separator=";")
    assert "Note" in mapping.open


def test_a_strangers_word_that_is_also_a_place_is_a_word(kettles):
    mapping = guessed(kettles, {"mass": ["1.2"], "brand": ["A"], "price": ["9"]})
    assert mapping.open["mass"].sentence == UNIT


# Odd tables


CELLS = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.just(Fault("cell.error", "An error.")),
)


HEADERS = st.one_of(st.text(max_size=30), st.sampled_from(["Mass (kg)", "Name", "EAN", "Use %"]))


@settings(max_examples=40, deadline=None)
@given(
    columns=st.lists(HEADERS, min_size=1, max_size=4, unique=True),
    rows=st.lists(st.lists(CELLS, max_size=5), max_size=4),
)
def test_no_table_breaks_it(columns, rows, kettles):
    mapping = guess(columns, rows, kettles)
    assert set(mapping.headers) == set(columns) - {""}


@pytest.mark.parametrize("header", ["%", "???", "x" * 300, "(kg)", "123", "\u200b"])
def test_odd_headers_stay_open(header, kettles):
    assert header in guessed(kettles, {header: ["1"]}).open


def test_an_empty_table_has_an_empty_mapping(kettles):
    mapping = guess([], [], kettles)
    assert (mapping.columns, mapping.open, mapping.sector) == ({}, {}, "kettle")


def test_rows_that_are_too_short_do_no_harm(kettles):
    assert guess(["Brand", "Weight (kg)"], [["A"], ["B", "1.2"]], kettles).open == {}
