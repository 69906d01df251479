"""The linters of GS1's dictionary: what each takes, and the nearest thing that it refuses."""

import pytest

from domain.identifiers import value_words
from domain.identifiers.application_identifiers import ENTRIES
from domain.identifiers.linters import LEFT_OUT, LINTERS
from tests.faults import check_wording

CASES = {
    "cset64": (["A-_z9==", "AB="], ["A=B", "A===", "=", "+", "A/"]),
    "csum": (["9506000134352", "00"], ["9506000134353", "01"]),
    "csumalpha": (["1987654Ad4X4bL5ttr2310c2K"], ["1987654Ad4X4bL5ttr2310c2L", "K"]),
    "gcppos1": (["9506", "9506ABC"], ["950", "950A", "A9506"]),
    "gcppos2": (["09506", "A9506B"], ["0950", "0950A"]),
    "hasnondigit": (["1A", "-"], ["", "123"]),
    "hh": (["00", "23"], ["24", "1", "0A"]),
    "hhmi": (["0000", "2359"], ["2400", "2360", "23"]),
    "hyphen": (["-"], ["+", "1", ""]),
    "iban": (["GB82WEST12345698765432"], ["GB82WEST12345698765431", "GB82", "XX82WEST12345698"]),
    "importeridx": (["A", "0", "-", "_"], ["=", "AB", ""]),
    "iso3166": (["276", "056"], ["999", "56", "000"]),
    "iso3166999": (["276", "999"], ["998"]),
    "iso3166alpha2": (["DE", "NZ"], ["de", "XX", "DEU"]),
    "iso4217": (["978", "008"], ["000", "8"]),
    "iso5218": (["0", "1", "2", "9"], ["3", "8", "00"]),
    "latitude": (["0000000000", "1800000000"], ["1800000001", "180000000"]),
    "longitude": (["0000000000", "3600000000"], ["3600000001", "360000000"]),
    "mediatype": (["01", "10", "80", "99"], ["00", "11", "79", "1"]),
    "mi": (["00", "59"], ["60", "5"]),
    "nonzero": (["1", "010"], ["0", "000", ""]),
    "nozeroprefix": (["1", "10", ""], ["0", "01"]),
    "packagetype": (["8", "200", "WX"], ["0", "wx", "9999", ""]),
    "pcenc": (["A%2fB%20", ""], ["%", "%2", "%2g", "A%"]),
    "pieceoftotal": (["0101", "0299", "12"], ["0201", "0001", "0100", "010", "0A0B", ""]),
    "posinseqslash": (["1/1", "2/10"], ["0/1", "2/1", "01/2", "1/", "12", "1/02"]),
    "ss": (["00", "59"], ["60"]),
    "winding": (["0", "1", "9"], ["2", ""]),
    "yesno": (["0", "1"], ["2", "01"]),
    "yymmd0": (["260200", "240229", "000229"], ["260229", "261301", "260001", "26010", "26AA01"]),
    "yymmdd": (["260228", "240229"], ["260200", "260229", "260631"]),
    "yyyymmdd": (["20240229", "20000229"], ["20230229", "19000229", "20240200", "202402"]),
    "zero": (["0", "00"], ["1", "01", ""]),
}


def test_every_linter_has_its_cases():
    assert CASES.keys() == LINTERS.keys()


@pytest.mark.parametrize("name", CASES)
def test_each_linter_takes_what_it_should_and_nothing_near_it(name):
    right, wrong = CASES[name]
    assert [value for value in right if not LINTERS[name](value)] == []
    assert [value for value in wrong if LINTERS[name](value)] == []


@pytest.mark.parametrize("year", ["04", "76", "96", "00"])
def test_each_fourth_year_of_two_digits_has_a_29th_of_february(year):
    assert LINTERS["yymmdd"](f"{year}0229")
    assert not LINTERS["yymmdd"](f"{int(year) + 1:02}0229")


def test_all_linters_of_the_table_are_known():
    named = {
        linter
        for entry in ENTRIES.values()
        for part in entry.notation.split()
        for linter in part.strip("[]").split(",")[1:]
    }
    assert named - LINTERS.keys() == LEFT_OUT


@pytest.mark.parametrize("name", CASES)
def test_every_linter_s_refusal_is_said_in_words(name):
    fault = value_words.rule(name, "attribute (99)", "attribute")
    assert fault.code.startswith("attribute.")
    assert "attribute (99)" in fault.sentence
    check_wording(fault)
