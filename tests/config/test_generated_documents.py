"""A document drawn from each schema goes in by the API and comes out of every public door."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import Organisation
from accounts.tokens import issue
from domain.faults import Json
from tests.domain.strategies import documents
from tests.domain.validation_schemas import sector_schemas

SECTORS = sector_schemas()
FEW = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


@pytest.fixture
def writer(maker):
    organisation = Organisation.objects.get(public_id=maker.organisation)
    token = issue(organisation, label="tests", scopes=frozenset({"passports:write"}))
    return Client(headers={"authorization": f"Bearer {token}"})


def held_by(shown: Json, whole: Json) -> bool:
    """Whether all that is shown stands in the whole document too."""
    if isinstance(shown, dict) and isinstance(whole, dict):
        return all(name in whole and held_by(part, whole[name]) for name, part in shown.items())
    return shown == whole


@pytest.mark.parametrize("name", SECTORS)
def test_a_generated_document_passes_through_api_page_and_json_ld(name, writer):
    sector = name.partition("/")[0]

    @FEW
    @given(st.data())
    def passes(data):
        document = data.draw(documents(SECTORS[name]))
        body = {"sector": sector, "data": document, "reason": "Generated"}
        answer = writer.post(
            reverse("api:passports"), json.dumps(body), content_type="application/json"
        )
        assert answer.status_code == 201, answer.content[:2000]
        identifier = answer.json()["registration"]["identifier"]
        address = "/own/" + identifier.removeprefix("own:")

        page = Client().get(address, headers={"accept": "text/html"})
        assert page.status_code == 200
        assert "</html>" in page.content.decode()

        shown = Client().get(address, headers={"accept": "application/json"}).json()["data"]
        assert {"name", "category"} <= shown.keys()
        assert held_by(shown, document)

        linked = Client().get(address, headers={"accept": "application/ld+json"}).json()
        assert linked["@id"] == address
        assert linked["data"] == shown
        context = Client().get(linked["@context"]).json()["@context"]
        assert shown.keys() <= context.keys()

    passes()
