"""Running jobs: workers may be killed at any point, again and again."""

import pytest

from ledger import jobs, outbox
from ledger.models import Job, JobState, Outbox
from lifecycle import recalculation, work
from tests.lifecycle.conftest import publish_factors, register_kettle, work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(maker, registry):
    """The outbox row of a job over one product that moves."""
    publish_factors(registry, "1")
    register_kettle(maker)
    work_off()
    publish_factors(registry, "2", **{"material/steel": 4.0})
    recalculation.after_factor_set(Outbox.objects.get(done_ms=None).pk)
    return Outbox.objects.get(done_ms=None, topic="job.due")


def newest_job():
    return Job.objects.latest("created_ms")


def test_a_later_job_waits_for_the_one_before_it(due, maker):
    earlier = newest_job()
    later = recalculation.start(actor=maker, series="registry-basis", version="2")
    assert later.pk != earlier.pk
    Job.objects.filter(pk=later.pk).update(created_ms=earlier.created_ms + 1)
    row = Outbox.objects.get(subject=str(later.pk))
    work.run_job(row.pk)
    later.refresh_from_db()
    row.refresh_from_db()
    assert (later.state, row.done_ms) == (JobState.QUEUED, None)


def test_a_job_that_is_taken_up_again_and_again_without_getting_on_is_given_up_and_says_so(due):
    Job.objects.filter(pk=due.subject).update(fence=work.ATTEMPTS)
    work.run_job(due.pk)
    job = newest_job()
    assert (job.state, job.faults[0]["code"]) == (JobState.FAILED, "job.gave_up")
    assert f"broke off {work.ATTEMPTS} times" in job.faults[0]["sentence"]
    due.refresh_from_db()
    assert due.done_ms is not None


def test_a_job_that_gets_on_may_be_taken_up_any_number_of_times(due):
    cursor = {**newest_job().cursor, work.STORED_UNDER: 95}
    Job.objects.filter(pk=due.subject).update(
        cursor=cursor, fence=95 + work.ATTEMPTS - 1, state=JobState.RUNNING
    )
    work.run_job(due.pk)
    assert newest_job().state == JobState.DONE


def test_each_chunk_stores_under_which_fence_it_was_done(due, monkeypatch):
    monkeypatch.setattr(work, "SECONDS_AT_ONCE", -1)
    Job.objects.filter(pk=due.subject).update(fence=3)
    work.run_job(due.pk)
    job = newest_job()
    assert (job.state, job.fence, job.cursor[work.STORED_UNDER]) == (JobState.RUNNING, 4, 4)


def test_waiting_for_anothers_lease_is_no_attempt_and_ends_with_the_lease(due):
    held = jobs.claim(due.subject)
    Outbox.objects.filter(pk=due.pk).update(attempts=work.ATTEMPTS + 1)
    work.run_job(due.pk)
    due.refresh_from_db()
    assert (due.attempts, due.done_ms) == (0, None)
    assert due.due_ms == pytest.approx(held.lease_until_ms, abs=1_000)
    assert newest_job().state == JobState.RUNNING


class Killed(BaseException):
    """What a worker does not survive."""


def test_a_job_whose_workers_are_killed_twice_is_done_in_the_end(due, monkeypatch):
    now = [due.due_ms]
    for module in (outbox, jobs, work):
        monkeypatch.setattr(module, "now_ms", lambda: now[0])
    advance, kills = work._advance, []

    def killing(job):
        if len(kills) < 2:
            kills.append(now[0])
            raise Killed
        return advance(job)

    monkeypatch.setattr(work, "_advance", killing)

    def carry(topic, outbox_id):
        try:
            if topic == jobs.JOB_DUE:
                work.run_job(outbox_id)
        except Killed:
            now[0] += 1

    monkeypatch.setattr("ledger.relay._installed", [carry])
    for _ in range(40):
        outbox.sweep()
        now[0] += 5_000
    assert (len(kills), newest_job().state) == (2, JobState.DONE)
    job = newest_job()
    assert (job.done, job.result["changed"]) == (1, 1)
    assert kills[1] - kills[0] < jobs.LEASE_MS + 10_000


def test_a_job_that_no_worker_could_do_for_an_hour_is_done_and_blocks_nobody(
    due, maker, monkeypatch
):
    now = [due.due_ms]
    for module in (outbox, jobs, work):
        monkeypatch.setattr(module, "now_ms", lambda: now[0])
    monkeypatch.setattr("ledger.relay._installed", [lambda _topic, _outbox_id: None])
    for _ in range(720):
        outbox.sweep()
        now[0] += 5_000
    now[0] += outbox.LONGEST_RETRY_MS
    monkeypatch.setattr("ledger.relay._installed", [lambda _topic, pk: work.run_job(pk)])
    outbox.sweep()
    assert newest_job().state == JobState.DONE
