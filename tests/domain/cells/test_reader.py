import gc
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from domain.cells.cell import text_of, written
from domain.cells.column import Column
from domain.cells.column_reader import LONGEST_KEPT, MOST_KEPT, Reader
from domain.cells.meaning import meaning_of
from domain.cells.reader import reader_of
from domain.cells.reading import EMPTY, Change, Reading, asked, repaired, right
from domain.faults import Fault
from tests.domain.cells.reads import COUNTRY, GRAMS, LINE, field, reading, told

SCHEMAS = Path(__file__).parents[3] / "schemas"
MEANINGS = ("country", "currency", "amount", "language", "email", "uri", "date", "month")


@pytest.mark.parametrize("cell", ["", "  ", "\u00a0\n"])
def test_an_empty_cell_means_nothing(cell):
    assert reading(GRAMS, cell) == EMPTY


def test_what_is_said_of_a_text_holds_without_case_and_outer_space():
    said = {"values": {"WW": "CN", " Far East ": "JP", "NL": "NL"}}
    assert told(COUNTRY, "ww ", **said) == ("CN", "repair.value")
    assert told(COUNTRY, "FAR EAST", **said) == ("JP", "repair.value")
    assert told(COUNTRY, "NL", **said) == ("NL",)
    assert told(COUNTRY, "DE", **said) == ("DE",)


def test_what_is_said_to_be_empty_is():
    said = {"empty": ("0", "N/A"), "values": {"default": None}}
    for cell in ("0", 0, 0.0, "n/a", " Default"):
        assert reading(GRAMS, cell, **said) == EMPTY
    assert told(GRAMS, "5", **said) == (5,)
    assert told(GRAMS, 5, **said) == (5,)


def test_zero_is_a_number_until_somebody_says_otherwise():
    assert told(GRAMS, "0") == (0,)
    assert told(GRAMS, 0.0) == (0,)


def test_equal_numbers_of_other_types_are_not_mixed_up():
    read = reader_of(field({"type": "boolean"}), Column())
    assert [read(cell).value for cell in (True, 1, "1", 1.0)] == [True] * 4
    read = reader_of(field(GRAMS), Column())
    assert read(1).value == 1
    flag = True
    assert read(flag).fault.code == "cell.kind"
    assert read("1").value == 1


class _Counting:
    def __init__(self):
        self.texts = 0

    def text(self, text):
        self.texts += 1
        return right(text)

    def other(self, cell):
        return right(None)


def test_the_reading_of_a_text_is_kept_and_handed_out_again():
    kind = _Counting()
    read = Reader(kind, {})
    assert read("a") is read("a")
    assert kind.texts == 1


def test_what_is_kept_is_bounded():
    kind = _Counting()
    read = Reader(kind, {})
    long = "x" * (LONGEST_KEPT + 1)
    read(long)
    read(long)
    assert kind.texts == 2
    gc.collect()
    for number in range(3 * MOST_KEPT):
        read(str(number))
    assert len(read._texts) <= MOST_KEPT


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Kettle 2", "Kettle 2"),
        ("Wasserkocher für Tee", "Wasserkocher für Tee"),
        ("Kettle ", None),
        ("Kettle  2", None),
        ("n/a", None),
        ("Own", None),
        ("9.5E+12", None),
        ("#REF!", None),
        ("x" * 20_000, None),
        ("", None),
        (12, None),
        (Fault("cell.damaged", "The cell cannot be read."), None),
    ],
)
def test_many_texts_are_looked_through_at_once_and_what_is_odd_is_left_to_the_reader(cell, value):
    read = reader_of(field(LINE), Column(values={"OWN": "Ours"}))
    assert [*read.plain(["Before", cell, "Behind"])] == ["Before", value, "Behind"]


def test_the_quick_way_to_a_reading_makes_the_same_as_the_long_one():
    assert right(5) == Reading(5)
    assert repr(right(5)) == repr(Reading(5))
    with pytest.raises(AttributeError):
        right(5).value = 6


def test_repairs_keep_what_stood_there_and_are_listed_once():
    change = Change("repair.unit", "The number was converted.")
    (repair,) = repaired("1 kg", 1000, (change, change)).repairs
    assert (repair.code, repair.before, repair.after) == ("repair.unit", "1 kg", 1000)


def test_equal_choices_of_a_question_become_one():
    assert asked("question.unit", "Which?", 5, 5, None).question.choices == (5, None)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a", "a"),
        (12, "12"),
        (12.0, "12"),
        (12.5, "12.5"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2020, 3, 5), "2020-03-05"),
        (datetime.fromisoformat("2020-03-05T10:00"), "2020-03-05 10:00:00"),
        (Fault("x", "y"), ""),
    ],
)
def test_a_cell_is_shown_as_its_author_sees_it(cell, text):
    assert text_of(cell) == text


def test_a_value_is_written_into_one_cell():
    assert [written(value) for value in (None, 5, "a", True)] == ["", 5, "a", True]
    assert written(["DE", "FR"]) == "DE;FR"
    assert written([1, 2.5]) == "1;2.5"
    with pytest.raises(TypeError):
        written({"en": "Phone"})


@pytest.mark.parametrize(
    ("definition", "meaning"),
    [
        ("country", "country"),
        ("currency", "currency"),
        ("amount", "amount"),
        ("email", "email"),
        ("url", "uri"),
        ("date", "date"),
        ("line", ""),
        ("digest", ""),
        ("cas_number", ""),
    ],
)
def test_the_definitions_of_the_schemas_are_recognised(definition, meaning):
    definitions = json.loads((SCHEMAS / "common" / "0.1.json").read_text("utf-8"))["$defs"]
    assert meaning_of(definitions[definition]) == meaning


def test_every_meaning_is_that_of_a_field_of_some_sector():
    found = {meaning_of(schema) for path in SCHEMAS.glob("*/*.json") for schema in _schemas(path)}
    assert found == {*MEANINGS, ""}


def _schemas(path):
    waiting = [json.loads(path.read_text("utf-8"))]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("type"), str):
                yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def test_a_text_that_may_be_long_may_have_lines():
    assert told(LINE, "a\nb") == ("a b", "repair.spaces")
    assert told({"type": "string", "maxLength": 500}, "a\nb") == ("a\nb",)
