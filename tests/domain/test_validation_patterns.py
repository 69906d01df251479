import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.validation.engine import keyword_engine
from domain.validation.patterns import MAX_PATTERN_LENGTH, UnsafePatternError, check_pattern
from domain.validation.terms import NAME_FORMS

SOUND = [
    *NAME_FORMS,
    "^$",
    "^a$",
    "^[A-Z]{2}$",
    "^[0-9a-f]{64}$",
    "^(0|[1-9][0-9]{0,8})([.][0-9]{1,4})?$",
    "^([0-9]{6}|[0-9]{8})$",
    r"^[0-9]+(\.[0-9]+){0,3}$",
    "^https://[!-~]+$",
    r"^\(a\)\*\$$",
    r"^a\\$",
    "^[^a-c]{1,3}$",
    "^[-a-c_-]*$",
    "^[-]?[0-9]+$",
    r"^[\]\[\^\-]+$",
    "^(?:ab){2,3}$",
    "^(-[a-z]+(/[0-9]+)*)*$",
    "^ {1,}x$",
]

UNSAFE = [
    "",
    "^",
    "a",
    "^a",
    "a$",
    "^a|b$",
    "^a)$",
    "^(a$",
    "^()$",
    "^(a|)$",
    "^[a$",
    "^[]$",
    "^[^]$",
    "^.$",
    "^a^b$",
    "^a$b$",
    r"^\d$",
    r"^\w+$",
    r"^\s$",
    r"^a\b$",
    r"^\p{L}$",
    r"^[\d]$",
    r"^(a)\1$",
    r"^\n$",
    r"^\x41$",
    r"^\-$",
    r"^a\$",
    "^(?=a)a$",
    "^(?!a)b$",
    "^(?<=a)b$",
    "^(?P<n>a)$",
    "^(?i)a$",
    "^(a+)+$",
    "^(a*)*$",
    "^(a|b)+$",
    "^([a-z]{1,3})*$",
    "^(-[a-z-]+)*$",
    "^(-?[a-z]+)*$",
    "^((a+)b)+$",
    "^a+?$",
    "^a++$",
    "^a**$",
    "^a{2}{3}$",
    "^a{2,1}$",
    "^a{1001}$",
    "^a{0,1001}$",
    "^a{,3}$",
    "^{1}$",
    "^*$",
    "^[z-a]$",
    "^[a-b-c]$",
    "^[a&&b]$",
    "^[a--b]$",
    "^[a||b]$",
    r"^[!-\[-z]$",
    "^\u00e4$",
    "^[\u0660-\u0669]$",
    "^a\n$",
    "^[\x00]$",
    "^" + "(" * 150 + "$",
    "^" + "a" * MAX_PATTERN_LENGTH + "$",
]


@pytest.mark.parametrize("pattern", SOUND)
def test_a_pattern_of_the_subset_passes(pattern):
    check_pattern(pattern)


@pytest.mark.parametrize("pattern", UNSAFE)
def test_a_pattern_outside_the_subset_is_refused_with_a_sentence(pattern):
    with pytest.raises(UnsafePatternError) as caught:
        check_pattern(pattern)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("pattern", SOUND)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_the_engine_and_python_give_one_verdict_on_a_pattern_of_the_subset(pattern, data):
    inner = re.compile(pattern[1:-1])
    matching = st.from_regex(inner, fullmatch=True)
    sample = data.draw(
        matching
        | st.tuples(matching, st.sampled_from(["\n", "-", "\u0661", "a"])).map("".join)
        | st.text(st.sampled_from("ab-_09./\n\u00e4\u0661AZ"), max_size=8)
    )
    assert keyword_engine("pattern", pattern).is_valid(sample) == bool(inner.fullmatch(sample))


@settings(max_examples=200, derandomize=True)
@given(st.text(st.sampled_from("^$ab01-()[]{}|*+?\\.,/:= \u00e4"), max_size=14))
def test_what_the_check_passes_every_engine_can_compile(text):
    pattern = f"^{text}$"
    try:
        check_pattern(pattern)
    except UnsafePatternError:
        return
    keyword_engine("pattern", pattern)
    re.compile(pattern)
