"""A footprint says what it holds, what it leaves out, and how sure it is."""

import pytest

from domain.footprint_comparison import compare
from lifecycle.reading import Earlier, ShownFootprint, Stage
from public.pages.blocks import Carbon, Entries, Note
from public.pages.carbon import calculated_blocks, lead, reported_blocks
from public.pages.key_facts import key_facts
from tests.public.examples import MODEL, NOON, example, sector, sheet

PRODUCT = sector("product")
WHOLE = {
    "raw-materials": 6.0,
    "manufacturing": 3.0,
    "distribution": 0.5,
    "use": 0.49,
    "end-of-life": 0.01,
}
MATERIALS = {"board": {"material": "circuit-board", "mass": 20}}


def footprint(stages, **more):
    total = sum(kg for kg in stages.values() if kg is not None)
    values = {
        "product": MODEL,
        "revision": 1,
        "total_kg": total,
        "low_kg": None,
        "high_kg": None,
        "complete": all(kg is not None for kg in stages.values()),
        "coverage": 1.0,
        "stages": tuple(
            Stage(name, kg, kg is not None, {} if kg is not None else {"en": "Not reported."})
            for name, kg in stages.items()
        ),
        "uncovered": (),
        "functional_unit": {"en": "One laptop"},
        "factor_set": "registry-basis 2025.1",
        "method": "screening/1",
        "engine": "sweep/1",
        "at_ms": NOON,
        "seq": 1,
        "earlier": (),
        "moved": (),
        **more,
    }
    return ShownFootprint(**values)


def page(shown, **document):
    return sheet({"category": "laptop", "materials": MATERIALS, **document}, PRODUCT,
                 footprint=shown)  # fmt: skip


def blocks(shown, kind):
    return [block for block in calculated_blocks(page(shown)) if isinstance(block, kind)]


def without(*missing):
    return {name: None if name in missing else kg for name, kg in WHOLE.items()}


def test_all_stages_stand_in_the_bar_and_in_the_table():
    (carbon,) = blocks(footprint(WHOLE), Carbon)
    assert carbon.total == "10.0"
    assert [(s.name, s.kilograms) for s in carbon.stages] == [
        ("Raw materials", "6.0 kg"),
        ("Making it", "3.0 kg"),
        ("Transport", "0.5 kg"),
        ("Using it", "0.5 kg"),
        ("End of life", "less than 0.1 kg"),
    ]
    assert sum(float(stage.width) for stage in carbon.bars) + 4 * 0.5 == pytest.approx(100)
    starts = [float(stage.start) for stage in carbon.bars]
    assert starts == sorted(starts)


def test_a_stage_that_is_not_calculated_says_why_and_is_never_zero():
    (carbon,) = blocks(footprint(without("manufacturing", "use")), Carbon)
    making = carbon.stages[1]
    assert (making.kilograms, making.share, making.width) == ("", "", "")
    assert making.reason.text == "Not reported."
    assert len(carbon.bars) == 3


def test_a_stage_that_takes_carbon_away_has_no_bar():
    (carbon,) = blocks(footprint({**WHOLE, "end-of-life": -2.0}), Carbon)
    assert carbon.stages[-1].kilograms == "-2.00 kg"
    assert len(carbon.bars) == 4


def test_the_uncertainty_stands_beside_the_value():
    (carbon,) = blocks(footprint(WHOLE, low_kg=8.04, high_kg=12.25), Carbon)
    assert carbon.between == "between 8.0 and 12.2"


def test_what_the_figure_leaves_out_is_said_below_it():
    shown = footprint(
        without("manufacturing", "use"), coverage=0.788, uncovered=(("board", 20.0), ("*", 4.5))
    )
    (note,) = blocks(shown, Note)
    said = " ".join(s.text for s in note.sentences).replace("\N{NO-BREAK SPACE}", " ")
    assert "Not calculated: making it and using it." in said
    assert "Factors are known for 78.8 % of the mass." in said
    assert "circuit board (20 g) and mass without a declared material (4.5 g)" in said
    assert "do not compare" in said


def test_a_whole_footprint_leaves_nothing_to_say():
    assert blocks(footprint(WHOLE), Note) == []


def test_the_lead_names_the_part_of_life_that_is_known():
    shown = footprint(without("manufacturing", "distribution", "use"))
    assert lead(page(shown)) == (
        "Only a part of its life: raw materials and end of life. 3 of 5 stages are not calculated."
    )
    assert lead(page(footprint(WHOLE))) == "All stages of its life are calculated."
    assert lead(page(None)) == ""


def test_method_factors_and_unit_stand_in_the_explanation():
    (carbon,) = blocks(footprint(WHOLE), Carbon)
    rows = {label: said.text for label, said in carbon.why.rows}
    assert rows["Unit"] == "kg of CO₂ equivalent: One laptop"
    assert rows["Factors"] == "registry-basis 2025.1"
    assert rows["Method"] == "screening/1"


def line(factor):
    return {
        "stage": "raw-materials",
        "quantity": 0.02,
        "unit": "kg",
        "factor": "material/circuit-board",
        "factor_value": factor,
        "value_kg": 0.02 * factor,
        "mass_kg": 0.02,
    }


def test_earlier_values_are_kept_and_the_reason_for_the_change_is_told():
    old, new = ({"lines": {"materials/board": line(factor)}} for factor in (10, 9))
    moved = compare(old, new)
    shown = footprint(
        WHOLE, earlier=(Earlier(10.02, "registry-basis 2025.0", NOON),), moved=tuple(moved)
    )
    (before,) = blocks(shown, Entries)
    assert [entry.title.text for entry in before.entries] == [
        "10.0 kg CO₂e, from 25 November 2026, with registry-basis 2025.0"
    ]
    assert [(label, said.text) for label, said in before.why.rows] == [
        ("Circuit board, raw materials", "\N{MINUS SIGN}0.0200 kg CO₂e: a new value of the factor")
    ]


def test_without_any_calculated_stage_there_is_no_figure_but_the_reasons():
    shown = footprint(dict.fromkeys(WHOLE), total_kg=None)
    assert blocks(shown, Carbon) == []
    assert len(blocks(shown, Note)) == 1


def test_what_the_operator_reports_is_shown_as_it_was_reported():
    document = example("product", "laptop-item")
    (carbon,) = reported_blocks(sheet(document, PRODUCT))
    assert (carbon.total, carbon.between) == ("236", "between 189 and 283")
    assert [s.kilograms for s in carbon.stages] == ["118 kg", "74.5 kg", "8 kg", "34 kg", "1.5 kg"]


# Key facts ----------------------------------------------------------------------------------------


def test_the_key_facts_are_those_that_the_schema_asks_for():
    document = example("product", "laptop-item")
    found = key_facts(sheet(document, PRODUCT))
    assert [(f.label, f.value, f.note) for f in found] == [
        ("Repairability class", "A", "4.64 of 5"),
        ("Carbon footprint", "236", "reported by the operator"),
        ("Spare parts until", "2035", "9 years left"),
        ("Updates until", "2035", "9 years left"),
    ]


def test_where_they_are_lacking_others_take_their_place():
    found = key_facts(page(footprint(without("use")), mass=200))
    assert [(f.label, f.value, f.note) for f in found] == [
        ("Carbon footprint", "9.51", "a part of its life only"),
        ("Mass", "200", ""),
        ("Mostly", "Circuit board", "10.0\N{NO-BREAK SPACE}%"),
    ]
