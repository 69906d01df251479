"""The way in: a product is looked up by what stands on it, and the newest models are listed."""

import json

import pytest

from domain.faults import Malformed
from domain.identifiers import parse
from passports.entries import Entry
from passports.publishing import publish
from passports.search.identify import identify
from tests.public.examples import ITEM, MODEL, example

OWN = "own:040G2081040G2E"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09506000134352", MODEL),
        ("9506000134352", MODEL),
        (" 9506000-134352 ", MODEL),
        ("(01)09506000134352", MODEL),
        ("(01)09506000134352(21)S1", ITEM),
        ("(01)09506000134352(21)A/B", f"{MODEL}/21/A%2FB"),
        ("https://id.gs1.org/01/09506000134352/21/S1?17=261231", ITEM),
        ("HTTPS://ELSEWHERE.EXAMPLE/01/09506000134352/21/S1", ITEM),
        ("/01/09506000134352/21/S1", ITEM),
        ("01/09506000134352", MODEL),
        (ITEM, ITEM),
        (OWN, OWN),
        ("040G2081040G2E", OWN),
        ("o4og2o81o4og2e", OWN),
        ("own/040G2081040G2E", OWN),
    ],
)
def test_a_number_is_understood_in_every_spelling(typed, meant):
    assert identify(typed) == parse(meant)


@pytest.mark.parametrize(
    "typed", ["canary", "123", "9506000134353", "(01)canary", "https://", "own:canary", "🙂" * 14]
)
def test_what_is_no_number_is_refused_without_quoting_it(typed):
    with pytest.raises(Malformed) as refusal:
        identify(typed)
    assert "canary" not in str(refusal.value)
    assert all(fault.remedy for fault in refusal.value.faults)


@pytest.mark.django_db
def test_a_number_leads_to_its_passport(browser):
    response = browser.get("/", {"identifier": "9506000134352"})
    assert (response.status_code, response["Location"]) == (302, "/01/09506000134352")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_wrong_number_is_told_beside_the_field(browser, machine):
    response = browser.get("/", {"identifier": "9506000134353"})
    page = response.content.decode()
    assert response.status_code == 400
    assert 'aria-describedby="fault"' in page
    assert 'value="9506000134353"' in page
    assert "the last one is 2" in page
    answer = machine.get("/", {"identifier": "9506000134353"})
    assert json.loads(answer.content)["faults"][0]["code"] == "gtin.check_digit"


def test_the_newest_models_are_listed_and_neither_batches_nor_items(browser, phone):
    for number in range(1, 26):
        entry = Entry(
            f"gs1:01/{gtin(number)}",
            document={"name": {"en": f"Monitor {number}"}, "category": "monitor"},
            sector="product",
        )
        publish(actor=phone, reason="First", entries=[entry])
    page = browser.get("/").content.decode()
    assert page.count('<li><a href="/01/') == 24
    assert "Monitor 25" in page
    assert "Monitor 1<" not in page
    assert "Aster 5" not in page
    assert "/21/" not in page


def gtin(number):
    body = f"095060009{number:04}"
    check = -sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body))) % 10
    return f"{body}{check}"


@pytest.mark.usefixtures("phone")
def test_the_list_shows_what_everybody_may_see(browser):
    page = browser.get("/").content.decode()
    assert "<b>Aster 5</b>" in page
    assert "Example Devices, Smartphone" in page
    assert example("smartphone", "aster-5")["summary"]["en"] not in page


def test_the_list_costs_few_questions(browser, phone, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        browser.get("/")
