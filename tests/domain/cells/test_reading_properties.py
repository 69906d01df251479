"""What holds for every cell of every field of every sector."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cells.cell import Percentage, written
from domain.cells.column import CANONICAL, Column
from domain.cells.identifiers import identifier_reader
from domain.cells.infer import infer
from domain.cells.reader import reader_of
from domain.faults import Fault
from domain.sector_schema import expand, walk
from tests.domain.cells.reads import GRAMS, PERCENT, field

SCHEMAS = Path(__file__).parents[3] / "schemas"

# Pieces of what is found in cells, right and wrong.
NUMBERS_AND_SIGNS = [
    "1",
    "12",
    "1,234",
    "1.234",
    "0.15",
    "-",
    "/",
    ".",
    ",",
    " ",
    "  ",
    "(",
    ")",
    "~",
]
UNITS = [
    "kg",
    "g",
    "lb",
    "%",
    "mAh",
    "W",
    '"',
    "'",
    "in",
    "GB",
    "€",
    "$",
    "CO2e",
    "per",
    "year",
    "m",
]
DATES = ["2020", "03", "31", "March", "mars", "T10:00:00", "Z", "年", "月", "日", "Q1", "W10"]
CODES = [
    "yes",
    "no",
    "x",
    "✓",
    "China",
    "DE",
    "USA",
    "EU",
    "Germny",
    "laptop",
    "Thin client",
    "n/a",
]
LINKS = ["9506000134352", "(01)", "(21)", "https://", "www.", "example.com", "/01/", "@", "own:"]
FAULTS = ["#REF!", "=A1", "E+12", "Ã©", "&amp;", "<br>", "\0", "\ufffd", "\x85", "\ud800", "[", "]"]
ODD = [
    "\u200b",
    "\u00a0",
    "\u200f",
    "\u0627",
    "\u0665",
    "\uff15",
    "\u2212",
    "\u066b",
    "\n",
    "\t",
    "½",
]
OTHER = ["a", "é", "İ", "ß", ";", "|", "<", ">", "to", "bis", "{", "}", "E", "+", "*", "gs1:01/"]
PIECES = [*NUMBERS_AND_SIGNS, *UNITS, *DATES, *CODES, *LINKS, *FAULTS, *ODD, *OTHER]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
CELLS = st.one_of(
    TEXTS,
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.floats(-1e6, 1e6).map(Percentage),
    st.just(Fault("cell.damaged", "The cell cannot be read.")),
    st.sampled_from([2020, 43831, 20200305, 9506000134352, 0.1 + 0.2, 1e308, date.max]),
)
COLUMNS = st.builds(
    Column,
    unit=st.sampled_from(["", "kg", "ton", "%", "kWh", "foo"]),
    decimal=st.sampled_from(["", ".", ","]),
    date=st.sampled_from(["", "ymd", "dmy", "mdy"]),
    scale=st.sampled_from(["", "percent", "fraction"]),
    values=st.sampled_from([{}, {"WW": None, "Handy": "laptop"}]),
    empty=st.sampled_from([(), ("-", "0")]),
    separator=st.sampled_from(["", ";", ","]),
)


@cache
def fields():
    """Return a field of every kind that the sectors have."""
    files = {
        f"{path.parent.name}/{path.stem}": json.loads(path.read_text("utf-8"))
        for path in SCHEMAS.glob("*/*.json")
    }
    specs = [
        spec
        for name in sorted(files)
        if not name.startswith("common/")
        for spec in walk(expand(name, files)).fields
    ]
    kinds = {
        (spec.kind, spec.unit, json.dumps(_shape(spec.schema), sort_keys=True)): spec
        for spec in specs
    }
    return list(kinds.values())


def _shape(schema):
    return {
        name: _shape(value) if isinstance(value, dict) else value
        for name, value in schema.items()
        if name in {"type", "pattern", "enum", "format", "maxLength", "items", "uniqueItems"}
    }


@settings(max_examples=300)
@given(CELLS, COLUMNS, st.lists(CELLS, max_size=6), st.data())
def test_reading_never_raises_and_says_one_thing(cell, said, sample, data):
    spec = data.draw(st.sampled_from(fields()))
    read = reader_of(spec, said, sample)(cell)
    said_things = [read.value is not None, read.question is not None, read.fault is not None]
    assert sum(said_things) <= 1
    assert all(repair.after == read.value for repair in read.repairs)
    assert not read.repairs or read.value is not None


@settings(max_examples=300)
@given(st.lists(CELLS, max_size=6), COLUMNS, st.data())
def test_what_is_read_many_at_once_is_what_each_is_read_as(cells, said, data):
    spec = data.draw(st.sampled_from(fields()))
    read = reader_of(spec, said)
    for cell, value in zip(cells, read.plain(cells), strict=True):
        reading = reader_of(spec, said)(cell)
        assert value is None or (value == reading.value and not reading.repairs)
        assert type(value) in (type(None), type(reading.value))


@settings(max_examples=300)
@given(CELLS, COLUMNS, st.data())
def test_a_repaired_value_needs_no_other_repair(cell, said, data):
    spec = data.draw(st.sampled_from(fields()))
    read = reader_of(spec, said)(cell)
    if read.repairs and not any(repair.code == "repair.value" for repair in read.repairs):
        again = reader_of(spec, CANONICAL)(written(read.value))
        assert (again.value, again.repairs, again.question) == (read.value, (), None)


@settings(max_examples=300)
@given(TEXTS, COLUMNS, st.data())
def test_no_text_is_changed_silently(cell, said, data):
    spec = data.draw(st.sampled_from(fields()))
    read = reader_of(spec, said)(cell)
    if isinstance(read.value, str) and not read.repairs:
        assert read.value == cell.strip()


@settings(max_examples=300)
@given(TEXTS, st.data())
def test_no_sentence_quotes_the_cell(cell, data):
    spec = data.draw(st.sampled_from(fields()))
    marked = f"Qx7{cell}Qx7"
    for read in (reader_of(spec, Column())(marked), identifier_reader()(marked)):
        sentences = [repair.reason for repair in read.repairs]
        sentences += [read.fault.sentence, read.fault.remedy] if read.fault else []
        sentences += [read.question.sentence] if read.question else []
        assert not any("Qx7" in sentence for sentence in sentences)


@given(CELLS)
def test_an_identifier_is_read_or_refused(cell):
    read = identifier_reader()(cell)
    assert sum([read.value is not None, bool(read.question), bool(read.fault)]) <= 1


@given(st.text(max_size=40), st.lists(CELLS, max_size=20), st.data())
def test_whatever_a_header_says_what_is_inferred_can_be_read_with(header, sample, data):
    spec = data.draw(st.sampled_from(fields()))
    read = reader_of(spec, infer(spec, header, sample), sample)
    for cell in sample:
        read(cell)


NUMBERS = st.decimals(-(10**9), 10**9, places=3)
CONVENTIONS = {".": (",", " ", "'", ""), ",": (".", " ", "'", "\u202f", "")}


@given(NUMBERS, st.sampled_from([(s, g) for s, groups in CONVENTIONS.items() for g in groups]))
def test_a_number_in_any_convention_is_read_back_in_a_decided_column(value, convention):
    sign, group = convention
    text = f"{value:,.3f}".translate({ord(","): group, ord("."): sign})
    read = reader_of(field(GRAMS), Column(decimal=sign))(text)
    assert read.value == float(value)


@given(st.decimals(0, 100, places=4))
def test_a_percentage_and_its_fraction_are_the_same(value):
    percent = reader_of(field(PERCENT), Column(scale="percent"))(f"{value}")
    fraction = reader_of(field(PERCENT), Column(scale="fraction"))(f"{value / 100}")
    assert percent.value == fraction.value


@given(st.floats(0.001, 1e6), st.sampled_from(["kg", "mg", "t", "lb", "oz"]))
def test_a_unit_of_the_column_and_a_unit_in_the_cell_are_the_same(value, unit):
    in_column = reader_of(field(GRAMS), Column(unit=unit, decimal="."))(value)
    in_cell = reader_of(field(GRAMS), Column(decimal="."))(f"{in_column.repairs[0].before} {unit}")
    assert in_column.value == in_cell.value
