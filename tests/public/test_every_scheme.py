"""A product opens under its own address, whatever scheme names it."""

import pytest

from accounts.claims import grant_claim
from accounts.models import Organisation
from domain.identifiers import parse
from passports.entries import Entry
from passports.publishing import publish
from tests.public.conftest import JSON
from tests.public.examples import example

PRODUCTS = {
    "gs1:01/09506000134352": None,
    "gs1:8003/09506000134352": None,
    "gs1:8003/09506000134352S1": None,
    "gs1:8004/9506000A1": None,
    "gs1:8010/9506000A1": None,
    "url:maker.example%2Fphone": ("url", "maker.example/"),
    "url:maker.example%2Fphone/21/S1": ("url", "maker.example/"),
    "iec61406:maker.example%2F42": ("iec61406", "maker.example/"),
    "did:web:maker.example:phone:42": ("did", "web:maker.example:"),
    "iso15459:25P/LEABC123": ("iso15459", "LEABC"),
    "iso15459:25S/UN123456789A42": ("iso15459", "UN123456789"),
}
PAGE = {"accept": "text/html"}


@pytest.mark.parametrize("text", PRODUCTS)
def test_a_product_of_every_scheme_opens_as_page_json_and_code(text, maker, client):
    claim = PRODUCTS[text]
    if claim is not None:
        organisation = Organisation.objects.get(public_id=maker.organisation)
        grant_claim(organisation, scheme=claim[0], prefix=claim[1], verified_by="registry")
    entry = Entry(text, document=example("smartphone", "aster-5"), sector="smartphone")
    publish(actor=maker, reason="First", entries=[entry])
    path = parse(text).path
    page = client.get(path, headers=PAGE)
    assert page.status_code == 200
    shown = client.get(path, headers=JSON).json()
    assert shown["registration"]["identifier"] == text
    carrier = client.get(f"/carriers{path}.svg")
    assert carrier.status_code == 200
    assert carrier.content.startswith(b"<svg ")


def test_an_address_compressed_as_epc_opens_the_product(maker, client):
    item = parse("gs1:01/09506000134352/21/123456789")
    entry = Entry(item.text, document=example("smartphone", "aster-5"), sector="smartphone")
    publish(actor=maker, reason="First", entries=[entry])
    answer = client.get("/eh3066c4409047e140075bcd15", headers=JSON)
    shown = answer.json()
    assert "registration" in shown, shown
    assert shown["registration"]["identifier"] == item.text


def test_a_place_has_no_passport_and_the_answer_says_so(maker, client):
    assert client.get("/414/9506000134352", headers=PAGE).status_code == 404
