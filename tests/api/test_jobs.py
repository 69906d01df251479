import uuid

import pytest

from accounts.actors import READ
from ledger import jobs
from ledger.models import Job, JobState
from lifecycle.factors import publish_factor_set
from tests.api.conftest import Client, problem, problems, token_of

JOBS = "/api/v1/jobs"
SET = {"series": "registry-basis", "version": "1"}
SENT = {"kind": "recalculate", "factor_set": SET}


@pytest.fixture
def factor_set(registry):
    row = {"key": "grid/DEU", "value": 0.4, "unit": "kW.h", "source": "by hand", "licence": "CC0"}
    return publish_factor_set(actor=registry, rows=[row], reason="First", **SET)


def test_a_started_job_can_be_watched_at_its_location(api, factor_set):
    response = api.post(JOBS, SENT)
    assert response.status_code == 201
    told = api.get(response["Location"]).json()
    assert told == response.json()
    assert told.keys() == {
        *("id", "kind", "state", "total", "done", "share"),
        *("faults", "result", "created", "finished"),
    }
    assert (told["kind"], told["state"], told["share"]) == ("recalculate", "queued", None)
    assert told["created"].endswith("Z")
    assert told["finished"] is None
    assert api.get(JOBS).json() == {"jobs": [told]}


def test_progress_and_end_are_shown(api, maker):
    job = jobs.start("recalculate", organisation=maker.organisation, cursor={}, total=4)
    Job.objects.filter(pk=job.pk).update(done=1, state=JobState.RUNNING)
    assert api.get(f"{JOBS}/{job.pk}").json()["share"] == 0.25
    job.refresh_from_db()
    jobs.finish(job)
    assert api.get(f"{JOBS}/{job.pk}").json()["finished"].endswith("Z")


def test_what_stood_in_the_way_is_told_without_keys_of_the_database(api, maker):
    job = jobs.start("recalculate", organisation=maker.organisation, cursor={}, total=4)
    fault = {"code": "a.code", "sentence": "A sentence.", "remedy": "A remedy."}
    Job.objects.filter(pk=job.pk).update(faults=[{"product": 4711, **fault}])
    assert api.get(f"{JOBS}/{job.pk}").json()["faults"] == [fault]


def test_where_a_job_goes_on_is_its_own_affair(api, maker):
    jobs.start("recalculate", organisation=maker.organisation, cursor={"canary": 1}, total=4)
    assert b"canary" not in api.get(JOBS).content


def test_anothers_job_answers_as_if_there_were_none(other_api, maker):
    job = jobs.start("recalculate", organisation=maker.organisation, cursor={})
    there = other_api.get(f"{JOBS}/{job.pk}")
    nowhere = other_api.get(f"{JOBS}/{uuid.uuid4()}")
    assert problem(there, 404) == problem(nowhere, 404)
    assert other_api.get(JOBS).json() == {"jobs": []}


def test_a_factor_set_that_is_not_the_newest_starts_nothing(api, factor_set, registry):
    row = {"key": "grid/DEU", "value": 0.3, "unit": "kW.h", "source": "by hand", "licence": "CC0"}
    publish_factor_set(actor=registry, rows=[row], reason="Next", **{**SET, "version": "2"})
    fault = problem(api.post(JOBS, SENT), 409)
    assert (fault["code"], fault["pointer"]) == ("factor_set.not_newest", "/factor_set")
    assert not Job.objects.exists()


def test_an_unknown_factor_set_starts_nothing(api):
    assert problem(api.post(JOBS, SENT), 404)["code"] == "factor_set.unknown"
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("sent", "code", "pointer"),
    [
        ({}, "required", "/kind"),
        ({"kind": "dance", "factor_set": SET}, "enum", "/kind"),
        ({"kind": "recalculate"}, "required", "/factor_set"),
        ({"kind": "recalculate", "factor_set": "1"}, "type", "/factor_set"),
        ({"kind": "recalculate", "factor_set": {"series": "x"}}, "required", "/factor_set/version"),
        ({**SENT, "priority": 1}, "additional", "/priority"),
    ],
)
def test_a_faulty_request_is_refused_with_its_place(api, sent, code, pointer):
    faults = problems(api.post(JOBS, sent), 422)
    assert (code, pointer) in {(f["code"], f["pointer"]) for f in faults}
    assert not Job.objects.exists()


def test_starting_needs_its_own_scope(maker, factor_set):
    reader = Client(token_of(maker, scopes={READ}))
    assert problem(reader.post(JOBS, SENT), 403)["code"] == "actor.scope"
    assert reader.get(JOBS).status_code == 200
    assert not Job.objects.exists()


def test_an_id_that_is_none_leads_nowhere(api):
    assert problem(api.get(f"{JOBS}/1"), 404)["code"] == "address.unknown"
