from datetime import date, datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from domain.cells.day_texts import order_of
from domain.cells.locales import LANGUAGES
from tests.domain.cells.reads import DAY, MONTH, told


@pytest.mark.parametrize(
    "text",
    [
        "05.03.2020",
        "5.3.2020",
        "2020/03/05",
        "2020-3-5",
        "2020.03.05",
        "20200305",
        "March 5 2020",
        "March 5, 2020",
        "Mar 5, 2020",
        "5 March 2020",
        "5th of March, 2020",
        "Thursday, March 5, 2020",
        "5 mars 2020",
        "5. März 2020",
        "5 de marzo de 2020",
        "5 марта 2020 \u0433.",
        "5 مارس 2020",
        "2020年3月5日",
        "2020년 3월 5일",
        "\u0662\u0660\u0662\u0660/\u0660\u0663/\u0660\u0665",
    ],
)
def test_a_day_of_one_meaning_is_read(text):
    assert told(DAY, text) == ("2020-03-05", "repair.date")


def test_a_day_as_it_is_kept_is_right_as_it_stands():
    assert told(DAY, "2020-03-05") == ("2020-03-05",)
    assert told(DAY, date(2020, 3, 5)) == ("2020-03-05",)
    assert told(DAY, datetime.fromisoformat("2020-03-05")) == ("2020-03-05",)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("2020-03-05T10:15:00Z", ("repair.date", "repair.time")),
        ("2020-03-05 00:00:00", ("repair.date", "repair.time")),
        ("05.03.2020 10:15", ("repair.date", "repair.time")),
        (datetime.fromisoformat("2020-03-05T10:15"), ("repair.time",)),
        (43895, ("repair.serial",)),
        (43895.0, ("repair.serial",)),
        ("43895", ("repair.serial",)),
        (43895.5, ("repair.serial", "repair.time")),
        (20200305, ("repair.date",)),
        ("5-Mar-20", ("repair.date", "repair.century")),
    ],
)
def test_what_is_left_out_or_understood_about_a_day_is_listed(cell, codes):
    assert told(DAY, cell) == ("2020-03-05", *codes)


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("March 2020", ("2020-03-01", "2020-03-31")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("03/2020", ("2020-03-01", "2020-03-31")),
        ("2020年3月", ("2020-03-01", "2020-03-31")),
        ("2020", ("2020-01-01", "2020-12-31")),
        (2020, ("2020-01-01", "2020-12-31")),
        (2020.0, ("2020-01-01", "2020-12-31")),
        ("Q2 2020", ("2020-04-01", "2020-06-30")),
        ("2020-W10", ("2020-03-02", "2020-03-08")),
        ("Mar-20", ("2020-03-01", "2020-03-31")),
    ],
)
def test_a_day_that_nobody_wrote_is_asked_for(cell, choices):
    assert told(DAY, cell) == ("question.date_precision", *choices)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("05/03/2020", "dmy", "2020-03-05"),
        ("05/03/2020", "mdy", "2020-05-03"),
        ("25/03/2020", "", "2020-03-25"),
        ("03/25/2020", "", "2020-03-25"),
        ("05-05-2020", "", "2020-05-05"),
        ("05/03/20", "dmy", "2020-03-05"),
        ("20-03-05", "ymd", "2020-03-05"),
        ("31/12/99", "", "1999-12-31"),
    ],
)
def test_the_order_of_a_numeric_date_is_said_or_shown_by_itself(text, order, day):
    assert told(DAY, text, date=order)[0] == day


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("05/03/2020", ("2020-03-05", "2020-05-03")),
        ("05-03-2020", ("2020-03-05", "2020-05-03")),
        ("05/03/20", ("2020-03-05", "2020-05-03", "2005-03-20")),
    ],
)
def test_an_open_order_is_asked_about(text, choices):
    assert told(DAY, text) == ("question.date_order", *choices)


def test_a_day_above_twelve_anywhere_in_the_sample_decides_the_order():
    assert told(DAY, "05/03/2020", "25/03/2020")[0] == "2020-03-05"
    assert told(DAY, "05/03/2020", "03/25/2020")[0] == "2020-05-03"


def test_a_sample_that_contradicts_itself_decides_nothing():
    assert order_of(iter(["25/03/2020", "03/25/2020"])) == ""
    assert told(DAY, "05/03/2020", "25/03/2020", "03/25/2020")[0] == "question.date_order"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2021-02-30", "cell.date"),
        ("30.02.2021", "cell.date"),
        ("13/13/2020", "cell.date"),
        ("2020/13", "cell.date"),
        ("1234", "cell.date"),
        ("soon", "cell.date"),
        ("10:15", "cell.date"),
        ("March", "cell.date"),
        ("March April 2020", "cell.date"),
        (5.5, "cell.date"),
        (1e300, "cell.date"),
        (True, "cell.kind"),
        ("#N/A", "cell.error"),
    ],
)
def test_what_is_no_day_says_so(cell, code):
    assert told(DAY, cell) == code


def test_a_sign_for_nothing_is_asked_about():
    assert told(DAY, "tbd") == ("question.empty", None)


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("2020", ("2020",)),
        ("2020-03", ("2020-03",)),
        (2020, ("2020",)),
        ("2020.0", ("2020", "repair.date")),
        ("March 2020", ("2020-03", "repair.date")),
        ("Mar-20", ("2020-03", "repair.century", "repair.date")),
        ("03/2020", ("2020-03", "repair.date")),
        ("2020-3-5", ("2020-03", "repair.date")),
        (date(2020, 3, 1), ("2020-03", "repair.date")),
        (43895, ("2020-03", "repair.serial", "repair.date")),
        ("05/03/2020", ("question.date_order", "2020-03", "2020-05")),
        ("Q2 2020", ("question.date_precision", "2020-04", "2020-06")),
        ("2020-13", "cell.date"),
        ("soon", "cell.date"),
    ],
)
def test_a_field_of_months_takes_months_and_years(cell, outcome):
    assert told(MONTH, cell) == outcome


@given(
    st.dates(date(1950, 1, 1), date(2068, 12, 31)),
    st.sampled_from(["long", "medium", "full"]),
    # Thai weekdays have a syllable more in whole dates.
    st.sampled_from([language for language in LANGUAGES if language != "th"]),
)
def test_a_day_that_a_locale_writes_is_read_back_or_among_what_is_asked(day, width, language):
    text = format_date(day, width, locale=language)
    assert day.isoformat() in told(DAY, text, date="dmy")


def test_a_month_of_two_languages_is_asked_about():
    assert told(DAY, "15 listopada 2020") == ("question.date_order", "2020-10-15", "2020-11-15")


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["dmy", "mdy"]), st.sampled_from("/-. "))
def test_a_numeric_day_of_a_decided_order_is_read_back(day, order, sign):
    parts = [f"{day:%d}", f"{day:%m}"] if order == "dmy" else [f"{day:%m}", f"{day:%d}"]
    assert told(DAY, sign.join([*parts, f"{day.year}"]), date=order)[0] == day.isoformat()
