import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.validation import Validator, lint
from tests.domain.strategies import documents, mutations
from tests.domain.validation_schemas import AUDIENCES, FOLDER, SMALL, sector_schemas

SECTORS = sector_schemas()
EVERY = {**{f"small {n}": schema for n, schema in enumerate(SMALL)}, **SECTORS}
VALIDATORS = {name: Validator(schema) for name, schema in EVERY.items()}
BOUNDED = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("schema", SMALL)
def test_the_schemas_of_these_tests_keep_to_the_subset(schema):
    assert lint(schema, AUDIENCES) == []


@pytest.mark.parametrize("name", EVERY)
@BOUNDED
@given(st.data())
def test_both_engines_give_one_verdict_on_sound_and_on_changed_documents(name, data):
    validator = VALIDATORS[name]
    document = data.draw(documents(EVERY[name]))
    assert validator.is_valid(document)
    assert validator.faults(document) == []
    changed = data.draw(mutations(EVERY[name], document))
    found = validator.faults(changed)
    assert validator.is_valid(changed) == (found == [])
    assert validator.check(changed) == found


def test_the_changes_do_break_documents():
    verdicts = set()

    @settings(BOUNDED, max_examples=300, database=None)
    @given(st.data())
    def watch(data):
        document = data.draw(documents(SMALL[4], whole=True))
        changed = data.draw(mutations(SMALL[4], document))
        verdicts.update(fault.code for fault in VALIDATORS["small 4"].faults(changed))

    watch()
    assert verdicts >= {"type", "additional", "unique", "property_name", "dependent_required"}


@pytest.mark.parametrize("name", SECTORS)
def test_every_example_of_a_sector_is_accepted(name):
    for path in (FOLDER / name.split("/")[0] / "examples").glob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        assert VALIDATORS[name].check(document) == [], path.name
        assert VALIDATORS[name].faults(document) == [], path.name


@pytest.mark.parametrize("name", SECTORS)
def test_every_broken_example_of_a_sector_has_exactly_the_faults_that_it_lists(name):
    for path in (FOLDER / name.split("/")[0] / "broken").glob("*.json"):
        case = json.loads(path.read_text(encoding="utf-8"))
        found = [(fault.pointer, fault.code) for fault in VALIDATORS[name].check(case["document"])]
        assert found == sorted((each["pointer"], each["code"]) for each in case["faults"])


@pytest.mark.parametrize("name", SECTORS)
def test_every_sector_schema_keeps_to_the_subset(name):
    audiences = frozenset(json.loads((FOLDER / "audiences.json").read_text(encoding="utf-8")))
    assert lint(SECTORS[name], audiences) == []
