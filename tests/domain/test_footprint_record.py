import json

from hypothesis import given

from domain.footprint import calculate
from domain.footprint_record import result_as_json, result_from_json
from domain.inventory import STAGES
from tests.domain.footprints import factor_set, factor_sets, inventories, line


@given(inventories(), factor_sets(bounded=True))
def test_a_result_survives_storage_bit_for_bit(lines, factors):
    result = calculate(lines, factors, {"use": {"en": "Unknown.", "de": "Unbekannt."}})
    assert result_from_json(json.loads(json.dumps(result_as_json(result)))) == result


def test_a_record_reads_as_described():
    lines = [
        line("lid", "raw-materials", 0.5, "material/steel", mass_kg=0.5),
        line("pin", "raw-materials", 0.5, "material/tin", mass_kg=0.5),
    ]
    record = result_as_json(
        calculate(lines, factor_set(material__steel=3.0), {"use": {"en": "Unknown."}})
    )
    assert list(record["stages"]) == list(STAGES)
    assert (record["total_kg"], record["coverage"], record["complete"]) == (1.5, 0.5, False)
    assert record["stages"]["raw-materials"] == {"value_kg": 1.5, "complete": False}
    assert record["stages"]["use"] == {
        "value_kg": None,
        "complete": False,
        "reason": "stated",
        "statement": {"en": "Unknown."},
    }
    assert record["lines"]["lid"] == {
        "stage": "raw-materials",
        "quantity": 0.5,
        "unit": "kg",
        "factor": "material/steel",
        "factor_value": 3.0,
        "value_kg": 1.5,
        "mass_kg": 0.5,
    }
    assert record["lines"]["pin"]["gap"] == "no-factor"
    assert record["lines"]["pin"]["value_kg"] is None
