"""The search and the comparison in a real browser: every window, both schemes, without a script."""

import pytest

from lifecycle.indexing import index
from passports.models import Product
from public import languages
from tests.e2e.conftest import BASE
from tests.e2e.test_passport_page import findings, open_everything

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MODEL = "gs1:01/09506000171005"
PAGES = [
    "/find",
    "/find?q=exampel+fone",
    "/find?q=qqqqqqqq&sector=laptop",
    "/find?sort=nonsense",
    f"/find?beside={MODEL}",
    "/compare",
    f"/compare?product={MODEL}&product=nonsense",
    f"/compare?product={MODEL}&product={{item}}",
]


@pytest.fixture
def known(item):
    """The path of an item of the family, once the search has read the models."""
    index(list(Product.objects.values_list("pk", flat=True)))
    return item


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit, known, path):
    page = visit(path.format(item=known), width=400, bypass_csp=True)
    open_everything(page)
    assert findings(page) == []


@pytest.mark.parametrize("path", [PAGES[1], PAGES[7]])
def test_axe_finds_nothing_on_a_desk_in_the_dark(visit, known, path):
    page = visit(path.format(item=known), width=1280, color_scheme="dark", bypass_csp=True)
    open_everything(page)
    assert findings(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_smallest_window(visit, known, path):
    page = visit(path.format(item=known), width=320)
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", [PAGES[1], PAGES[7]])
def test_arabic_reads_from_right_to_left(visit, known, path, monkeypatch):
    monkeypatch.setattr(languages, "offered", lambda: ("en", "ar"))
    joined = f"{path.format(item=known)}&lang=ar"
    page = visit(joined, width=320, bypass_csp=True)
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert findings(page) == []


def test_a_name_is_typed_a_model_chosen_and_compared_without_a_script(visit, known):
    page = visit("/", java_script_enabled=False)
    page.fill("#q", "exampel fone")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find?q=*")
    assert page.inner_text(".hits li b >> nth=0") == "Example phone"
    page.click(".hits .cmp a >> nth=0")
    page.wait_for_url("**/compare?product=**")
    assert page.inner_text("thead th a >> nth=0") == "Example phone"
    page.fill("#product", known)
    page.click("button")
    page.wait_for_url("**/compare?product=**&product=**")
    assert page.locator("#all thead th").count() == 2


def test_a_filter_is_taken_and_left_again(visit, known):
    page = visit("/find?q=phone")
    page.click(".facets li a >> nth=0")
    page.wait_for_url("**sector=smartphone**")
    page.click(".facets a.on")
    page.wait_for_url(f"{BASE}/find?q=phone")


def test_the_pages_ask_for_nothing_else_and_keep_nothing(visit, known):
    for path in ("/find?q=phone", f"/compare?product={MODEL}"):
        page = visit(path)
        assert len(page.asked) == 1
        assert page.complaints == []
        assert page.context.cookies() == []
