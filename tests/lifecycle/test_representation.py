import json

from domain.identifiers import parse
from ledger.models import Acceptance
from lifecycle.reading import passport
from lifecycle.representation import as_json, timestamp
from passports.entries import Action, Entry
from passports.publishing import publish
from tests.lifecycle.conftest import own, publish_factors, register_kettle, work_off


def shown(identifier, actor=None):
    told = as_json(passport(parse(identifier), actor=actor))
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    return told


def test_times_are_told_in_utc_to_the_millisecond():
    assert timestamp(0) == "1970-01-01T00:00:00.000Z"
    assert timestamp(1_780_000_000_007) == "2026-05-28T20:26:40.007Z"
    assert timestamp(951_782_400_999) == "2000-02-29T00:00:00.999Z"


def test_a_footprint_is_told_with_stages_coverage_and_what_it_rests_on(maker, registry):
    publish_factors(registry, "1", **{"material/plastic": None})
    identifier = register_kettle(maker)
    work_off()
    told = shown(identifier)["footprint"]
    assert told["total_kg"] == 41.0
    assert told["complete"] is False
    assert told["stages"]["use"] == {"kg": 40.0, "complete": True}
    assert told["stages"]["manufacturing"] == {
        "kg": None,
        "complete": False,
        "reason": {"en": "Not reported."},
    }
    assert told["uncovered"] == [{"material": "plastic", "mass_g": 100}]
    assert told["factor_set"] == "registry-basis 1"
    assert told["accepted_at"] == timestamp(Acceptance.objects.last().at_ms)
    assert (told["earlier"], told["moved"]) == ([], [])
    assert told["functional_unit"] == {"en": "one kettle"}


def test_an_earlier_value_and_what_moved_it_are_told(maker, registry):
    publish_factors(registry, "1")
    identifier = register_kettle(maker)
    work_off()
    publish_factors(registry, "2", **{"grid/DEU": 0.3})
    work_off()
    told = shown(identifier, maker)["footprint"]
    assert [entry["factor_set"] for entry in told["earlier"]] == ["registry-basis 1"]
    [moved] = told["moved"]
    assert (moved["line"], moved["stage"], moved["changes"]) == ("boiling", "use", ["factor-value"])
    assert moved["difference_kg"] == moved["new_kg"] - moved["old_kg"]
    assert shown(identifier)["footprint"]["moved"] == []


def test_registration_says_what_the_registry_knows(maker):
    identifier = register_kettle(maker, 1)
    successor = Entry(own(2), parent=identifier, predecessor=identifier)
    publish(actor=maker, reason="Next", entries=[successor])
    publish(actor=maker, reason="x", entries=[Entry(own(2), Action.REVISE, patch={"mass": 1})])
    told = shown(own(2))
    registration = told["registration"]
    assert registration["chain"] == [
        {"product": identifier, "revision": 1},
        {"product": own(2), "revision": 2},
    ]
    assert registration["predecessor"] == identifier
    assert registration["status"] == "active"
    assert len(registration["digest"]) == 64
    assert told["provenance"]["/mass"] == {"product": own(2), "level": 1, "version": 2}
    assert told["footprint"] is None
