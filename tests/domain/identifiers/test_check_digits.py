import pytest

from domain.identifiers import check_digit, check_pair


@pytest.mark.parametrize(
    ("digits", "check"),
    [
        ("0950600013435", "2"),
        ("629104150021", "3"),
        ("9638507", "4"),
        ("03600029145", "2"),
        ("00614141123456789", "0"),
        ("0", "0"),
        ("1", "7"),
    ],
)
def test_check_digits_of_published_keys_of_every_length_come_out(digits, check):
    assert check_digit(digits) == check


def test_leading_zeros_do_not_change_the_check_digit():
    assert check_digit("629104150021") == check_digit("0629104150021")


@pytest.mark.parametrize("digits", ["", "12a", " 12", "1.2", "-1", "²", "١٢", "1_2"])
def test_anything_but_ascii_digits_has_no_check_digit(digits):
    with pytest.raises(ValueError, match="ASCII digits"):
        check_digit(digits)


@pytest.mark.parametrize(
    ("characters", "pair"),
    [
        # GS1 General Specifications, section 7.9.5.
        ("1987654Ad4X4bL5ttr2310c", "2K"),
        ("", "22"),
        ("0", "2U"),
        ("9506000ABC", "AS"),
    ],
)
def test_the_check_pair_of_a_model_number_comes_out(characters, pair):
    assert check_pair(characters) == pair


@pytest.mark.parametrize("characters", ["12 3", "#", "é", "~", "0" * 98])
def test_other_characters_and_too_many_of_them_have_no_check_pair(characters):
    with pytest.raises(ValueError, match="set 82"):
        check_pair(characters)
