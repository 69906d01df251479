"""Names and spellings of the CLDR, in the languages of the pages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import cldr

LANGUAGES = ("en", "zh-hans", "fr", "es", "ar", "ru", "de")


@pytest.mark.parametrize(
    ("table", "code", "language", "name"),
    [
        ("territories", "NL", "en", "Netherlands"),
        ("territories", "NL", "fr", "Pays-Bas"),
        ("territories", "NL", "zh-hans", "荷兰"),
        ("territories", "XX", "en", ""),
        ("currencies", "EUR", "de", "Euro"),
        ("currencies", "???", "de", ""),
        ("languages", "fr", "de", "Französisch"),
    ],
)
def test_a_code_has_a_name_in_every_language_or_none_in_any(table, code, language, name):
    assert cldr.name(table, code, language) == name


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("fr", "French"),
        ("FR", "French"),
        ("zh-Hans", "Simplified Chinese"),
        ("zh-hans", "Simplified Chinese"),
        ("sr-Cyrl", "Serbian (Cyrillic)"),
        ("de-CH", "Swiss High German"),
        ("gsw", "Swiss German"),
        ("de-xyzzy123", "German"),
        ("zz", ""),
        ("zz-zz", ""),
        ("", ""),
    ],
)
def test_a_language_is_named_by_as_much_of_its_tag_as_is_known(tag, name):
    assert cldr.language_name(tag, "en") == name


@given(st.text(max_size=30))
def test_no_text_is_so_odd_that_asking_for_its_name_fails(text):
    assert isinstance(cldr.language_name(text, "fr"), str)
    assert cldr.name("territories", text, text) is not None


@pytest.mark.parametrize(
    ("count", "english", "russian", "arabic"),
    [
        (0, "years", "лет", "سنة"),
        (1, "year", "год", "سنة"),
        (1.0, "year", "год", "سنة"),
        (1.5, "years", "года", "سنة"),
        (2, "years", "года", "سنة"),
        (5, "years", "лет", "سنوات"),
    ],
)
def test_a_unit_has_the_plural_of_its_number(count, english, russian, arabic):
    told = [cldr.unit("duration-year", "long", count, each) for each in ("en", "ru", "ar")]
    assert told == [english, russian, arabic]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 11, 100, 0.5, 1_000_000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_is_told_without_its_number_in_every_language(language, count):
    for identifier, form in (("duration-month", "long"), ("energy-kilowatt-hour", "short")):
        found = cldr.unit(identifier, form, count, language)
        assert found
        assert not any(character.isdigit() for character in found)


def test_english_is_that_of_europe():
    assert cldr.unit("volume-liter", "long", 2, "en") == "litres"
    assert cldr.day(date(2026, 3, 14), "en") == "14 March 2026"
    assert cldr.listed(["a", "b", "c"], "en") == "a, b and c"


@pytest.mark.parametrize(
    ("language", "day", "names"),
    [
        ("fr", "14 mars 2026", "a, b et c"),
        ("de", "14. März 2026", "a, b und c"),
        ("zh-hans", "2026年3月14日", "a、b和c"),
        ("tlh", "14 March 2026", "a, b and c"),
    ],
)
def test_days_and_lists_are_written_as_the_language_has_them(language, day, names):
    assert cldr.day(date(2026, 3, 14), language) == day
    assert cldr.listed(["a", "b", "c"], language) == names


@pytest.mark.parametrize(("parts", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b")])
def test_short_lists_are_lists_too(parts, told):
    assert cldr.listed(parts, "en") == told
