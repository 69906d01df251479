"""What the resolver answers: led on, all links, several, none; and never led astray."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.chain import Status
from domain.faults import Invalid
from domain.identifiers import check_pair
from ledger.clock import now_ms
from lifecycle.representation import timestamp
from passports.entries import Action, Entry
from passports.publishing import publish
from public.responses import PUBLIC
from tests.public.conftest import HTML, JSON
from tests.public.examples import MODEL, example

pytestmark = pytest.mark.usefixtures("phone")
PATH = "/01/09506000134352"
ITEM_PATH = f"{PATH}/21/S1"
ANY = {"accept": "*/*"}
LINKSET = {"accept": "application/linkset+json"}
OWN = "https://passports.example"
HELP = "https://devices.example/aster-5/help"
SCRIPTS = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers")


@pytest.fixture(autouse=True)
def public_address(settings):
    settings.PUBLIC_URL = OWN


def ask(address, headers=None, **more):
    return Client(headers={**ANY, **(headers or {}), **more}).get(address)


# Whoever asks for the passport --------------------------------------------------------------------


@pytest.mark.parametrize("headers", [HTML, JSON, {}, {"accept": "image/avif,*/*"}])
def test_whoever_names_a_form_or_none_gets_the_passport_at_once(headers):
    assert Client(headers=headers).get(ITEM_PATH).status_code == 200


def test_whoever_says_that_any_form_will_do_is_led_to_the_page_by_its_own_address():
    response = ask(ITEM_PATH)
    assert (response.status_code, response["Location"]) == (307, f"{OWN}{ITEM_PATH}?format=html")
    assert response["Cache-Control"] == "no-store"
    assert {"Accept", "Accept-Language"} <= {name.strip() for name in response["Vary"].split(",")}
    assert ask(response["Location"].removeprefix(OWN)).status_code == 200


def test_who_is_led_to_the_page_is_not_led_on_from_there():
    for name in ("gs1:dpp", "dpp", "https://gs1.org/voc/dpp", "gs1:defaultLink"):
        first = ask(f"{PATH}?linkType={name}")
        assert first.status_code == 307
        there = first["Location"].removeprefix(OWN)
        assert there == f"{PATH}?format=html&linkType={name}"
        if name != "gs1:defaultLink":
            assert ask(there, HTML).status_code == 200


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/html", "html"),
        ("application/json", "json"),
        ("application/ld+json", "jsonld"),
        ("application/ld json", "jsonld"),
        ("*/*", "html"),
        ("image/png", "html"),
    ],
)
def test_the_passport_by_its_link_type_is_led_to_in_the_form_that_is_welcome(accept, form):
    response = ask(f"{PATH}?linkType=gs1:dpp", accept=accept)
    assert response["Location"] == f"{OWN}{PATH}?format={form}&linkType=gs1:dpp"


def test_the_answer_says_where_its_links_are_and_not_all_of_them():
    for headers in (HTML, JSON, ANY):
        link = Client(headers=headers).get(ITEM_PATH)["Link"]
        assert f'<{OWN}{ITEM_PATH}?linkType=linkset>; rel="linkset"' in link
        assert f'<{OWN}{ITEM_PATH}>; rel="dpp"' in link
        assert "gs1:" not in link


def test_a_compressed_address_is_named_in_full(phone):
    entry = Entry(f"{MODEL}/21/123456789", patch={"batch_number": "B9"})
    publish(actor=phone, reason="Item", entries=[entry])
    response = ask("/eh3066c4409047e140075bcd15")
    whole = f"{OWN}{PATH}/21/123456789"
    assert response["Location"] == f"{whole}?format=html"
    assert f'<{whole}>; rel="owl:sameAs"' in response["Link"]
    assert "owl:sameAs" not in ask(f"{PATH}/21/123456789")["Link"]
    assert ask("/eh3066c4409047e140075bcd1").status_code in {400, 404}


# One link -----------------------------------------------------------------------------------------


def test_a_type_of_link_leads_to_it_for_now_and_not_for_good():
    response = ask(f"{PATH}?linkType=gs1:support")
    assert (response.status_code, response.content) == (307, b"")
    assert response["Location"] == f"{HELP}?linkType=gs1:support"


def test_the_query_is_passed_on_as_it_came():
    query = "a=%2F%20+b&linkType=gs1:support&17=261231&empty=&c;d&%e4=%"
    assert ask(f"{PATH}?{query}")["Location"] == f"{HELP}?{query}"


def test_the_query_goes_before_a_fragment_and_after_a_query_of_the_target(phone):
    link = {"title": {"en": "Page"}, "kind": "faqs", "url": "https://maker.example/x?y=1#part"}
    patch = {"links": {"faq": link}}
    publish(actor=phone, reason="Page", entries=[Entry(MODEL, Action.REVISE, patch=patch)])
    location = ask(f"{PATH}?linkType=gs1:faqs")["Location"]
    assert location == "https://maker.example/x?y=1&linkType=gs1:faqs#part"


def test_languages_choose_among_links_of_a_type(phone):
    pages = {
        tag: {
            "title": {tag: "Page"},
            "kind": "faqs",
            "url": f"https://maker.example/{tag}",
            "languages": [tag],
        }
        for tag in ("en", "fr")
    }
    patch = {"links": pages}
    publish(actor=phone, reason="Pages", entries=[Entry(MODEL, Action.REVISE, patch=patch)])
    for tag in ("en", "fr"):
        headers = {"accept-language": f"de, {tag};q=0.5"}
        assert f"/{tag}?" in ask(f"{PATH}?linkType=gs1:faqs", headers)["Location"]
    assert "/fr?" in ask(f"{PATH}?linkType=gs1:faqs&lang=fr")["Location"]
    assert ask(f"{PATH}?linkType=gs1:faqs").status_code == 300


def test_a_country_chooses_among_links_of_a_type():
    address = f"{PATH}?linkType=gs1:sustainabilityInfo&context=fr"
    assert ask(address)["Location"].startswith("https://devices.example/fr/rendre?")


@pytest.mark.parametrize("path", [ITEM_PATH, f"{PATH}/10/B1", f"{PATH}/10/B1/21/S1", f"{PATH}/"])
def test_a_link_of_the_model_holds_for_every_batch_and_item_of_it(path):
    assert ask(f"{path}?linkType=gs1:support")["Location"].startswith(HELP)


# Several, or none ---------------------------------------------------------------------------------


def test_where_nothing_decides_the_links_are_told():
    response = ask(f"{PATH}?linkType=gs1:serviceInfo")
    assert response.status_code == 300
    assert response["Content-Type"] == "application/linkset+json"
    assert "Location" not in response
    (told,) = json.loads(response.content)["linkset"]
    assert len(told["https://ref.gs1.org/voc/serviceInfo"]) == 2
    page = ask(f"{PATH}?linkType=gs1:serviceInfo", HTML)
    assert page.status_code == 300
    assert "https://devices.example/repairers" in page.content.decode()


def test_a_type_that_the_product_has_not_is_not_found_and_what_it_has_is_told():
    response = ask(f"{PATH}?linkType=gs1:nosuchlt")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    told = json.loads(response.content)
    assert told["faults"][0]["code"] == "link.none"
    assert {"gs1:dpp", "dpp", "gs1:instructions"} <= set(told["available"])
    page = ask(f"{PATH}?linkType=gs1:nosuchlt", HTML)
    assert page.status_code == 404
    assert HELP in page.content.decode()
    assert "nosuchlt" not in page.content.decode().split("</header>")[1]


def test_an_unknown_number_is_answered_with_the_links_of_what_stands_above():
    for path in (f"{PATH}/21/NONE", f"{PATH}/10/NONE/21/NONE"):
        assert ask(path)["Location"] == f"{OWN}{PATH}?format=html"
        assert ask(f"{path}?linkType=gs1:support")["Location"].startswith(HELP)
        (told,) = json.loads(ask(path, LINKSET).content)["linkset"]
        assert told["anchor"] == OWN + PATH
    batch = ask(f"{PATH}/10/B1/21/NONE", LINKSET)
    anchors = [each["anchor"] for each in json.loads(batch.content)["linkset"]]
    assert anchors == [f"{OWN}{PATH}/10/B1", OWN + PATH]


def test_a_page_for_an_unknown_number_stays_not_found():
    response = ask(f"{PATH}/21/NONE", HTML)
    assert response.status_code == 404
    assert "This serial number is not registered" in response.content.decode()
    assert ask(f"{PATH}/21/NONE?format=html").status_code == 404


@pytest.mark.parametrize("query", ["", "?linkType=linkset", "?linkType=gs1:pip"])
def test_what_nobody_registered_is_not_found_and_what_is_no_identifier_is_refused(query):
    for headers in (HTML, JSON, ANY, LINKSET):
        assert ask(f"/01/09506000134369{query}", headers).status_code == 404
        assert ask(f"/01/09506000134353{query}", headers).status_code == 400
        assert ask(f"{PATH}/foo{query}", headers).status_code == 400


@pytest.mark.parametrize("name", ["gs1:pip", "linkset"])
def test_a_link_type_given_twice_is_refused(name):
    response = ask(f"{PATH}?linkType={name}&linkType={name}")
    assert response.status_code == 400
    assert json.loads(response.content)["faults"][0]["code"] == "parameter.doubled"


def test_a_link_type_without_a_value_is_ignored_and_one_without_end_is_refused():
    assert ask(f"{PATH}?linkType=", HTML).status_code == 200
    assert ask(f"{PATH}?linkType={'x' * 300}").status_code == 400


# All links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("?linkType=linkset", "application/linkset+json", "application/linkset+json"),
        ("?linkType=all", "application/linkset+json", "application/linkset+json"),
        ("", "application/linkset+json", "application/linkset+json"),
        ("", "application/linkset+json, application/json;q=0.9", "application/linkset+json"),
        ("?linkType=linkset", "application/json", "application/json"),
        ("?linkType=linkset", "application/ld+json", "application/ld+json"),
        ("?linkType=linkset&format=jsonld", "*/*", "application/ld+json"),
        ("?linkType=linkset", "text/html", "text/html; charset=utf-8"),
        ("?linkType=linkset", "*/*", "text/html; charset=utf-8"),
    ],
)
def test_all_links_are_told_at_once_in_the_form_that_is_welcome(query, accept, media_type):
    response = ask(ITEM_PATH + query, accept=accept)
    assert (response.status_code, response["Content-Type"]) == (200, media_type)
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == PUBLIC
    again = ask(ITEM_PATH + query, {"if-none-match": response["ETag"]}, accept=accept)
    assert again.status_code == 304


def test_json_without_a_link_type_is_the_passport_and_no_linkset():
    assert "registration" in json.loads(ask(ITEM_PATH, JSON).content)
    assert ask(f"{PATH}?linkType=linkset", accept="image/png").status_code == 406


def test_a_linkset_points_at_the_context_that_makes_it_json_ld():
    for accept in ("application/linkset+json", "application/json"):
        link = ask(f"{PATH}?linkType=linkset", accept=accept)["Link"]
        assert 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"' in link
    linked = json.loads(ask(f"{PATH}?linkType=linkset", accept="application/ld+json").content)
    context = json.loads(Client().get("/schemas/linkset.jsonld").content)
    assert linked["@context"] == context["@context"]


def test_the_page_of_links_holds_them_as_data_that_nothing_can_break_out_of(phone):
    attack = "</script><script>alert(1)</script>"
    link = {"title": {"en": attack}, "kind": "faqs", "url": "https://maker.example/x&y"}
    patch = {"name": {"en": attack}, "links": {"faq": link}}
    publish(actor=phone, reason="x", entries=[Entry(MODEL, Action.REVISE, patch=patch)])
    response = ask(f"{PATH}?linkType=linkset", HTML)
    page = response.content.decode()
    assert page.count("<script") == page.count("</script>") == 1
    _, _, rest = page.partition('<script type="application/ld+json">')
    (told,) = json.loads(rest.partition("</script>")[0])["linkset"]
    assert told["itemDescription"] == attack
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_links_can_be_asked_for_as_they_were(phone, monkeypatch):
    now = now_ms()
    monkeypatch.setattr("ledger.acceptance.now_ms", lambda: now + 60_000)
    monkeypatch.setattr("public.asking.now_ms", lambda: now + 120_000)
    patch = {"links": {"help": None}}
    publish(actor=phone, reason="Gone", entries=[Entry(MODEL, Action.REVISE, patch=patch)])
    address = f"{PATH}?linkType=gs1:support"
    assert ask(address).status_code == 404
    assert ask(f"{address}&at={timestamp(now + 30_000)}")["Location"].startswith(HELP)
    assert ask(f"{address}&at={timestamp(now + 90_000)}").status_code == 404
    assert ask(f"{PATH}?linkType=linkset&at=2001-01-01").status_code == 404


def test_a_passport_that_was_withdrawn_still_answers(phone):
    entry = Entry(MODEL, Action.REVISE, patch={}, status=Status.WITHDRAWN)
    publish(actor=phone, reason="Withdrawn", entries=[entry])
    assert ask(ITEM_PATH).status_code == 307
    assert ask(f"{ITEM_PATH}?linkType=gs1:support").status_code == 307
    assert ask(ITEM_PATH, LINKSET).status_code == 200
    assert ask(ITEM_PATH, HTML).status_code == 200


# Scripts of other sites, methods ------------------------------------------------------------------

EVERY_ANSWER = [
    (ITEM_PATH, HTML, 200),
    (ITEM_PATH, JSON, 200),
    (ITEM_PATH, ANY, 307),
    (ITEM_PATH, LINKSET, 200),
    (f"{PATH}?linkType=linkset", HTML, 200),
    (f"{PATH}?linkType=gs1:serviceInfo", ANY, 300),
    (f"{PATH}?linkType=gs1:none", ANY, 404),
    (f"{PATH}?linkType=gs1:none", HTML, 404),
    (f"{PATH}/21/NONE", HTML, 404),
    (f"{PATH}/foo", ANY, 400),
    ("/.well-known/gs1resolver", ANY, 200),
]


@pytest.mark.parametrize(("address", "headers", "status"), EVERY_ANSWER)
def test_scripts_may_read_every_public_answer_and_head_is_get_without_a_body(
    address, headers, status
):
    client = Client(headers={**headers, "origin": "https://other.example"})
    response, head = client.get(address), client.head(address)
    assert response.status_code == head.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert {"Link", "Location"} <= set(response[SCRIPTS[1]].split(", "))
    assert head.content == b""
    told = ("Content-Type", "Location", "Link", "Vary", "ETag", "Cache-Control", *SCRIPTS)
    assert [head.get(name) for name in told] == [response.get(name) for name in told]


def test_links_are_the_publics_whoever_asks(browser, member):
    address = f"{PATH}?linkType=linkset"
    nobody = browser.get(address, headers=LINKSET)
    browser.force_login(member)
    somebody = browser.get(address, headers=LINKSET)
    assert somebody.content == nobody.content
    assert somebody["Cache-Control"] == nobody["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in browser.get(PATH)


@pytest.mark.parametrize("path", [ITEM_PATH, f"{PATH}/21/NONE", "/01/09506000134369", f"{PATH}/x"])
def test_options_tells_what_may_be_asked_and_looks_nothing_up(
    client, path, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.options(path, headers={"origin": "https://other.example"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert ("Link" in response) == (path != f"{PATH}/x")


# Never led astray ---------------------------------------------------------------------------------

QUERY = st.text(st.characters(codec="latin-1", exclude_characters="#\r\n"), max_size=40).map(
    lambda text: text.replace(" ", "+")
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERY, st.sampled_from(["", "&linkType=gs1:support", "&linkType=gs1:dpp"]))
def test_nobody_is_led_to_what_a_request_names(query, wish):
    declared = {OWN, "https://devices.example"}
    elsewhere = {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_REFERER": "https://evil.example/"}
    response = Client(headers=ANY).generic(
        "GET", ITEM_PATH, QUERY_STRING=f"x{query}{wish}", **elsewhere
    )
    if response.status_code == 307:
        location = response["Location"]
        there = urlsplit(location)
        assert f"{there.scheme}://{there.netloc}" in declared
        assert location.isascii()
        assert location.isprintable()
        assert " " not in location
    else:
        assert response.status_code in {300, 400, 404}


@pytest.mark.parametrize(
    "name",
    ["javascript:alert(1)", "https://evil.example", "//evil.example", "data:text/html,x", "../x"],
)
def test_a_link_type_that_looks_like_an_address_is_only_a_type_that_there_is_not(name):
    assert ask(f"{PATH}?linkType={name}").status_code == 404


def test_operators_can_declare_no_address_that_runs_or_lies_elsewhere(phone):
    for url in ("javascript:alert(1)", "http://maker.example", "//maker.example", "data:,x", "/x"):
        link = {"title": {"en": "x"}, "kind": "faqs", "url": url}
        patch = {"links": {"x": link}}
        with pytest.raises(Invalid):
            publish(actor=phone, reason="x", entries=[Entry(MODEL, Action.REVISE, patch=patch)])


def test_every_query_that_is_passed_on_says_the_same_there():
    pairs = [("a", "b c"), ("d", "é/ü"), ("linkType", "gs1:support"), ("e", "&=#?")]
    response = Client(headers=ANY).get(PATH, dict(pairs))
    assert parse_qsl(urlsplit(response["Location"]).query) == pairs


# Other keys and spellings -------------------------------------------------------------------------


def test_a_serial_number_with_a_slash_keeps_it(phone):
    serial = f"{MODEL}/21/A%2FB"
    publish(actor=phone, reason="Slash", entries=[Entry(serial, patch={"batch_number": "B9"})])
    client = Client(headers=ANY)
    for query in ("", "?linkType=gs1:support", "?linkType=linkset"):
        response = client.get(f"{PATH}/21/A%2FB{query}", REQUEST_URI=f"{PATH}/21/A%2FB{query}")
        assert response.status_code in {200, 307}
        assert "/21/A%2FB" in response["Link"]


@pytest.mark.parametrize(
    "identifier",
    [
        f"gs1:8013/9506000M1{check_pair('9506000M1')}",
        "gs1:8010/9506000ABC",
        "gs1:8004/9506000ABC",
        "gs1:8003/09506000134352",
        "gs1:8006/095060001343520102",
    ],
)
def test_every_key_that_is_declared_is_resolved(phone, identifier):
    entry = Entry(identifier, document=example("product", "printer"), sector="product")
    publish(actor=phone, reason="Another key", entries=[entry])
    path = "/" + identifier.removeprefix("gs1:")
    assert ask(path)["Location"] == f"{OWN}{path}?format=html"
    (told,) = json.loads(ask(path, LINKSET).content)["linkset"]
    assert told["anchor"] == OWN + path
