import pytest

from tests.domain.cells.reads import COUNTRY, GRAMS, LANGUAGE, LINE, told

COUNTRIES = {"type": "array", "items": COUNTRY, "uniqueItems": True}
LANGUAGES = {"type": "array", "items": LANGUAGE}
LINES = {"type": "array", "items": LINE}
MASSES = {"type": "array", "items": GRAMS}


@pytest.mark.parametrize(
    "cell",
    ["DE;FR", "DE; FR", "DE, FR", "DE|FR", "DE\nFR", "DE/FR", "DE FR", "DE\uff1bFR", "DE & FR"],
)
def test_codes_are_parted_by_any_usual_sign(cell):
    assert told(COUNTRIES, cell) == (["DE", "FR"],)


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("Germany; France", (["DE", "FR"], "repair.country")),
        ("Germany and France", (["DE", "FR"], "repair.country")),
        ("Korea, Republic of", (["KR"], "repair.country")),
        ("Bosnia and Herzegovina", (["BA"], "repair.country")),
        (276, (["DE"], "repair.country")),
        ("DE;;FR;", (["DE", "FR"], "repair.list")),
        ("DE;DE", (["DE"], "repair.list")),
        ("- DE\n- FR", (["DE", "FR"], "repair.list")),
        ('["DE", "FR"]', (["DE", "FR"], "repair.list")),
        ("['DE', 'FR']", (["DE", "FR"], "repair.list")),
        ("Germany; Germany", (["DE"], "repair.country", "repair.list")),
    ],
)
def test_repairs_of_a_list_are_those_of_its_entries_and_its_own(cell, outcome):
    assert told(COUNTRIES, cell) == outcome


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("EU", ("question.region", None)),
        ("DE; EU", ("question.region", ["DE"])),
        ("DE; Korea", ("question.country", ["DE", "KR"], ["DE", "KP"])),
        ("EU; Korea", ("question.region", ["KR"])),
        ("n/a", ("question.empty", None)),
    ],
)
def test_an_entry_that_is_asked_about_is_asked_as_a_whole_list(cell, outcome):
    assert told(COUNTRIES, cell) == outcome


def test_a_faulty_entry_makes_the_list_faulty():
    assert told(COUNTRIES, "DE; Atlantis") == "cell.country"
    assert told(COUNTRIES, "#REF!") == "cell.error"


def test_a_list_of_separators_is_empty():
    assert told(COUNTRIES, ";;") == (None,)


def test_languages_are_read_like_countries():
    assert told(LANGUAGES, "EN, Deutsch") == (["en", "de"], "repair.language")


def test_commas_may_belong_to_an_entry_that_is_a_text():
    both = (["i5", "8 GB"], ["i5, 8 GB"])
    assert told(LINES, "i5, 8 GB") == ("question.separator", *both)
    assert told(LINES, "i5, 8 GB; i7") == (["i5, 8 GB", "i7"],)
    assert told(LINES, "i5") == (["i5"],)


def test_a_separator_that_is_said_is_the_only_one():
    assert told(LINES, "a, b; c", separator=",") == (["a", "b; c"],)
    assert told(LINES, "a / b", separator="/") == (["a", "b"],)


def test_numbers_of_a_list_are_read_one_by_one():
    assert told(MASSES, "1 kg; 2 kg") == ([1000, 2000], "repair.unit")


def test_repeated_entries_stay_where_they_may():
    assert told(LINES, "a; a") == (["a", "a"],)
