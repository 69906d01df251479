from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from domain.cells.locales import LANGUAGES
from domain.cells.numerals import Ambiguous, Numeral, number, numeral, without_noise

ONE_MEANING = {
    "0": "0",
    "12": "12",
    "-12.5": "-12.5",
    "+7": "7",
    "00012": "12",
    ".5": "0.5",
    "5.": "5",
    "1e3": "1000",
    "1,5E+3": "1500",
    "1.234,5": "1234.5",
    "1 234,5": "1234.5",
    "1,234.5": "1234.5",
    "1'234.5": "1234.5",
    "1\u2019234.5": "1234.5",
    "1\u00a0234,50": "1234.5",
    "1\u202f234\u202f567,8": "1234567.8",
    "1,234,567": "1234567",
    "1.234.567": "1234567",
    "1,23,456.7": "123456.7",
    "0,123": "0.123",
    "0.1500": "0.15",
    "12,34": "12.34",
    "\u22123": "-3",
    "\u2013 3": "-3",
    "\u0661\u0662\u066b\u0665": "12.5",
    "\u0661\u066c\u0662\u0663\u0664": "1234",
    "\uff11\uff12\uff0e\uff15": "12.5",
    "\u0967\u0968": "12",
}


@pytest.mark.parametrize(("text", "value"), ONE_MEANING.items())
def test_a_number_of_one_meaning_is_read_by_its_form(text, value):
    found = numeral(text)
    assert isinstance(found, Numeral)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *["", "-", ".", "five", "1.2.3", "12 34", "1..2", "1 .5", "1.234 567", "5-7", "1,2,3"],
        *["0x1F", "9" * 61, "1.234,567.8", "NaN", "1_000", "\u00bd"],
    ],
)
def test_what_is_no_number_is_none(text):
    assert numeral(text) is None


@pytest.mark.parametrize("text", ["1,234", "1.234", "-12,345", "123.456"])
def test_three_digits_behind_one_sign_have_two_meanings(text):
    found = numeral(text)
    assert isinstance(found, Ambiguous)
    assert found.as_groups.value == 1000 * found.as_decimal.value


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,234", ",", "1.234"),
        ("1,234", ".", "1234"),
        ("1.234", ".", "1.234"),
        ("1.234", ",", "1234"),
    ],
)
def test_the_sign_of_the_column_decides_between_two_meanings(text, decimal, value):
    found = numeral(text, decimal)
    assert isinstance(found, Numeral)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("12.5", []),
        ("12,5", ["repair.decimal_comma"]),
        ("1,234.5", ["repair.thousands"]),
        ("1.234,5", ["repair.thousands", "repair.decimal_comma"]),
        ("1\u00a0234", ["repair.thousands"]),
        ("\u0661\u0662", ["repair.digits"]),
    ],
)
def test_what_was_done_to_a_number_is_listed(text, codes):
    found = numeral(text)
    assert isinstance(found, Numeral)
    assert [change.code for change in found.changes] == codes


def test_a_number_shows_which_decimal_sign_is_in_use():
    signs = {text: numeral(text).sign for text in ("12", "1,5", "1.5", "1,234,567", "1.234.567")}
    assert signs == {"12": "", "1,5": ",", "1.5": ".", "1,234,567": ".", "1.234.567": ","}


def test_a_json_number_is_whole_where_it_can_be_and_never_beyond_what_is_exact():
    assert number(Decimal("12.0")) == 12
    assert isinstance(number(Decimal("12.0")), int)
    assert number(Decimal("0.1")) == 0.1
    assert number(Decimal(2**53 - 1)) == 2**53 - 1
    assert number(Decimal(2**53)) is None


@pytest.mark.parametrize(
    ("noisy", "quiet"),
    [(0.1 + 0.2, 0.3), (589.6700000000001, 589.67), (0.1, 0.1), (1 / 3, 1 / 3), (1e22, 1e22)],
)
def test_only_what_calculating_left_behind_is_noise(noisy, quiet):
    assert without_noise(noisy) == quiet


@given(
    st.decimals(-999_999, 999_999, places=2),
    st.sampled_from([language for language in LANGUAGES if language not in {"ar", "hi"}]),
)
def test_what_a_locale_writes_is_read_back_in_a_column_of_its_sign(value, language):
    sign = Locale.parse(language).number_symbols["latn"]["decimal"]
    text = format_decimal(value, locale=language, format="#,##0.00")
    found = numeral(text, sign)
    assert isinstance(found, Numeral)
    assert found.value == value
