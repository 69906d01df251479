"""The acceptance of footprints stands for all that they say, not for what went into them alone."""

import pytest
from django.db import connection

from domain.merkle import root
from ledger.models import Acceptance, Change, Kind
from lifecycle.footprints import digests_of
from lifecycle.models import AcceptedFootprint, FactorSet, Footprint
from passports.models import Product
from tests.lifecycle.conftest import publish_factors, register_kettle, work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(maker, registry):
    publish_factors(registry, "1")
    register_kettle(maker)
    work_off()
    return Change.objects.get(kind=Kind.FOOTPRINTS, acceptance__isnull=False)


def holds(change):
    return bytes(Acceptance.objects.get(change=change).digest) == root(digests_of(change))


def test_what_was_accepted_gives_the_digest_of_its_acceptance(change):
    assert holds(change)


@pytest.mark.parametrize(
    ("model", "altered"),
    [
        (Product, {"ident": "own:OTHER"}),
        (AcceptedFootprint, {"product_revision": 2}),
        (FactorSet, {"series": "other"}),
        (FactorSet, {"version": "2"}),
        (Footprint, {"input_digest": bytes(32)}),
        (Footprint, {"result": {"total": 0}}),
    ],
)
def test_an_altered_footprint_does_not(change, model, altered):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        cursor.execute(f"DROP TRIGGER {table}_no_update{on}")
    model.objects.update(**altered)
    assert not holds(change)
