import pytest

from domain.identifiers import parse
from ledger.models import Acceptance, Change
from lifecycle.models import ActivityModel
from passports.models import Product, Version
from tests.api.conftest import PASSPORTS, address, problem, problems
from tests.passports.conftest import BATCH, ITEM, MODEL, data

ACTIVITY = {
    "method": "cradle-to-grave-screening/1",
    "functional_unit": {"en": "one kettle"},
    "materials": {"stage": "raw-materials"},
}
UNCLAIMED = "gs1:01/04012345678901"


def body(**more):
    return {"identifier": MODEL, "sector": "kettle", "data": data(), **more}


def without(name, **more):
    return {key: value for key, value in body(**more).items() if key != name}


def test_a_registered_passport_is_visible_at_its_location_at_once(api):
    response = api.post(PASSPORTS, body(reason="First of its kind."))
    assert response.status_code == 201
    told = response.json()
    [version] = told["versions"]
    assert version == {"identifier": MODEL, "number": 1, "digest": told["registration"]["digest"]}
    assert told["seq"] == 1
    assert told["accepted_at"].endswith("Z")
    assert response["Location"] == "/api/v1/passports/gs1:01%2F09506000134352"
    assert response["ETag"] == f'"{version["digest"]}"'
    shown = api.get(response["Location"])
    assert shown.json()["data"] == data()
    assert shown.json()["registration"] == told["registration"]
    assert Change.objects.get().reason == "First of its kind."


def test_a_product_without_an_identifier_gets_an_own_one(api):
    first, second = (api.post(PASSPORTS, without("identifier")).json() for _ in range(2))
    drawn = {told["registration"]["identifier"] for told in (first, second)}
    assert len(drawn) == 2
    assert {parse(text).scheme for text in drawn} == {"own"}


def test_a_batch_and_an_item_say_only_what_differs(api):
    api.post(PASSPORTS, body())
    batch = api.post(PASSPORTS, {"identifier": BATCH, "patch": {"mass": 905}})
    item = api.post(PASSPORTS, {"identifier": ITEM, "parent": BATCH})
    assert (batch.status_code, item.status_code) == (201, 201)
    chain = item.json()["registration"]["chain"]
    assert [level["product"] for level in chain] == [MODEL, BATCH, ITEM]
    assert api.get(address(ITEM)).json()["data"] == data(mass=905)


def test_status_and_predecessor_are_facts_of_the_version(api):
    api.post(PASSPORTS, body())
    successor = api.post(
        PASSPORTS, without("identifier", predecessor=MODEL, status="suspended")
    ).json()["registration"]
    assert successor["predecessor"] == MODEL
    assert successor["status"] == "suspended"


def test_an_activity_model_goes_in_with_its_product(api):
    response = api.post(PASSPORTS, body(activity=ACTIVITY))
    assert response.status_code == 201
    assert ActivityModel.objects.get().body == ACTIVITY


def test_a_faulty_activity_model_refuses_the_product_too(api):
    faulty = {**ACTIVITY, "method": "guess", "lines": "none"}
    faults = problems(api.post(PASSPORTS, body(activity=faulty)), 422)
    assert {(f["code"], f["pointer"]) for f in faults} == {
        ("enum", "/activity/method"),
        ("type", "/activity/lines"),
    }
    assert not Product.objects.exists()


def test_several_entries_are_one_change(api):
    entries = [
        body(),
        {"identifier": ITEM, "patch": {"power": 1000}, "activity": ACTIVITY},
        {"action": "register", "parent": MODEL},
    ]
    response = api.post(PASSPORTS, {"entries": entries, "reason": "A line of kettles."})
    assert response.status_code == 201
    told = response.json()
    assert [v["number"] for v in told["versions"]] == [1, 1, 1]
    assert "Location" not in response
    assert Change.objects.filter(kind=1).count() == 1
    assert Version.objects.count() == 3


def test_entries_may_revise_and_correct(api):
    digest = api.register()["registration"]["digest"]
    entries = [
        {"action": "revise", "identifier": MODEL, "base": digest, "patch": {"mass": 880}},
        {"action": "correct", "identifier": MODEL, "corrects": 1, "patch": {"power": 1200}},
    ]
    response = api.post(PASSPORTS, {"entries": entries, "reason": "Lighter."})
    assert [v["number"] for v in response.json()["versions"]] == [2, 3]
    assert api.get(address(MODEL)).json()["data"] == data(mass=880, power=1200)


def test_all_faults_of_all_entries_come_at_once_with_their_places(api):
    entries = [
        body(data=data(mass=-1, colour="red")),
        {"identifier": ITEM, "patch": {"mass": "heavy"}},
        without("sector", identifier="own:0000000000000"),
        {"action": "revise", "identifier": BATCH, "base": "ab" * 32, "patch": {}},
    ]
    faults = problems(api.post(PASSPORTS, {"entries": entries[:2], "reason": "x"}), 422)
    assert {(f["code"], f["pointer"]) for f in faults} >= {
        ("minimum", "/entries/0/data/mass"),
        ("additional", "/entries/0/data/colour"),
    }
    faults = problems(api.post(PASSPORTS, {"entries": entries, "reason": "x"}), 422)
    assert "/entries/2/identifier" in {f["pointer"] for f in faults}
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    ("sent", "code", "pointer"),
    [
        ([], "type", ""),
        (body(colour="red"), "additional", "/colour"),
        (body(action="revise"), "additional", "/action"),
        (body(patch={}), "data_and_patch", "/patch"),
        (body(data=[1]), "type", "/data"),
        (body(identifier=7), "type", "/identifier"),
        (body(identifier=" "), "min_length", "/identifier"),
        (body(parent=None), "type", "/parent"),
        (body(parent_revision=1.5), "type", "/parent_revision"),
        (body(parent_revision=True), "type", "/parent_revision"),
        (body(status="sold"), "enum", "/status"),
        (body(reason=""), "min_length", "/reason"),
        (body(reason="x" * 2001), "max_length", "/reason"),
        (body(sector="car"), "sector.unknown", "/sector"),
        (without("sector"), "sector.missing", "/sector"),
        (body(predecessor=ITEM), "predecessor.unknown", "/predecessor"),
        (body(parent=ITEM), "parent.unknown", "/parent"),
        ({"entries": [], "reason": "x"}, "change.empty", ""),
        ({"entries": {}, "reason": "x"}, "type", "/entries"),
        ({"entries": ["x"], "reason": "x"}, "type", "/entries/0"),
        ({"entries": [body()]}, "required", "/reason"),
        ({"entries": [body()], "reason": "x", "data": {}}, "additional", "/data"),
        ({"entries": [body(action="erase")], "reason": "x"}, "enum", "/entries/0/action"),
        ({"entries": [body(base="x")], "reason": "x"}, "additional", "/entries/0/base"),
        ({"entries": [{}] * 1001, "reason": "x"}, "max_items", "/entries"),
    ],
)
def test_a_faulty_request_is_refused_with_place_and_remedy(api, sent, code, pointer):
    faults = problems(api.post(PASSPORTS, sent), 422)
    found = [fault for fault in faults if (fault["code"], fault["pointer"]) == (code, pointer)]
    assert found, faults
    assert found[0]["remedy"]
    assert not Product.objects.exists()


def test_two_activity_models_for_one_product_are_refused(api):
    entries = [body(activity=ACTIVITY), body(activity=ACTIVITY)]
    faults = problems(api.post(PASSPORTS, {"entries": entries, "reason": "x"}), 422)
    assert {(f["code"], f["pointer"]) for f in faults} == {("unique", "/entries/1/activity")}


def test_a_wrong_check_digit_says_what_the_right_one_would_be(api):
    fault = problem(api.post(PASSPORTS, body(identifier="gs1:01/09506000134350")), 422)
    assert fault["pointer"] == "/identifier"
    assert "2" in fault["sentence"] + fault["remedy"]


def test_a_taken_identifier_is_a_conflict(api):
    api.post(PASSPORTS, body())
    fault = problem(api.post(PASSPORTS, body()), 409)
    assert (fault["code"], fault["pointer"]) == ("identifier.taken", "/identifier")


def test_an_unclaimed_identifier_is_forbidden_and_names_no_holder(api, other_api):
    mine = problem(other_api.post(PASSPORTS, body()), 403)
    assert (mine["code"], mine["pointer"]) == ("identifier.unclaimed", "/identifier")
    nobodys = problem(api.post(PASSPORTS, body(identifier=UNCLAIMED)), 403)
    assert nobodys == mine


def test_another_makers_product_cannot_be_a_parent(api, other_api):
    api.post(PASSPORTS, body())
    fault = problem(other_api.post(PASSPORTS, without("identifier", parent=MODEL)), 422)
    missing = problem(other_api.post(PASSPORTS, without("identifier", parent=ITEM)), 422)
    assert fault == missing


def test_a_repeated_request_is_answered_like_the_first(api):
    first = api.post(PASSPORTS, body(), idempotency_key="one")
    again = api.post(PASSPORTS, body(), idempotency_key="one")
    assert again.status_code == 201
    assert again.json() == first.json()
    assert Acceptance.objects.count() == 1


def test_a_repeated_request_records_its_activity_model_once(api):
    first, again = (
        api.post(PASSPORTS, body(activity=ACTIVITY), idempotency_key="one") for _ in range(2)
    )
    assert again.json() == first.json()
    assert ActivityModel.objects.count() == 1
    other = {**ACTIVITY, "functional_unit": {"en": "another"}}
    fault = problem(api.post(PASSPORTS, body(activity=other), idempotency_key="one"), 409)
    assert fault["code"] == "idempotency.reused"


def test_a_repeated_request_without_identifier_names_the_same_product(api):
    sent = {"entries": [without("identifier"), without("identifier")], "reason": "Two."}
    first, again = (api.post(PASSPORTS, sent, idempotency_key="two") for _ in range(2))
    assert again.json() == first.json()
    assert Product.objects.count() == 2


def test_a_key_belongs_to_one_request_of_one_organisation(api, other_api):
    api.post(PASSPORTS, without("identifier"), idempotency_key="k")
    fault = problem(
        api.post(PASSPORTS, without("identifier", data=data(mass=1)), idempotency_key="k"), 409
    )
    assert fault["code"] == "idempotency.reused"
    theirs = other_api.post(PASSPORTS, without("identifier"), idempotency_key="k")
    assert theirs.status_code == 201
    assert Product.objects.count() == 2


def test_a_refused_request_leaves_its_key_unused(api):
    assert api.post(PASSPORTS, body(data={}), idempotency_key="k").status_code == 422
    assert api.post(PASSPORTS, body(), idempotency_key="k").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "two words", "clé"])
def test_a_key_of_another_form_is_refused(api, key):
    assert problem(api.post(PASSPORTS, body(), idempotency_key=key), 400)["code"] == (
        "idempotency.form"
    )
    assert not Product.objects.exists()


def test_reading_is_not_leave_to_write(reader_api):
    response = reader_api.post(PASSPORTS, body())
    assert problem(response, 403)["code"] == "actor.scope"
    assert 'error="insufficient_scope"' in response["WWW-Authenticate"]
