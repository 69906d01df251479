import pytest

from domain.identifiers import check_digit


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
