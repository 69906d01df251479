from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema_rs import Draft202012Validator as Stock

from domain.validation.engine import FORMATS, is_date, is_date_time, keyword_engine

DATES = [
    "2026-01-01", "2024-02-29", "2026-02-29", "1900-02-29", "0000-01-01", "0001-01-01",
    "9999-12-31", "10000-01-01", "2026-1-1", "20260101", "2026-W01-1", "2026-01-01\n",
    " 2026-01-01", "+2026-01-01", "-2026-01-01", "2026-13-01", "2026-00-10", "2026-04-31",
    "2026-001", "2026-01", "", "2026-01-01T00:00:00Z", "2026/01/01", "26-01-01", "2026-01-00",
    "\u0662\u0660\u0662\u0666-01-01", "2026-01-0\uff11",
]  # fmt: skip
TIMES = [
    "2026-01-01T00:00:00Z", "2026-01-01t00:00:00z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00",
    "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00-23:59", "2026-01-01T00:00:00+24:00",
    "2026-01-01T00:00:00+23:60", "2026-01-01T24:00:00Z", "2016-12-31T23:59:60Z",
    "2026-01-01T23:59:61Z", "2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00.Z",
    "2026-01-01T00:00:00.123456789012345678Z", "2026-01-01T00:00:00,1Z", "2026-01-01T00:00Z",
    "2026-02-30T00:00:00Z", "0000-01-01T00:00:00Z", "2026-01-01T00:00:00Z\n",
    "2026-01-01T00:00:00+0000", "2026-01-01T12:60:00Z", "2026-01-01T00:00:0\uff11Z", "", "Z",
]  # fmt: skip
ADDRESSES = [
    "https://example.org/", "urn:a:b", "a:", "//e.org/", "/x", "x", "", "https://e.org/\u00e4",
    "https://e.org/%zz", "https://e.org/%41", "https://e.org/a b", "https://e.org/<x>",
    "https://[::1]/", "https://[::g]/", "https://e.org:99999/", "https://e.org:ab/",
    "mailto:a@b.c", "1http://a", "https://e.org/#a#b", "https://e.org/\\x", "https://e.org/|",
    "https://e.org/\n", "https://e.org\n", "https://user@e.org/", "https://e.org/[x]", ":x",
]  # fmt: skip
SAMPLES = {"date": DATES, "date-time": TIMES, "uri": ADDRESSES}
CHECKER = Draft202012Validator.FORMAT_CHECKER


def test_every_format_has_samples():
    assert SAMPLES.keys() == FORMATS


@pytest.mark.parametrize(("name", "sample"), [(n, s) for n in SAMPLES for s in SAMPLES[n]])
def test_what_passes_here_passes_in_other_engines(name, sample):
    if keyword_engine("format", name).is_valid(sample):
        assert CHECKER.conforms(sample, name)
        assert Stock({"format": name}, validate_formats=True).is_valid(sample)


@pytest.mark.parametrize(("name", "sample"), [(n, s) for n in SAMPLES for s in SAMPLES[n]])
def test_what_all_other_engines_accept_is_accepted_but_for_letter_case(name, sample):
    stock = Stock({"format": name}, validate_formats=True).is_valid(sample)
    if stock and CHECKER.conforms(sample, name) and not sample.endswith("z"):
        assert keyword_engine("format", name).is_valid(sample)


@given(st.dates())
def test_every_date_is_a_date(day):
    assert is_date(day.isoformat())


@given(st.datetimes(), st.sampled_from(["Z", "+02:00", "-11:30"]))
def test_every_time_with_an_offset_is_a_point_in_time(time, offset):
    assert is_date_time(f"{time.isoformat()}{offset}")
    assert not is_date_time(time.isoformat())


NEAR_DATES = st.from_regex(r"[0-9]{4}-[0-1][0-9]-[0-3][0-9]\n?", fullmatch=True)
NEAR_TIMES = st.from_regex(
    r"20[0-9]{2}-[0-1][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,9})?"
    r"([Zz]|[+-][0-2][0-9]:?[0-6][0-9])?\n?",
    fullmatch=True,
)


@settings(max_examples=200)
@given(NEAR_DATES | st.sampled_from(DATES))
def test_what_is_a_date_python_can_read(sample):
    if is_date(sample):
        assert date.fromisoformat(sample).isoformat() == sample


@settings(max_examples=200)
@given(NEAR_TIMES | st.sampled_from(TIMES))
def test_what_is_a_point_in_time_python_can_read_with_its_offset(sample):
    if is_date_time(sample):
        assert datetime.fromisoformat(sample).tzinfo is not None
