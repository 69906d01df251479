"""A passport that a reader kept opens without a network, and says that it is a copy."""

import os

import pytest

from tests.e2e.conftest import BASE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def _requests_of_workers_are_seen():
    """Let the tests answer what a service worker asks for, too."""
    name = "PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS"
    os.environ[name] = "1"
    yield
    del os.environ[name]


@pytest.fixture
def kept(_requests_of_workers_are_seen, visit, item):
    """The page after its passport was kept."""
    page = visit(item)
    page.click("text=Keep for reading offline")
    page.wait_for_url("**/offline?keep=**")
    page.click("text=Keep this passport")
    page.wait_for_selector("text=Kept. Open the same address without a network")
    return page


def test_a_kept_passport_opens_without_a_network_and_says_so(kept, item):
    kept.wait_for_function("navigator.serviceWorker.controller !== null")
    kept.context.unroute("**/*")
    kept.context.route("**/*", lambda route: route.abort())
    for view in ("", "?view=values", "?view=disassembly"):
        kept.goto(BASE + item + view)
        assert kept.is_visible("text=This is your own copy of")
        assert kept.eval_on_selector("h1", "h1 => getComputedStyle(h1).fontWeight") == "650"
    assert "Example phone" in kept.inner_text("h1")


def test_while_the_network_answers_the_registry_is_asked(kept, item):
    kept.wait_for_function("navigator.serviceWorker.controller !== null")
    kept.goto(BASE + item)
    assert not kept.is_visible("text=This is your own copy of")
    assert kept.asked[-1] == BASE + item


def test_what_was_kept_is_listed_and_can_be_forgotten(kept, item):
    assert kept.get_attribute("#kept a", "href") == item
    kept.click("#kept button")
    kept.wait_for_selector("#none:not([hidden])")
    assert (
        kept.evaluate("caches.open('kept-passports').then(c => c.keys()).then(k => k.length)") == 0
    )


def test_nothing_is_asked_of_anybody_else(kept):
    assert all(address.startswith(BASE + "/") for address in kept.asked)
    assert kept.complaints == []


def test_without_script_the_page_says_what_helps(visit, item):
    page = visit(f"/offline?keep={item}", java_script_enabled=False)
    assert page.is_visible("text=save a passport with your browser")
    assert not page.is_visible("text=Keep this passport")
