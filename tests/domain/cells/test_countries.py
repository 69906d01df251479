import pytest
from babel import Locale

from domain.cells.country_names import codes
from tests.domain.cells.reads import COUNTRY, told

SEVEN = ["en", "zh", "fr", "es", "ar", "ru", "de"]


def test_there_are_the_249_countries_of_iso_3166_and_kosovo():
    assert len(codes()) == 250
    assert "XK" in codes()
    assert codes().isdisjoint({"EU", "UN", "WW", "XX", "ZZ", "UK"})


@pytest.mark.parametrize("language", SEVEN)
def test_every_country_is_known_by_its_name_in_the_languages_of_the_pages(language):
    names = Locale.parse(language).territories
    # Spanish has "Congo" for one of the two countries that go by this name.
    assert {code for code in codes() if code not in told(COUNTRY, names[code])} == set()


def test_a_code_is_right_as_it_stands():
    assert told(COUNTRY, "DE") == ("DE",)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("de", "DE"),
        ("DEU", "DE"),
        ("276", "DE"),
        (276, "DE"),
        (8.0, "AL"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("United States of America", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("EL", "GR"),
        ("PRC", "CN"),
        ("P.R. China", "CN"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Viet Nam", "VN"),
        ("Czech Republic", "CZ"),
        ("TURKEY", "TR"),
        ("the Netherlands", "NL"),
        ("Bosnia and Herzegovina", "BA"),
        ("cote d'ivoire", "CI"),
        ("Großbritannien", "GB"),
    ],
)
def test_other_codes_and_usual_names_are_a_listed_repair(cell, code):
    assert told(COUNTRY, cell) == (code, "repair.country")


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("Germny", ("DE",)),
        ("Untied States", ("US",)),
        ("Korea", ("KR", "KP")),
        ("Congo", ("CD", "CG")),
        ("Shenzhen, China", ("CN",)),
        ("China (Shenzhen)", ("CN",)),
        ("China / Vietnam", ("CN", "VN")),
        ("Made in China", ("CN",)),
    ],
)
def test_a_doubtful_country_is_asked_about(cell, choices):
    assert told(COUNTRY, cell) == ("question.country", *choices)


@pytest.mark.parametrize(
    "cell", ["WW", "Worldwide", "EU", "Asia", "North America", "欧洲", "\u0415\u0421"]
)
def test_a_region_is_no_country(cell):
    assert told(COUNTRY, cell) == ("question.region", None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("XX", "cell.country"),
        ("Atlantis", "cell.country"),
        ("x" * 200, "cell.country"),
        (4.5, "cell.country"),
        (True, "cell.kind"),
        ("#REF!", "cell.error"),
    ],
)
def test_what_is_no_country_says_so(cell, code):
    assert told(COUNTRY, cell) == code


def test_na_is_namibia_and_n_a_is_nothing():
    assert told(COUNTRY, "NA") == ("NA",)
    assert told(COUNTRY, "n/a") == ("question.empty", None)
    assert told(COUNTRY, "default") == ("question.empty", None)
