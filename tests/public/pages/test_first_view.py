"""What stands on the first view, and that nothing is lost of what does not."""

import re
from html import unescape

import pytest

from public import asking, presenters
from public.codings import BROTLI, packed
from public.pages import sizes
from public.pages.blocks import Carbon, Entries, Facts, Materials, Steps
from public.pages.first_view import FACTS, GROUPS, MATERIALS, first_view
from public.pages.sections import sections_of
from tests.public.examples import NOON, example, sector, sheet
from tests.public.first_views import LANGUAGES, documents, drawn, full_sheet

PHONE = example("smartphone", "aster-5")
FULL = full_sheet(PHONE, "smartphone", "en")


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page.decode())))


def section(anchor, made=FULL):
    (found,) = (each for each in sections_of(made) if each.anchor == anchor)
    return first_view(made, found)


def test_what_people_come_for_stands_in_the_order_of_their_questions():
    anchors = [each.anchor for each in presenters.page_of(FULL).sections]
    assert anchors[:5] == ["repair", "materials", "carbon", "until", "end"]


def test_every_part_shows_its_first_values_and_a_section_its_first_parts():
    for anchor in ("repair", "carbon", "until", "about"):
        groups = [b for b in section(anchor).blocks if isinstance(b, Facts | Entries)]
        assert 0 < len(groups) <= GROUPS
        assert all(len(b.facts) <= FACTS for b in groups if isinstance(b, Facts))


def test_where_a_product_comes_from_has_its_place_beside_what_it_is_made_of():
    labels = {f.label for b in section("materials").blocks if isinstance(b, Facts) for f in b.facts}
    assert "Assembled in" in labels


def test_the_heaviest_materials_stand_first_and_the_others_behind():
    many = {f"m{n}": {"material": "steel", "mass": 1 + n} for n in range(20)}
    made = sheet({**PHONE, "materials": many}, sector("smartphone"))
    (block,) = (b for b in section("materials", made).blocks if isinstance(b, Materials))
    assert [each.mass for each in block.materials] == [f"{20 - n} g" for n in range(MATERIALS)]


def test_steps_have_a_page_of_their_own():
    assert not [b for b in section("repair").blocks if isinstance(b, Steps)]
    (way,) = (w for w in section("repair").ways if "view=disassembly" in w.href)
    assert way.size == "about 4 kB"


def test_of_two_footprints_the_reported_one_keeps_its_figure():
    calculated, reported = (b for b in section("carbon").blocks if isinstance(b, Carbon))
    assert calculated.stages
    assert (reported.total, reported.stages) == ("61.3", ())


def test_every_value_is_one_tap_away_with_its_explanation():
    shown = text_of(drawn(FULL, "en", asking.VALUES))
    for each in sections_of(FULL):
        for block in each.blocks:
            for fact in getattr(block, "facts", ()):
                assert fact.label in shown
                assert all(words.text in shown for words in fact.values)
                for label, words in fact.why.rows:
                    assert f"{label} {words.text}" in shown


def test_a_link_to_all_values_says_how_many_and_leads_to_its_section():
    (way,) = (w for w in section("end").ways if "view=values" in w.href)
    assert way.label == "All 11 values, explained"
    assert way.href.endswith("?view=values#end")


def test_links_keep_the_time_that_is_shown():
    asked = presenters.sheet_of(FULL.passport, ("en",), FULL.now, at="2026-11-24", language="fr")
    ways = [way for each in presenters.page_of(asked).sections for way in each.ways]
    assert ways
    assert all("lang=fr&at=2026-11-24" in way.href for way in ways)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_size_said_of_a_page_is_near_to_what_it_is(language):
    for name, _example, document in documents():
        made = full_sheet(document, name, language)
        steps = len(made.value("repair", "disassembly") or ())
        said = {
            asking.VALUES: sizes.of_values(made),
            asking.HISTORY: sizes.of_history(made),
            asking.DISASSEMBLY: sizes.of_steps(steps),
        }
        for view, words in said.items():
            size = len(packed(drawn(made, language, view), BROTLI)) / sizes.KILO
            kilobytes = int(re.search(r"\d+", words)[0])
            assert 0.75 * size <= kilobytes <= 1.3 * size + 1, (view, words, size)


def test_a_comparison_of_one_time_with_itself_says_that_nothing_changed():
    asked = asking.Asked("", None, NOON, since_ms=NOON)
    view = presenters.changes_of(FULL, FULL.passport, asked, ())
    assert [each.title for each in view.sections] == ["No value that you may see changed"]
