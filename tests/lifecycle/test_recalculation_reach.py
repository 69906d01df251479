"""Whose products a job covers, and with which release it calculates."""

import pytest

from domain.faults import Conflict
from domain.identifiers import parse
from ledger.models import Job, JobState, Outbox
from lifecycle import recalculation, work
from lifecycle.factors import publish_factor_set
from lifecycle.reading import passport
from passports.models import Product
from tests.lifecycle.conftest import factors, publish_factors, register_kettle, work_off

pytestmark = pytest.mark.django_db

# 0.5 kg steel x 2 + 0.1 kg plastic x 3 + 100 kWh x 0.4
FIRST = 1.0 + 0.3 + 40.0


def shown(identifier):
    return passport(parse(identifier)).footprint


@pytest.fixture
def kettle(maker, registry):
    publish_factors(registry, "1")
    identifier = register_kettle(maker)
    work_off()
    return identifier


def test_a_factor_set_of_another_series_or_tenant_moves_no_footprint(kettle, other_maker):
    before, jobs_before = shown(kettle), Job.objects.count()
    publish_factor_set(
        actor=other_maker,
        series="others-basis",
        version="1",
        rows=factors(**{"material/steel": 99}),
        reason="Ours",
    )
    work_off()
    assert (shown(kettle), Job.objects.count()) == (before, jobs_before)


def test_an_older_release_whose_turn_comes_late_starts_nothing(kettle, registry):
    publish_factors(registry, "2", **{"material/steel": 4.0})
    older = Outbox.objects.get(done_ms=None).pk
    publish_factors(registry, "3", **{"material/steel": 6.0})
    newer = Outbox.objects.exclude(pk=older).get(done_ms=None).pk
    before = Job.objects.count()
    recalculation.after_factor_set(newer)
    recalculation.after_factor_set(older)
    assert Job.objects.count() == before + 1
    work_off()
    assert shown(kettle).total_kg == pytest.approx(FIRST + 2.0)
    assert shown(kettle).factor_set == "registry-basis 3"


def test_a_job_calculates_with_the_release_that_is_the_newest_when_it_begins(kettle, registry):
    publish_factors(registry, "2", **{"material/steel": 4.0})
    recalculation.after_factor_set(Outbox.objects.get(done_ms=None).pk)
    due = Outbox.objects.get(done_ms=None)
    publish_factors(registry, "3", **{"material/steel": 6.0})
    work.run_job(due.pk)
    assert shown(kettle).total_kg == pytest.approx(FIRST + 2.0)


def test_a_job_covers_the_products_of_its_organisation_and_a_hosts_covers_all(
    kettle, maker, other_maker, registry
):
    register_kettle(other_maker, 2)
    register_kettle(other_maker, 3)
    work_off()
    for actor, expected in ((maker, 1), (other_maker, 2), (registry, 3)):
        job = recalculation.start(actor=actor, series="registry-basis", version="1")
        work_off()
        job.refresh_from_db()
        assert (job.state, job.total, job.done) == (JobState.DONE, expected, expected)
        assert job.result == {"changed": 0, "unchanged": expected}


def test_what_changes_above_anothers_product_is_that_ones_job(kettle, maker, other_maker):
    below = register_kettle(other_maker, 2)
    work_off()
    product, above = (Product.objects.get(ident=i) for i in (below, kettle))
    assert recalculation._with_model_at_or_below([product.pk, above.pk]) == {
        "maker": [above.pk],
        "other": [product.pk],
    }


@pytest.mark.parametrize(("series", "version"), [("registry-basis", "1"), ("others-basis", "1")])
def test_a_job_with_a_release_that_products_do_not_use_is_refused(
    kettle, maker, registry, series, version
):
    publish_factors(registry, "2")
    publish_factor_set(
        actor=maker, series="others-basis", version="1", rows=factors(), reason="Ours"
    )
    with pytest.raises(Conflict) as refused:
        recalculation.start(actor=maker, series=series, version=version)
    assert [fault.code for fault in refused.value.faults] == ["factor_set.not_newest"]
