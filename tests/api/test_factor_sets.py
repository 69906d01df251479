import pytest

from accounts.actors import READ, WRITE
from ledger.models import Outbox
from lifecycle.models import Factor, FactorSet
from tests.api.conftest import Client, problem, problems, token_of

FACTOR_SETS = "/api/v1/factor-sets"
ROW = {"key": "grid/DEU", "value": 0.4, "unit": "kW.h", "source": "by hand", "licence": "CC0"}


@pytest.fixture
def host_api(registry):
    """The host of the registry at the door."""
    return Client(token_of(registry))


def sent(**more):
    return {"series": "registry-basis", "version": "1", "factors": [ROW], "reason": "New", **more}


def test_a_published_set_is_listed_and_recalculated_with(host_api, reader_api):
    response = host_api.post(
        FACTOR_SETS, sent(factors=[ROW, {**ROW, "key": "grid/FRA", "year": 2025}])
    )
    assert response.status_code == 201
    assert response.json()["factors"] == 2
    assert Outbox.objects.get().topic == "factor_set.published"
    host_api.post(FACTOR_SETS, sent(version="2"))
    listed = reader_api.get(FACTOR_SETS).json()["factor_sets"]
    assert [(row["version"], row["factors"]) for row in listed] == [("2", 1), ("1", 2)]
    assert listed[0]["accepted_at"].endswith("Z")
    assert listed[0]["reason"] == "New"


def test_a_release_is_published_once(host_api):
    host_api.post(FACTOR_SETS, sent())
    assert problem(host_api.post(FACTOR_SETS, sent()), 409)["code"] == "factor_set.exists"
    assert FactorSet.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ([], "type", ""),
        (sent(extra=1), "additional", "/extra"),
        (sent(version=1), "type", "/version"),
        (sent(series=" "), "min_length", "/series"),
        (sent(factors=[]), "min_items", "/factors"),
        (sent(factors={}), "type", "/factors"),
        (sent(factors=[1]), "type", "/factors/0"),
        (sent(factors=[{**ROW, "key": ["a"]}]), "type", "/factors/0/key"),
        (sent(factors=[{**ROW, "value": None}]), "type", "/factors/0/value"),
        (sent(factors=[{**ROW, "value": True}]), "type", "/factors/0/value"),
        (sent(factors=[{**ROW, "value": "much"}]), "type", "/factors/0/value"),
        (sent(factors=[ROW, ROW]), "unique", "/factors/1/key"),
        (sent(factors=[{**ROW, "colour": "red"}]), "additional", "/factors/0/colour"),
    ],
)
def test_a_faulty_set_is_refused_with_its_place(host_api, body, code, pointer):
    faults = problems(host_api.post(FACTOR_SETS, body), 422)
    assert (code, pointer) in {(f["code"], f["pointer"]) for f in faults}
    assert not FactorSet.objects.exists()


def test_a_set_may_have_thousands_of_factors(host_api):
    rows = [{**ROW, "key": f"material/m{n}", "unit": "kg"} for n in range(3000)]
    assert host_api.post(FACTOR_SETS, sent(factors=rows)).status_code == 201
    assert Factor.objects.count() == 3000


def test_publishing_needs_its_own_scope(maker):
    writer = Client(token_of(maker, scopes={READ, WRITE}))
    assert problem(writer.post(FACTOR_SETS, sent()), 403)["code"] == "actor.scope"
    assert not FactorSet.objects.exists()


def test_only_the_host_publishes_into_the_series_of_all_products(api):
    fault = problem(api.post(FACTOR_SETS, sent()), 403)
    assert (fault["code"], fault["pointer"]) == ("factor_set.series", "/series")
    assert not FactorSet.objects.exists()
    assert api.post(FACTOR_SETS, sent(series="makers-basis")).status_code == 201
