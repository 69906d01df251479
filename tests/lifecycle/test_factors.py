"""Factor sets: curated, immutable, every fault told at its row."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.actors import READ
from accounts.models import OrganisationRole
from accounts.organisations import today
from domain.faults import Conflict, Forbidden, Invalid
from lifecycle.factors import (
    factors_of,
    find,
    is_registry_host,
    newest,
    publish_factor_set,
    read_csv,
)
from lifecycle.models import FactorSet
from tests.lifecycle.conftest import SOURCE, factors, publish_factors

pytestmark = pytest.mark.django_db


def publish(actor, rows, version="1"):
    return publish_factor_set(
        actor=actor, series="registry-basis", version=version, rows=rows, reason="Release"
    )


def test_a_published_factor_set_gives_its_factors(registry):
    published = publish(registry, factors())
    assert factors_of(published.pk)["material/steel"].value == 2.0
    assert newest() == find("registry-basis", "1") == published


def test_a_release_cannot_be_published_twice(registry):
    publish(registry, factors())
    with pytest.raises(Conflict, match="already published"):
        publish(registry, factors())


def test_every_faulty_row_is_told_at_its_place_and_nothing_is_stored(registry):
    rows = [
        {"key": "a/b", "value": "1", "unit": "kg", **SOURCE},
        {"key": "a/b", "value": "x", "unit": "kg", **SOURCE},
        {"key": "c/d", "value": 1, "unit": "stone", **SOURCE},
        {"key": "e/f", "value": 1, "unit": "kg", "source": "s"},
        {"key": "g/h", "value": 5, "low": 6, "high": 7, "unit": "kg", **SOURCE},
        {"key": "i/j", "value": 5, "unit": "kg", "colour": "red", **SOURCE},
    ]
    with pytest.raises(Invalid) as refused:
        publish(registry, rows)
    told = {(fault.code, fault.pointer) for fault in refused.value.faults}
    assert told == {
        ("type", "/factors/1/value"),
        ("unique", "/factors/1/key"),
        ("factor.unit", "/factors/2"),
        ("required", "/factors/3/licence"),
        ("factor.value", "/factors/4"),
        ("additional", "/factors/5/colour"),
    }
    assert not FactorSet.objects.exists()


def test_an_empty_set_is_refused(registry):
    with pytest.raises(Invalid, match="at least one factor"):
        publish(registry, [])


def test_publishing_factors_needs_the_scope(registry):
    reader = replace(registry, scopes=frozenset({READ}))
    with pytest.raises(Forbidden) as refused:
        publish_factors(reader, "1")
    assert refused.value.faults[0].code == "actor.scope"


def test_only_the_host_publishes_into_the_series_that_everyone_is_calculated_with(maker):
    with pytest.raises(Forbidden) as refused:
        publish_factors(maker, "1")
    fault = refused.value.faults[0]
    assert (fault.code, fault.pointer) == ("factor_set.series", "/series")
    assert fault.remedy
    assert not FactorSet.objects.exists()


def test_a_host_is_one_for_as_long_as_it_holds_the_role(registry):
    assert is_registry_host("registry")
    OrganisationRole.objects.update(until=today())
    assert not is_registry_host("registry")
    OrganisationRole.objects.update(since=today() + timedelta(days=1), until=None)
    assert not is_registry_host("registry")
    with pytest.raises(Forbidden):
        publish_factors(registry, "1")


def test_anyone_may_publish_another_series_and_the_newest_stays_what_it_was(maker, registry):
    held = publish_factors(registry, "1")
    other = publish_factor_set(
        actor=maker, series="makers-basis", version="1", rows=factors(), reason="Ours"
    )
    assert find("makers-basis", "1") == other
    assert newest() == held


@pytest.mark.parametrize("value", [1e9 + 1, -1e9 - 1, 1e308])
def test_a_factor_out_of_range_is_refused(registry, value):
    with pytest.raises(Invalid) as refused:
        publish_factors(registry, "1", **{"material/steel": value})
    assert [(f.code, f.pointer) for f in refused.value.faults] == [("factor.value", "/factors/0")]


def test_a_factor_set_is_read_from_csv_and_empty_cells_say_nothing():
    rows = read_csv("key,value,unit,low\nmaterial/steel, 2.0 ,kg,\n")
    assert rows == [{"key": "material/steel", "value": "2.0", "unit": "kg"}]
