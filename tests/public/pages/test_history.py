"""What happened is told in words, with the way back to each earlier version."""

import pytest
from django.test import Client

from accounts.actors import Actor
from passports.entries import Action, Entry
from passports.publishing import publish
from tests.public.conftest import HTML
from tests.public.examples import MODEL, example

ITEM_PATH = "/01/09506000134352/21/S1"


@pytest.fixture
def history(phone: Actor):
    """The phone's model is corrected once, and gets a spare part."""

    def page(path=ITEM_PATH, entries=()):
        for reason, entry in entries:
            publish(actor=phone, reason=reason, entries=[entry])
        whole = Client(headers=HTML).get(path, {"view": "history"}).content.decode()
        return whole.split('id="history"')[1]

    return page


def test_a_correction_is_told_as_one_with_its_reason(history):
    entry = Entry(MODEL, Action.CORRECT, corrects=1, patch={"mass": 190})
    told = history(entries=[("Two digits were swapped.", entry)])
    assert "<b>Version 2 of the model, a correction</b> <bdi>Two digits were swapped.</bdi>" in told
    mass = example("smartphone", "aster-5")["mass"]
    assert f"<bdi>Mass changed from {mass:g} g to 190 g.</bdi>" in told


def test_a_change_below_an_entry_says_of_which(history):
    patch = {"repair": {"spare_parts": {"battery": {"offered_to": "professionals"}}}}
    told = history("/01/09506000134352", [("New terms", Entry(MODEL, Action.REVISE, patch=patch))])
    assert "Spare parts, battery: Sold to changed from Everyone to Professional repairers." in told


def test_a_text_tells_in_which_language_it_changed(history):
    entry = Entry(MODEL, Action.REVISE, patch={"name": {"fr": "Aster cinq"}})
    told = history("/01/09506000134352", [("French name", entry)])
    assert "Name (French) was added: Aster cinq." in told


def test_what_nobody_may_see_leaves_its_version_and_its_reason(history):
    patch = {"origin": {"facilities": {"assembly": {"address": "Elsewhere 1"}}}}
    told = history("/01/09506000134352", [("Moved", Entry(MODEL, Action.REVISE, patch=patch))])
    assert "<b>Version 2 of this model</b> <bdi>Moved</bdi>" in told
    assert "Elsewhere" not in told
    assert "address" not in told


def test_a_first_version_does_not_list_all_that_it_holds(history):
    told = history()
    assert "First version of this item" in told
    assert "was added" not in told


def test_no_link_leads_to_a_time_before_the_product_was_registered(phone, history):
    later = Entry(f"{MODEL}/10/B2", patch={"mass": 1})
    told = history("/01/09506000134352/10/B2", [("Later", later)])
    assert "First version of the model" in told
    assert told.count("As it was then") == 1
    links = [part.split('"')[0] for part in told.split('href="')[1:] if "at=" in part]
    assert all(Client(headers=HTML).get(link).status_code == 200 for link in links)


def test_many_changes_are_folded(history):
    patch = {"repair": {"spare_parts": {f"part-{n}": {"part": "battery"} for n in range(9)}}}
    told = history("/01/09506000134352", [("Nine parts", Entry(MODEL, Action.REVISE, patch=patch))])
    assert "<summary>4 more changes</summary>" in told
