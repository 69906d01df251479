"""The abuse table of strict JSON, driven through every address that takes a body."""

import pytest

from ledger.models import Change, Job
from lifecycle.models import FactorSet
from tests.api.conftest import PASSPORTS, address, problem, problems
from tests.domain.test_strict_json import ABUSE_OF_TEXT, ABUSE_OF_VALUES
from tests.passports.conftest import MODEL

ROWS = [
    *[pytest.param(raw, code, id=name) for name, raw, code, _ in ABUSE_OF_TEXT],
    *[pytest.param(text.encode(), code, id=name) for name, text, code, _ in ABUSE_OF_VALUES],
]
DOORS = [
    ("POST", PASSPORTS),
    ("POST", "/api/v1/jobs"),
    ("POST", "/api/v1/factor-sets"),
    ("POST", address(MODEL, "/corrections")),
    ("POST", address(MODEL, "/erasures")),
    ("PUT", address(MODEL)),
    ("PATCH", address(MODEL)),
]
SEEN = f'"{"0" * 64}"'


def nothing_is_stored() -> bool:
    return not any(model.objects.exists() for model in (Change, Job, FactorSet))


@pytest.mark.parametrize(("raw", "code"), ROWS)
def test_every_row_of_the_abuse_table_is_refused_and_nothing_stored(api, raw, code):
    response = api.post(PASSPORTS, raw)
    faults = problems(response, 413 if code == "json.bytes" else 400)
    assert [fault["code"] for fault in faults] == [code]
    assert nothing_is_stored()


@pytest.mark.parametrize(("method", "path"), DOORS)
@pytest.mark.parametrize(
    "raw", [b"", b"[" * 200_000, b'{"reason": "a", "reason": "b"}', b'{"number": 1e400}']
)
def test_every_address_reads_as_strictly(api, method, path, raw):
    response = api.send(method, path, raw, if_match=SEEN)
    assert problem(response, 400)["code"].startswith("json.")
    assert nothing_is_stored()


def test_a_merge_patch_is_read_as_strictly(api):
    response = api.patch(
        address(MODEL), b'{"a":1,"a":2}', media_type="application/merge-patch+json", if_match=SEEN
    )
    assert problem(response, 400)["code"] == "json.duplicate"


@pytest.mark.parametrize(
    "media_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "*/*", "a/json"],
)
def test_another_media_type_is_refused(api, media_type):
    response = api.post(PASSPORTS, b"{}", media_type=media_type)
    fault = problem(response, 415)
    assert fault["code"] == "media_type.unsupported"
    assert "application/json" in fault["remedy"]


def test_a_parameter_of_the_media_type_changes_nothing(api):
    response = api.post(PASSPORTS, b"{", media_type="Application/JSON; charset=latin-1")
    assert problem(response, 400)["code"] == "json.syntax"


def test_the_media_type_of_a_merge_patch_may_be_written_in_any_case(api):
    seen = f'"{api.register()["registration"]["digest"]}"'
    response = api.patch(
        address(MODEL),
        {"mass": 1},
        media_type="Application/Merge-Patch+JSON; charset=utf-8",
        if_match=seen,
    )
    assert response.status_code == 200
    assert api.get(address(MODEL)).json()["data"]["mass"] == 1


@pytest.mark.parametrize("length", ["0", "00", "-1", "many", ""])
def test_a_length_that_is_none_is_an_empty_body(api, length):
    response = api.post(PASSPORTS, b"", content_length=length)
    assert problem(response, 400)["code"] == "json.empty"


def test_a_body_in_chunks_without_a_length_is_refused_and_not_taken_for_empty(api):
    response = api.post(PASSPORTS, b"", transfer_encoding="chunked")
    assert problem(response, 411)["code"] == "request.length"


@pytest.mark.parametrize("raw", [b"null", b"1", b'"x"', b"[]", b"true"])
def test_a_body_that_is_no_object_is_refused(api, raw):
    assert problem(api.post(PASSPORTS, raw), 422)["code"] == "type"


def test_no_refusal_quotes_what_was_sent(api, caplog, capsys):
    canary = "canary4711"
    bodies = [
        f'{{"{canary}": "{canary}"}}',
        f'{{"identifier": "{canary}", "sector": "{canary}", "reason": ["{canary}"]}}',
        f'{{"sector": "kettle", "data": {{"category": "{canary}", "mass": "{canary}"}}}}',
        f'{{"a": "{canary}" "{canary}"}}',
    ]
    for body in bodies:
        told = api.post(PASSPORTS, body.encode()).json()
        for fault in told["faults"]:
            assert canary not in fault["sentence"] + fault["remedy"]
        assert canary not in told["detail"]
    api.get(address(f"{MODEL}/21/{canary}"))
    api.get(f"/api/v1/{canary}")
    output = capsys.readouterr()
    assert canary not in caplog.text + output.out + output.err
