"""Refusals are told in the language of the page, whatever was wrong with the address."""

import json

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from domain.faults import Fault, Malformed, Sentence
from domain.identifiers import from_path, from_uri
from passports.search.identify import identify
from public import telling
from public.wording import Untranslated

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
WRONG = [
    "nonsense",
    "9506000134353",
    "123",
    "(01)09506000134353(21)A B",
    "/01/09506000134352/21/" + "A" * 21,
    "/01/09506000134352/99/A",
    "/01/09506000134352/17/261231",
    "/01/09506000134352/21/A/10/B",
    "/01/09506000134352/21",
    "/01/9506000134352x",
    "/414/9506000134352",
    "/00/195060001343520009",
    "/8003/0950600013435",
    "/own/AAAAAAAAAAAAAA",
    "/own/AAAA",
    "/01/09506000134352/21/%zz",
    "/01/09506000134352/21/%00",
    "/url/Maker.example/%41",
    "/did/web:Maker.example",
    "/25P/123",
    "/eh00",
    "/nowhere",
    "https://",
    "ftp://maker.example/01/09506000134352",
    "https://maker.example/01/09506000134352?17=991331",
    "https://maker.example/01/09506000134352?3103=1",
    "https://maker.example/01/09506000134352?21=A",
    "https://maker.example/01/09506000134352?99999=A",
    "https://maker.example/01/09506000134352?17=",
    "own:canary",
    "gs1:01/09506000134352/21",
]


def faults_of(typed):
    read = [identify, from_path, from_uri]
    found = []
    for function in read:
        try:
            function(typed)
        except Malformed as refusal:
            found += refusal.faults
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", WRONG)
def test_every_refusal_of_an_address_is_translated_with_all_its_values(language, typed):
    faults = faults_of(typed)
    assert faults
    with translation.override(language):
        for english, told in zip(faults, telling.told(faults), strict=True):
            for before, after in ((english.sentence, told.sentence), (english.remedy, told.remedy)):
                assert not isinstance(after, Untranslated), before
                assert not before or (after and after != before)
                for name in ("serial number", "digits", "batch or lot number", "letters A to Z"):
                    assert name not in after


def test_in_english_nothing_is_looked_up():
    fault = Fault("toy.lost", "It is lost.", remedy=Sentence("Look for {it}.", it="it"))
    assert telling.told([fault]) == [fault]


def test_values_that_are_no_sentences_are_the_same_in_every_language():
    with translation.override("de"):
        text = telling.in_language(Sentence("The {name} has the wrong length.", name="Documents"))
    assert text == "Das Feld „Documents“ hat die falsche Länge."


def test_what_has_no_translation_is_marked_as_english():
    with translation.override("de"):
        (fault,) = telling.told([Fault("toy.lost", "It is lost & gone.")])
        shown = Template("{{ fault.sentence }}").render(Context({"fault": fault}))
    assert shown == '<bdi lang="en">It is lost &amp; gone.</bdi>'


@pytest.mark.django_db
def test_a_wrong_number_is_told_in_the_language_of_the_page(browser):
    page = browser.get("/", {"identifier": "9506000134353", "lang": "de"}).content.decode()
    assert "Im Feld „GTIN (01)“ passt die Prüfziffer nicht" in page
    assert "ist die letzte 2." in page


@pytest.mark.django_db
def test_a_problem_is_told_in_the_language_of_the_page_and_to_programs_in_english(browser, machine):
    page = browser.get("/nowhere", headers={"accept-language": "fr"}).content.decode()
    assert "<title>Rien n&#x27;est enregistré ici\N{NO-BREAK SPACE}: passeports" in page
    assert "Il n&#x27;y a rien à cette adresse." in page
    answer = json.loads(machine.get("/nowhere", headers={"accept-language": "fr"}).content)
    assert answer["title"] == "Nothing is registered here"
    assert answer["faults"][0]["sentence"] == "There is nothing at this address."
