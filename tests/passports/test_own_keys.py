from domain.identifiers import parse
from passports.own_keys import draw


def test_drawn_keys_differ_and_are_canonical(maker):
    drawn = {draw(maker) for _ in range(100)}
    assert len(drawn) == 100
    assert all(parse(text).text == text for text in drawn)


def test_the_same_key_and_number_give_the_same_identifier(maker):
    assert draw(maker, "k", 3) == draw(maker, "k", 3)


def test_another_key_number_or_organisation_gives_another_identifier(maker, other_maker):
    drawn = [
        draw(maker, "k", 1),
        draw(maker, "k", 2),
        draw(maker, "l", 1),
        draw(maker, "", 1),
        draw(other_maker, "k", 1),
        draw(maker, "1\nk", 0),
        draw(maker, "k", 11),
    ]
    assert len(set(drawn)) == len(drawn)


def test_a_key_alone_does_not_tell_the_identifier(maker, settings):
    before = draw(maker, "k")
    settings.SECRET_KEY = "another registry's secret"
    assert draw(maker, "k") != before
