"""What a product is made of: sorted by mass, with shares that add up honestly."""

import pytest

from public.pages.materials import lead, materials_of
from tests.public.examples import example, sector, sheet

PRODUCT = sector("product")


def shown(document):
    return materials_of(sheet({"category": "laptop", **document}, PRODUCT))


def materials(**grams):
    return {code.replace("_", "-"): {"material": code.replace("_", "-"), "mass": mass}
            for code, mass in grams.items()}  # fmt: skip


def rows(block):
    return [(m.name, m.mass, m.share.replace("\N{NO-BREAK SPACE}", " ")) for m in block.materials]


def test_the_heaviest_comes_first_with_its_share_of_the_product():
    block = shown({"mass": 200, "materials": materials(steel=50, plastic=150)})
    assert rows(block) == [("Plastic", "150 g", "75.0 %"), ("Steel", "50 g", "25.0 %")]
    assert [m.width for m in block.materials] == ["100.0", "33.3"]
    assert block.remarks == ()


def test_a_share_is_rounded_and_not_cut_off():
    block = shown({"mass": 178.4, "materials": materials(steel=178.3, tin=0.1)})
    assert rows(block)[1] == ("Tin", "0.1 g", "0.1 %")


def test_mass_that_nobody_broken_down_is_said():
    block = shown({"mass": 200, "materials": materials(steel=50)})
    assert [remark.text for remark in block.remarks] == ["Together 50 g of 200 g."]


def test_without_the_mass_of_the_product_shares_are_of_what_is_known():
    assert rows(shown({"materials": materials(steel=50, plastic=150)}))[0][2] == "75.0 %"


def test_a_declared_share_is_taken_as_it_is():
    document = {"materials": {"a": {"material": "steel", "share": 12.5}}}
    assert rows(shown(document)) == [("Steel", "", "12.5 %")]


def test_critical_raw_materials_carry_their_symbol_where_they_were_declared_so():
    declared = {"material": "magnesium", "mass": 10, "critical": True}
    block = shown({"materials": {"a": declared, "b": {"material": "copper", "mass": 5}}})
    assert [m.marks for m in block.materials] == [("Mg",), ()]
    assert block.has_marks


def test_who_measured_is_told_once_below_the_list():
    said = {"en": "A published study"}
    entries = {key: {"material": "steel", "mass": 1, "measured_by": said} for key in "ab"}
    assert [remark.text for remark in shown({"materials": entries}).remarks] == [said["en"]]


def test_what_else_is_declared_of_a_material_stands_below_its_name():
    entry = {"material": "steel", "mass": 1, "recycled_post_consumer": 60}
    block = shown({"materials": {"a": entry}})
    (note,) = block.materials[0].notes
    assert note.replace("\N{NO-BREAK SPACE}", " ") == "Recycled from used products: 60 %"


def test_the_section_opens_with_what_most_of_it_is():
    page = sheet(example("product", "laptop-item"), PRODUCT)
    assert lead(page).replace("\N{NO-BREAK SPACE}", " ") == (
        "Magnesium, lithium-ion battery and plastic are 58 % of its mass."
    )


@pytest.mark.parametrize("entries", [{}, materials(steel=1), materials(steel=1, plastic=2)])
def test_of_few_materials_there_is_no_sentence_to_make(entries):
    assert lead(sheet({"materials": entries}, PRODUCT)) == ""


def test_a_product_without_materials_has_no_bars():
    assert shown({}) is None
