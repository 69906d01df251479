"""Which product a request asks for, however the server hands its path over."""

import pytest
from django.test import RequestFactory

from accounts.actors import Actor
from domain.faults import Malformed
from domain.identifiers import parse
from passports.entries import Entry
from passports.publishing import publish
from public.addresses import find, raw_path
from tests.public.examples import BATCH, ITEM, MODEL

PATH = "/01/09506000134352"
SLASHED = "gs1:01/09506000134352/21/A%2FB"


def asked(path, **meta):
    return RequestFactory().get(path, **meta)


@pytest.mark.parametrize("name", ["RAW_URI", "REQUEST_URI"])
def test_the_path_is_taken_as_the_client_sent_it(name):
    request = asked("/anything", **{name: f"{PATH}/21/A%2FB?x=/21/C"})
    assert raw_path(request) == f"{PATH}/21/A%2FB"


def test_a_target_in_absolute_form_is_cut_to_its_path():
    request = asked("/", REQUEST_URI=f"https://passports.example{PATH}/21/A%2FB?at=2026")
    assert raw_path(request) == f"{PATH}/21/A%2FB"


def test_a_path_that_came_decoded_is_encoded_anew():
    assert raw_path(asked(f"{PATH}/21/A%25B%20C")) == f"{PATH}/21/A%25B%20C"


@pytest.fixture
def slashed(phone: Actor) -> Actor:
    publish(actor=phone, reason="First", entries=[Entry(SLASHED, patch={"mass": 200})])
    return phone


@pytest.mark.usefixtures("slashed")
def test_an_escaped_slash_belongs_to_the_serial_number():
    request = asked("/", REQUEST_URI=f"{PATH}/21/A%2FB")
    assert find(request, raw_path(request)).answering == parse(SLASHED)


@pytest.mark.usefixtures("slashed")
def test_a_slash_that_the_server_decoded_is_found_all_the_same():
    request = asked(f"{PATH}/21/A%2FB")
    assert raw_path(request) == f"{PATH}/21/A/B"
    assert find(request, raw_path(request)).answering == parse(SLASHED)


@pytest.mark.usefixtures("slashed")
def test_a_plain_slash_is_no_part_of_a_number_where_the_server_tells_them_apart():
    request = asked("/", REQUEST_URI=f"{PATH}/21/A/B")
    with pytest.raises(Malformed):
        find(request, raw_path(request))


@pytest.mark.usefixtures("phone")
def test_a_path_that_cannot_be_mended_is_refused_for_its_own_fault():
    request = asked(f"{PATH}/21/A/17/261231")
    with pytest.raises(Malformed):
        find(request, raw_path(request))


@pytest.mark.usefixtures("phone")
@pytest.mark.parametrize(
    ("path", "answering", "genuine"),
    [
        ("", MODEL, True),
        ("/", MODEL, True),
        ("/10/B1", BATCH, True),
        ("/21/S1", ITEM, True),
        ("/10/B1/21/S1", ITEM, True),
        ("/10/OTHER/21/S1", ITEM, True),
        ("/22/RED/21/S1", ITEM, True),
        ("/10/NONE", MODEL, False),
        ("/21/NONE", MODEL, False),
        ("/10/B1/21/NONE", BATCH, False),
        ("/22/RED", MODEL, False),
    ],
)
def test_the_nearest_registered_product_answers(path, answering, genuine):
    found = find(asked("/", REQUEST_URI=PATH + path), PATH + path)
    assert found.answering == parse(answering)
    assert found.is_genuine is genuine


@pytest.mark.usefixtures("phone")
def test_nobody_answers_for_a_key_that_is_not_registered():
    found = find(asked("/"), "/01/09506000134369/21/S1")
    assert found.answering is None
    assert not found.is_genuine
