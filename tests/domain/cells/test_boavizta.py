"""The cells of a real table, where it lies beside the repository."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from domain.cells.column import Column
from domain.cells.infer import infer
from domain.cells.reader import reader_of, share_reader
from tests.domain.cells.reads import COUNTRY, DAY, GRAMS, LINE, MONTH, PERCENT, field

TABLE = Path(__file__).parents[4] / "shared/reference/boavizta/boavizta-data-us.csv"


@pytest.fixture(scope="module")
def columns():
    if not TABLE.is_file():
        pytest.skip("The table is missing: ../shared/reference/boavizta/boavizta-data-us.csv")
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {header: [row[header] for row in rows] for header in rows[0]}


def outcomes(read, cells):
    """Count what becomes of cells: the codes of repairs, of a question or a fault, or "right"."""
    counted = Counter()
    for cell in filter(None, cells):
        found = read(cell)
        code = "+".join(repair.code for repair in found.repairs) or "right"
        if found.question or found.fault:
            code = found.question.code if found.question else found.fault.code
        counted[code] += 1
    return counted


def inferred(schema, header, cells):
    said = infer(field(schema), header, cells[:100])
    return reader_of(field(schema), said, cells[:100])


def test_ratios_are_fractions_and_the_misplaced_one_is_asked_about(columns):
    cells = columns["gwp_manufacturing_ratio"]
    found = outcomes(inferred(PERCENT, "gwp_manufacturing_ratio", cells), cells)
    assert found == {"repair.percent": 568, "question.share": 1}


def test_ratios_of_a_total_are_shares(columns):
    cells = columns["gwp_use_ratio"]
    assert outcomes(share_reader(Column(), cells[:100]), cells) == {"right": 861}


def test_months_years_and_days_become_months(columns):
    cells = columns["report_date"]
    assert outcomes(inferred(MONTH, "report_date", cells), cells) == {
        "repair.date": 864,
        "right": 33,
    }


def test_one_day_above_twelve_decides_all_days(columns):
    cells = columns["added_date"]
    found = outcomes(inferred(DAY, "added_date", cells), cells)
    assert found == {"repair.date": 484, "right": 428}


def test_countries_are_read_and_regions_are_asked_about(columns):
    cells = columns["assembly_location"]
    assert outcomes(inferred(COUNTRY, "assembly_location", cells), cells) == {
        "right": 344,
        "repair.country": 274,
        "question.region": 135,
        "question.empty": 2,
    }


def test_zero_for_none_is_empty_once_it_is_said(columns):
    cells = columns["screen_size"]
    said = Column(empty=("0",), decimal=".")
    read = reader_of(field({"type": "number", "x-unit": "[in_i]"}), said)
    assert sum(read(cell).value is not None for cell in cells) == 600


def test_weights_are_converted_exactly(columns):
    cells = columns["weight"]
    read = reader_of(field(GRAMS), Column(unit="kg", decimal="."))
    assert outcomes(read, cells) == {"repair.unit": 773}
    assert all(len(repr(read(cell).value)) < 12 for cell in cells if cell)


def test_double_spaces_in_names_are_repaired(columns):
    cells = columns["name"]
    assert outcomes(inferred(LINE, "name", cells), cells) == {"right": 907, "repair.spaces": 5}
