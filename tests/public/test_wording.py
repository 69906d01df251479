"""How values and the words of schemas are written in the language of a page."""

import json

import pytest
from django.template import Context, Template
from django.utils import translation

from domain.sector_schema import walk
from public import wording
from public.wording import Untranslated, Words
from tests.domain.validation_schemas import field, record

LANGUAGES = ("en", "zh-hans", "fr", "es", "ar", "ru", "de")


@pytest.fixture
def french(tmp_path, settings):
    """A page in French, with a translation for one word."""
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages/fr.json").write_text(json.dumps({"Mass": "Masse"}))
    settings.SCHEMAS_DIR = tmp_path
    with translation.override("fr"):
        yield


def drawn(text):
    return Template("<dt>{{ text }}</dt>").render(Context({"text": text}))


@pytest.mark.usefixtures("french")
def test_a_word_of_a_schema_is_shown_in_the_language_of_the_page():
    assert wording.of_schema("Mass") == "Masse"
    assert drawn(wording.of_schema("Mass")) == "<dt>Masse</dt>"


@pytest.mark.usefixtures("french")
def test_a_word_without_translation_is_shown_in_english_and_marked_as_english():
    assert wording.of_schema("Heat & light") == "Heat & light"
    marked = '<bdi lang="en">Heat &amp; light</bdi>'
    assert drawn(wording.of_schema("Heat & light")) == f"<dt>{marked}</dt>"
    assert marked in Words(wording.of_schema("Heat & light")).html
    assert drawn(wording.listed([wording.of_schema("Heat & light")])) == f"<dt>{marked}</dt>"


def test_in_an_english_page_no_word_is_marked():
    assert not isinstance(wording.of_schema("Mass"), Untranslated)
    assert drawn(wording.of_schema("Mass")) == "<dt>Mass</dt>"
    assert wording.of_schema("") == ""


def shown(value, schema):
    (leaf,) = walk(record("Toy", leaf=schema)).fields
    return [words.text for words in wording.value_of(value, leaf, ("en",))]


COUNTRY = field("string", x_codes="countries")
PRICED_IN = field("string", x_codes="currencies")
SPOKEN = field("array", items={"type": "string", "x-codes": "languages"})
METALS = field("array", items={"type": "string", "x-labels": {"fe": "Iron"}})


@pytest.mark.parametrize(
    ("value", "schema", "language", "texts"),
    [
        ("NL", COUNTRY, "en", ["Netherlands"]),
        ("NL", COUNTRY, "ru", ["Нидерланды"]),
        ("XX", COUNTRY, "ru", ["XX"]),
        ("NL", field("string"), "en", ["NL"]),
        ("EUR", PRICED_IN, "zh-hans", ["欧元"]),
        (["zh-Hans", "zz"], SPOKEN, "de", ["Chinesisch (vereinfacht)", "zz"]),
        (["fe", "cu"], METALS, "en", ["Iron", "cu"]),
        ("2026-03-14", field("string", format="date"), "es", ["14 de marzo de 2026"]),
        ("soon", field("string", format="date"), "es", ["soon"]),
    ],
)
def test_a_value_is_written_as_the_schema_and_the_language_have_it(value, schema, language, texts):
    with translation.override(language):
        assert shown(value, schema) == texts


@pytest.mark.parametrize(
    ("code", "value", "unit"),
    [
        ("a", 1, "year"),
        ("a", 2, "years"),
        ("a", 1.5, "years"),
        ("mo", None, "months"),
        ("mo", True, "months"),
        ("L", 1, "litre"),
        ("[in_i]", 6.1, "inches"),
        ("1", 5, ""),
        ("W.h", 5, "Wh"),
        ("kW.h", 5, "kWh"),
        ("mA.h", 5, "mAh"),
        ("GBy", 5, "GB"),
        ("%", 5, "%"),
        ("cm2", 5, "cm²"),
        ("cd/m2", 5, "cd/m²"),
        ("kg{CO2e}/kW.h", 5, "kg CO₂e/kWh"),
        ("kW.h/a", 1, "kWh a year"),
        ("/W", 1, "per watt"),
        ("furlong", 5, "furlong"),
    ],
)
def test_a_unit_is_read_behind_its_value(code, value, unit):
    assert wording.unit_of(code, value) == unit


def test_units_are_written_in_the_language_of_the_page():
    with translation.override("ru"):
        assert [wording.unit_of("a", n) for n in (1, 2, 5)] == ["год", "года", "лет"]
        assert wording.unit_of("W", 5) == "Вт"
        assert wording.unit_of("mA.h", 5) == "mAh"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_keeps_its_cents_in_every_language(language):
    with translation.override(language):
        shown = wording.money("1299.50", "EUR")
    assert shown.endswith(" EUR")
    assert [c for c in shown if c.isdigit()] == [*"129950"]


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [("29.00", "EUR", "29.00 EUR"), ("29.00", "", "29.00"), ("", "EUR", "EUR"), ("", "", "")],
)
def test_an_amount_is_shown_with_as_much_as_is_there(amount, currency, told):
    assert wording.money(amount, currency) == told


@pytest.mark.parametrize(
    ("title", "language", "within"),
    [
        ("Circuit board", "en", "circuit board"),
        ("ABS", "en", "ABS"),
        ("Lithium iron phosphate (LFP)", "en", "lithium iron phosphate (LFP)"),
        ("Leiterplatte", "de", "Leiterplatte"),
        ("Acier", "fr", "acier"),
        ("", "en", ""),
    ],
)
def test_a_title_within_a_sentence_begins_small_where_the_language_has_it_so(
    title, language, within
):
    with translation.override(language):
        assert wording.in_sentence(title) == within


def test_days_and_lists_are_those_of_the_language():
    with translation.override("fr"):
        assert wording.day("2026-03-14") == "14 mars 2026"
        assert wording.listed(["a", "b", "c"]) == "a, b et c"
    assert wording.day("2026-03-14") == "14 March 2026"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"


GRAMS = field("number", x_unit="g")


@pytest.mark.parametrize(
    ("grams", "read"),
    [
        (178.4, ("178.4", "g")),
        (9_999.9, ("9,999.9", "g")),
        (10_000, ("10", "kg")),
        (118_000, ("118", "kg")),
        (118_350.5, ("118.3505", "kg")),
    ],
)
def test_heavy_things_are_told_in_kilograms_and_no_digit_is_lost(grams, read):
    (leaf,) = walk(record("Toy", leaf=GRAMS)).fields
    (words,), unit = wording.quantity(grams, leaf, ("en",))
    assert (words.text, unit) == read
    assert wording.measured(grams, "g") == " ".join(read)
