"""The language of a page, and the language of what makers write."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from public import languages
from public.wording import Words, text_of

PATH = "/01/09506000134352"


def asked(accept="", **query):
    return RequestFactory().get("/", query, headers={"accept-language": accept})


@pytest.fixture
def translated(monkeypatch):
    """As if the pages had been translated into these."""
    monkeypatch.setattr(languages, "offered", lambda: ("en", "zh-hans", "fr", "ar"))


def test_pages_are_offered_in_the_languages_that_they_were_translated_into(settings, tmp_path):
    catalogue = tmp_path / "fr" / "LC_MESSAGES" / "django.mo"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    settings.LOCALE_PATHS = [tmp_path]
    languages.offered.cache_clear()
    try:
        assert languages.offered() == ("en", "fr")
    finally:
        languages.offered.cache_clear()


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(
    ("accept", "query", "language"),
    [
        ("", {}, "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8", {}, "fr"),
        ("da, ar;q=0.5", {}, "ar"),
        ("zh-CN", {}, "zh-hans"),
        ("da", {}, "en"),
        ("fr;q=0, en", {}, "en"),
        ("fr", {"lang": "ar"}, "ar"),
        ("fr", {"lang": "AR"}, "ar"),
        ("fr", {"lang": "tlh"}, "fr"),
        ("fr", {"lang": "ar'><b>"}, "fr"),
        ("fr", {"lang": ""}, "fr"),
        ("*", {}, "en"),
        ("," * 3000, {}, "en"),
    ],
)
def test_the_address_decides_then_the_browser(accept, query, language):
    assert languages.language_of(asked(accept, **query)) == language


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(
    ("accept", "query", "preferences"),
    [
        ("", {}, ("en",)),
        ("fr-CH, fr;q=0.9, en;q=0.8", {}, ("fr",)),
        ("da, ar;q=0.5", {}, ("da", "ar")),
        ("fi, sv, fr", {}, ("fi", "fr")),
        ("pt-BR, pt", {}, ("pt", "en")),
        ("zh-CN", {}, ("zh-hans",)),
        ("zh-TW, zh;q=0.9", {}, ("zh-hant", "zh-hans")),
        ("xx, qqq, fr", {}, ("fr",)),
        ("fr", {"lang": "fi"}, ("fi", "fr")),
    ],
)
def test_two_languages_at_most_decide_what_a_reader_sees(accept, query, preferences):
    assert languages.preferences(asked(accept, **query)) == preferences


@pytest.mark.parametrize(
    ("spoken", "chosen"),
    [
        (("fr",), ("Akku en français", "fr")),
        (("de-at", "fr"), ("Akku", "de")),
        (("zh-hans",), ("电池", "zh")),
        (("da",), ("Battery", "en")),
        ((), ("Battery", "en")),
    ],
)
def test_what_a_maker_writes_is_shown_in_the_readers_first_language(spoken, chosen):
    texts = {"en": "Battery", "de": "Akku", "fr": "Akku en français", "zh": "电池"}
    assert languages.choose(texts, spoken) == chosen


def test_without_a_common_language_anything_is_better_than_nothing():
    assert languages.choose({"sv": "Batteri", "fi": "Akku"}, ("fr",)) == ("Akku", "fi")


def test_words_in_another_language_than_the_pages_are_marked():
    with translation.override("en"):
        assert text_of({"fr": "Téléphone <b>"}, ("fr",)).html == (
            '<bdi lang="fr">Téléphone &lt;b&gt;</bdi>'
        )
        assert text_of({"en": "Phone"}, ("fr",)).html == "Phone"


@pytest.mark.parametrize(
    ("language", "text", "is_apart"),
    [
        ("en", "Aster 5", False),
        ("en", "\u0623\u0633\u062a\u0631 5", True),
        ("ar", "Aster 5", True),
        ("en", "a\u202eb", True),
    ],
)
def test_words_that_could_turn_the_direction_of_a_page_stand_apart(language, text, is_apart):
    with translation.override(language):
        assert Words(text).html == (f"<bdi>{text}</bdi>" if is_apart else text)


@pytest.mark.usefixtures("phone", "translated")
def test_the_page_turns_with_its_language(browser):
    page = browser.get(PATH, headers={"accept-language": "ar"})
    assert page["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in page.content.decode()
    assert '<html lang="en" dir="ltr">' in browser.get(PATH).content.decode()


@pytest.mark.usefixtures("phone", "translated")
def test_a_chosen_language_is_kept_in_the_links_and_in_no_cookie(browser):
    response = browser.get(f"{PATH}/21/S1?lang=fr")
    page = response.content.decode()
    assert not response.cookies
    assert f'href="{PATH}?lang=fr"' in page
    assert '<a href="?lang=ar" hreflang="ar" lang="ar">' in page
    assert "?lang=fr&amp;at=" in page


@pytest.mark.usefixtures("phone")
def test_a_language_menu_needs_two_languages(browser, monkeypatch):
    assert 'class="lang"' in browser.get(PATH).content.decode()
    monkeypatch.setattr(languages, "offered", lambda: ("en",))
    assert 'class="lang"' not in browser.get(PATH).content.decode()
