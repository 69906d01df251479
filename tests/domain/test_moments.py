"""The time that a reader asks for."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.faults import Malformed
from domain.moments import parse_at

FAR = 2**53
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def ms_of(*parts):
    return round(datetime(*parts, tzinfo=UTC).timestamp() * 1000)


def code_of(text, now_ms=FAR):
    with pytest.raises(Malformed) as refusal:
        parse_at(text, now_ms)
    (fault,) = refusal.value.faults
    assert fault.pointer == "/at"
    assert fault.remedy
    return fault.code


def test_a_bare_date_means_its_last_millisecond_in_utc():
    assert parse_at("2026-03-14", FAR) == ms_of(2026, 3, 15) - 1


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("2026-03-14T10:00:00Z", ms_of(2026, 3, 14, 10)),
        ("2026-03-14t10:00:00z", ms_of(2026, 3, 14, 10)),
        ("2026-03-14T10:00:00.5Z", ms_of(2026, 3, 14, 10) + 500),
        ("2026-03-14T10:00:00.1239Z", ms_of(2026, 3, 14, 10) + 123),
        ("2026-03-14T12:00:00+02:00", ms_of(2026, 3, 14, 10)),
        ("2026-03-14T12:00:00 02:00", ms_of(2026, 3, 14, 10)),
        ("2026-03-14T07:30:00-02:30", ms_of(2026, 3, 14, 10)),
        ("1969-12-31T23:59:59Z", -1000),
    ],
)
def test_a_date_with_time_and_zone_means_that_instant(text, ms):
    assert parse_at(text, FAR) == ms


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026",
        "2026-03",
        "2026-3-4",
        "20260314",
        "2026-02-30",
        "0000-01-01",
        "2026-W11-6",
        "2026-03-14T10:00",
        "2026-03-14T10:00:00",
        "2026-03-14T10:00:60Z",
        "2026-03-14T24:00:01Z",
        "2026-03-14T10:00:00+99:00",
        "2026-03-14 10:00:00Z",
        "2026-03-14T10:00:00.Z",
        "2026-03-14T10:00:00Z\n",
        " 2026-03-14",
        "\u0662\u0660\u0662\u0666-03-14",
        "9" * 400,
    ],
)
def test_anything_else_is_refused_with_the_way_to_write_it(text):
    assert code_of(text) == "at.form"


def test_the_refusal_does_not_quote_what_was_asked():
    with pytest.raises(Malformed) as refusal:
        parse_at("canary", FAR)
    assert "canary" not in str(refusal.value)


def test_a_time_to_come_is_refused_and_this_very_moment_is_not():
    now = ms_of(2026, 3, 14, 10)
    assert parse_at("2026-03-14T10:00:00Z", now) == now
    assert code_of("2026-03-14T10:00:00.001Z", now) == "at.future"


def test_today_is_not_over_and_yesterday_is():
    now = ms_of(2026, 3, 14, 10)
    assert code_of("2026-03-14", now) == "at.future"
    assert parse_at("2026-03-13", now) < now


@given(moment=MOMENTS)
def test_any_instant_comes_back_as_it_was_written(moment):
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    text = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    assert parse_at(text, FAR) == since // timedelta(milliseconds=1)
