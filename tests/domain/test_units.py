import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.faults import Invalid
from domain.units import BASE_UNITS, UNITS, base_of, convert


@pytest.mark.parametrize(
    ("quantity", "source", "target", "expected"),
    [
        (250.0, "g", "kg", 0.25),
        (1.5, "t", "kg", 1500.0),
        (2.0, "t", "g", 2_000_000.0),
        (800.0, "W.h", "kW.h", 0.8),
        (3.6, "MJ", "kW.h", 1.0),
        (18.0, "MJ", "kW.h", 5.0),
        (1.0, "kW.h", "MJ", 3.6),
        (1250.0, "kg.km", "t.km", 1.25),
        (3.0, "1", "1", 3.0),
    ],
)
def test_a_quantity_is_converted_by_the_exact_ratio(quantity, source, target, expected):
    assert convert(quantity, source, target) == expected


@given(
    st.floats(0, 1e15),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(sorted(UNITS)),
)
def test_there_and_back_again_keeps_the_quantity(quantity, source, target):
    if base_of(source) != base_of(target):
        with pytest.raises(Invalid) as refusal:
            convert(quantity, source, target)
        assert refusal.value.faults[0].code == "unit.kind"
    else:
        back = convert(convert(quantity, source, target), target, source)
        assert back == pytest.approx(quantity, rel=1e-12, abs=1e-300)


def test_every_unit_has_one_of_four_bases_and_a_base_is_its_own():
    assert {"kg", "kW.h", "t.km", "1"} == BASE_UNITS
    assert all(base_of(base) == base for base in BASE_UNITS)


@pytest.mark.parametrize(("source", "target"), [("lb", "kg"), ("kg", "lb"), ("", "kg")])
def test_an_unknown_unit_is_a_named_fault_that_does_not_quote_it(source, target):
    with pytest.raises(Invalid) as refusal:
        convert(1.0, source, target)
    fault = refusal.value.faults[0]
    assert fault.code == "unit.unknown"
    assert "lb" not in fault.sentence + fault.remedy
