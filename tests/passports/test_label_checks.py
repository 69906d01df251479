"""Whether translations are complete."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from passports.label_checks import check_labels, missing, texts
from passports.schema_checks import check


@pytest.fixture
def folder(schemas):
    """Two languages for the sector of the tests: French has every text."""
    audiences = {"public": {"title": "Everyone", "name": "everyone", "description": "Anyone."}}
    (schemas / "audiences.json").write_text(json.dumps(audiences))
    (schemas / "languages").mkdir()
    write(schemas, "fr", {text: f"{text} (fr)" for text in texts(schemas)})
    return schemas


def write(folder, language, translations):
    (folder / f"languages/{language}.json").write_text(json.dumps(translations))


def told(folder):
    return {(found.file, found.fault.code): found.fault for found in check_labels(folder)}


def test_the_texts_are_those_of_sectors_lists_and_audiences(folder):
    (folder / "codes").mkdir()
    (folder / "codes/metals.json").write_text(json.dumps({"codes": {"fe": {"name": "Iron"}}}))
    found = texts(folder)
    assert found[:2] == ("Kettle", "A kettle for tests.")
    assert found[-4:] == ("Iron", "Everyone", "everyone", "Anyone.")
    assert {"Mass", "Mass of the kettle."} <= set(found)


def test_a_complete_language_gives_no_finding_and_one_without_a_file_neither(folder):
    assert told(folder) == {}


def test_what_is_missing_is_counted_and_the_remedy_shows_it(folder):
    write(folder, "de", {"Mass": "Masse"})
    fault = told(folder)["languages/de.json", "labels.missing"]
    assert fault.sentence == f"{len(texts(folder)) - 1} texts are not translated."
    assert fault.remedy == "See them with: manage.py check_schemas --missing de"


def test_what_is_empty_or_superfluous_is_named(folder):
    whole = dict.fromkeys(texts(folder), "x")
    write(folder, "fr", {**whole, "Mass": " ", "Power": None, "Old": "Vieux"})
    found = told(folder)
    assert found.keys() == {
        ("languages/fr.json", "labels.empty"),
        ("languages/fr.json", "labels.superfluous"),
    }
    empty = found["languages/fr.json", "labels.empty"]
    assert (empty.sentence, empty.remedy) == (
        "2 texts are translated with nothing.",
        'Translate: "Mass", "Power".',
    )
    surplus = found["languages/fr.json", "labels.superfluous"]
    assert (surplus.sentence, surplus.remedy) == (
        "1 text is in no schema any more.",
        'Leave out: "Old".',
    )


def test_of_many_texts_the_first_are_named(folder):
    write(folder, "fr", dict.fromkeys(texts(folder), ""))
    assert told(folder)["languages/fr.json", "labels.empty"].remedy.endswith(", ...")


@pytest.mark.parametrize(
    ("content", "code"), [('{"a": 1, "a": 2}', "json.duplicate"), ("[]", "type"), ("{", None)]
)
def test_a_file_that_is_no_object_is_found(folder, content, code):
    (folder / "languages/fr.json").write_text(content)
    codes = {found for _, found in told(folder)}
    assert codes == {code} if code else codes


def test_the_check_of_the_schemas_ends_with_the_translations(folder):
    write(folder, "de", {})
    assert "labels.missing" not in {found.fault.code for found in check(folder)}
    (folder / "kettle/0.1.json").unlink()
    assert [found.file for found in check(folder)] == ["languages/de.json", "languages/fr.json"]


def test_the_missing_texts_are_printed_to_be_filled(folder):
    write(folder, "de", {"Kettle": "Kessel", "A kettle for tests.": ""})
    out = StringIO()
    call_command("check_schemas", missing="de", stdout=out)
    printed = json.loads(out.getvalue())
    assert list(printed) == missing(folder, "de") == list(texts(folder))[1:]
    assert set(printed.values()) == {""}
    assert missing(folder, "fr") == []
