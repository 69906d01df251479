"""Translations of the words of schemas."""

import json

import pytest

from passports import labels


@pytest.fixture
def languages(schemas):
    folder = schemas / "languages"
    folder.mkdir()
    (folder / "fr.json").write_text(json.dumps({"Mass": "Masse", "Power": ""}))
    (folder / "zh.json").write_text(json.dumps({"Mass": "质量", "Name": "名称"}))
    (folder / "zh-Hant.json").write_text(json.dumps({"Mass": "質量"}))
    return folder


@pytest.mark.parametrize(
    ("text", "language", "translation"),
    [
        ("Mass", "fr", "Masse"),
        ("Mass", "fr-ca", "Masse"),
        ("Mass", "zh-hans", "质量"),
        ("Mass", "zh-hant", "質量"),
        ("Name", "zh-hant", None),
        ("Power", "fr", None),
        ("Colour", "fr", None),
        ("Mass", "en", None),
        ("Mass", "", None),
    ],
)
@pytest.mark.usefixtures("languages")
def test_a_text_is_translated_where_the_file_of_the_language_has_it(text, language, translation):
    assert labels.translate(text, language) == translation


@pytest.mark.usefixtures("languages")
def test_all_translations_are_had_by_language():
    assert set(labels.all_of()) == {"fr", "zh", "zh-hant"}


@pytest.mark.usefixtures("schemas")
def test_without_files_nothing_is_translated():
    assert labels.all_of() == {}
