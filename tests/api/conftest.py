"""A client of the API for each of the cast, and the small sector of the tests of passports."""

import json
from urllib.parse import quote

import pytest
from django.test import Client as DjangoClient

from accounts.actors import ALL_SCOPES, READ, Actor
from accounts.models import Organisation
from accounts.tokens import issue
from tests.passports.conftest import MODEL, data, schemas

__all__ = ["schemas"]

PASSPORTS = "/api/v1/passports"
JSON = "application/json"
PROBLEM = "application/problem+json"


def token_of(actor: Actor, scopes=ALL_SCOPES, **more) -> str:
    organisation = Organisation.objects.get(public_id=actor.organisation)
    return issue(organisation, label="test", scopes=frozenset(scopes), **more)


def address(identifier: str, below: str = "") -> str:
    return f"{PASSPORTS}/{quote(identifier, safe='')}{below}"


class Client:
    """Sends bodies as JSON (bytes as they are) with a Bearer token."""

    def __init__(self, token: str | None) -> None:
        self._client = DjangoClient()
        self._token = {} if token is None else {"Authorization": f"Bearer {token}"}

    def send(self, method, path, body=b"", *, media_type=JSON, **headers):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        names = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return self._client.generic(
            method, path, raw, content_type=media_type, headers={**self._token, **names}
        )

    def get(self, path, **headers):
        return self.send("GET", path, **headers)

    def post(self, path, body=b"", **more):
        return self.send("POST", path, body, **more)

    def put(self, path, body=b"", **more):
        return self.send("PUT", path, body, **more)

    def patch(self, path, body=b"", **more):
        return self.send("PATCH", path, body, **more)

    def register(self, identifier=MODEL, **more):
        """Register a kettle, or below one, and return its representation."""
        body = {"identifier": identifier, **more}
        if identifier == MODEL and not more:
            body |= {"sector": "kettle", "data": data()}
        response = self.post(PASSPORTS, body)
        assert response.status_code == 201, response.content
        return self.get(address(identifier)).json()


def problem(response, status: int) -> dict:
    """Return the one fault of a refusal, after looking at what all refusals have in common."""
    faults = problems(response, status)
    assert len(faults) == 1, faults
    return faults[0]


def problems(response, status: int) -> list[dict]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == PROBLEM
    assert response["Cache-Control"] == "no-store"
    assert "Authorization" in response["Vary"]
    told = response.json()
    assert told.keys() == {"type", "title", "status", "detail", "faults"}
    assert told["status"] == status
    assert told["type"].startswith("https://passport.invalid/problems/")
    for fault in told["faults"]:
        assert fault.keys() == {"code", "sentence", "pointer", "remedy"}
        assert fault["sentence"].endswith(".")
    return told["faults"]


@pytest.fixture(autouse=True)
def _small_sector(schemas):
    """Every test of the door works with the kettles of the tests of passports."""


@pytest.fixture
def maker_token(maker) -> str:
    return token_of(maker)


@pytest.fixture
def api(maker_token) -> Client:
    """The maker at the door."""
    return Client(maker_token)


@pytest.fixture
def other_api(other_maker) -> Client:
    return Client(token_of(other_maker))


@pytest.fixture
def reader_api(workshop) -> Client:
    """A workshop that may only read."""
    return Client(token_of(workshop, scopes={READ}))


@pytest.fixture
def authority_api(authority) -> Client:
    return Client(token_of(authority))


@pytest.fixture
def stranger_api(db) -> Client:
    """Somebody without a token."""
    return Client(None)
