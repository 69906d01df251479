"""The code lists beside the sectors: their numbers are sound, their links lead somewhere."""

import json
import re
from pathlib import Path

import pytest

from domain import cldr
from domain.cells import country_names
from domain.validation import lint_codes
from domain.validation.terms import CODE_FORMS, UNITS
from tests.data.files import release

CODES = Path(__file__).parents[2] / "schemas/codes"
LISTS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in CODES.glob("*.json")}
LANGUAGES = ("en", "zh-hans", "fr", "es", "ar", "ru", "de")
MATERIALS = LISTS["materials"]["codes"]
CRITICAL = LISTS["critical-raw-materials"]["codes"]
KINDS = {
    "metal",
    "plastic",
    "rubber",
    "glass",
    "ceramic",
    "mineral",
    "chemical",
    "paper",
    "wood",
    "textile",
    "leather",
    "assembly",
    "other",
}
# What the registry's first documents and factor sets named their materials.
FIRST = (
    "aluminium copper steel plastic li-ion-battery circuit-board flat-panel-glass crt-glass"
    " other-glass other-metals other ceramic rubber paper wood textile mercury graphite silicon"
)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_in_order(name):
    assert lint_codes(LISTS[name]) == []


def test_there_are_the_lists_that_the_words_of_faults_and_the_readers_of_cells_know():
    assert set(LISTS) >= {*CODE_FORMS, "languages", "materials", "critical-raw-materials", "units"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["countries", "currencies"])
def test_every_country_and_currency_has_a_name_in_every_language_of_the_pages(name, language):
    told = LISTS[name]
    nameless = [c for c in told["codes"] if not cldr.name(told["cldr"], c, language)]
    assert nameless == []


def test_countries_are_those_that_cells_are_read_as():
    assert set(LISTS["countries"]["codes"]) == country_names.codes()


@pytest.mark.parametrize("code", ["EUR", "USD", "CNY", "GBP", "XOF"])
def test_currencies_in_use_are_on_the_list(code):
    assert code in LISTS["currencies"]["codes"]


@pytest.mark.parametrize("code", ["DEM", "HRK", "BGN", "XXX"])
def test_currencies_that_are_gone_are_not(code):
    assert code not in LISTS["currencies"]["codes"]


# Materials


def digits(number):
    return [int(character) for character in number if character.isdigit()]


def is_cas(number):
    """The last digit: the others times their place from the right, added up, modulo 10."""
    *body, check = digits(number)
    form = re.fullmatch(r"[1-9][0-9]{1,6}-[0-9]{2}-[0-9]", number)
    return form and sum(n * d for n, d in enumerate(reversed(body), 1)) % 10 == check


def is_ec(number):
    """The last digit: the others times their place from the left, added up, modulo 11."""
    *body, check = digits(number)
    form = re.fullmatch("[0-9]{3}-[0-9]{3}-[0-9]", number)
    return form and sum(n * d for n, d in enumerate(body, 1)) % 11 == check


def test_a_wrong_check_digit_is_noticed():
    assert is_cas("7440-48-4")
    assert not is_cas("7440-48-5")
    assert is_ec("231-158-0")
    assert not is_ec("231-158-1")


@pytest.mark.parametrize("code", MATERIALS)
def test_the_numbers_of_every_material_have_the_right_check_digits(code):
    told = MATERIALS[code]
    assert is_cas(told.get("cas", "7440-48-4"))
    assert is_ec(told.get("ec", "231-158-0"))


def test_elements_are_known_by_their_symbols_and_numbers_once():
    symbols = [told["element"] for told in MATERIALS.values() if "element" in told]
    assert len(symbols) == len(set(symbols)) > 50
    assert (MATERIALS["cobalt"]["element"], MATERIALS["cobalt"]["cas"]) == ("Co", "7440-48-4")
    numbers = [told["ec"] for told in MATERIALS.values() if "ec" in told]
    assert len(numbers) == len(set(numbers))


def test_every_material_is_of_a_kind_and_its_broader_one_is_on_the_list_without_a_further_one():
    assert {told["kind"] for told in MATERIALS.values()} == KINDS
    broader = {told["broader"] for told in MATERIALS.values() if "broader" in told}
    assert {code for code in broader if "broader" in MATERIALS.get(code, {"broader": ""})} == set()


def test_what_a_material_is_critical_as_is_on_the_list_of_critical_raw_materials():
    named = {told["critical"] for told in MATERIALS.values() if "critical" in told}
    assert named <= CRITICAL.keys()
    assert MATERIALS["neodymium"]["critical"] == "light-rare-earths"
    assert all("critical" not in MATERIALS[code] for code in ("gold", "silver", "tin", "indium"))


def test_critical_and_strategic_materials_are_as_many_as_the_act_has():
    """Regulation (EU) 2024/1252: 34 in Annex II, 17 in Annex I, whose rare earths are two here."""
    strategic = [code for code, told in CRITICAL.items() if told["strategic"]]
    assert (len(CRITICAL), len(strategic)) == (34, 18)
    assert all(("strategic_as" in told) == told["strategic"] for told in CRITICAL.values())


def test_the_codes_that_documents_and_factors_began_with_are_still_there():
    assert set(FIRST.split()) <= MATERIALS.keys()


@pytest.mark.parametrize("version", ["2025.1", "2025.2"])
def test_every_factor_of_a_material_is_that_of_a_code(version):
    keys = [row["key"].split("/")[1] for row in release(version) if row["key"][:9] == "material/"]
    assert keys
    assert set(keys) <= MATERIALS.keys()


# Units


def written(code, count, language):
    told = LISTS["units"]["codes"][code]
    if "cldr" in told:
        return cldr.unit(told["cldr"], told["form"], count, language)
    return told.get("symbol", told["name"])


@pytest.mark.parametrize("code", LISTS["units"]["codes"])
def test_every_unit_is_written_somehow_in_every_language(code):
    texts = [written(code, count, language) for count in (1, 2.5, 7) for language in LANGUAGES]
    assert all(texts) or code == "1"
    assert not any(character.isdigit() for text in texts for character in text if character < "²")


def test_units_in_the_words_of_faults_are_those_of_the_pages():
    for code, words in UNITS.items():
        assert words.replace("CO2", "CO₂").replace("per W", "per watt") == written(code, 2, "en")
