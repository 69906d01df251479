"""The page of links in a real browser: its data are data, and everybody can use it."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_links_of_a_product_are_a_page_that_everybody_can_use(visit, item, width):
    page = visit(f"{item}?linkType=linkset", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []
    assert page.locator("main a").count() > 3


def test_the_linkset_within_is_data_that_the_browser_lets_stand_and_does_not_run(visit, item):
    page = visit(f"{item}?linkType=linkset")
    assert page.complaints == []
    assert len(page.asked) == 1
    block = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(block)["linkset"][0]["anchor"].endswith(item)
