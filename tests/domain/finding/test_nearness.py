"""Typing errors are forgiven, and what is nearest stands first."""

from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from domain.finding.nearness import (
    errors_forgiven,
    grams_of,
    likeness,
    nearest_words,
    telling_grams,
)

LETTERS = st.text("abcdefgh", min_size=5, max_size=12)


@st.composite
def mistyped(draw):
    """A word, and the same with as many errors as are forgiven."""
    word = wrong = draw(LETTERS)
    for _ in range(errors_forgiven(word)):
        at = draw(st.integers(0, len(wrong) - 2))
        letter = draw(st.sampled_from("abcdefgh"))
        wrong = draw(
            st.sampled_from(
                [
                    wrong[:at] + letter + wrong[at + 1 :],
                    wrong[:at] + letter + wrong[at:],
                    wrong[:at] + wrong[at + 1 :],
                    wrong[:at] + wrong[at + 1] + wrong[at] + wrong[at + 2 :],
                ]
            )
        )
    return word, wrong


@given(mistyped())
def test_a_word_with_forgiven_errors_shares_a_telling_gram(pair):
    word, wrong = pair
    assume(OSA.distance(word, wrong) <= errors_forgiven(wrong))
    # Where a word is so short that every gram may be spoilt, nothing is promised.
    assume(len(grams_of(wrong)) > 4 * errors_forgiven(wrong))
    assume(len(grams_of(word)) > 4 * errors_forgiven(wrong))
    assert set(telling_grams(wrong, {})) & set(grams_of(word))


@given(LETTERS, st.dictionaries(st.text("abc·", min_size=3, max_size=3), st.integers(0, 99)))
def test_the_rarest_grams_tell(word, uses):
    chosen = telling_grams(word, uses)
    others = set(grams_of(word)) - set(chosen)
    assert set(chosen) <= set(grams_of(word))
    assert all(uses.get(g, 0) <= uses.get(o, 0) for g in chosen for o in others)


def test_the_nearest_word_goes_first_and_of_equals_the_more_used():
    known = {"samsung": 5, "samson": 9, "sansung": 7, "nothing": 3}
    assert nearest_words("samsunk", known)[0] == "samsung"
    assert nearest_words("samsun", {"samsung": 5, "samson": 9}) == ["samson", "samsung"]
    assert "nothing" not in nearest_words("samsunk", known)


def test_short_words_and_those_without_spaces_are_taken_as_they_are():
    assert nearest_words("abc", {"abd": 1}) == []
    assert grams_of("手机") == []
    assert nearest_words("9506000134353", {"9506000134352": 1}) == []


def test_a_name_that_is_all_that_was_typed_goes_before_one_that_holds_more():
    labels = ["galaxy tab s9 plus", "samsung galaxy s9", "galaxy s9"]
    scores = likeness("galaxy s9", labels)
    assert max(labels, key=lambda label: scores[labels.index(label)]) == "galaxy s9"


def test_the_best_of_several_languages_counts():
    assert likeness("手机", ["phone\n小米 手机"]) == likeness("手机", ["小米 手机"])
    assert likeness("x", []) == []
