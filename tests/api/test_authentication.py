import pytest
from django.contrib.auth.models import User
from django.test import Client as DjangoClient

from accounts.actors import READ
from accounts.models import ApiToken
from tests.api.conftest import PASSPORTS, Client, address, problem, token_of
from tests.passports.conftest import MODEL

ADDRESSES = [
    ("POST", PASSPORTS),
    *[(method, address(MODEL)) for method in ("GET", "PUT", "PATCH")],
    ("GET", address(MODEL, "/versions")),
    ("POST", address(MODEL, "/corrections")),
    ("POST", address(MODEL, "/erasures")),
    ("GET", "/api/v1/jobs"),
    ("POST", "/api/v1/jobs"),
    ("GET", "/api/v1/jobs/00000000-0000-0000-0000-000000000000"),
    ("GET", "/api/v1/factor-sets"),
    ("POST", "/api/v1/factor-sets"),
]


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_nobody_gets_in_without_a_token(stranger_api, method, path):
    response = stranger_api.send(method, path, b"{")
    assert problem(response, 401)["code"] == "token.missing"
    assert response["WWW-Authenticate"] == 'Bearer realm="passports"'


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer dpp_000000000000_wrong",
        "Bearer dpp__",
        "Bearer dpp_é_é",
        "Bearer " + "x" * 5000,
        "Basic dXNlcjpwYXNz",
        "Token abc",
    ],
)
def test_a_header_that_holds_no_live_token_is_refused_in_the_same_words(db, header):
    response = DjangoClient().get(address(MODEL), headers={"Authorization": header})
    fault = problem(response, 401)
    assert fault["code"] == "token.dead"
    assert response["WWW-Authenticate"] == 'Bearer realm="passports", error="invalid_token"'


def test_an_expired_token_is_dead(maker):
    token = token_of(maker)
    ApiToken.objects.update(expires_ms=1)
    assert problem(Client(token).get(address(MODEL)), 401)["code"] == "token.dead"


def test_the_name_of_the_scheme_may_be_written_in_any_case(maker):
    response = DjangoClient().get(
        address(MODEL), headers={"Authorization": f"bearer {token_of(maker)}"}
    )
    assert response.status_code == 404


def test_a_session_opens_nothing_here(db):
    client = DjangoClient()
    client.force_login(User.objects.create_superuser("root", password="x" * 20))
    assert problem(client.get(address(MODEL)), 401)["code"] == "token.missing"


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_a_token_without_scopes_gets_nowhere(maker, method, path):
    client = Client(token_of(maker, scopes=set()))
    assert problem(client.send(method, path, b"{"), 403)["code"] == "actor.scope"


def test_the_scope_that_is_missing_is_named(maker):
    fault = problem(Client(token_of(maker, scopes={READ})).post(PASSPORTS, {}), 403)
    assert "passports:write" in fault["sentence"]
