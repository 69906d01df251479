"""Catalogues are kept up to date, written and compiled, the same every time."""

import gettext
import io

import pytest
from babel import Locale

from tools.messages import catalogue
from tools.messages.catalogue import Catalogue, Translation
from tools.messages.message import Message

MASS = Message("Mass", places=("public/b.py", "public/a.py"), notes=("in grams",))
STEPS = Message("%(n)s step", "%(n)s steps")
MODEL = Message("the model", context="a version of")
QUOTE = Message('He says "no"\n{name} at 100 %')
MESSAGES = (MASS, STEPS, MODEL, QUOTE)
LANGUAGES = ("ar", "de", "es", "fr", "ru", "zh_Hans")


def french(*, mass="Masse", fuzzy=False):
    return Catalogue(
        "fr",
        "Français",
        {
            MASS.key: Translation((mass,), "", fuzzy, ("as in physics",)),
            STEPS.key: Translation(("%(n)s étape", "%(n)s d'étapes", "%(n)s étapes"), STEPS.plural),
            MODEL.key: Translation(("du modèle",)),
            QUOTE.key: Translation(('Il dit "non"\n{name} à 100 %',)),
        },
    )


def write(path, known, messages=MESSAGES):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalogue.as_po(known, messages))
    return path


def compiled(known):
    return gettext.GNUTranslations(io.BytesIO(catalogue.as_mo(known)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po"


def test_what_was_written_is_read_again(path):
    assert catalogue.read(write(path, french())) == french()
    assert catalogue.read(write(path, french(fuzzy=True))) == french(fuzzy=True)


def test_a_file_says_where_a_message_stands_and_when_nothing_was_made(path):
    text = write(path, french()).read_text()
    assert "#: public/a.py public/b.py\n" in text
    assert "#. in grams\n" in text
    assert "Date" not in text
    assert "Babel" not in text


def test_gettext_itself_reads_what_was_compiled():
    told = compiled(french())
    assert told.gettext("Mass") == "Masse"
    assert told.ngettext("%(n)s step", "%(n)s steps", 0) == "%(n)s étape"
    assert told.ngettext("%(n)s step", "%(n)s steps", 2) == "%(n)s étapes"
    assert told.pgettext("a version of", "the model") == "du modèle"
    assert told.gettext(QUOTE.text) == 'Il dit "non"\n{name} à 100 %'
    assert told.info()["x-name"] == "Français"


def test_what_is_fuzzy_or_empty_is_not_compiled():
    assert compiled(french(fuzzy=True)).gettext("Mass") == "Mass"
    assert compiled(french(mass="")).gettext("Mass") == "Mass"


def test_a_new_message_is_empty_and_one_that_is_gone_is_left_out():
    new = Message("Colour of the case")
    known = catalogue.updated(french(), (MODEL, new))
    assert known.translations == {
        MODEL.key: Translation(("du modèle",)),
        new.key: Translation(("",)),
    }


def test_a_message_that_changed_a_little_is_to_be_looked_at_again():
    longer = Message('He says "no"\n{name} at 90 %')
    known = catalogue.updated(french(), (longer,))
    assert known.translations[longer.key].is_fuzzy
    assert known.translations[longer.key].texts == french().translations[QUOTE.key].texts


def test_a_message_that_counts_now_has_as_many_forms_as_the_language():
    counted = Message("Mass", "Masses")
    told = catalogue.updated(french(), (counted,)).translations[counted.key]
    assert told == Translation(
        ("Masse", "", ""), "Masses", is_fuzzy=True, comments=("as in physics",)
    )


@pytest.mark.parametrize(
    ("locale", "forms"),
    [("ar", 6), ("de", 2), ("es", 3), ("fr", 3), ("ru", 3), ("zh_Hans", 1), ("qps", 2)],
)
def test_each_language_has_its_plural_forms(locale, forms):
    assert Catalogue(locale, "", {}).plural_forms[0] == forms


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_plural_forms_tell_apart_what_the_cldr_tells_apart(locale):
    choose = gettext.c2py(Catalogue(locale, "", {}).plural_forms[1])
    rule = Locale.parse(locale).plural_form
    pairs = {(choose(n), rule(n)) for n in (*range(1001), 1_000_000, 2_000_001)}
    assert len(pairs) == len({form for form, _ in pairs}) == len({name for _, name in pairs})


@pytest.mark.parametrize(
    ("locale", "name"), [("sv", "Svenska"), ("ru", "Русский"), ("qps", "Qps"), ("mt", "Malti")]
)
def test_a_language_is_called_as_it_calls_itself(locale, name):
    assert catalogue.name_of(locale) == name
