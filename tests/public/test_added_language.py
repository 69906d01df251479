"""A language is added by adding files; what it lacks is shown in English and named by the check."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from config.languages import found_in
from passports import labels
from public import languages, laws, presenters, responses
from public.readers import Reader
from tests.public import invented
from tests.public.examples import SCHEMAS, SECTORS, example, sector, sheet
from tools.messages.checking import faults_of
from tools.messages.collecting import collect

WORD = re.compile(r"[A-Za-z]{2,}")
ROMAN = re.compile(r"[ivxlcIVXLC]+")
UNITS = json.loads((SCHEMAS / "codes" / "units.json").read_text(encoding="utf-8"))["codes"]
MATERIALS = json.loads((SCHEMAS / "codes" / "materials.json").read_text(encoding="utf-8"))["codes"]
# What is written with the same letters everywhere: symbols, standards, media types, proper names.
ALIKE = frozenset(
    {
        *(word for each in UNITS.values() for word in WORD.findall(each.get("symbol", ""))),
        *(each["element"] for each in MATERIALS.values() if "element" in each),
        *("Example", "Devices", "CRM", "GTIN", "JSON", "LD", "SVG", "PNG"),
        *("html", "json", "jsonld", "values", "history", "disassembly", "nonsense"),
        # Units of the CLDR in Greek, and standards.
        *("Hz", "GB", "gigabyte", "IEC", "ISO", "EN", "ETSI", "UTC"),
    }
)
PATH = "/01/09506000134352"
ROOT = Path(configured.BASE_DIR)


@pytest.fixture(scope="module")
def messages():
    return collect(ROOT)


@pytest.fixture
def add(settings, tmp_path, messages):
    """Add the invented language with translations of some messages, as an operator would."""

    def add(wanted):
        path = invented.write(tmp_path, messages, wanted)
        settings.LOCALE_PATHS = [tmp_path]
        settings.LANGUAGES = [("en", "English"), *found_in(tmp_path)]
        languages.offered.cache_clear()
        return path

    yield add
    languages.offered.cache_clear()


@pytest.fixture
def whole(add, messages, monkeypatch):
    """The invented language, complete: the words of the schemas, too."""
    add(messages)
    monkeypatch.setattr(labels, "all_of", lambda: {invented.TAG: invented.Words()})


@pytest.mark.usefixtures("phone")
def test_a_language_is_offered_by_its_own_name_once_its_file_is_there(add, messages, browser):
    add(messages)
    page = browser.get(PATH, headers={"accept-language": "el-GR"})
    text = page.content.decode()
    assert page["Content-Language"] == "el"
    assert '<html lang="el" dir="ltr">' in text
    assert re.search(r'lang="?el"? aria-current="?true"?>Ελληνικά</a>', text)
    assert invented.translated("Skip to the contents") in text


@pytest.mark.usefixtures("phone")
def test_what_is_not_translated_is_shown_in_english_and_named_by_the_check(add, messages, browser):
    path = add(messages[:50])
    page = browser.get(f"{PATH}?lang=el").content.decode()
    assert invented.translated(messages[1].text) in page
    assert "Can it be repaired?" in page
    assert '<bdi lang="en">Repairability class</bdi>' in page
    named = list(faults_of(path, messages))
    assert len(named) == len(messages) - 50
    assert 'not translated: "Can it be repaired?"' in named


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("name", SECTORS)
def test_every_word_of_a_passport_is_translated(name):
    walk = sector(name)
    english = {each.basis for field in walk.fields for each in field.obligations} | {
        field.source for field in walk.fields
    }
    with translation.override(invented.TAG):
        said = " ".join(text for text in english if text and laws.reference(text).language)
    for path in sorted((SCHEMAS / name / "examples").glob("*.json")):
        document = example(name, path.stem)
        with translation.override(invented.TAG):
            page = presenters.page_of(sheet(document, walk))
            frame = responses.frame(RequestFactory().get(PATH), Reader())
            markup = render_to_string("passport.html", {**frame, "page": page})
        assert leftovers(markup, f"{json.dumps(document, ensure_ascii=False)} {said}") == []


@pytest.mark.usefixtures("whole", "phone")
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?identifier=nonsense",
        "/sign-in",
        "/sign-out",
        "/nowhere",
        f"{PATH}/21/S1",
        f"{PATH}?view=values",
        f"{PATH}?view=history",
        f"{PATH}?view=disassembly",
        f"{PATH}?view=none",
        f"/offline?keep={PATH}",
        "/find",
        "/find?q=aster",
        "/find?q=aster+nonsense",
        "/find?repair=Z",
        "/compare",
        f"/compare?product={PATH}",
        f"{PATH}/21/UNKNOWN",
        f"{PATH}?at=1999-01-01",
        f"{PATH}?at=soon",
        f"{PATH}?format=none",
        f"{PATH}?linkType=all",
        f"{PATH}?linkType=gs1:none",
    ],
)
def test_every_word_of_the_other_pages_is_translated(browser, path):
    response = browser.get(path, headers={"accept-language": "el"})
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert leftovers(response.content.decode(), json.dumps(example("smartphone", "aster-5"))) == []


def leftovers(markup, declared):
    """Return the Latin words of a page that are neither declared nor the same everywhere."""
    known = {*WORD.findall(declared), *WORD.findall(declared.lower()), *ALIKE}
    return [
        text
        for text in invented.texts_of(markup)
        if not {word for word in WORD.findall(text) if not ROMAN.fullmatch(word)} <= known
    ]
