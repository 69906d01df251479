"""How GS1's notation for the form of a value is read."""

import pytest

from domain.identifiers import formats


@pytest.mark.parametrize(
    ("notation", "right", "wrong"),
    [
        ("N6", ["012345"], ["12345", "1234567", "12345A", "١٢٣٤٥٦"]),
        ("N..3", ["1", "123"], ["", "1234"]),
        ("X..3", ["a", "%/?"], ["", "abcd", "a b", "a\n", "#", "é"]),
        ("Y..3", ["A#1"], ["a", "%"]),
        ("Z..6", ["Ab-_", "A=="], ["A=B", "+"]),
        ("X4", ["A-/9"], ["abc", "abcde"]),
        ("N3 X..2", ["123a", "123ab"], ["123", "12a", "123abc"]),
        ("N3 [X..2]", ["123", "123ab"], ["12", "123abc"]),
        ("N6 [N4]", ["123456", "1234567890"], ["12345678"]),
        ("N6,yymmdd [N6],yymmdd", ["270131", "270131270228"], ["270132", "270131270229"]),
        ("N13,csum X..3", ["9506000134352A"], ["9506000134353A"]),
        ("X..9,gcppos1", ["9506A"], ["950A"]),
    ],
)
def test_a_value_has_the_characters_the_length_and_the_checks_of_its_notation(
    notation, right, wrong
):
    accepts = formats.of(notation).accepts
    assert [value for value in right if not accepts(value)] == []
    assert [value for value in wrong if accepts(value)] == []


@pytest.mark.parametrize(
    ("notation", "shortest", "longest"),
    [("N6", 6, 6), ("X..20", 1, 20), ("N13 [X..17]", 13, 30), ("N3 X..30", 4, 33)],
)
def test_a_format_knows_how_short_and_how_long_a_value_is(notation, shortest, longest):
    shape = formats.of(notation)
    assert (shape.shortest, shape.longest) == (shortest, longest)


def test_a_format_names_the_widest_of_its_sets_of_characters():
    assert formats.of("N6").alphabet == "digits"
    assert "set 39" in formats.of("Y..5").alphabet
    assert "set 82" in formats.of("N3 X..5").alphabet


def test_the_first_broken_rule_is_told_with_the_part_that_breaks_it():
    shape = formats.of("N3,iso3166 N6,yymmdd")
    assert shape.broken_rule("276270131") is None
    rule, part = shape.broken_rule("276270132")
    assert (rule.name, "276270132"[part]) == ("yymmdd", "270132")


def test_what_a_coupon_says_is_not_looked_into():
    assert formats.of("X..70,couponcode").accepts("0")


@pytest.mark.parametrize("notation", ["A6", "N", "N6,", "N6;csum", "N6,nosuch"])
def test_a_mistake_in_the_notation_is_an_error(notation):
    with pytest.raises(ValueError, match="is no"):
        formats.of(notation)
