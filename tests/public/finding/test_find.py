"""The search as people and machines use it."""

import json

import pytest

from domain.chain import Status
from passports.entries import Action, Entry
from passports.publishing import publish
from tests.public.examples import ITEM, MODEL
from tests.public.finding.conftest import own, read_all

pytestmark = pytest.mark.usefixtures("catalogue")


def page_of(browser, **query):
    response = browser.get("/find", query)
    return response, response.content.decode()


def answer(machine, **query):
    response = machine.get("/find", query)
    return response, json.loads(response.content)


def test_models_are_found_by_a_mistyped_name(browser):
    _, page = page_of(browser, q="latitud 3")
    assert '<a class="to" href="/own/' in page
    assert page.index("Latitude 3") < page.index("Latitude 1") if "Latitude 1" in page else True
    assert "Dellmark" in page
    assert "LT-300X" in page


def test_the_page_asks_nothing_of_robots_and_says_which_data_it_shows(browser):
    response, page = page_of(browser, q="latitude")
    assert response["X-Robots-Tag"] == "noindex"
    assert 'href="/find?q=latitude&amp;format=json"' in page
    assert "X-Robots-Tag" not in browser.get("/find").headers


@pytest.mark.parametrize("number", ["09506000134352", "9506000134352", "(01)09506000134352", MODEL])
def test_a_number_leads_to_its_passport(browser, number):
    response, _ = page_of(browser, q=number)
    assert (response.status_code, response["Location"]) == (302, "/01/09506000134352")
    assert response["Cache-Control"] == "no-store"


def test_an_item_is_found_by_its_exact_number_alone(browser, machine):
    response, _ = page_of(browser, q="(01)09506000134352(21)S1")
    assert response["Location"] == "/01/09506000134352/21/S1"
    for query in ({}, {"q": "S1"}, {"q": "aster"}, {"q": ITEM}):
        told = json.dumps(answer(machine, **query)[1])
        assert "/21/" not in told.replace(ITEM, "")
        assert "/10/" not in told


def test_a_number_that_nobody_registered_is_told_with_what_to_do(browser):
    response, page = page_of(browser, q="9506000134369")
    assert response.status_code == 200
    assert "No product is registered under this number." in page
    assert "Show all models" in page


def test_a_wrong_check_digit_is_told(browser):
    _, page = page_of(browser, q="9506000134353")
    assert "the last one is 2" in page


def test_nothing_found_offers_the_next_step(browser):
    _, page = page_of(browser, q="qqqqqqqq", sector="laptop")
    assert "Nothing is registered that fits." in page
    assert 'href="/find?q=qqqqqqqq"' in page
    _, page = page_of(browser, q="qqqqqqqq")
    assert 'href="/find"' in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"sort": "x"}, "There is no such choice."),
        ({"sector": "x"}, "There is no such choice."),
        ({"country": "xx"}, "There is no such choice."),
        ({"repair": "F"}, "There is no such choice."),
        ({"page": "0"}, "The list does not go on that far."),
        ({"page": "x"}, "There is no such page."),
        ({"page": "9999999"}, "There is no such page."),
        ({"q": "x" * 201}, "The text is too long."),
    ],
)
def test_a_fault_stands_at_the_field(browser, machine, query, sentence):
    response, page = page_of(browser, **query)
    assert response.status_code == 400
    assert sentence in page
    assert 'aria-invalid="true" aria-describedby="fault-1 "' in page
    response, told = answer(machine, **query)
    assert response.status_code == 400
    assert told["faults"][0]["sentence"] == sentence
    assert told["faults"][0]["remedy"]


def test_all_faults_are_told_at_once(machine):
    _, told = answer(machine, sort="x", sector="y", page="z", q="x" * 300)
    pointers = {fault["pointer"] for fault in told["faults"]}
    assert pointers == {"/sort", "/sector", "/page", "/q"}


def test_filters_stand_as_links_with_counts_and_can_be_taken_off(browser):
    _, page = page_of(browser, q="latitude")
    assert 'href="/find?q=latitude&amp;sector=laptop"' in page
    _, page = page_of(browser, q="latitude", sector="laptop", maker="dellmark")
    assert '<span class="hid">Take off the filter: </span><bdi>Dellmark</bdi>' in page
    assert 'href="/find?q=latitude&amp;maker=dellmark"' in page
    assert '<input type="hidden" name="sector" value="laptop">' in page


def test_the_language_of_the_address_is_carried_on(browser):
    _, page = page_of(browser, q="latitude", lang="zh-hans")
    assert "笔记本" in page
    assert 'href="/find?q=latitude&amp;sector=laptop&amp;lang=zh-hans"' in page
    assert '<input type="hidden" name="lang" value="zh-hans">' in page
    assert 'href="/own/' in page
    assert "?lang=zh-hans" in page


def test_what_is_typed_is_shown_and_never_run(browser):
    _, page = page_of(browser, q='"><script>alert(1)</script>')
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_machines_get_the_same(machine):
    response, told = answer(machine, q="latitude", sort="carbon")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert told["total"] == 6
    assert told["is_counted"] is True
    assert [m["carbon"]["kg"] for m in told["models"]] == [50, 100, 200, 300, 400, 500]
    first = told["models"][1]
    assert first["identifier"] == own(1)
    assert first["carbon"] == {
        "kg": 100,
        "low_kg": 80,
        "high_kg": 120,
        "method": "PEF 2021",
        "by": "reported",
        "is_whole_life": True,
    }
    assert told["choices"]["sector"] == [{"value": "laptop", "name": "laptop", "count": 6}]
    assert told["next"] is None


def test_format_json_answers_a_browser_too(browser):
    response, text = page_of(browser, q=MODEL, format="json")
    assert response["Content-Type"] == "application/json"
    assert json.loads(text)["models"][0]["is_exact"]


def test_withdrawn_models_are_not_found_and_suspended_ones_say_so(browser, maker):
    for number, status in ((1, Status.WITHDRAWN), (2, Status.SUSPENDED)):
        entry = Entry(own(number), Action.REVISE, patch={}, status=status)
        publish(actor=maker, reason="Changed", entries=[entry])
    read_all()
    _, page = page_of(browser, q="latitude")
    assert "Latitude 1<" not in page
    assert "Latitude 2<" in page
    assert '<span class="tag warn">Suspended</span>' in page


def test_a_list_of_results_costs_few_questions(browser, django_assert_max_num_queries):
    page_of(browser, q="latitude")
    with django_assert_max_num_queries(24):
        page_of(browser, q="latitude", sector="laptop")
    with django_assert_max_num_queries(16):
        page_of(browser)


def test_a_model_is_chosen_to_be_laid_beside_others(browser):
    _, page = page_of(browser, q="latitude", beside=own(1))
    assert f"/compare?product={own(1)}&amp;product={own(2)}" in page
    assert "In the comparison" in page
    assert f'<input type="hidden" name="beside" value="{own(1)}">' in page


def test_the_start_page_leads_to_the_search(browser):
    page = browser.get("/").content.decode()
    assert '<form class="find" action="/find" method="get" role="search">' in page
    assert 'name="q"' in page
