"""Pages in every language: nothing is cut off, nothing runs the wrong way, axe finds nothing."""

import pytest
from django.conf import settings

from tests.e2e.test_passport_page import OPEN_ALL, findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# A script of its own, one from right to left, and the one with the longest words.
UNLIKE = ("zh-hans", "ar", "de")
PATHS = (
    "{item}",
    "{model}?view=values",
    "{model}?view=disassembly",
    "/",
    "/find?q=phone",
    "/nowhere",
)
# Text that its box cuts off, where it is not hidden on purpose.
CUT_OFF = """() => [...document.querySelectorAll('main *')]
  .filter(one => getComputedStyle(one).overflowX === 'hidden' && !one.closest('.hid'))
  .filter(one => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 80))"""


def open_everything(page):
    """Open what explains; the menu of languages would lie above what follows it."""
    page.eval_on_selector_all("main details", OPEN_ALL)


def addressed(path, item, language):
    path = path.format(item=item, model=item.partition("/21/")[0])
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_a_small_window_or_cut_off(visit, item, language):
    for path in PATHS:
        page = visit(addressed(path, item, language), width=320)
        assert page.get_attribute("html", "lang") == language
        open_everything(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        assert page.evaluate(CUT_OFF) == [], path


@pytest.mark.parametrize("language", UNLIKE)
@pytest.mark.parametrize("path", ["{item}", "{model}?view=values", "/", "/sign-in", "/nowhere"])
def test_axe_finds_nothing(visit, item, path, language):
    page = visit(addressed(path, item, language), width=400, bypass_csp=True)
    open_everything(page)
    assert findings(page) == []


def test_codes_and_numbers_run_from_left_to_right_in_arabic(visit, item):
    page = visit(addressed("{item}", item, "ar"), width=400)
    assert page.get_attribute("html", "dir") == "rtl"
    directions = page.eval_on_selector_all(
        "code", "all => [...new Set(all.map(one => getComputedStyle(one).direction))]"
    )
    assert directions == ["ltr"]
    says = page.text_content("dd:has-text('Example Devices')")
    assert "\N{FIRST STRONG ISOLATE}Example Devices\N{POP DIRECTIONAL ISOLATE}" in says
