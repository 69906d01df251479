"""A passport as it was: the time is that of acceptance, the right to read is of today."""

import json

import pytest

from lifecycle.representation import timestamp
from passports.entries import Action, Entry
from passports.publishing import publish
from tests.public.examples import MODEL, example

PATH = "/01/09506000134352"
DAY = 86_400_000
START = 1_772_323_200_000  # 2026-03-01


@pytest.fixture
def time(monkeypatch):
    """A clock that stands until it is set."""

    def set_to(ms):
        for name in ("ledger.clock", "ledger.acceptance", "public.asking"):
            monkeypatch.setattr(f"{name}.now_ms", lambda: ms)

    set_to(START)
    return set_to


@pytest.fixture
def history(time, phone):
    """Registered on 1 March, 190 g from the 10th, 200 g from the 20th; now it is the 30th."""
    for days, mass in ((9, 190), (19, 200)):
        time(START + days * DAY)
        entry = Entry(MODEL, Action.REVISE, patch={"mass": mass})
        publish(actor=phone, reason=f"{mass} g", entries=[entry])
    time(START + 29 * DAY)


pytestmark = pytest.mark.usefixtures("history")


def mass(machine, at=None):
    answer = machine.get(PATH, {} if at is None else {"at": at})
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)["data"]["mass"]


@pytest.mark.parametrize(
    ("at", "grams"),
    [
        (None, 200),
        ("2026-03-09", None),
        ("2026-03-10", 190),
        ("2026-03-19T23:59:59.999Z", 190),
        ("2026-03-20T00:00:00Z", 200),
        ("2026-03-20T01:00:00+02:00", 190),
        ("2026-03-29", 200),
    ],
)
def test_the_passport_is_shown_as_it_was(machine, at, grams):
    first = example("smartphone", "aster-5")["mass"]
    assert mass(machine, at) == (grams or first)


def test_before_its_first_version_there_is_no_passport(machine):
    answer = machine.get(PATH, {"at": "2026-02-28"})
    assert answer.status_code == 404
    assert json.loads(answer.content)["faults"][0]["code"] == "passport.not_yet"


@pytest.mark.parametrize("at", ["2026-03-30", "2026-03-30T00:00:00.001Z", "2027-01-01"])
def test_what_is_not_over_cannot_be_asked_for(machine, at):
    answer = machine.get(PATH, {"at": at})
    assert answer.status_code == 400
    assert json.loads(answer.content)["faults"][0]["code"] == "at.future"


@pytest.mark.parametrize("at", ["", "yesterday", "2026-03-14T10:00:00"])
def test_a_time_that_cannot_be_read_is_refused(browser, at):
    response = browser.get(PATH, {"at": at})
    assert response.status_code == 400
    assert "2026-03-14T10:00:00Z" in response.content.decode()


def test_the_answer_names_the_address_at_which_it_stands_for_good(machine):
    answer = machine.get(PATH, {"at": "2026-03-15"})
    place = answer["Content-Location"]
    assert place == f"{PATH}?at={timestamp(START + 9 * DAY)}"
    assert machine.get(place).content == answer.content


def test_the_form_asked_for_is_part_of_that_address(machine):
    answer = machine.get(PATH, {"at": "2026-03-15", "format": "jsonld"})
    assert answer["Content-Location"].endswith("&format=jsonld")
    assert machine.get(answer["Content-Location"]).content == answer.content


def test_an_answer_about_earlier_times_is_asked_for_again_like_any_other(machine):
    answer = machine.get(PATH, {"at": "2026-03-15"})
    assert answer["Cache-Control"] == "public, max-age=0, stale-if-error=600"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Content-Location" not in machine.get(PATH)


def test_the_page_says_that_it_is_about_an_earlier_day(browser):
    page = browser.get(PATH, {"at": "2026-03-15"}).content.decode()
    assert "As it was on 15 March 2026" in page
    assert "190 g" not in browser.get(PATH).content.decode().split('id="history"')[0]
    values = browser.get(PATH, {"at": "2026-03-15", "view": "values"}).content.decode()
    assert "As it was on 15 March 2026" in values
    assert "<b>190</b> g" in values


def test_the_history_leads_to_each_earlier_version(browser, machine):
    page = browser.get(PATH).content.decode()
    for days in (0, 9, 19):
        address = f"{PATH}?at={timestamp(START + days * DAY)}"
        assert f'href="{address}"' in page
        assert machine.get(address).status_code == 200
    assert "Mass changed from 190 g to 200 g." in page
    assert 'max="2026-03-29"' in browser.get(PATH, {"view": "history"}).content.decode()


# Two times beside each other ----------------------------------------------------------------------


def test_what_changed_between_two_times_stands_on_a_page_of_its_own(browser):
    page = browser.get(PATH, {"from": "2026-03-10", "at": "2026-03-25"}).content.decode()
    assert "<del>190 g</del> <ins>200 g</ins>" in page
    # The reasons are those of the changes in between, and of no other.
    assert "<bdi>200 g</bdi>" in page
    assert "<bdi>190 g</bdi>" not in page


def test_a_comparison_without_an_end_is_with_today(browser):
    page = browser.get(PATH, {"from": "2026-03-01"}).content.decode()
    first = example("smartphone", "aster-5")["mass"]
    assert f"<del>{first:g} g</del> <ins>200 g</ins>" in page


def test_the_history_leads_to_what_each_version_changed(browser):
    page = browser.get(PATH).content.decode()
    start, end = (timestamp(START + days * DAY) for days in (9, 19))
    link = f"{PATH}?from={start}&at={end}"
    assert f'href="{link.replace("&", "&amp;")}"' in page
    assert "<del>190 g</del> <ins>200 g</ins>" in browser.get(link).content.decode()


def test_pages_behind_the_first_view_are_not_to_be_indexed(browser):
    for query in ({"view": "values"}, {"from": "2026-03-10"}):
        assert browser.get(PATH, query)["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"from": "2026-03-20", "at": "2026-03-10"}, "from.later"),
        ({"from": "soon"}, "at.form"),
        ({"view": "everything"}, "view.unknown"),
        ({"view": ""}, "view.unknown"),
        ({"view": ["values", "history"]}, "parameter.doubled"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_a_remedy(machine, query, code):
    answer = machine.get(PATH, query)
    assert answer.status_code == 400
    (fault,) = json.loads(answer.content)["faults"]
    assert fault["code"] == code
    assert fault["remedy"]


def test_json_is_the_same_whatever_view_is_asked_for(machine):
    assert machine.get(PATH, {"view": "values"}).content == machine.get(PATH).content
