"""A real table of 912 devices that nobody prepared for this registry, from file to passports."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from domain.identifiers import parse
from passports.intake import answers
from passports.intake.applying import import_what_is_ready, import_whole
from passports.intake.choosing import stream_for
from passports.models import Outcome, Product, Version
from passports.reading import read

TABLE = Path(settings.BASE_DIR).parent / "shared/reference/boavizta/boavizta-data-us.csv"
MAPPING = Path(settings.BASE_DIR) / "data/mappings/boavizta.json"
ROWS = 912
# Of the oddities that are known of the table: how many rows have each.
ODD = {
    ("gwp_manufacturing_ratio", "question.sum"): 83,
    ("gwp_manufacturing_ratio", "question.product"): 1,
    ("yearly_tec", "question.product"): 23,
    ("gwp_error_ratio", "question.product"): 14,
    ("memory", "question.sector"): 3,
    ("screen_size", "question.sector"): 3,  # servers with a screen of four inches
    ("", "question.same_product"): 2,
}

pytestmark = pytest.mark.skipif(
    not TABLE.exists(), reason="the table of 912 real devices is not on this machine"
)


@pytest.fixture
def opened(maker):
    """Lets a test open the table with answers to its questions."""
    files = []

    def open_with(**said):
        file = TABLE.open("rb")
        files.append(file)
        body = json.loads(MAPPING.read_text(encoding="utf-8"))
        given = answers.from_json(said)
        return stream_for(maker, file, TABLE.name, "laptop", mapping=body, answers=given)

    yield open_with
    for file in files:
        file.close()


@pytest.fixture
def planned(opened):
    stream = opened()
    with transaction.atomic():
        return stream.plan(stream.rows(ROWS + 1))


def test_no_row_is_lost_and_none_is_refused(planned, capsys):
    split = Counter(plan.outcome.name.lower() for plan in planned)
    with capsys.disabled():
        sys.stdout.write(f"\n{TABLE.name}: {dict(split)}\n")
    assert len(planned) == ROWS
    assert split == {"ready": 25, "repaired": 761, "asked": 126}


def test_every_oddity_that_is_known_of_the_table_is_asked_about(planned):
    found = Counter(
        (column, question.code) for plan in planned for column, question in plan.questions
    )
    assert found == ODD


def test_every_change_to_a_cell_is_listed_with_what_stood_there(planned):
    repairs = [repair for plan in planned for _, repair in plan.row.repairs]
    assert len(repairs) > 5 * ROWS
    for repair in repairs:
        assert repair.before
        assert repair.reason.endswith(".")


def test_a_place_in_four_spellings_becomes_a_country_or_a_region(planned):
    places = {
        (repair.before, repair.after)
        for plan in planned
        for column, repair in plan.row.repairs
        if column in ("use_location", "assembly_location")
    }
    assert ("China", "CN") in places
    assert ("WW", "world") in places


def test_what_is_ready_goes_in_and_the_same_table_twice_changes_nothing(maker, opened):
    first = import_what_is_ready(actor=maker, stream=opened(), reason="From a public table")
    assert (first.registered, len(first.open)) == (786, 126)
    versions = Version.objects.count()
    again = import_what_is_ready(actor=maker, stream=opened(), reason="From a public table")
    assert (again.registered, again.revised, again.unchanged) == (0, 0, 786)
    assert Version.objects.count() == versions


def test_once_all_is_answered_the_whole_table_goes_in_at_once(maker, opened, planned):
    twins = [plan.row.number for plan in planned if plan.questions and not plan.questions[0][0]]
    action = {code: "leave-out" if "sector" in code else "accept" for _, code in ODD}
    said = [
        {"column": column, "code": code, "action": action[code]} for column, code in ODD if column
    ]
    done = import_whole(
        actor=maker, stream=opened(columns=said, rows=twins), reason="From a public table"
    )
    assert done.registered == ROWS - len(twins) == Product.objects.count()
    (one, *_) = done.drawn.values()
    shown = read(parse(one)).visible.document
    assert shown["carbon"]["total"] > 0
    assert "Boavizta" in str(shown["notice"])


def test_no_row_is_left_out_without_being_told(planned):
    assert not [plan for plan in planned if plan.outcome is Outcome.LEFT_OUT]


def test_the_proposed_tenth_of_a_misplaced_share_can_be_taken(opened):
    column, code = "gwp_manufacturing_ratio", "question.product"
    stream = opened(columns=[{"column": column, "code": code, "action": "first"}])
    with transaction.atomic():
        planned = stream.plan(stream.rows(ROWS + 1))
    at = stream.table.columns.index(column)
    (odd,) = [p for p in planned if str(p.row.cells[at]).startswith("7.76")]
    total = odd.row.data["carbon"]["total"]
    made = odd.row.data["carbon"]["stages"]["manufacturing"]
    assert made == pytest.approx(0.776 * total)
