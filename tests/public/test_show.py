"""The address of a product answers: as page, as JSON, as JSON-LD, and says no in the same forms."""

import json
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.test import Client

from passports.entries import Action, Entry
from passports.publishing import publish
from public.codings import unpacked
from tests.public.conftest import HTML
from tests.public.examples import BATCH, ITEM, MODEL

pytestmark = pytest.mark.usefixtures("phone")
PATH = "/01/09506000134352"
ITEM_PATH = f"{PATH}/21/S1"
BATCH_PATH = f"{PATH}/10/B1"
EVERY_FORM = pytest.mark.parametrize("form", ["html", "json", "jsonld"])


def text(response):
    return response.content.decode()


def vary(response):
    return {name.strip() for name in response["Vary"].split(",")}


# Three forms --------------------------------------------------------------------------------------


def test_a_browser_gets_a_page(browser):
    response = browser.get(ITEM_PATH)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Content-Language"] == "en"
    assert "<h1>Aster 5</h1>" in text(response)


def test_a_program_gets_json(machine):
    response = machine.get(ITEM_PATH)
    assert response["Content-Type"] == "application/json"
    answer = json.loads(response.content)
    assert set(answer) == {"registration", "data", "provenance", "footprint"}
    assert answer["registration"]["identifier"] == ITEM
    assert answer["data"]["batch_number"] == "B1"
    assert answer["provenance"]["/batch_number"]["product"] == BATCH


def test_json_ld_names_the_product_by_its_canonical_address(machine):
    answer = json.loads(machine.get(f"{ITEM_PATH}?format=jsonld").content)
    assert set(answer) == {"@context", "@id", "registration", "data"}
    assert answer["@id"] == f"https://id.gs1.org{ITEM_PATH}"
    assert machine.get(answer["@context"]).status_code == 200


def test_no_iri_of_json_ld_names_the_host_of_this_registry(machine, settings):
    answers = []
    for url in ("https://one.example", "https://two.example"):
        settings.PUBLIC_URL = url
        answers.append(machine.get(f"{ITEM_PATH}?format=jsonld").content)
    assert answers[0] == answers[1]


def test_a_form_that_nobody_keeps_is_not_acceptable(client):
    response = client.get(ITEM_PATH, headers={"accept": "image/png"})
    assert response.status_code == 406
    assert json.loads(response.content)["faults"][0]["code"] == "accept.none"


def test_only_reading_is_possible(browser):
    for method in (browser.post, browser.put, browser.patch, browser.delete):
        response = method(ITEM_PATH)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"


@EVERY_FORM
def test_head_tells_the_same_without_the_body(browser, form):
    got, head = (ask(f"{ITEM_PATH}?format={form}") for ask in (browser.get, browser.head))
    assert head.content == b""
    same = ("ETag", "Content-Type", "Cache-Control", "Vary", "X-Robots-Tag")
    assert [head[name] for name in same] == [got[name] for name in same]


# What may be kept ---------------------------------------------------------------------------------


@EVERY_FORM
def test_what_everybody_may_read_may_be_kept_and_is_asked_for_again(browser, form):
    first = browser.get(f"{ITEM_PATH}?format={form}")
    assert first["Cache-Control"] == "public, max-age=0, stale-if-error=600"
    assert not first["ETag"].startswith("W/")
    again = browser.get(f"{ITEM_PATH}?format={form}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    assert vary(again) == vary(first)


def test_the_tag_is_that_of_the_bytes_sent(browser):
    plain = browser.get(ITEM_PATH)
    tags = {plain["ETag"]}
    for coding, sent in (("gzip", "gzip"), ("br", "br, gzip;q=0.8")):
        packed = browser.get(ITEM_PATH, headers={"accept-encoding": sent})
        assert packed["Content-Encoding"] == coding
        assert unpacked(packed.content, coding) == plain.content
        tags.add(packed["ETag"])
    assert len(tags) == 3
    assert "Accept-Encoding" in vary(plain)


@pytest.mark.parametrize("sent", ["gzip;q=0", "identity", "gzip; q=0.0, br;q=0", "deflate"])
def test_nothing_is_compressed_for_who_does_not_take_it(browser, sent):
    assert "Content-Encoding" not in browser.get(ITEM_PATH, headers={"accept-encoding": sent})


def test_a_new_version_has_a_new_tag(browser, phone):
    before = browser.get(PATH)["ETag"]
    entry = Entry(MODEL, Action.REVISE, patch={"mass": 190})
    publish(actor=phone, reason="Heavier", entries=[entry])
    assert browser.get(PATH)["ETag"] != before


def test_the_answer_says_what_it_depends_on(browser):
    assert vary(browser.get(ITEM_PATH)) >= {"Accept", "Accept-Language", "Accept-Encoding"}
    json_answer = browser.get(f"{ITEM_PATH}?format=json")
    assert not vary(json_answer) & {"Accept", "Accept-Language"}


def test_a_signed_in_reader_gets_what_nobody_may_keep(browser, member):
    browser.force_login(member)
    for form in ("html", "json", "jsonld"):
        response = browser.get(f"{ITEM_PATH}?format={form}", headers={"accept-encoding": "gzip"})
        assert response["Cache-Control"] == "private, no-store"
        assert "Content-Encoding" not in response
        assert "Access-Control-Allow-Origin" not in response
        assert "Cookie" in vary(response)


def test_scripts_of_other_sites_may_read_what_everybody_may(machine):
    assert machine.get(ITEM_PATH)["Access-Control-Allow-Origin"] == "*"


# The page -----------------------------------------------------------------------------------------


def test_the_policy_allows_the_style_of_the_page_and_no_script(browser):
    response = browser.get(ITEM_PATH)
    (style,) = re.findall(r"<style>(.*?)</style>", text(response), re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "img-src": "'self' data:",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_the_page_needs_no_other_request_and_sets_no_cookie(browser):
    response = browser.get(ITEM_PATH)
    page = text(response)
    assert not response.cookies
    for forbidden in ("style=", "<img", "<iframe", "<object", "@import", "url("):
        assert forbidden not in page
    # The one block of data is nothing that a browser runs.
    assert re.findall(r"<script[^>]*>", page) == ['<script type="application/ld+json">']
    loaded = re.findall(r'<link rel="(?!canonical|alternate|dpp)[^"]*" href="([^"]*)"', page)
    assert loaded == ["data:,"]


def test_an_item_is_not_to_be_indexed_and_a_model_may_be(browser):
    assert browser.get(ITEM_PATH)["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in text(browser.get(ITEM_PATH))
    assert "X-Robots-Tag" not in browser.get(PATH)


def test_the_levels_of_a_product_link_to_each_other(browser, settings):
    page = text(browser.get(ITEM_PATH))
    assert f'href="{BATCH_PATH}"' in page
    assert f'href="{PATH}"' in page
    assert f'<link rel="canonical" href="{settings.PUBLIC_URL}{ITEM_PATH}">' in page


def test_what_a_maker_writes_is_text_and_never_markup(browser, phone):
    attack = "</style><script>alert(1)</script><b onclick='x'>&amp;"
    patch = {"name": {"en": attack}, "brand": attack, "repair": {"spare_parts": {"x": None}}}
    publish(actor=phone, reason=attack, entries=[Entry(MODEL, Action.REVISE, patch=patch)])
    page = text(browser.get(PATH))
    assert re.findall(r"<script[^>]*>", page) == ['<script type="application/ld+json">']
    assert page.count("</style>") == page.count("</script>") == 1
    assert "onclick='x'" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_links_of_a_maker_tell_nothing_and_lend_no_weight(browser):
    page = text(browser.get(PATH))
    outside = re.findall(r'<a href="(https?:[^"]*)"([^>]*)>', page)
    assert outside
    assert all(href.startswith("https://") for href, _ in outside)
    assert all('rel="noopener nofollow ugc"' in rest for _, rest in outside)


# Not registered, or not readable ------------------------------------------------------------------


def test_an_unknown_serial_number_shows_the_model_under_a_notice_and_is_not_found(browser):
    response = browser.get(f"{PATH}/21/NONE")
    page = text(response)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert "This serial number is not registered" in page
    assert "<title>Not registered: Aster 5" in page
    assert 'class="proof"' not in page
    assert 'class="code"' not in page


def test_an_unknown_batch_says_so_too(browser):
    assert "This batch number is not registered" in text(browser.get(f"{PATH}/10/NONE"))


@pytest.mark.parametrize("form", ["json", "jsonld"])
def test_a_program_is_told_where_the_model_is(machine, form):
    response = machine.get(f"{PATH}/21/NONE?format={form}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    answer = json.loads(response.content)
    assert answer["nearest"] == PATH
    assert answer["faults"][0]["code"] == "product.unknown"
    assert "data" not in answer


def test_a_serial_number_is_found_whatever_batch_the_address_names(browser):
    right = browser.get(f"{BATCH_PATH}/21/S1")
    assert right.status_code == 200
    assert "disagree" not in text(right)
    wrong = browser.get(f"{PATH}/10/OTHER/21/S1")
    assert wrong.status_code == 200
    assert "The address names another batch" in text(wrong)


def test_a_key_of_nobody_is_not_found(browser, machine):
    path = "/01/09506000134369"
    assert browser.get(path).status_code == 404
    assert "No product is registered under this number" in text(browser.get(path))
    answer = json.loads(machine.get(path).content)
    assert answer["title"] == "Nothing is registered here"
    assert "nearest" not in answer


def test_a_wrong_check_digit_says_what_the_right_one_would_be(browser, machine):
    path = "/01/09506000134353"
    response = browser.get(path)
    assert response.status_code == 400
    assert "the last one is 2" in text(response)
    answer = json.loads(machine.get(path).content)
    assert (answer["status"], answer["faults"][0]["code"]) == (400, "gtin.check_digit")
    assert answer["type"] == "https://passport.invalid/problems/malformed"


@pytest.mark.parametrize(
    "path",
    [
        "/01/",
        "/01/123",
        f"{PATH}/foo",
        f"{PATH}/21/",
        f"{PATH}/21/S1/10/B1",
        f"{PATH}/17/261231",
        f"{PATH}/21/%00",
        f"{PATH}/21/" + "A" * 21,
        "/own/",
        "/own/AAAAAAAAAAAAAA",
        "/01/" + "9" * 5000,
    ],
)
def test_an_address_that_names_no_product_is_refused_with_a_remedy(browser, machine, path):
    assert browser.get(path).status_code == 400
    answer = json.loads(machine.get(path).content)
    assert answer["status"] == 400
    assert all(fault["sentence"] and fault["remedy"] for fault in answer["faults"])


def test_a_refusal_quotes_nothing_of_the_request(browser, machine):
    for client in (browser, machine):
        for path in (f"{PATH}/99/canary", f"{PATH}/21/canary%20canary", f"{PATH}?format=canary"):
            response = client.get(path)
            assert response.status_code == 400
            assert "canary" not in text(response).split("<footer")[0]


def test_an_address_that_leads_nowhere_is_told_in_the_readers_form(browser, machine):
    page = browser.get("/nowhere")
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "Content-Security-Policy" in page
    answer = machine.get("/nowhere")
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["faults"][0]["code"] == "address.unknown"


@pytest.mark.parametrize("name", ["at", "format", "lang"])
def test_a_parameter_given_twice_is_refused(machine, name):
    response = machine.get(f"{PATH}?{name}=en&{name}=fr")
    assert json.loads(response.content)["faults"][0]["code"] == "parameter.doubled"


def test_other_parameters_are_left_aside(machine):
    assert machine.get(f"{PATH}?17=261231&context=DE&utm=x").status_code == 200


def test_a_breakdown_tells_no_detail(monkeypatch):
    def breaks(*_args, **_kwargs):
        raise RuntimeError("canary")

    monkeypatch.setattr("public.views.passport", breaks)
    for headers, kind in ((HTML, "text/html; charset=utf-8"), ({}, "application/problem+json")):
        response = Client(headers=headers, raise_request_exception=False).get(PATH)
        assert (response.status_code, response["Content-Type"]) == (500, kind)
        assert "canary" not in text(response)
        assert "Traceback" not in text(response)


def test_a_breakdown_asks_the_database_nothing(monkeypatch, django_assert_num_queries, member):
    def breaks(*_args, **_kwargs):
        raise RuntimeError

    client = Client(headers=HTML, raise_request_exception=False)
    client.force_login(member)
    monkeypatch.setattr("public.views.asking.asked_of", breaks)
    with django_assert_num_queries(0):
        assert client.get(PATH).status_code == 500
