import pytest

from domain.cells.locales import LANGUAGES
from tests.domain.cells.reads import LANGUAGE, told


@pytest.mark.parametrize("tag", ["en", "zh-Hans", "pt-BR", "zh"])
def test_a_tag_is_right_as_it_stands(tag):
    assert told(LANGUAGE, tag) == (tag,)


@pytest.mark.parametrize(
    ("cell", "tag"),
    [
        ("EN", "en"),
        ("zh_CN", "zh-CN"),
        ("ZH-HANS", "zh-Hans"),
        ("eng", "en"),
        ("ger", "de"),
        ("English", "en"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("русский", "ru"),
        ("中文", "zh"),
    ],
)
def test_other_codes_and_names_are_a_listed_repair(cell, tag):
    assert told(LANGUAGE, cell) == (tag, "repair.language")


@pytest.mark.parametrize(
    ("cell", "code"), [("xx", "cell.language"), ("Klingonese", "cell.language"), (5, "cell.kind")]
)
def test_what_is_no_language_says_so(cell, code):
    assert told(LANGUAGE, cell) == code


def test_all_languages_whose_names_are_known_are_known_themselves():
    tags = [language.replace("_", "-") for language in LANGUAGES]
    assert [told(LANGUAGE, tag) for tag in tags] == [(tag,) for tag in tags]
