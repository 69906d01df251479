"""The passport page in a real browser: for every reader, on every window, and without a script."""

import io
import json
from urllib.parse import urlsplit

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from PIL import Image

from accounts.models import MemberRole, Organisation
from accounts.organisations import join
from public import languages
from tests.e2e.conftest import BASE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
OPEN_ALL = "all => all.forEach(one => { one.open = true })"
VIEWS = ("?view=values", "?view=history", "?view=disassembly", "?from={first}")
EVERY_VIEW = pytest.mark.parametrize("view", VIEWS)


def open_everything(page):
    page.eval_on_selector_all("details", OPEN_ALL)


def findings(page):
    violations = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], node["html"][:120]) for each in violations for node in each["nodes"]]


def background(page):
    return page.eval_on_selector("body", "body => getComputedStyle(body).backgroundColor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing_on_the_passport(visit, item, scheme, width):
    # axe is a script, and the policy of the page would not let one in.
    page = visit(item, width=width, color_scheme=scheme, bypass_csp=True)
    open_everything(page)
    assert findings(page) == []


@EVERY_VIEW
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_stands_behind_the_first_view(visit, item, first, view, scheme):
    path = item + view.format(first=first)
    page = visit(path, width=400, color_scheme=scheme, bypass_csp=True)
    open_everything(page)
    assert findings(page) == []


@pytest.mark.parametrize(
    "path",
    ["/", "/?identifier=nonsense", "/sign-in", "/01/09506000134353", "{model}/21/UNKNOWN"],
)
def test_axe_finds_nothing_on_the_other_pages(visit, item, path):
    model = item.partition("/21/")[0]
    page = visit(path.format(model=model), width=400, bypass_csp=True)
    assert findings(page) == []


@pytest.mark.parametrize(
    "path", ["{item}", *("{item}" + view for view in VIEWS), "/", "/sign-in", "{item}0"]
)
def test_nothing_is_wider_than_the_smallest_window(visit, item, first, path):
    page = visit(path.format(item=item, first=first), width=320)
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_page_is_dark_for_who_likes_it_dark(visit, item):
    assert background(visit(item, color_scheme="light")) == "rgb(255, 255, 255)"
    assert background(visit(item, color_scheme="dark")) == "rgb(21, 25, 27)"


def test_without_scripts_everything_is_there(visit, item):
    page = visit(item, java_script_enabled=False)
    assert page.inner_text("h1") == "Example phone"
    page.click("#about .why summary >> nth=0")
    assert page.is_visible("#about .why dl >> nth=0")
    page.click("nav.toc a[href='#carbon']")
    assert page.is_visible("#carbon svg.stack")


def test_the_page_asks_for_nothing_else_and_keeps_nothing(visit, item):
    page = visit(item)
    assert page.asked == [BASE + item]
    assert page.complaints == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_style_of_the_page_is_let_in_by_its_policy(visit, item):
    page = visit(item)
    assert page.eval_on_selector("h1", "h1 => getComputedStyle(h1).fontWeight") == "650"


@EVERY_VIEW
def test_every_view_needs_one_request_and_no_script(visit, item, first, view):
    page = visit(item + view.format(first=first), java_script_enabled=False)
    assert len(page.asked) == 1
    assert page.complaints == []
    assert page.eval_on_selector("h1", "h1 => getComputedStyle(h1).fontWeight") == "650"
    page.click(f"main a[href='{item}'] >> nth=0")
    page.wait_for_url(BASE + item)


def test_the_data_for_search_engines_are_data_and_nothing_runs(visit, item):
    page = visit(item)
    block = page.locator("script")
    assert block.get_attribute("type") == "application/ld+json"
    assert json.loads(block.text_content())["@type"] == "Product"
    assert page.complaints == []


def test_taking_apart_goes_step_by_step_with_the_keyboard_alone(visit, item):
    page = visit(f"{item}?view=disassembly", width=400, java_script_enabled=False)
    assert "hazard" in page.inner_text("h2 >> nth=0")
    for _link in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Begin":
            break
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "s1"
    step = page.locator("#s1").bounding_box()
    assert step["y"] == pytest.approx(0, abs=1)
    assert step["height"] >= 800
    assert page.locator("#s1 .btn.go").bounding_box()["height"] >= 64


def test_a_keyboard_reaches_the_contents_first(visit, item):
    page = visit(item)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "main"


def test_arabic_reads_from_right_to_left(visit, item, monkeypatch):
    monkeypatch.setattr(languages, "offered", lambda: ("en", "ar"))
    page = visit(f"{item}?lang=ar", width=400)
    assert page.get_attribute("html", "dir") == "rtl"
    name = page.locator("h1").bounding_box()
    marks = page.locator("#materials .bars .n >> nth=0").bounding_box()
    assert marks["x"] < name["x"] + name["width"] / 2
    bar = page.eval_on_selector("#materials .bar", "bar => getComputedStyle(bar).transform")
    assert bar == "matrix(-1, 0, 0, 1, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth") == 400


def test_the_code_on_the_printed_page_leads_back_to_it(visit, item):
    page = visit(item, device_scale_factor=2)
    assert not page.is_visible(".code svg")
    page.emulate_media(media="print")
    image = Image.open(io.BytesIO(page.locator(".code svg").screenshot()))
    (code,) = zxingcpp.read_barcodes(image.convert("L"))
    assert code.text == settings.PUBLIC_URL + item


def test_a_day_can_be_chosen_and_left_again(visit, item):
    page = visit(item)
    page.locator(".time a").last.click()
    page.wait_for_url("**?at=*")
    assert page.is_visible("text=Newer versions are not in it.")
    page.click("text=Show what holds today")
    page.wait_for_url(BASE + item)


def test_a_number_is_typed_and_its_passport_opens(visit, item):
    page = visit("/")
    page.fill("#q", item.split("/")[2])
    page.keyboard.press("Enter")
    page.wait_for_url("**/01/*")
    assert page.inner_text("h1") == "Example phone"


def test_who_signs_in_sees_more_and_who_signs_out_sees_less(visit, item, maker):
    user = User.objects.create_user("mia", password="correct horse battery")
    join(user, Organisation.objects.get(public_id=maker.organisation), MemberRole.VIEWER)
    page = visit(item)
    assert page.locator(".st.shut").count() > 0
    page.click("text=Sign in to see what is not open to everyone")
    page.fill("#username", "mia")
    page.fill("#password", "correct horse battery")
    page.click("button")
    page.wait_for_url(BASE + item)
    assert page.locator(".st.shut").count() == 0
    page.click("text=Sign out")
    page.click("button")
    page.wait_for_url(BASE + "/")
    page.goto(BASE + item)
    assert page.locator(".st.shut").count() > 0
