from ledger import jobs
from ledger.acceptance import open_change
from ledger.models import Kind
from lifecycle.models import FactorSet
from lifecycle.watching import jobs_of, releases
from tests.lifecycle.conftest import publish_factors


def test_jobs_are_those_of_the_organisation_newest_first(maker):
    started = [jobs.start("recalculate", organisation="maker", cursor={}) for _ in range(3)]
    jobs.start("recalculate", organisation="other", cursor={})
    for ms, job in enumerate(started):
        job.created_ms = ms
        job.save()
    assert jobs_of("maker") == started[::-1]
    assert jobs_of("maker", newest=2) == started[:0:-1]
    assert jobs_of("nobody") == []


def test_releases_are_listed_once_accepted_newest_first(maker, registry):
    for version in ("1", "2"):
        publish_factors(registry, version)
    open_one = open_change(Kind.FACTOR_SET, organisation="maker", reason="Not yet.")
    FactorSet.objects.create(series="registry-basis", version="3", change=open_one)
    listed = releases()
    assert [(r.series, r.version, r.factors, r.reason) for r in listed] == [
        ("registry-basis", "2", 3, "Release 2"),
        ("registry-basis", "1", 3, "Release 1"),
    ]
    assert listed[0].seq > listed[1].seq
    assert listed[0].at_ms >= listed[1].at_ms
