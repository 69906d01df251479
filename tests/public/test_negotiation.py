"""Which of its forms a passport is sent in."""

import pytest
from django.test import RequestFactory

from domain.faults import Malformed
from public.negotiation import HTML, JSON, JSON_LD, best, negotiate, vary, wants_html

OFFERS = (HTML, JSON, JSON_LD)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def asked(accept=None, **query):
    headers = {} if accept is None else {"accept": accept}
    return RequestFactory().get("/", query, headers=headers)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", HTML),
        ("*/*", HTML),
        (BROWSER, HTML),
        ("application/json", JSON),
        ("APPLICATION/JSON", JSON),
        ("application/ld+json", JSON_LD),
        ("application/*", JSON),
        ("application/json;q=0.5, application/ld+json", JSON_LD),
        ("application/json;q=0.5, application/ld+json;q=0.4, */*;q=0.1", JSON),
        ("text/html;q=0, */*", JSON),
        ("application/ld+json; profile=x; q=0.9, application/json;q=0.8", JSON_LD),
        ("application/json;q=nonsense, application/ld+json;q=0.1", JSON_LD),
        ("image/png", None),
        ("*/*;q=0", None),
        ("garbage", HTML),
        (",,;;q=1,", HTML),
    ],
)
def test_the_form_that_the_reader_likes_best_is_sent(accept, chosen):
    assert best(accept, OFFERS) == chosen


@pytest.mark.parametrize(("name", "chosen"), [("html", HTML), ("json", JSON), ("jsonld", JSON_LD)])
def test_the_address_decides_before_the_header(name, chosen):
    request = asked("image/png", format=name)
    assert negotiate(request, OFFERS) == chosen
    assert vary(request) == []


def test_without_a_form_in_the_address_the_answer_depends_on_the_header():
    assert vary(asked("application/json")) == ["Accept"]


@pytest.mark.parametrize("name", ["", "xml", "JSON", "canary"])
def test_a_form_that_does_not_exist_is_refused_without_quoting_it(name):
    with pytest.raises(Malformed) as refusal:
        negotiate(asked(format=name), OFFERS)
    (fault,) = refusal.value.faults
    assert (fault.code, fault.pointer) == ("format.unknown", "/format")
    assert "canary" not in fault.sentence + fault.remedy


@pytest.mark.parametrize(
    ("accept", "query", "page"),
    [
        (BROWSER, {}, True),
        ("text/html", {}, True),
        (None, {}, False),
        ("*/*", {}, False),
        ("application/json", {}, False),
        ("application/problem+json, text/html;q=0.5", {}, False),
        (BROWSER, {"format": "json"}, False),
        ("application/json", {"format": "html"}, True),
        (BROWSER, {"format": "nonsense"}, True),
    ],
)
def test_errors_are_pages_for_browsers_only(accept, query, page):
    assert wants_html(asked(accept, **query)) is page
