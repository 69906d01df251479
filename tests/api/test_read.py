import pytest

from accounts.actors import JOBS, READ
from accounts.models import AccessGrant, Organisation
from domain.identifiers import parse
from ledger import clock
from ledger.models import Acceptance
from lifecycle.reading import passport
from lifecycle.representation import as_json, timestamp
from tests.api.conftest import PASSPORTS, Client, address, problem, token_of
from tests.passports.conftest import ITEM, MODEL, data

NOW = 1_780_000_000_000
DAY = 86_400_000


@pytest.fixture
def at_noon(monkeypatch):
    """Lets a test say what time it is."""

    def set_clock(ms):
        monkeypatch.setattr(clock.time, "time_ns", lambda: ms * 1_000_000)

    set_clock(NOW)
    return set_clock


def test_the_answer_holds_registration_data_provenance_and_footprint(api):
    api.register()
    api.register(ITEM, patch={"mass": 905})
    response = api.get(address(ITEM))
    told = response.json()
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert told.keys() == {"registration", "data", "provenance", "footprint"}
    assert told["data"] == data(mass=905)
    assert told["provenance"]["/mass"] == {"product": ITEM, "level": 1, "version": 1}
    assert told["provenance"]["/name"] == {"product": MODEL, "level": 0, "version": 1}
    assert told["footprint"] is None
    registration = told["registration"]
    assert registration["identifier"] == ITEM
    assert registration["granularity"] == "item"
    assert (registration["sector"], registration["schema"]) == ("kettle", "kettle/0.1")
    assert (registration["number"], registration["revision"]) == (1, 1)
    assert registration["status"] == "active"
    assert registration["operator"] == {"id": "maker", "name": "Example Devices"}
    assert registration["changed_at"] == timestamp(Acceptance.objects.last().at_ms)
    assert response["ETag"] == f'"{registration["digest"]}"'


def test_the_identifier_may_stand_in_the_path_with_its_slashes_escaped_or_not(api):
    api.register()
    api.register(ITEM, patch={})
    escaped = api.get("/api/v1/passports/gs1%3A01%2F09506000134352%2F21%2FS1")
    plain = api.get(f"{PASSPORTS}/{ITEM}")
    assert escaped.json() == plain.json()
    assert plain.json()["registration"]["identifier"] == ITEM


@pytest.mark.parametrize("serial", ["versions", "corrections", "a%2Fversions", "x%252F"])
def test_any_serial_number_can_be_asked_for(api, serial):
    api.register()
    identifier = f"{MODEL}/21/{serial}"
    api.register(identifier, patch={})
    assert api.get(address(identifier)).json()["registration"]["identifier"] == identifier
    versions = api.get(address(identifier, "/versions")).json()["versions"]
    assert {version["product"] for version in versions} == {MODEL, identifier}


@pytest.mark.parametrize(
    "malformed", ["gs1:01/09506000134350", "ean:4", "gs1:01/1/versions", "own:0", "%00"]
)
def test_an_identifier_that_is_none_is_malformed(api, malformed):
    for below in ("", "/versions"):
        assert problem(api.get(address(malformed, below)), 400)["remedy"]


def test_a_serial_number_that_is_missing_is_malformed(api):
    assert problem(api.get(address(f"{MODEL}/21")), 400)["remedy"]


def test_an_unregistered_identifier_is_missing(api):
    assert problem(api.get(address(MODEL)), 404)["code"] == "product.unknown"
    assert problem(api.get(address(MODEL, "/versions")), 404)["code"] == "product.unknown"


def test_each_reader_sees_its_own_part(api, other_api, reader_api, authority_api, workshop):
    secret = {"supplier": "Canary Mine", "spare_part": "Canary Lid"}
    api.register(sector="kettle", data=data(**secret))
    assert api.get(address(MODEL)).json()["data"] == data(**secret)
    assert authority_api.get(address(MODEL)).json()["data"] == data(supplier="Canary Mine")
    assert b"Canary" not in reader_api.get(address(MODEL)).content
    assert b"Canary" not in other_api.get(address(MODEL, "/versions")).content
    AccessGrant.objects.create(
        organisation=Organisation.objects.get(public_id=workshop.organisation),
        operator="maker",
        audience="repairer",
        ground="contract",
        until_ms=clock.now_ms() + DAY,
    )
    assert reader_api.get(address(MODEL)).json()["data"] == data(spare_part="Canary Lid")


def test_a_token_without_the_scope_reads_nothing(api, maker):
    api.register()
    blind = Client(token_of(maker, scopes={JOBS}))
    assert problem(blind.get(address(MODEL)), 403)["code"] == "actor.scope"


def test_an_earlier_time_shows_the_earlier_state(api, at_noon):
    api.register()
    at_noon(NOW + DAY)
    digest = api.get(address(MODEL)).json()["registration"]["digest"]
    api.patch(address(MODEL), {"patch": {"mass": 880}}, if_match=f'"{digest}"')
    at_noon(NOW + 2 * DAY)
    response = api.get(f"{address(MODEL)}?at={timestamp(NOW + 1)}")
    assert response.json()["data"] == data()
    assert response["ETag"] == f'"{digest}"'
    boundary = f"/api/v1/passports/gs1:01%2F09506000134352?at={timestamp(NOW)}"
    assert response["Content-Location"] == boundary
    assert api.get(boundary).content == response.content
    assert "Content-Location" not in api.get(address(MODEL))


def test_a_bare_date_means_its_end(api, at_noon):
    api.register()
    at_noon(NOW + DAY)
    day = timestamp(NOW)[:10]
    assert api.get(f"{address(MODEL)}?at={day}").status_code == 200


def test_a_time_before_the_first_version_is_missing(api, at_noon):
    api.register()
    response = api.get(f"{address(MODEL)}?at={timestamp(NOW - 1)}")
    assert problem(response, 404)["code"] == "passport.not_yet"


@pytest.mark.parametrize("at", ["2999-01-01", "yesterday", "", "2026-02-30"])
def test_a_time_that_is_none_or_not_over_is_malformed(api, at):
    api.register()
    fault = problem(api.get(f"{address(MODEL)}?at={at}"), 400)
    assert fault["code"].startswith("at.")


def test_every_door_gets_the_same_shape(api, maker):
    api.register()
    assert as_json(passport(parse(MODEL), actor=maker)) == api.get(address(MODEL)).json()


def test_versions_tell_what_changed_and_why(api):
    digest = api.register()["registration"]["digest"]
    api.patch(
        address(MODEL), {"patch": {"mass": 880}, "reason": "Lighter."}, if_match=f'"{digest}"'
    )
    api.post(
        address(MODEL, "/corrections"),
        {"corrects": 1, "patch": {"power": 1200}, "reason": "Forgotten."},
    )
    told = api.get(address(MODEL, "/versions")).json()
    assert told["complete"] is True
    newest, revised, first = told["versions"]
    assert (newest["kind"], newest["corrects"], newest["number"]) == ("correction", 1, 3)
    assert newest["reason"] == "Forgotten."
    assert newest["differences"] == [
        {"pointer": "/power", "kind": "added", "old": None, "new": 1200}
    ]
    assert (revised["kind"], revised["corrects"], revised["reason"]) == (
        "revision",
        None,
        "Lighter.",
    )
    assert revised["differences"][0]["old"] == 900
    assert first["seq"] < revised["seq"] < newest["seq"]


def test_a_reader_with_reading_alone_may_head(maker, api):
    api.register()
    client = Client(token_of(maker, scopes={READ}))
    response = client.send("HEAD", address(MODEL))
    assert response.status_code == 200
    assert not response.content
