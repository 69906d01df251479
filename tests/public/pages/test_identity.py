"""What stands on top: name, maker, chain, state; and what a page must not pretend."""

import pytest
from django.test import Client

from accounts.actors import Actor
from domain.chain import Status
from passports.entries import Action, Entry
from passports.publishing import publish
from tests.public.conftest import HTML
from tests.public.examples import MODEL

PATH = "/01/09506000134352"
SUCCESSOR = "gs1:01/09506000134369"
BARE = {"name": {"en": "Thing"}, "category": "laptop"}


def page(path: str = PATH) -> str:
    return Client(headers=HTML).get(path).content.decode().split('<div class="cols">')[0]


def revise(actor: Actor, **more) -> None:
    publish(actor=actor, reason="Changed", entries=[Entry(MODEL, Action.REVISE, **more)])


def test_the_title_names_product_and_kind(phone):
    assert "<title>Aster 5, Smartphone: product passport</title>" in page()


def test_a_notice_of_the_document_stands_above_everything(phone):
    strip = page().split('<aside class="strip"')[1].split("</aside>")[0]
    assert "An invented product" in strip


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        (Status.SUSPENDED, "This passport is suspended", "bad"),
        (Status.WITHDRAWN, "This passport is withdrawn", "bad"),
        (Status.ARCHIVED, "This passport is archived", "warn"),
    ],
)
def test_a_passport_that_is_not_in_order_says_so_first(phone, status, words, kind):
    revise(phone, status=status)
    for path in (PATH, f"{PATH}/21/S1"):
        top = page(path)
        assert f'<div class="note {kind}">' in top
        assert top.index(words) < top.index("<h1>")


def test_a_passport_in_order_has_no_notice_of_its_state(phone):
    assert 'class="note' not in page()


def test_a_successor_leads_to_what_it_replaces(phone):
    entry = Entry(SUCCESSOR, document=BARE, sector="product", predecessor=MODEL)
    publish(actor=phone, reason="First", entries=[entry])
    assert f'Takes the place of <a href="{PATH}">' in page("/01/09506000134369")


def test_the_page_does_not_pretend_to_be_signed(phone):
    assert "carries no signature" in page()
    assert "cannot prove that the product in your hand" in page(f"{PATH}/21/S1")
    assert "cannot prove that the product in your hand" not in page()


def test_a_product_of_nobodys_make_shows_what_is_known(phone):
    entry = Entry(SUCCESSOR, document=BARE, sector="product")
    publish(actor=phone, reason="First", entries=[entry])
    top = page("/01/09506000134369")
    assert "<h1>Thing</h1>" in top
    assert '<p class="q">' not in top
    assert 'class="key"' not in top


def test_sections_about_which_nothing_is_said_say_so(phone):
    entry = Entry(SUCCESSOR, document=BARE, sector="product")
    publish(actor=phone, reason="First", entries=[entry])
    path = "/01/09506000134369"
    for query in ({}, {"view": "values"}):
        whole = Client(headers=HTML).get(path, query).content.decode()
        repair = whole.split('<section class="sec" id="repair"')[1].split("</section>")[0]
        assert "Nothing is declared about this." in repair
    assert "Spare parts" in repair
    assert 'class="st none"' in repair
