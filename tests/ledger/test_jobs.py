"""Jobs: one worker at a time holds the lease, and only what it committed counts."""

import pytest

from domain.faults import Missing
from ledger import jobs
from ledger.clock import now_ms
from ledger.jobs import LeaseLost, chunk, claim, finish, get, release, start
from ledger.models import Job, JobState, Outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return start("count", organisation="maker", cursor={"after": 0}, total=3)


def lapse(job):
    Job.objects.filter(pk=job.pk).update(lease_until_ms=now_ms() - 1)


def test_a_started_job_is_due(job):
    row = Outbox.objects.get()
    assert (row.topic, row.subject) == (jobs.JOB_DUE, str(job.pk))


def test_one_worker_alone_gets_the_lease(job):
    assert claim(str(job.pk)).fence == 1
    assert claim(str(job.pk)) is None


def test_a_lapsed_lease_can_be_taken_over(job):
    claim(str(job.pk))
    lapse(job)
    assert claim(str(job.pk)).fence == 2


def test_a_chunk_stores_progress_together_with_what_it_wrote(job):
    held = claim(str(job.pk))
    with chunk(held):
        held.done, held.cursor = 2, {"after": 2}
    stored = Job.objects.get(pk=job.pk)
    assert (stored.done, stored.cursor) == (2, {"after": 2})


def test_a_chunk_that_breaks_off_leaves_nothing(job):
    held = claim(str(job.pk))
    with pytest.raises(ZeroDivisionError), chunk(held):
        held.done = 2
        _ = 1 / 0
    assert Job.objects.get(pk=job.pk).done == 0


def test_a_worker_whose_lease_was_taken_over_cannot_write(job):
    slow = claim(str(job.pk))
    lapse(job)
    fast = claim(str(job.pk))
    with pytest.raises(LeaseLost), chunk(slow):
        slow.done = 99
    with chunk(fast):
        fast.done = 1
    assert Job.objects.get(pk=job.pk).done == 1


def test_a_finished_job_cannot_be_claimed(job):
    held = claim(str(job.pk))
    with chunk(held):
        finish(held)
    lapse(job)
    assert claim(str(job.pk)) is None
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


def test_a_released_job_is_due_again_at_once(job):
    release(claim(str(job.pk)))
    assert Outbox.objects.count() == 2
    assert claim(str(job.pk)) is not None


def test_a_job_of_another_organisation_is_missing_like_one_that_never_was(job):
    assert get(job.pk, "maker") == job
    with pytest.raises(Missing) as foreign:
        get(job.pk, "other")
    job_id = job.pk
    Outbox.objects.all().delete()
    Job.objects.all().delete()
    with pytest.raises(Missing) as none:
        get(job_id, "maker")
    assert foreign.value.faults == none.value.faults
