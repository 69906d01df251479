"""Factor sets: curated, immutable, every fault told at its row."""

import pytest

from accounts.actors import READ
from domain.faults import Conflict, Forbidden, Invalid
from lifecycle.factors import factors_of, find, newest, publish_factor_set, read_csv
from lifecycle.models import FactorSet
from tests.conftest import actor_of
from tests.lifecycle.conftest import SOURCE, factors, publish_factors

pytestmark = pytest.mark.django_db


def publish(actor, rows, version="1"):
    return publish_factor_set(
        actor=actor, series="registry-basis", version=version, rows=rows, reason="Release"
    )


def test_a_published_factor_set_gives_its_factors(maker):
    published = publish(maker, factors())
    assert factors_of(published.pk)["material/steel"].value == 2.0
    assert newest() == find("registry-basis", "1") == published


def test_a_release_cannot_be_published_twice(maker):
    publish(maker, factors())
    with pytest.raises(Conflict, match="already published"):
        publish(maker, factors())


def test_every_faulty_row_is_told_at_its_place_and_nothing_is_stored(maker):
    rows = [
        {"key": "a/b", "value": "1", "unit": "kg", **SOURCE},
        {"key": "a/b", "value": "x", "unit": "kg", **SOURCE},
        {"key": "c/d", "value": 1, "unit": "stone", **SOURCE},
        {"key": "e/f", "value": 1, "unit": "kg", "source": "s"},
        {"key": "g/h", "value": 5, "low": 6, "high": 7, "unit": "kg", **SOURCE},
        {"key": "i/j", "value": 5, "unit": "kg", "colour": "red", **SOURCE},
    ]
    with pytest.raises(Invalid) as refused:
        publish(maker, rows)
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


def test_an_empty_set_is_refused(maker):
    with pytest.raises(Invalid, match="at least one factor"):
        publish(maker, [])


def test_publishing_factors_needs_the_scope(maker):
    from accounts.models import Organisation

    reader = actor_of(Organisation.objects.get(public_id="maker"), scopes=frozenset({READ}))
    with pytest.raises(Forbidden):
        publish_factors(reader, "1")


def test_a_factor_set_is_read_from_csv_and_empty_cells_say_nothing():
    rows = read_csv("key,value,unit,low\nmaterial/steel, 2.0 ,kg,\n")
    assert rows == [{"key": "material/steel", "value": "2.0", "unit": "kg"}]
