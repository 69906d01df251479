import pytest

from passports.models import Version
from tests.api.conftest import address, problem, problems
from tests.passports.conftest import ITEM, MODEL, data

MERGE_PATCH = "application/merge-patch+json"


def tag(shown) -> str:
    return f'"{shown["registration"]["digest"]}"'


def test_put_makes_the_passport_read_as_sent(api):
    seen = tag(api.register())
    sent = {"data": {"name": {"en": "Kettle two"}, "category": "kettle"}, "reason": "New name."}
    response = api.put(address(MODEL), sent, if_match=seen)
    assert response.status_code == 200
    assert response.json()["versions"][0]["number"] == 2
    shown = api.get(address(MODEL))
    assert shown.json()["data"] == sent["data"]
    assert response["ETag"] == shown["ETag"] != seen


def test_a_merge_patch_changes_and_removes(api):
    seen = tag(api.register())
    response = api.patch(
        address(MODEL), {"mass": None, "power": 1500}, media_type=MERGE_PATCH, if_match=seen
    )
    assert response.status_code == 200
    expected = data(power=1500)
    del expected["mass"]
    assert api.get(address(MODEL)).json()["data"] == expected


def test_a_patch_in_an_envelope_may_change_facts_alone(api):
    seen = tag(api.register())
    response = api.patch(
        address(MODEL), {"status": "withdrawn", "reason": "Recalled."}, if_match=seen
    )
    assert response.json()["registration"]["status"] == "withdrawn"


def test_a_name_called_patch_is_data_to_a_merge_patch(api):
    seen = tag(api.register())
    response = api.patch(address(MODEL), {"patch": {}}, media_type=MERGE_PATCH, if_match=seen)
    [fault] = problems(response, 422)
    assert (fault["code"], fault["pointer"]) == ("additional", "/data/patch")


def test_a_change_needs_the_version_that_was_seen(api):
    api.register()
    for response in (
        api.put(address(MODEL), {"data": data(mass=1)}),
        api.patch(address(MODEL), {"patch": {"mass": 1}}),
    ):
        assert problem(response, 428)["code"] == "precondition.required"
    assert Version.objects.count() == 1


@pytest.mark.parametrize("tag_sent", [f'"{"0" * 64}"', '"other"', '""'])
def test_another_version_than_the_newest_is_stale(api, tag_sent):
    api.register()
    response = api.put(address(MODEL), {"data": data(mass=1)}, if_match=tag_sent)
    assert problem(response, 412)["code"] == "version.stale"
    assert Version.objects.count() == 1


@pytest.mark.parametrize("tag_sent", ["*", 'W/"abc"', "abc", '"a", "b"', ""])
def test_anything_but_one_strong_tag_is_malformed(api, tag_sent):
    api.register()
    response = api.put(address(MODEL), {"data": data(mass=1)}, if_match=tag_sent)
    assert problem(response, 400)["code"] == "precondition.form"


def test_of_two_writers_the_second_has_to_look_again(api):
    seen = tag(api.register())
    assert api.patch(address(MODEL), {"patch": {"mass": 1}}, if_match=seen).status_code == 200
    late = api.patch(address(MODEL), {"patch": {"mass": 2}}, if_match=seen)
    assert problem(late, 412)["code"] == "version.stale"


def test_a_repeated_revision_is_answered_like_the_first(api):
    seen = tag(api.register())
    sent = {"patch": {"mass": 1}}
    first, again = (
        api.patch(address(MODEL), sent, if_match=seen, idempotency_key="k") for _ in range(2)
    )
    assert again.status_code == 200
    assert again.json() == first.json()


def test_the_faults_of_a_revision_are_told(api):
    seen = tag(api.register())
    response = api.patch(address(MODEL), {"patch": {"mass": -1, "power": "much"}}, if_match=seen)
    assert {f["pointer"] for f in problems(response, 422)} == {"/data/mass", "/data/power"}


@pytest.mark.parametrize(
    ("sent", "code", "pointer"),
    [
        ({}, "required", "/data"),
        ({"data": data(mass=1), "patch": {}}, "additional", "/patch"),
        ({"data": data(mass=1), "identifier": MODEL}, "additional", "/identifier"),
        ({"data": None}, "type", "/data"),
    ],
)
def test_put_takes_whole_data_alone(api, sent, code, pointer):
    seen = tag(api.register())
    faults = problems(api.put(address(MODEL), sent, if_match=seen), 422)
    assert (code, pointer) in {(f["code"], f["pointer"]) for f in faults}


def test_nothing_to_change_is_said(api):
    seen = tag(api.register())
    response = api.put(address(MODEL), {"data": data()}, if_match=seen)
    assert problem(response, 422)["code"] == "version.unchanged"


def test_a_merge_patch_that_is_no_object_is_refused(api):
    seen = tag(api.register())
    response = api.patch(address(MODEL), [1], media_type=MERGE_PATCH, if_match=seen)
    assert problem(response, 422)["code"] == "type"


def test_a_merge_patch_belongs_to_patch(api):
    seen = tag(api.register())
    response = api.put(address(MODEL), {"mass": 1}, media_type=MERGE_PATCH, if_match=seen)
    assert problem(response, 415)["code"] == "media_type.unsupported"


def test_anothers_passport_answers_as_if_there_were_none(api, other_api):
    seen = tag(api.register())
    for method in (other_api.put, other_api.patch):
        sent = {"data": data(mass=1)} if method == other_api.put else {"patch": {"mass": 1}}
        there = method(address(MODEL), sent, if_match=seen)
        nowhere = method(address(ITEM), sent, if_match=seen)
        assert problem(there, 404) == problem(nowhere, 404)
    assert Version.objects.count() == 1
