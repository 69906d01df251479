from datetime import date, datetime

import pytest

from domain.cells.cell import Percentage, text_of
from domain.faults import Fault
from passports.intake.reading.number_formats import convert_of

at = datetime.fromisoformat


def converted(serial, code="yyyy-mm-dd", *, number=164, from_1904=False):
    convert = convert_of(number, code, from_1904=from_1904)
    cell = convert(serial) if convert else serial
    return cell.code if isinstance(cell, Fault) else cell


@pytest.mark.parametrize(
    ("serial", "cell"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (60, "cell.date"),
        (61, date(1900, 3, 1)),
        (45_717, date(2025, 3, 1)),
        (45_717.5, at("2025-03-01T12:00")),
        (45_717.999988426, at("2025-03-01T23:59:59")),
        (45_717.9999999999, date(2025, 3, 2)),
        (2_958_465, date(9999, 12, 31)),
        (2_958_465.9999999999, "cell.date"),
        (2_958_466, "cell.date"),
        (0, "cell.date"),
        (-1, "cell.date"),
        (0.25, "06:00:00"),
        (float("inf"), "cell.date"),
        (float("nan"), "cell.date"),
    ],
)
def test_a_serial_number_counts_the_days_since_1900(serial, cell):
    assert converted(serial) == cell


@pytest.mark.parametrize(
    ("serial", "cell"),
    [
        (0, date(1904, 1, 1)),
        (44_255, date(2025, 3, 1)),
        (-1, "cell.date"),
        (2_957_003, date(9999, 12, 31)),
        (2_957_004, "cell.date"),
    ],
)
def test_a_serial_number_may_count_since_1904(serial, cell):
    assert converted(serial, from_1904=True) == cell


@pytest.mark.parametrize(
    "code",
    [
        "dd.mm.yyyy",
        "yyyy",
        "mmm",
        "m/d/yy h:mm",
        'yyyy"年"m"月"',
        "[$-407]d. mmmm yyyy;@",
        r"d\/m\/yy",
    ],
)
def test_formats_of_days_make_dates(code):
    assert converted(45_717, code) == date(2025, 3, 1)


@pytest.mark.parametrize("code", ["hh:mm", "h:mm AM/PM", "mm:ss", "ss"])
def test_formats_of_hours_make_times_of_day(code):
    assert converted(0.5, code) == "12:00:00"
    assert converted(45_717, code) == date(2025, 3, 1)


@pytest.mark.parametrize("code", ["[h]:mm", "[hh]:mm:ss", "[m]", "[ss]"])
def test_formats_of_elapsed_time_make_durations(code):
    assert converted(1.5, code) == "36:00:00"
    assert converted(-1, code) == "cell.date"


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        '0.0"%"',
        r"0\%",
        "#,##0.00 [$€-407]",
        '0.0 "days"',
        r"0 \d",
        "[Red]0;[Blue]-0",
        "@",
        "0.0E+00",
        "_-* #,##0",
    ],
)
def test_other_formats_leave_numbers_alone(code):
    assert converted(45_717.5, code) == 45_717.5


@pytest.mark.parametrize("code", ["0%", "0.00%", "0 %", "#,##0.0%;[Red]-0.0%", "General%"])
@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.12, "12 %"),
        (0.07, "7 %"),
        (0.12345678901, "12.345678901 %"),
        (-1.5, "-150 %"),
        (0, "0 %"),
    ],
)
def test_formats_of_percentages_make_what_is_shown(code, share, shown):
    assert text_of(converted(share, code)) == shown


@pytest.mark.parametrize("share", [float("inf"), float("nan"), 1e307])
def test_what_is_no_percentage_is_named(share):
    assert converted(share, "0%") == "cell.number"


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        (0, 0.5),
        (9, Percentage(50)),
        (10, Percentage(50)),
        (14, "12:00:00"),
        (20, "12:00:00"),
        (45, "12:00:00"),
        (46, "12:00:00"),
        (49, 0.5),
    ],
)
def test_built_in_formats_are_known_by_their_number(number, cell):
    assert converted(0.5, "", number=number) == cell
