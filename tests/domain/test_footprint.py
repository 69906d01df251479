import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.activity import parse_activity
from domain.faults import Invalid
from domain.footprint import ENGINE, Factor, Gap, Reason, calculate, input_digest
from domain.inventory import STAGES, lines_of
from tests.domain.footprints import factor_sets, inventories, line

METHOD = "cradle-to-grave-screening/1"
LAPTOP = {
    "mass": 2000,
    "materials": {
        "housing": {"material": "aluminium", "mass": 800},
        "frame": {"material": "steel", "mass": 600},
        "board": {"material": "circuit-board", "mass": 500},
    },
}
BODY = {
    "method": METHOD,
    "functional_unit": {"en": "One laptop, used for four years"},
    "materials": {"stage": "raw-materials"},
    "end_of_life": {
        "routes": {
            "aluminium": "end-of-life/aluminium/closed-loop",
            "*": "end-of-life/weee-small/open-loop",
        }
    },
    "lines": [
        {
            "key": "sea",
            "stage": "distribution",
            "quantity": 2.5 * 18000,
            "unit": "kg.km",
            "factor": "freight/ship",
            "title": {"en": "Sea freight"},
        },
        {
            "key": "electricity",
            "stage": "use",
            "quantity": 120,
            "unit": "kW.h",
            "factor": "grid/DEU",
            "title": {"en": "Electricity"},
        },
    ],
    "not_calculated": {"manufacturing": {"en": "The plants have not reported yet."}},
}
FACTORS = {
    factor.key: factor
    for factor in (
        Factor("material/aluminium", 9.0, "kg", 8.0, 11.0, "", 2024, "A"),
        Factor("material/steel", 3.0, "kg", None, None, "", 2024, "A"),
        Factor("end-of-life/aluminium/closed-loop", 0.02, "kg"),
        Factor("end-of-life/weee-small/open-loop", 0.01, "kg"),
        Factor("freight/ship", 0.016, "t.km", 0.01, 0.03),
        Factor("grid/DEU", 0.35, "kW.h", 0.3, 0.4, "DEU", 2024, "B"),
        Factor("grid/FRA", 0.05, "kW.h", None, None, "FRA", 2024, "B"),
    )
}


def laptop(factors=FACTORS):
    activity = parse_activity(BODY)
    return calculate(lines_of(activity, LAPTOP), factors, activity.not_calculated)


def test_a_laptop_gives_the_values_worked_out_by_hand():
    result = laptop()
    # raw materials: 0.8 kg x 9 + 0.6 kg x 3 = 7.2 + 1.8 = 9.0 (board and undeclared: no factor)
    assert result.stages["raw-materials"].value_kg == pytest.approx(9.0, abs=1e-12)
    # distribution: 2.5 kg x 18 000 km = 45 t.km; 45 x 0.016 = 0.72
    assert result.stages["distribution"].value_kg == pytest.approx(0.72, abs=1e-12)
    # use: 120 kW.h x 0.35 = 42
    assert result.stages["use"].value_kg == pytest.approx(42.0, abs=1e-12)
    # end of life: 0.8 x 0.02 + (0.6 + 0.5 + 0.1) x 0.01 = 0.016 + 0.012 = 0.028
    assert result.stages["end-of-life"].value_kg == pytest.approx(0.028, abs=1e-12)
    # total: 9 + 0.72 + 42 + 0.028 = 51.748
    assert result.total_kg == pytest.approx(51.748, abs=1e-12)
    # low: 0.8 x 8 + 1.8 + 45 x 0.01 + 120 x 0.3 + 0.028 = 6.4 + 1.8 + 0.45 + 36 + 0.028 = 44.678
    assert result.low == pytest.approx(44.678, abs=1e-12)
    # high: 0.8 x 11 + 1.8 + 45 x 0.03 + 120 x 0.4 + 0.028 = 8.8 + 1.8 + 1.35 + 48 + 0.028 = 59.978
    assert result.high == pytest.approx(59.978, abs=1e-12)


def test_what_has_no_factor_lowers_the_coverage_and_is_named():
    result = laptop()
    # covered: 0.8 + 0.6 = 1.4 kg of 2 kg
    assert result.covered_mass_kg == pytest.approx(1.4)
    assert result.coverage == pytest.approx(0.7)
    assert [(gap.line, gap.factor_key, gap.gap) for gap in result.uncovered] == [
        ("materials/board", "material/circuit-board", Gap.NO_FACTOR),
        ("materials/*", "material/undeclared", Gap.NO_FACTOR),
    ]
    assert sum(gap.mass_kg for gap in result.uncovered) == pytest.approx(0.6)


def test_a_stage_says_why_it_is_not_calculated():
    result = laptop()
    manufacturing = result.stages["manufacturing"]
    assert (manufacturing.value_kg, manufacturing.reason) == (None, Reason.STATED)
    assert manufacturing.statement == {"en": "The plants have not reported yet."}
    assert not result.complete

    without = laptop({key: f for key, f in FACTORS.items() if key != "grid/DEU"})
    assert without.stages["use"].value_kg is None
    assert without.stages["use"].reason is Reason.NO_LINE_CALCULATED
    assert without.stages["use"].statement["en"]

    empty = calculate([], FACTORS, {})
    assert {stage.reason for stage in empty.stages.values()} == {Reason.NOTHING_STATED}


def test_a_stage_that_leaves_out_a_line_has_a_value_and_is_not_complete():
    stages = laptop().stages
    assert (stages["raw-materials"].complete, stages["use"].complete) == (False, True)


def test_a_footprint_is_complete_when_every_stage_has_all_its_lines():
    lines = [line(stage, stage, 1.0, "material/steel") for stage in STAGES]
    result = calculate(lines, FACTORS, {})
    assert result.complete
    assert result.total_kg == 15.0
    assert not calculate(lines[1:], FACTORS, {}).complete


def test_nothing_calculated_is_no_total_and_not_zero():
    result = calculate([line("a", "use", 5.0, "material/unknown", mass_kg=5.0)], FACTORS, {})
    assert result.total_kg is None
    assert (result.low, result.high) == (None, None)
    assert result.coverage == 0.0


def test_a_zero_quantity_is_a_value_of_zero():
    result = calculate([line("a", "use", 0.0, "grid/DEU", "kW.h")], FACTORS, {})
    assert result.stages["use"].value_kg == 0.0
    assert result.total_kg == 0.0


def test_coverage_without_any_known_mass_is_unknown():
    assert calculate([line("a", "use", 1.0, "grid/DEU", "kW.h")], FACTORS, {}).coverage is None


@pytest.mark.parametrize(
    ("entry", "gap"),
    [
        (line("a", "use", 1.0, "grid/XXX", "kW.h"), Gap.NO_FACTOR),
        (line("a", "use", None, "grid/DEU", "kW.h"), Gap.NO_QUANTITY),
        (line("a", "use", None, "grid/XXX", "kW.h"), Gap.NO_QUANTITY),
        (line("a", "use", 1.0, "grid/DEU", "kg"), Gap.UNIT_DIFFERS),
    ],
)
def test_a_line_that_cannot_be_calculated_says_why(entry, gap):
    result = calculate([entry], FACTORS, {})
    assert result.lines[0].gap is gap
    assert result.lines[0].value_kg is None
    assert result.total_kg is None


def test_bounds_are_unknown_where_no_factor_has_any():
    result = calculate([line("a", "use", 2.0, "grid/FRA", "kW.h")], FACTORS, {})
    assert (result.low, result.high) == (None, None)


def test_two_lines_with_one_key_are_refused():
    twice = [line("a", "use", 1.0, "grid/DEU", "kW.h")] * 2
    with pytest.raises(ValueError, match="same key"):
        calculate(twice, FACTORS, {})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"unit": "lb"}, "factor.unit"),
        ({"unit": "g"}, "factor.unit"),
        ({"value": float("nan")}, "factor.value"),
        ({"value": float("inf")}, "factor.value"),
        ({"value": 1e9 + 1}, "factor.value"),
        ({"high": 1e9 + 1}, "factor.value"),
        ({"low": -1e9 - 1}, "factor.value"),
        ({"low": 1.5}, "factor.value"),
        ({"high": 0.5}, "factor.value"),
        ({"low": 2.0, "high": 3.0}, "factor.value"),
        ({"low": float("-inf")}, "factor.value"),
    ],
)
def test_a_factor_that_makes_no_sense_is_refused(values, code):
    with pytest.raises(Invalid) as refusal:
        Factor(**{"key": "k/1", "value": 1.0, "unit": "kg"} | values)
    assert refusal.value.faults[0].code == code


@given(inventories(), factor_sets())
def test_stages_add_up_to_the_total_and_lines_to_their_stage(lines, factors):
    result = calculate(lines, factors, {})
    calculated = [s.value_kg for s in result.stages.values() if s.value_kg is not None]
    assert (result.total_kg is None) == (not calculated)
    assert (result.total_kg or 0.0) == pytest.approx(sum(calculated), rel=1e-12, abs=1e-6)
    for stage in STAGES:
        values = [c.value_kg for c in result.lines if c.stage == stage and c.value_kg is not None]
        assert (result.stages[stage].value_kg is None) == (not values)
        assert (result.stages[stage].value_kg or 0.0) == pytest.approx(
            sum(values), rel=1e-12, abs=1e-6
        )


@given(inventories(), factor_sets(), st.sampled_from([0.0, 0.5, 2.0, 1024.0]))
def test_results_are_linear_in_the_quantities(lines, factors, scale):
    # Powers of two scale float64 without rounding, so equality is exact.
    scaled = [
        replace(entry, quantity=None if entry.quantity is None else entry.quantity * scale)
        for entry in lines
    ]
    before, after = calculate(lines, factors, {}), calculate(scaled, factors, {})
    for stage in STAGES:
        old, new = before.stages[stage].value_kg, after.stages[stage].value_kg
        assert new == (None if old is None else pytest.approx(old * scale, rel=1e-15, abs=1e-300))


@given(inventories(), factor_sets(bounded=True), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_neither_result_nor_digest(lines, factors, rng):
    shuffled = lines.copy()
    rng.shuffle(shuffled)
    before, after = calculate(lines, factors, {}), calculate(shuffled, factors, {})
    assert (before.total_kg, before.low, before.high) == (after.total_kg, after.low, after.high)
    assert before.stages == after.stages
    assert before.coverage == after.coverage
    assert input_digest(lines, factors, {}, method=METHOD) == input_digest(
        shuffled, dict(reversed(factors.items())), {}, method=METHOD
    )


@given(inventories(), factor_sets(bounded=True))
def test_the_bounds_enclose_the_total(lines, factors):
    result = calculate(lines, factors, {})
    if result.low is not None:
        assert result.low - 1e-6 <= result.total_kg <= result.high + 1e-6


@given(inventories(), factor_sets(), st.data())
def test_taking_a_factor_away_only_takes_its_lines_away(lines, factors, data):
    if not factors:
        return
    lost = data.draw(st.sampled_from(sorted(factors)))
    fewer = {key: factor for key, factor in factors.items() if key != lost}
    before, after = calculate(lines, factors, {}), calculate(lines, fewer, {})
    for old, new in zip(before.lines, after.lines, strict=True):
        if old.factor_key == lost:
            assert new.value_kg is None
        else:
            assert new == old
    assert (after.coverage or 0.0) <= (before.coverage or 0.0)
    for stage in STAGES:
        if not any(c.value_kg is not None for c in after.lines if c.stage == stage):
            assert after.stages[stage].value_kg is None


@settings(max_examples=50)
@given(inventories(), factor_sets(bounded=True))
def test_unchanged_inputs_have_the_same_digest_whatever_does_not_count(lines, factors):
    retitled = [replace(entry, title={"en": "Another title"}) for entry in lines]
    renamed = {key: replace(f, source="Another print", year=1999) for key, f in factors.items()}
    unused = renamed | {"material/unused": Factor("material/unused", 1.0, "kg")}
    first = input_digest(lines, factors, {}, method=METHOD)
    assert len(first) == 32
    assert first == input_digest(retitled, unused, {}, method=METHOD, engine=ENGINE)


def test_whatever_determines_the_result_changes_the_digest():
    lines = [line("a", "use", 1.0, "grid/DEU", "kW.h"), line("b", "use", None, "grid/FRA", "kW.h")]
    deu = FACTORS["grid/DEU"]

    def digest(lines=lines, factors=FACTORS, reasons=None, method=METHOD, engine=ENGINE):
        return input_digest(lines, factors, reasons or {}, method=method, engine=engine)

    variants = [
        digest(),
        digest(lines=lines[:1]),
        digest(lines=[replace(lines[0], quantity=1.0000000001), lines[1]]),
        digest(lines=[replace(lines[0], stage="distribution"), lines[1]]),
        digest(lines=[replace(lines[0], unit="kg"), lines[1]]),
        digest(lines=[replace(lines[0], factor_key="grid/FRA"), lines[1]]),
        digest(lines=[replace(lines[0], mass_kg=1.0), lines[1]]),
        digest(lines=[replace(lines[0], key="c"), lines[1]]),
        digest(lines=[lines[0], replace(lines[1], quantity=0.0)]),
        digest(factors=FACTORS | {"grid/DEU": replace(deu, value=0.36)}),
        digest(factors=FACTORS | {"grid/DEU": replace(deu, low=0.2)}),
        digest(factors=FACTORS | {"grid/DEU": replace(deu, high=None)}),
        digest(factors=FACTORS | {"grid/DEU": replace(deu, unit="kg")}),
        digest(factors={"grid/FRA": FACTORS["grid/FRA"]}),
        digest(reasons={"use": {"en": "Unknown."}}),
        digest(method="cradle-to-gate/1"),
        digest(engine="sweep/2"),
    ]
    assert len(set(variants)) == len(variants)


def test_the_digest_is_the_framed_sha_256_of_canonical_json():
    lines = [line("a", "use", 120.0, "grid/DEU", "kW.h")]
    digest = input_digest(lines, FACTORS, {"manufacturing": {"en": "No."}}, method=METHOD)
    written_by_hand = (
        b'{"engine":"sweep/1","factors":{"grid/DEU":[0.35,"kW.h",0.3,0.4]},'
        b'"lines":[["a","use",120,"kW.h","grid/DEU",0]],'
        b'"method":"cradle-to-grave-screening/1","not_calculated":{"manufacturing":{"en":"No."}}}'
    )
    tag = b"product-passport-registry/footprint-input/1"
    framed = b"".join(len(p).to_bytes(8, "big") + p for p in (tag, written_by_hand))
    assert digest == hashlib.sha256(framed).digest()
