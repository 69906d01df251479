"""From a change to a new footprint: by job, in chunks, once, with the old value kept."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from accounts.actors import READ
from domain.faults import Fault, Forbidden, Missing
from domain.identifiers import parse
from ledger import jobs
from ledger.models import Abandonment, Job, JobState, Outbox
from lifecycle import recalculation, work
from lifecycle.models import AcceptedFootprint, Footprint
from lifecycle.reading import passport
from passports.entries import Action, Entry
from passports.models import Product
from passports.publishing import publish
from tests.conftest import actor_of
from tests.lifecycle.conftest import (
    BODY,
    data,
    own,
    publish_factors,
    register_kettle,
    work_off,
)

pytestmark = pytest.mark.django_db

# 0.5 kg steel x 2 + 0.1 kg plastic x 3 + 100 kWh x 0.4
FIRST = 1.0 + 0.3 + 40.0


def shown(identifier, at_ms=None):
    return passport(parse(identifier), at_ms=at_ms).footprint


@pytest.fixture
def kettle(maker, registry):
    publish_factors(registry, "1")
    identifier = register_kettle(maker)
    work_off()
    return identifier


def test_a_registered_product_gets_its_footprint_from_a_job(kettle):
    footprint = shown(kettle)
    assert footprint.total_kg == pytest.approx(FIRST)
    assert {s.name: s.kg for s in footprint.stages if s.kg is not None} == pytest.approx(
        {"raw-materials": 1.3, "use": 40.0}
    )
    assert not footprint.complete
    job = Job.objects.order_by("created_ms").first()
    assert (job.state, job.done, job.total) == (JobState.DONE, 1, 1)


def test_a_new_factor_set_recalculates_the_products_that_use_a_changed_factor(
    kettle, maker, registry
):
    untouched = register_kettle(maker, 2, body={**BODY, "lines": []}, plastic=100)
    work_off()
    before = shown(untouched)
    publish_factors(registry, "2", **{"material/steel": 4.0})
    work_off()
    assert shown(kettle).total_kg == pytest.approx(FIRST + 1.0)
    assert shown(kettle).factor_set == "registry-basis 2"
    assert shown(untouched) == before


def test_the_old_footprint_is_kept_and_shown_at_its_time(kettle, registry, monkeypatch):
    until = shown(kettle).at_ms
    monkeypatch.setattr("ledger.acceptance.now_ms", lambda: until + 1000)
    publish_factors(registry, "2", **{"material/steel": 4.0})
    work_off()
    assert shown(kettle, at_ms=until).total_kg == pytest.approx(FIRST)
    assert shown(kettle).total_kg == pytest.approx(FIRST + 1.0)
    assert [e.total_kg for e in shown(kettle).earlier] == pytest.approx([FIRST])


def test_the_footprint_says_why_it_moved(kettle, registry):
    publish_factors(registry, "2", **{"material/steel": 4.0})
    work_off()
    moved = shown(kettle).moved
    assert [(m.line, m.changes) for m in moved] == [("materials/steel", ("factor-value",))]
    assert moved[0].difference_kg == pytest.approx(1.0)


def test_a_second_run_over_unchanged_inputs_writes_nothing(kettle, maker):
    rows = (Footprint.objects.count(), AcceptedFootprint.objects.count())
    recalculation.start(actor=maker, series="registry-basis", version="1")
    work_off()
    assert (Footprint.objects.count(), AcceptedFootprint.objects.count()) == rows
    assert Abandonment.objects.filter(why="No footprint changed.").exists()


def test_a_correction_of_the_materials_moves_the_footprint_of_the_corrected_revision(kettle, maker):
    change = {"patch": {"materials": {"steel": {"mass": 1000}}}, "corrects": 1}
    publish(actor=maker, reason="Weighed again", entries=[Entry(kettle, Action.CORRECT, **change)])
    work_off()
    assert shown(kettle).total_kg == pytest.approx(FIRST + 1.0)


def test_inputs_that_return_find_their_result_again_and_the_time_line_tells_both(kettle, maker):
    for grams in (1000, 500):
        change = {"patch": {"materials": {"steel": {"mass": grams}}}, "corrects": 1}
        publish(actor=maker, reason="Weighed", entries=[Entry(kettle, Action.CORRECT, **change)])
        work_off()
    assert shown(kettle).total_kg == pytest.approx(FIRST)
    assert [e.total_kg for e in shown(kettle).earlier] == pytest.approx([FIRST + 1, FIRST])
    assert Footprint.objects.count() == 2


def test_a_later_revision_has_its_own_footprint_and_the_earlier_keeps_its(kettle, maker):
    item = kettle + "/21/S1"
    publish(actor=maker, reason="Made", entries=[Entry(item, patch={})])
    revised = Entry(kettle, Action.REVISE, patch={"materials": {"steel": {"mass": 1000}}})
    publish(actor=maker, reason="Thicker", entries=[revised])
    work_off()
    assert shown(kettle).total_kg == pytest.approx(FIRST + 1.0)
    assert shown(item).total_kg == pytest.approx(FIRST)


def test_an_item_without_activity_of_its_own_shows_the_footprint_of_its_model(kettle, maker):
    item = kettle + "/21/S1"
    publish(actor=maker, reason="Made", entries=[Entry(item, patch={})])
    work_off()
    assert shown(item).product == kettle
    assert shown(item).total_kg == pytest.approx(FIRST)


def test_a_missing_factor_lowers_the_coverage_and_is_never_zero(maker, registry):
    publish_factors(registry, "1", **{"material/plastic": None})
    identifier = register_kettle(maker)
    work_off()
    footprint = shown(identifier)
    assert footprint.coverage == pytest.approx(500 / 600)
    assert footprint.uncovered == (("plastic", pytest.approx(100.0)),)


def test_a_product_without_activity_model_has_no_footprint(maker, registry):
    publish_factors(registry, "1")
    entry = Entry(own(9), document=data(), sector="kettle")
    publish(actor=maker, reason="First", entries=[entry])
    work_off()
    assert shown(own(9)) is None


def test_nothing_of_an_unfinished_job_is_visible(kettle, maker, monkeypatch, registry):
    register_kettle(maker, 2, steel=100)
    work_off()
    monkeypatch.setattr(recalculation, "PRODUCTS_IN_A_CHUNK", 1)
    monkeypatch.setattr(work, "SECONDS_AT_ONCE", -1)
    publish_factors(registry, "2", **{"material/steel": 4.0})
    recalculation.after_factor_set(Outbox.objects.get(done_ms=None).pk)
    work.run_job(Outbox.objects.get(done_ms=None).pk)
    job = Job.objects.get(state=JobState.RUNNING)
    assert (job.done, job.total) == (1, 2)
    assert shown(kettle).total_kg == pytest.approx(FIRST)
    work_off()
    assert shown(kettle).total_kg == pytest.approx(FIRST + 1.0)


def test_a_chunk_delivered_twice_does_nothing_the_second_time(kettle, registry):
    before = Job.objects.count()
    publish_factors(registry, "2", **{"material/steel": 4.0})
    row = Outbox.objects.get(done_ms=None)
    recalculation.after_factor_set(row.pk)
    recalculation.after_factor_set(row.pk)
    due = Outbox.objects.get(done_ms=None)
    work.run_job(due.pk)
    work.run_job(due.pk)
    assert Job.objects.count() == before + 1
    assert AcceptedFootprint.objects.count() == 2


def test_one_faulty_product_does_not_hold_up_the_others(kettle, maker, monkeypatch, registry):
    broken = register_kettle(maker, 2)
    work_off()
    original = recalculation.recalculate

    def refusing(products, factor_set, change):
        if Product.objects.get(ident=broken).pk in products:
            raise Missing(Fault("test.broken", "It is broken.", "", "Mend it."))
        return original(products, factor_set, change)

    monkeypatch.setattr(recalculation, "recalculate", refusing)
    publish_factors(registry, "2", **{"material/steel": 4.0})
    work_off()
    assert shown(kettle).total_kg == pytest.approx(FIRST + 1.0)
    job = Job.objects.latest("created_ms")
    assert [fault["code"] for fault in job.faults] == ["test.broken"]


def test_a_recalculation_of_an_unknown_factor_set_is_refused(maker):
    with pytest.raises(Missing):
        recalculation.start(actor=maker, series="registry-basis", version="none")


def test_starting_a_job_needs_the_scope(kettle, maker):
    from accounts.models import Organisation

    organisation = Organisation.objects.get(public_id="maker")
    with pytest.raises(Forbidden):
        recalculation.start(
            actor=actor_of(organisation, scopes=frozenset({READ})),
            series="registry-basis",
            version="1",
        )


def test_the_lines_of_an_activity_model_are_the_operators_alone(kettle, maker, registry):
    publish_factors(registry, "2", **{"grid/DEU": 0.5})
    work_off()
    assert shown(kettle).moved == ()
    own_view = passport(parse(kettle), actor=maker).footprint
    assert [m.line for m in own_view.moved] == ["boiling"]


def test_a_job_that_nobody_has_begun_takes_up_what_comes_after_it(kettle, maker):
    before = Job.objects.count()
    for grams, reason in ((1000, "Thicker"), (1500, "Thicker yet")):
        patch = {"materials": {"steel": {"mass": grams}}}
        publish(actor=maker, reason=reason, entries=[Entry(kettle, Action.REVISE, patch=patch)])
        row = Outbox.objects.get(topic="passport.published", done_ms=None)
        recalculation.after_change_of_products(row.pk)
    assert Job.objects.count() == before + 1
    work_off()
    assert shown(kettle).total_kg == pytest.approx(FIRST + 2.0)
    change = Job.objects.latest("created_ms").change
    assert change.reason == "Thicker Thicker yet"


def test_the_reasons_of_a_job_are_told_once_each_and_within_bounds(kettle, maker):
    for reason in ("Thicker", "Thicker", "é" * 200, "ü" * 200, "Too much"):
        recalculation._start("maker", "maker", None, reason)
    work_off()
    change = Job.objects.latest("created_ms").change
    assert change.reason == ("Thicker " + "é" * 200 + " " + "ü" * 200)[:299] + "…"


def test_a_product_that_fails_unexpectedly_is_told_without_its_values_and_the_others_go_on(
    kettle, maker, registry, monkeypatch, caplog
):
    broken = Product.objects.get(ident=register_kettle(maker, 2)).pk
    work_off()
    original = recalculation.recalculate

    def failing(products, factor_set, change):
        if broken in products:
            raise OverflowError("canary-4711")
        return original(products, factor_set, change)

    monkeypatch.setattr(recalculation, "recalculate", failing)
    publish_factors(registry, "2", **{"material/steel": 4.0})
    work_off()
    assert shown(kettle).total_kg == pytest.approx(FIRST + 1.0)
    job = Job.objects.latest("created_ms")
    assert [(f["product"], f["code"]) for f in job.faults] == [(broken, "product.failed")]
    assert f"Product {broken} cannot be calculated: OverflowError at " in caplog.text
    assert "canary" not in caplog.text + str(job.faults)


@pytest.mark.parametrize("passing", [jobs.LeaseLost, SoftTimeLimitExceeded])
def test_what_ends_a_worker_is_no_fault_of_a_product(kettle, registry, monkeypatch, passing):
    def ended(products, factor_set, change):
        raise passing

    publish_factors(registry, "2")
    recalculation.after_factor_set(Outbox.objects.get(done_ms=None).pk)
    job = jobs.claim(Outbox.objects.get(done_ms=None).subject)
    monkeypatch.setattr(recalculation, "recalculate", ended)
    with pytest.raises(passing), jobs.chunk(job):
        recalculation.advance(job)
    assert Job.objects.get(pk=job.pk).faults == []
