"""The check names everything that is wrong with a catalogue."""

import pytest

from tools.messages import catalogue
from tools.messages.__main__ import main, update
from tools.messages.catalogue import Catalogue, Translation
from tools.messages.checking import faults_of
from tools.messages.message import Message

GREETING = Message("Hello %(name)s")
STEPS = Message("%(count)s step", "%(count)s steps")
SEPARATOR = Message("; ")
MESSAGES = (GREETING, STEPS, SEPARATOR)
ARABIC = ("لا %(count)s", "خطوة", "خطوتان", "%(count)s خطوات", "%(count)s خطوة", "%(count)s خطوة")


@pytest.fixture
def found(tmp_path):
    """Return what is wrong where the catalogue of a language has these translations."""

    def found(translations, locale="de", wanted=MESSAGES):
        path = tmp_path / locale / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        known = Catalogue(locale, "Toy", translations)
        messages = [Message(key[1], told.plural, key[0]) for key, told in translations.items()]
        path.write_bytes(catalogue.as_po(known, messages))
        path.with_name("django.mo").write_bytes(catalogue.as_mo(known))
        return list(faults_of(path, wanted))

    return found


def german(**more):
    return {
        GREETING.key: Translation((more.get("greeting", "Hallo %(name)s"),)),
        STEPS.key: Translation(
            more.get("steps", ("%(count)s Schritt", "%(count)s Schritte")), STEPS.plural
        ),
        SEPARATOR.key: Translation((more.get("separator", "; "),)),
    }


def test_a_whole_catalogue_has_no_faults(found):
    assert found(german()) == []


@pytest.mark.parametrize("greeting", ["Hallo", "Hallo %(nam)s", "Hallo {name}", "%(name)s %(x)s"])
def test_placeholders_are_those_of_the_source(found, greeting):
    assert found(german(greeting=greeting))[0].startswith('other placeholders: "Hello %(name)s"')


def test_every_plural_form_has_the_placeholders(found):
    assert "placeholders" in found(german(steps=("%(count)s Schritt", "Schritte")))[0]


def test_a_form_for_one_number_alone_may_say_it_in_a_word(found):
    counted = {STEPS.key: Translation(ARABIC, STEPS.plural)}
    assert found(counted, "ar", (STEPS,)) == []


def test_spaces_at_the_ends_are_those_of_the_source(found):
    assert found(german(greeting="Hallo %(name)s ")) == [
        'begins or ends with other spaces: "Hello %(name)s"'
    ]


def test_a_separator_has_the_spaces_of_its_language(found):
    assert found(german(separator="\N{FULLWIDTH SEMICOLON}")) == []


def test_what_is_not_translated_is_named(found):
    assert found(german(greeting="")) == ['not translated: "Hello %(name)s"']


def test_a_plural_that_lacks_a_form_is_not_translated(found):
    assert found(german(steps=("%(count)s Schritt", ""))) == ['not translated: "%(count)s step"']


def test_what_is_fuzzy_is_named(found):
    fuzzy = {**german(), GREETING.key: Translation(("Hallo %(name)s",), "", is_fuzzy=True)}
    assert found(fuzzy) == ['fuzzy: "Hello %(name)s"']


def test_what_is_missing_and_what_is_used_nowhere_is_named(found):
    faults = found(
        german(), wanted=(GREETING, STEPS, Message("; ", context="new", places=("public/toy.py",)))
    )
    assert 'missing: "; " of public/toy.py' in faults
    assert 'used nowhere: "; "' in faults


def test_a_compiled_catalogue_of_another_day_is_named(tmp_path):
    path = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogue.as_po(Catalogue("de", "Deutsch", german()), MESSAGES))
    assert list(faults_of(path, MESSAGES)) == ["django.mo is not what django.po compiles to"]
    update(path, MESSAGES)
    assert list(faults_of(path, MESSAGES)) == []


def test_a_file_that_was_put_together_by_hand_is_named(tmp_path):
    path = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogue.as_po(Catalogue("de", "Deutsch", german()), MESSAGES))
    update(path, MESSAGES)
    path.write_bytes(path.read_bytes().replace(b"nplurals=2", b"nplurals=2 "))
    assert list(faults_of(path, MESSAGES)) == ["not as `make messages` writes it"]


def test_the_words_of_the_pages_are_complete_in_every_language(capsys):
    assert main(["--check"]) == 0, capsys.readouterr().err
