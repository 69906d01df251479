"""What a row counts as: ready where only what its mapping says was done, repaired beyond that."""

from io import BytesIO

import pytest
from django.db import transaction

from passports.intake.answers import NO_ANSWERS, Answers
from passports.intake.choosing import stream_for
from tests.passports.conftest import kettle, leaf, write_sector

COLUMNS = {
    "name": {"to": "/name/en"},
    "kind": {"to": "/category", "column": {"values": {"Wasserkocher": "kettle"}}},
    "kg": {"to": "/mass", "column": {"unit": "kg", "decimal": ","}},
    "recycled": {"to": "/recycled", "column": {"scale": "fraction"}},
    "sold": {"to": "/sold", "column": {"date": "dmy"}},
    "steel": {"to": "/steel", "column": {"scale": "percent"}, "times": "kg"},
}


@pytest.fixture(autouse=True)
def _small_sector(schemas):
    percent = leaf("Recycled", "number", maximum=100, **{"x-unit": "%"})
    grams = leaf("Steel", "number", **{"x-unit": "g"})
    day = leaf("Sold", format="date")
    write_sector(schemas, kettle(recycled=percent, steel=grams, sold=day))


def planned(actor, answers=NO_ANSWERS, **cells):
    """Return the plan of one row, of which these cells are other than right."""
    row = {"name": "Kettle", "kind": "kettle"} | cells
    file = BytesIO(f"{';'.join(row)}\n{';'.join(row.values())}\n".encode())
    columns = {header: COLUMNS[header] for header in row}
    body = {"version": 1, "sector": "kettle", "columns": columns}
    stream = stream_for(actor, file, "products.csv", "kettle", mapping=body, answers=answers)
    with transaction.atomic():
        (plan,) = stream.plan(stream.rows(2))
    return plan


@pytest.mark.parametrize(
    ("cells", "codes", "value"),
    [
        ({"kg": "2"}, {"repair.unit"}, 2000),
        ({"kg": "0,9"}, {"repair.unit", "repair.decimal_comma"}, 900),
        ({"kg": "1.234,5"}, {"repair.unit", "repair.decimal_comma", "repair.thousands"}, 1234500),
        ({"kind": "Wasserkocher"}, {"repair.value"}, "kettle"),
        ({"recycled": "0.3"}, {"repair.percent"}, 30),
        ({"sold": "05.03.2020"}, {"repair.date"}, "2020-03-05"),
        ({"kg": "2", "steel": "40"}, {"repair.unit", "repair.share"}, 800),
    ],
)
def test_what_the_mapping_says_is_listed_with_a_row_that_is_ready(maker, cells, codes, value):
    plan = planned(maker, **cells)
    assert plan.outcome.name == "READY"
    assert {repair.code for _, repair in plan.row.repairs} == codes
    assert all(repair.said for _, repair in plan.row.repairs)
    assert plan.row.repairs[-1][1].after == value


@pytest.mark.parametrize(
    "cells",
    [
        {"kg": "900 g"},
        {"kg": "2 kg"},
        {"kg": "1,234.5"},  # the other sign than was said
        {"kind": "Kettle"},
        {"recycled": "30 %"},
        {"sold": "5 March 2020"},
        {"sold": "12/31/2020"},  # the other order than was said
        {"sold": "05.03.20"},
        {"name": "A  kettle"},
        {"kg": "2", "steel": "40 %"},
    ],
)
def test_what_the_registry_makes_out_of_a_cell_by_itself_is_a_repair(maker, cells):
    plan = planned(maker, **cells)
    assert plan.outcome.name == "REPAIRED"
    assert not all(repair.said for _, repair in plan.row.repairs)


def test_a_row_that_is_left_out_stays_so_whatever_is_wrong_with_it(maker):
    wrong = {"kind": "", "kg": "heavy"}
    assert planned(maker, **wrong).outcome.name == "REFUSED"
    plan = planned(maker, Answers(rows=frozenset({2})), **wrong)
    assert (plan.outcome.name, plan.faults) == ("LEFT_OUT", ())
