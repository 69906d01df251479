"""Words are found again however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.finding.words import MOST_TYPED, MOST_WORDS, compact, fold, kept_words, typed_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d'Or", "COTE D OR"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("Smørrebrød", "smorrebrod"),
        ("إلكترونيات", "الكترونيات"),
        ("مكواة", "مكواه"),
        ("گوشی", "گوشي"),
        ("٣٢٠", "320"),
        ("\uff13\uff12\uff10\uff27\uff22", "320gb"),
        ("ДИСПЛЕЙ", "дисплей"),
        ("İstanbul", "istanbul"),
        ("노트북", "노트북"),
    ],
)
def test_case_accents_and_forms_of_letters_make_no_difference(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("typed", ["SM-G991B", "sm g991b", "SMG991B", "sm/g991-b"])
def test_a_model_number_is_compact_in_every_spelling(typed):
    assert compact(typed) == "smg991b"


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("SM-G991B", "smg991b"),
        ("SM-G991B", "g991b"),
        ("iPhone 12", "iphone12"),
        ("iPhone12", "iphone 12"),
        ("Mac Book", "macbook"),
        ("小米手机", "手机"),
        ("小米手机", "小米"),
        ("ノートパソコン", "パソコン"),
        ("노트북컴퓨터", "컴퓨터"),
        ("الهاتف", "هاتف"),
        ("手机", "机"),
    ],
)
def test_a_part_is_found_where_readers_see_one(kept, typed):
    assert set(typed_words(typed)) <= kept_words(kept)


@given(st.text(max_size=80))
def test_every_text_is_found_by_itself(text):
    assert set(typed_words(text)) <= kept_words(text) | set(fold(text).split())


@given(st.text(max_size=600))
def test_words_hold_nothing_that_an_index_would_stumble_over(text):
    words = kept_words(text) | set(typed_words(text))
    assert len(kept_words(text)) <= MOST_WORDS
    assert len(typed_words(text)) <= MOST_TYPED
    for word in words:
        assert not set(word) & set(" \"'()*§·\0")
        assert word == fold(word) or len(word) == 1


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
