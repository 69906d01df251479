import pytest

from ledger.models import Erasure
from tests.api.conftest import address, problem, problems
from tests.conftest import place
from tests.passports.conftest import ITEM, MODEL

pytestmark = pytest.mark.usefixtures("members")

ERASURES = address(MODEL, "/erasures")
SENT = {"number": 1, "reason": "A name slipped in.", "first_person": "p1", "second_person": "p2"}


def test_an_erased_version_says_so_and_shows_nothing(api):
    api.register()
    api.register(ITEM, patch={"supplier": "Canary"})
    response = api.post(address(ITEM, "/erasures"), SENT)
    assert response.status_code == 201
    told = response.json()
    assert (told["identifier"], told["number"]) == (ITEM, 1)
    shown = api.get(address(ITEM))
    assert shown.json()["registration"]["erased"] == [{"product": ITEM, "number": 1}]
    assert b"Canary" not in shown.content
    again = api.post(address(ITEM, "/erasures"), SENT)
    assert again.json() == told


def test_two_different_people_have_to_agree(api):
    api.register()
    response = api.post(ERASURES, {**SENT, "second_person": "p1"})
    assert problem(response, 422)["code"] == "erasure.two_persons"
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("name", SENT)
def test_everything_has_to_be_said(api, name):
    api.register()
    left = {key: value for key, value in SENT.items() if key != name}
    assert problem(api.post(ERASURES, left), 422)["pointer"] == f"/{name}"
    empty = problems(api.post(ERASURES, {**SENT, name: ""}), 422)
    assert {fault["pointer"] for fault in empty} == {f"/{name}"}
    assert not Erasure.objects.exists()


def test_anothers_passport_answers_as_if_there_were_none(api, other_api, other_maker):
    api.register()
    first, second = place(other_maker, "q1", "q2")
    theirs = {**SENT, "first_person": first, "second_person": second}
    there = other_api.post(ERASURES, theirs)
    nowhere = other_api.post(address(ITEM, "/erasures"), theirs)
    no_version = api.post(ERASURES, {**SENT, "number": 7})
    assert problem(there, 404) == problem(nowhere, 404) == problem(no_version, 404)
    assert not Erasure.objects.exists()
