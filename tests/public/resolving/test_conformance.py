"""What GS1's resolver test suite checks, in our own words; comments name its test ids.

`python -m tools.gs1_suite` runs the suite itself (docs/decisions/0013). Like it, this asks with
`Accept: */*` and no language where it wants nothing in particular, and looks at the very answer.
"""

import json
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from jsonschema import Draft7Validator

from domain.identifiers import from_uri
from passports.code_lists import codes_of
from passports.entries import Entry
from passports.publishing import publish
from public import urls
from public.resolving.description import described, supported_keys
from tests.public.examples import MODEL
from tests.public.resolving.test_linksets import GS1, SCHEMA

BASE = "https://id.example"
PATH = "/01/09506000134352"
PATHS = ("", "/10/B1", "/21/S1", "/10/B1/21/S1", "/21/S2", "/21/UNKNOWN", "/10/UNKNOWN")
EVERY_PATH = pytest.mark.parametrize("path", [PATH + path for path in PATHS])
VOCABULARY = "https://ref.gs1.org/voc/"
# The types that a resolver sets, beside those that operators choose from.
SET_HERE = {"dpp", "defaultLink"}


@pytest.fixture(autouse=True)
def registered(phone, settings):
    """The phone, and an item whose own links stand beside those of its model."""
    settings.PUBLIC_URL = BASE
    pages = {
        "here": {"title": {"en": "Yours"}, "kind": "support", "url": "https://maker.example/s2"},
        "de": {
            "title": {"de": "Deins"},
            "kind": "support",
            "url": "https://maker.example/s2/de",
            "languages": ["de"],
        },
    }
    publish(actor=phone, reason="Own", entries=[Entry(f"{MODEL}/21/S2", patch={"links": pages})])


def ask(address, method="GET", **headers):
    client = Client(headers={"accept": "*/*", "origin": "https://ref.gs1.org", **headers})
    return client.generic(method, address.removeprefix(BASE))


def linkset(path):
    answer = ask(path, accept="application/linkset+json")
    assert answer.status_code == 200
    return json.loads(answer.content)


def closest(path):
    """Return {link type: its links} of a linkset, walking up the address from its end."""
    anchors = {each["anchor"]: each for each in linkset(path)["linkset"]}
    found = {}
    segments = path.split("/")
    while len(segments) > 2:
        object_ = anchors.get(BASE + "/".join(segments), {})
        for name, links in object_.items():
            if name not in {"anchor", "itemDescription"}:
                found.setdefault(name, links)
        segments = segments[:-2]
    return found


def test_the_link_is_a_digital_link_and_its_server_speaks_http_1_1():
    # GS1: isURL, validDL, plausibleDL; isHttps, tlsOK, httpVersion are the server's
    identifier, _ = from_uri(BASE + PATH)
    assert identifier.path == PATH


@pytest.mark.parametrize("qualifiers", ["/10/KL8G", "/22/KL8G", "/21/KL8G", "/22/A/10/B/21/C"])
def test_an_unknown_qualifier_is_answered_from_above(qualifiers):
    # GS1: basicWalkUp
    answer = ask(PATH + qualifiers)
    assert answer.status_code == 307
    assert answer["Location"] == f"{BASE}{PATH}?format=html"


def test_the_resolver_describes_itself():
    # GS1: rdFile
    told = json.loads(ask("/.well-known/gs1resolver", accept="application/json").content)
    assert told["resolverRoot"] == BASE
    assert told["supportedPrimaryKeys"] == ["01", "8003", "8004", "8006", "8010", "8013"]
    assert {"namespace": VOCABULARY, "prefix": "gs1:"} in told["supportedLinkType"]
    assert ask(told["jsonLdContextLocation"]).status_code == 200


def test_the_description_is_valid_by_gs1s_own_schema():
    # GS1: rdFile
    path = Path(GS1) / "gs1-resolver-description-file-schema.json"
    if not path.is_file():
        pytest.skip(f"GS1's schema is missing: ../shared/reference/gs1/{path.name}")
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert list(Draft7Validator(schema).iter_errors(described(BASE))) == []


def test_every_key_that_is_declared_has_a_route():
    assert set(supported_keys()) <= set(urls.KEYS.split("|"))


@EVERY_PATH
def test_scripts_of_other_sites_and_the_three_methods_are_welcome(path):
    # GS1: corsCheck, methodsCheck, linkOnRedirect, legacyLinkHeaders
    answer = ask(path, "OPTIONS", access_control_request_method="GET,HEAD,OPTIONS")
    assert answer["Access-Control-Allow-Origin"] == "*"
    allowed = answer["Access-Control-Allow-Methods"].split(", ")
    assert {"GET", "HEAD", "OPTIONS"} <= set(allowed)
    for told in (answer, ask(path)):
        assert 'rel="linkset"' in told["Link"]
        assert 'rel="gs1:' not in told["Link"]


@EVERY_PATH
def test_what_is_no_digital_link_is_refused_and_no_error_is_called_well(path):
    # GS1: reportWith400, noErrorWith200
    assert ask(f"{path}/foo").status_code == 400


@EVERY_PATH
def test_a_slash_at_the_end_makes_no_difference(path):
    # GS1: trailingSlash
    plain, slash = ask(path), ask(f"{path}/")
    assert (slash.status_code, slash["Location"]) == (plain.status_code, plain["Location"])


@EVERY_PATH
def test_the_query_is_passed_on(path):
    # GS1: qsPassedOn
    assert "foo=bar" in ask(f"{path}?foo=bar")["Location"]


@EVERY_PATH
def test_whoever_asks_for_the_linkset_is_not_led_elsewhere(path):
    # GS1: ltLinksetNoRedirect, ltAcceptHeader
    for query, headers in (
        ("?linkType=linkset", {}),
        ("?linkType=all", {"accept": "application/linkset+json"}),
        ("", {"accept": "application/linkset+json"}),
    ):
        assert ask(path + query, **headers).status_code == 200


@EVERY_PATH
def test_the_linkset_is_valid_and_says_what_it_is(path):
    # GS1: validLinkset, linksetJsonldCheck, declaredContentType
    answer = ask(path, accept="application/linkset+json")
    assert list(Draft7Validator(SCHEMA).iter_errors(json.loads(answer.content))) == []
    assert answer["Content-Type"] == "application/linkset+json"
    (context,) = [each for each in answer["Link"].split(", ") if "json-ld#context" in each]
    assert 'type="application/ld+json"' in context


@EVERY_PATH
def test_there_is_one_default_and_it_is_where_a_plain_request_leads(path):
    # GS1: defaultLinkExists, singleDefaulLink, defaultTarget
    for object_ in linkset(path)["linkset"]:
        (default,) = object_[f"{VOCABULARY}defaultLink"]
        assert default.keys() == {"href", "title"}
    (default,) = closest(path)[f"{VOCABULARY}defaultLink"]
    assert ask(path)["Location"] == default["href"]


@EVERY_PATH
def test_every_link_type_is_gs1s_or_registered(path):
    # GS1: linkTypesDefined
    names = {name for name in closest(path) if name.startswith("https:")}
    known = codes_of("link-types").keys() | SET_HERE
    assert {name.removeprefix(VOCABULARY) for name in names} <= known


@EVERY_PATH
def test_a_type_that_there_is_not_is_not_found(path):
    # GS1: specificLinkTypeNotFound
    assert ask(f"{path}?linkType=gs1:nosuchlt").status_code == 404


@EVERY_PATH
def test_every_link_of_the_linkset_is_where_a_request_for_it_leads(path):
    # GS1: loFor... for each; by type, form and first language, and 300 where others say the same
    tried = 0
    for name, links in closest(path).items():
        if name.endswith("/defaultLink"):
            continue
        for spelled in (name, name.replace(VOCABULARY, "gs1:")):
            for link in links:
                equals = [each for each in links if same(each, link)]
                query = f"?linkType={quote(spelled, safe='')}"
                if "context" in link:
                    query += f"&context={link['context'][0]}"
                headers = {"accept": link["type"]}
                if "hreflang" in link:
                    headers["accept-language"] = link["hreflang"][0]
                answer = ask(path + query, **headers)
                tried += 1
                if len(equals) > 1:
                    assert answer.status_code == 300
                else:
                    assert answer.status_code == 307
                    assert leads_to(answer["Location"], query) == link["href"]
    assert tried > 20


def same(one, other):
    return all(one.get(name) == other.get(name) for name in ("type", "hreflang", "context"))


def leads_to(location, query):
    """Return where an answer leads, less the query that was passed on."""
    assert location.endswith(query[1:])
    return location[: -len(query)]


def test_no_link_leads_to_another_scheme_than_https():
    links = [link for path in PATHS for each in closest(PATH + path).values() for link in each]
    assert {urlsplit(link["href"]).scheme for link in links} == {"https"}
