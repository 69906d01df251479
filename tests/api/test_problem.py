import json
import logging

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from rest_framework.exceptions import APIException, ParseError, Throttled

from api import problem
from api.views.base import Endpoint
from domain import faults as kinds
from domain.faults import Fault
from tests.api.conftest import PASSPORTS, address
from tests.api.conftest import problem as fault_of
from tests.passports.conftest import MODEL


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (kinds.Malformed, 400),
        (kinds.Forbidden, 403),
        (kinds.Missing, 404),
        (kinds.Conflict, 409),
        (kinds.Stale, 412),
        (kinds.Invalid, 422),
    ],
)
def test_each_kind_of_refusal_has_its_status(kind, status):
    fault = Fault("a.code", "A sentence.", "/place", "A remedy.")
    response = problem.answer(kind(fault))
    assert response.status_code == response.data["status"] == status
    assert response.data["detail"] == "A sentence."
    assert response.data["faults"] == [
        {"code": "a.code", "sentence": "A sentence.", "pointer": "/place", "remedy": "A remedy."}
    ]


def test_several_faults_are_counted_in_the_detail():
    response = problem.answer(kinds.Invalid(Fault("a", "A."), Fault("b", "B.")))
    assert response.data["detail"] == "There are 2 faults."
    assert [fault["code"] for fault in response.data["faults"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (Http404("secret"), 404),
        (PermissionDenied("secret"), 403),
        (SuspiciousOperation("secret"), 400),
        (ParseError("secret"), 400),
        (Throttled(detail="secret"), 429),
        (APIException("secret"), 500),
        (RuntimeError("secret"), 500),
    ],
)
def test_what_the_framework_raises_is_answered_in_our_words(raised, status):
    response = problem.answer(raised)
    assert response.status_code == status
    assert "secret" not in json.dumps(response.data)
    assert response.data["faults"][0]["sentence"]


def test_a_breakdown_is_answered_without_detail_and_logged_without_the_request(
    api, monkeypatch, caplog
):
    def broken(*args, **kwargs):
        raise RuntimeError("canary of the database")

    monkeypatch.setattr("api.views.passports.register", broken)
    with caplog.at_level(logging.ERROR):
        response = api.post(
            PASSPORTS, {"sector": "kettle", "data": {"canary": "canary of the body"}}
        )
    assert fault_of(response, 500)["code"] == "server.error"
    assert b"canary" not in response.content
    [record] = caplog.records
    assert record.getMessage() == "A request to Passports broke off."
    assert record.exc_info[0] is RuntimeError
    assert "canary of the body" not in caplog.text


@pytest.mark.parametrize("method", ["DELETE", "OPTIONS", "POST", "TRACE"])
def test_a_method_that_the_address_does_not_take_is_refused(api, method):
    response = api.send(method, address(MODEL))
    assert fault_of(response, 405)["code"] == "method.unknown"
    assert set(response["Allow"].split(", ")) == {"GET", "PUT", "PATCH", "HEAD"}


@pytest.mark.parametrize("path", ["", "passport", "passports/", "jobs/", "x?format=xml"])
def test_an_address_that_leads_nowhere_says_so(api, stranger_api, path):
    for client in (api, stranger_api):
        assert fault_of(client.get(f"/api/v1/{path}"), 404)["code"] == "address.unknown"


def test_answers_are_json_whatever_is_asked_for(api):
    api.register()
    for accept in ("text/html", "application/xml", "*/*", "application/json; indent=4"):
        response = api.get(address(MODEL), accept=accept)
        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"] == "no-store"
        assert "Authorization" in response["Vary"]
        assert response.content.count(b"\n") == 0


def test_a_view_that_does_not_say_what_it_needs_cannot_be_defined():
    with pytest.raises(TypeError, match="does not say which scopes"):

        class Careless(Endpoint):
            def get(self, request):
                """Show everything to everyone."""


@pytest.mark.parametrize("scopes", [{}, {"GET": "a", "POST": "b"}, {"POST": "a"}])
def test_scopes_that_do_not_fit_the_methods_are_refused(scopes):
    with pytest.raises(TypeError, match="do not fit"):
        type("Careless", (Endpoint,), {"scopes": scopes, "get": print})


def test_scopes_are_not_inherited():
    class Careful(Endpoint):
        scopes = {"GET": "a"}

        def get(self, request):
            """Show something."""

    with pytest.raises(TypeError, match="does not say which scopes"):

        class Careless(Careful):
            pass
