from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cells.encodings import mended
from tests.domain.cells.reads import LINE, PROSE, reading, told


@pytest.mark.parametrize(
    "text",
    [
        "Phone 12",
        "AT&T",
        "a < b",
        "Größe 15\u2033",
        "华为 手机",
        "产品\u3000名",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u200f\u0647\u0627\u062a\u0641",
        "👩\u200d🔧",
        "«CAFÉ»",
        "E+",
        "Error",
        "12345",
        "007",
    ],
)
def test_a_text_with_nothing_to_mend_is_right_as_it_stands(text):
    assert told(LINE, text) == (text,)


def test_space_around_a_text_does_not_count():
    assert told(LINE, "  Phone \u00a0\n") == ("Phone",)


@pytest.mark.parametrize(
    ("text", "mended_text", "code"),
    [
        ("two  spaces", "two spaces", "repair.spaces"),
        ("tab\there", "tab here", "repair.spaces"),
        ("two\nlines", "two lines", "repair.spaces"),
        ("no\u00a0break", "no break", "repair.spaces"),
        ("zero\u200bwidth", "zerowidth", "repair.invisible"),
        ("soft\u00adhyphen", "softhyphen", "repair.invisible"),
        ("\u200fabc", "abc", "repair.invisible"),
        ("a\u202ecba", "acba", "repair.invisible"),
        ("a\u200db", "ab", "repair.invisible"),
        ("e\u0301te", "éte", "repair.unicode"),
        ("Caf\u00c3\u00a9", "Café", "repair.encoding"),
        ("It\u00e2\u20ac\u2122s", "It\u2019s", "repair.encoding"),
        ("\u00d0\u00bf\u00d1\u20ac\u00d0\u00b8", "при", "repair.encoding"),
        ("Caf\u00c3\u0192\u00c2\u00a9", "Café", "repair.encoding"),
    ],
)
def test_what_nobody_sees_or_meant_is_a_listed_repair(text, mended_text, code):
    assert told(LINE, text) == (mended_text, code)


def test_a_repair_keeps_what_stood_there():
    (repair,) = reading(LINE, " two  spaces").repairs
    assert (repair.before, repair.after) == ("two  spaces", "two spaces")
    assert "two" not in repair.reason


@pytest.mark.parametrize(
    ("text", "code", "choices"),
    [
        ("Ä\u201d und Größe", "question.encoding", ("\u0114 und Größe", "Ä\u201d und Größe")),
        ("A&amp;B", "question.markup", ("A&B", "A&amp;B")),
        ("one<br>two", "question.markup", ("one two", "one<br>two")),
        ("9.50601E+12", "question.scientific", ("9506010000000", "9.50601E+12")),
        ("n/a", "question.empty", (None, "n/a")),
        ("\u200bn/a", "question.empty", (None, "n/a")),
        (True, "question.kind", ("TRUE",)),
        (date(2020, 5, 1), "question.kind", ("2020-05-01",)),
        (1e16, "question.scientific", ("10000000000000000",)),
    ],
)
def test_a_doubtful_text_is_asked_about(text, code, choices):
    assert told(LINE, text) == (code, *choices)


@pytest.mark.parametrize(
    ("cell", "text"), [(12345, "12345"), (12345.0, "12345"), (1.5, "1.5"), (0.0, "0")]
)
def test_a_number_is_the_text_that_the_program_shows(cell, text):
    assert told(LINE, cell) == (text,)


def test_the_noise_of_a_calculated_number_is_a_listed_repair():
    assert told(LINE, 0.1 + 0.2) == ("0.3", "repair.rounding")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("#REF!", "cell.error"),
        ("#N/A", "cell.error"),
        ("#BEZUG!", "cell.error"),
        ("#NV", "cell.error"),
        ("########", "cell.error"),
        ("Err:502", "cell.error"),
        ("=A1+B1", "cell.formula"),
        ("=SUM(A1:A3)", "cell.formula"),
        ("a\0b", "cell.nul"),
        ("a\x07b", "cell.control"),
        ("a\x85b", "cell.control"),
        ("lost \ufffd", "cell.encoding"),
        ("half \ud800", "cell.encoding"),
        ("x" * 70_000, "cell.long"),
        (float("nan"), "cell.kind"),
    ],
)
def test_what_is_no_text_says_so(cell, code):
    assert told(LINE, cell) == code


@pytest.mark.parametrize("text", ["#1 phone", "= equals", "# note", "#", "Errors:502"])
def test_what_only_begins_like_an_error_or_a_formula_is_text(text):
    assert told(LINE, text)[0] == text


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("one\ntwo", ("one\ntwo",)),
        ("one\r\ntwo", ("one\ntwo", "repair.spaces")),
        ("one \n two", ("one\ntwo", "repair.spaces")),
        ("one\n\n\n\ntwo  three", ("one\n\ntwo three", "repair.spaces")),
        ("15\u00a0€ : cher", ("15\u00a0€ : cher",)),
    ],
)
def test_prose_keeps_its_lines_and_the_spaces_of_french(text, outcome):
    assert told(PROSE, text) == outcome


def test_what_is_only_invisible_is_empty():
    assert told(LINE, "\u200b\ufeff") == (None,)


@given(st.text("äöüßéèêñçøåæÄÖÜÉÀпривтмЖ 'abc", min_size=1))
def test_letters_of_utf_8_that_were_read_as_windows_1252_are_restored(text):
    restored, certain = mended("".join(map(_windows, text.encode())))
    assert restored == text
    assert certain or text.isascii() or restored == text[0]


def _windows(byte):
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
