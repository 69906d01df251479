"""Who signs in sees what its organisation may see, and nobody else does."""

import pytest
from django.test import Client

from tests.public.conftest import HTML

PATH = "/01/09506000134352"
SECRET = "Test report: exposure of the body to radio waves"
PASSWORD = {"username": "mia", "password": "correct horse battery"}

pytestmark = pytest.mark.usefixtures("phone", "member")


def sign_in(client, **more):
    return client.post("/sign-in", {**PASSWORD, **more})


def test_the_page_asks_for_name_and_password_under_the_same_policy(browser):
    response = browser.get("/sign-in", {"next": PATH})
    assert response.status_code == 200
    assert f'name="next" value="{PATH}"' in response.content.decode()
    assert "style-src 'sha256-" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_signing_in_leads_back_and_shows_the_restricted_part(browser):
    values = {"view": "values"}
    assert SECRET not in browser.get(PATH, values).content.decode()
    response = sign_in(browser, next=PATH)
    assert (response.status_code, response["Location"]) == (302, PATH)
    page = browser.get(PATH, values).content.decode()
    assert SECRET in page
    assert "Signed in for Example Devices" in page


def test_a_wrong_password_says_neither_which_part_was_wrong_nor_what_was_typed(browser):
    known = sign_in(browser, password="canary-password")
    unknown = sign_in(browser, username="canary-name")
    for response in (known, unknown):
        page = response.content.decode()
        assert response.status_code == 200
        assert "do not go together" in page
        assert "canary" not in page


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_signing_in_leads_to_no_other_site(browser, elsewhere):
    assert sign_in(browser, next=elsewhere)["Location"] == "/"


def test_signing_out_ends_the_session(browser):
    sign_in(browser)
    assert b'<form method="post" action="/sign-out">' in browser.get("/sign-out").content
    assert browser.post("/sign-out")["Location"] == "/"
    assert SECRET not in browser.get(PATH).content.decode()


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_of_another_site_is_refused_in_our_own_words(path):
    client = Client(headers=HTML, enforce_csrf_checks=True)
    response = client.post(path, PASSWORD)
    assert response.status_code == 403
    assert "This is not allowed" in response.content.decode()
    assert "Content-Security-Policy" in response


def test_reading_sets_no_cookie_and_signing_in_sets_careful_ones(browser):
    for path in ("/", PATH, f"{PATH}/21/NONE", "/nowhere"):
        assert not browser.get(path).cookies
    cookies = sign_in(browser).cookies
    assert cookies["sessionid"]["httponly"]
    assert cookies["sessionid"]["samesite"] == "Lax"


def test_a_person_of_no_organisation_reads_like_everyone(browser, django_user_model):
    browser.force_login(django_user_model.objects.create_user("noa"))
    response = browser.get(PATH)
    assert SECRET not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
