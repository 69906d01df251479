import pytest

from passports.models import Version
from tests.api.conftest import address, problem, problems
from tests.passports.conftest import ITEM, MODEL, data

CORRECTIONS = address(MODEL, "/corrections")


def test_a_correction_holds_for_everything_below(api):
    api.register()
    api.register(ITEM, patch={"power": 1000})
    response = api.post(
        CORRECTIONS, {"corrects": 1, "patch": {"mass": 950}, "reason": "Weighed again."}
    )
    assert response.status_code == 201
    assert response.json()["versions"][0]["number"] == 2
    assert response["Location"] == address(MODEL).replace("%3A", ":")
    assert api.get(address(ITEM)).json()["data"] == data(mass=950, power=1000)


def test_a_correction_that_would_break_a_child_names_it(api):
    api.register()
    api.register(ITEM, patch={"mass": 905})
    sent = {"corrects": 1, "patch": {"name": None}, "reason": "x"}
    assert problems(api.post(CORRECTIONS, sent), 422)
    assert Version.objects.count() == 2


def test_a_correction_may_say_which_version_it_saw(api):
    api.register()
    sent = {"corrects": 1, "data": data(mass=1), "reason": "x"}
    stale = api.post(CORRECTIONS, sent, if_match=f'"{"0" * 64}"')
    assert problem(stale, 412)["code"] == "version.stale"


@pytest.mark.parametrize(
    ("sent", "code", "pointer"),
    [
        ({"patch": {}, "reason": "x"}, "required", "/corrects"),
        ({"corrects": 1, "patch": {}}, "required", "/reason"),
        ({"corrects": 9, "patch": {"mass": 1}, "reason": "x"}, "correction.revision", "/corrects"),
        ({"corrects": "1", "patch": {}, "reason": "x"}, "type", "/corrects"),
        ({"corrects": 1, "patch": {}, "data": {}, "reason": "x"}, "data_and_patch", "/patch"),
        ({"corrects": 1, "patch": {}, "reason": "x"}, "version.unchanged", "/data"),
        ({"corrects": 1, "patch": {}, "reason": "x", "sector": "kettle"}, "additional", "/sector"),
    ],
)
def test_a_faulty_correction_is_refused(api, sent, code, pointer):
    api.register()
    faults = problems(api.post(CORRECTIONS, sent), 422)
    assert (code, pointer) in {(f["code"], f["pointer"]) for f in faults}
    assert Version.objects.count() == 1


def test_a_repeated_correction_is_answered_like_the_first(api):
    api.register()
    sent = {"corrects": 1, "patch": {"mass": 950}, "reason": "x"}
    first, again = (api.post(CORRECTIONS, sent, idempotency_key="k") for _ in range(2))
    assert again.json() == first.json()
    assert Version.objects.count() == 2


def test_anothers_passport_answers_as_if_there_were_none(api, other_api):
    api.register()
    sent = {"corrects": 1, "patch": {"mass": 1}, "reason": "x"}
    there = other_api.post(CORRECTIONS, sent)
    nowhere = other_api.post(address(ITEM, "/corrections"), sent)
    assert problem(there, 404) == problem(nowhere, 404)
