"""Which link a request is led to: the closest level, then form, country and language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from public.resolving.choosing import Several, available, choose
from public.resolving.links import Link
from public.resolving.relations import DEFAULT, PASSPORT

PIP = "https://ref.gs1.org/voc/pip"
A, B = "https://maker.example/a", "https://maker.example/b"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def link(href=A, *languages, media="text/html", level=0, countries=(), **more):
    given = {"relation": PIP, "titles": (("en", "Page"),), **more}
    return Link(
        level,
        "https://id.example/01/0",
        href=href,
        languages=languages,
        media_type=media,
        contexts=tuple(countries),
        **given,
    )


def led(links, *languages, accept="", context=""):
    found = choose(links, PIP, languages, accept, context)
    return {each.href for each in found.links} if isinstance(found, Several) else found.href


def test_a_type_that_no_link_has_leads_nowhere():
    assert choose([link()], PASSPORT) is None
    assert choose([], PIP) is None


def test_the_only_link_of_its_type_is_taken_whatever_the_reader_prefers():
    assert led([link(A, "de")], "fr", accept="application/pdf") == A


def test_the_closest_level_answers_even_where_the_one_above_fits_better():
    assert led([link(A, "de", level=1), link(B, "fr", level=0)], "de") == B


def test_the_language_that_comes_first_in_the_readers_list_decides():
    links = [link(A, "de"), link(B, "fr")]
    assert led(links, "fr", "de") == B
    assert led(links, "it", "de", "fr") == A


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [("pt-br", "pt"), ("pt", "pt-BR"), ("zh-hant-tw", "zh"), ("en-gb", "en-US")],
)
def test_a_language_is_answered_by_the_nearest_tag_there_is(wanted, tag):
    assert led([link(A, "fi"), link(B, tag)], wanted) == B


def test_the_very_tag_goes_before_the_language_alone_and_that_before_another_country():
    links = [link("https://x.example/us", "en-US"), link(A, "en"), link(B, "en-GB")]
    assert led(links, "en-gb") == B
    assert led(links[:2], "en-gb") == A


def test_a_page_whose_main_language_it_is_goes_before_one_that_has_it_too():
    assert led([link(A, "de", "fr"), link(B, "fr")], "fr") == B


def test_who_names_no_language_gets_the_page_that_names_none():
    links = [link(A, "de"), link(B)]
    assert led(links) == B
    assert led(links, "fi") == B


def test_between_languages_nobody_decides_for_the_reader():
    assert led([link(A, "de"), link(B, "fr")]) == {A, B}
    assert led([link(A, "de"), link(B, "fr")], "fi") == {A, B}


def test_a_form_that_the_reader_does_not_take_is_left_out_before_languages_count():
    links = [link(A, "de"), link(B, media="application/json")]
    assert led(links, "de", accept="application/json") == B
    assert led(links, "de", accept=BROWSER) == A


def test_of_pages_in_one_language_the_more_welcome_form_is_taken():
    links = [link(A, "de", media="application/pdf"), link(B, "de")]
    assert led(links, "de", accept=BROWSER) == B
    assert led(links, "de", accept="application/pdf, text/html;q=0.5") == A


def test_a_reader_who_takes_no_form_there_is_asked_for_the_type_all_the_same():
    assert led([link(A, media="image/png"), link(B)], accept="video/mp4") == {A, B}


def test_a_country_that_is_named_goes_before_everything_else():
    links = [link(A, countries=("NL",)), link(B, countries=("FR", "BE"))]
    assert led(links, context="be") == B
    assert led([link(A), link(B, "fr", countries=("FR",))], context="FR") == B
    assert led([link(A), link(B, countries=("FR",))], context="DE") == A
    assert led(links) == {A, B}
    assert led([*links, link("https://x.example/all")]) == "https://x.example/all"


def test_the_forms_of_the_passport_are_one_thing_and_the_page_is_the_dearest_of_equals():
    forms = [
        link(A, "en", relation=PASSPORT, is_own=True),
        link(B, relation=PASSPORT, media="application/json", is_own=True),
    ]
    assert choose(forms, PASSPORT).href == A
    assert choose(forms, PASSPORT, ("fr",), "application/json").href == B
    assert choose(forms, PASSPORT, (), "application/*").href == B
    assert choose(forms, PASSPORT, (), "image/png").href == A


def test_what_is_available_names_each_type_once_and_the_default_as_what_it_is():
    links = [link(relation=DEFAULT), link(relation=PASSPORT), link(A), link(B)]
    assert available(links) == (PASSPORT, PIP)


MEDIA = st.sampled_from(["text/html", "application/pdf", "application/json"])
LANGUAGES = st.lists(st.sampled_from(["en", "de", "fr", "zh"]), unique=True, max_size=3)
COUNTRIES = st.lists(st.sampled_from(["NL", "FR"]), unique=True, max_size=2)


@st.composite
def several(draw):
    return [
        link(
            f"https://maker.example/{number}",
            *draw(LANGUAGES),
            media=draw(MEDIA),
            countries=draw(COUNTRIES),
            level=draw(st.integers(0, 1)),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


@given(several(), st.data())
def test_who_asks_for_exactly_what_a_link_says_of_itself_gets_it_or_it_among_its_equals(
    links, data
):
    """What GS1's suite tries for every link of a linkset, on any linkset."""
    closest = [each for each in links if each.level == min(one.level for one in links)]
    wanted = data.draw(st.sampled_from(closest))
    context = wanted.contexts[0] if wanted.contexts else ""
    found = choose(links, PIP, wanted.languages[:1], wanted.media_type, context)
    if not isinstance(found, Several):
        assert found == wanted
        return
    assert wanted in found.links
    for each in found.links:
        assert each.media_type == wanted.media_type
        assert each.languages[:1] == wanted.languages[:1]
        assert context in each.contexts if context else not each.contexts


@given(several(), LANGUAGES, st.sampled_from(["", "*/*", BROWSER, "image/png"]))
def test_whoever_asks_there_is_an_answer_from_the_closest_level(links, languages, accept):
    found = choose(links, PIP, languages, accept)
    chosen = found.links if isinstance(found, Several) else (found,)
    assert {each.level for each in chosen} == {min(each.level for each in links)}
    assert len(chosen) != 1 or not isinstance(found, Several)
