"""The stored mapping of a public table of device footprints, on rows of ours and on its own rows.

The rows of ours are invented, in the form and with the oddities of that table; its own rows are
read where the table lies beside the repository.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from domain.cells.reader import reader_of, share_reader
from domain.pointers import path_of
from domain.validation import Validator
from passports.intake.mapping.checks import questions_of
from passports.intake.mapping.fields import field_of
from passports.intake.mapping.mapping import from_json, signature
from passports.intake.mapping.meanings import first_taken

TABLE = Path(__file__).parents[5] / "shared/reference/boavizta/boavizta-data-us.csv"

# How often the table has an oddity, counted from its rows by other means.
ODD = {
    ("gwp_manufacturing_ratio", "question.sum"): 83,  # and one more where a share is above one
    ("gwp_manufacturing_ratio", "question.product"): 1,
    ("gwp_error_ratio", "question.product"): 14,
    ("yearly_tec", "question.product"): 23,
}

INVENTED = {
    "manufacturer": "Exempla",
    "name": "Exempla 14",
    "category": "Workplace",
    "subcategory": "Laptop",
    "gwp_total": "200",
    "gwp_use_ratio": "0.2",
    "yearly_tec": "20",
    "lifetime": "4",
    "use_location": "EU",
    "report_date": "March 2021",
    "sources": "https://maker.example/report.pdf",
    "gwp_error_ratio": "0.25",
    "gwp_manufacturing_ratio": "0.75",
    "weight": "1.4",
    "assembly_location": "China",
    "screen_size": "14.0",
    "gwp_transport_ratio": "0.04",
    "gwp_eol_ratio": "0.01",
}


@pytest.fixture(scope="module")
def mapping(boavizta, sectors):
    return from_json(boavizta, sectors.__getitem__)


@pytest.fixture(scope="module")
def read(mapping, sectors):
    """Read one row: {place: value}, and {column: reading} of cells that no element took."""
    readers = {}

    def of_column(sector, header):
        if (sector, header) not in readers:
            fitting = [
                (each, spec)
                for each in mapping.columns[header].all
                if each.to.startswith("/") and (spec := field_of(sectors[sector], path_of(each.to)))
            ]
            readers[sector, header] = [
                (each, share_reader(each.column) if each.times else reader_of(spec, each.column))
                for each, spec in fitting
            ]
        return readers[sector, header]

    kinds = {
        text.casefold(): sector
        for text, sector in mapping.columns["subcategory"].column.values.items()
    }

    def read(row):
        values, left = {}, {}
        for header, mapped in mapping.columns.items():
            cell = row.get(header, "")
            fitting = of_column(kinds[row["subcategory"].casefold()], header)
            if not cell or not mapped.to:
                continue
            if not fitting:
                left[header] = None
                continue
            index, reading = first_taken([reader for _, reader in fitting], cell)
            if reading.value is not None:
                values[fitting[index][0].to] = reading.value
            elif reading.question or reading.fault:
                left[header] = reading
        return values, left

    return read


@pytest.fixture(scope="module")
def rows():
    if not TABLE.is_file():
        pytest.skip("The table is missing: ../shared/reference/boavizta/boavizta-data-us.csv")
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def invented(**more):
    return {**INVENTED, **more}


def asked(mapping, **more):
    questions = questions_of(mapping.checks, invented(**more), mapping.decimals)
    return [(header, question.code, question.choices) for header, question in questions]


def test_the_mapping_is_written_as_it_is_read(boavizta, mapping):
    assert mapping.to_json() == boavizta


def test_every_column_that_is_left_out_says_why(mapping):
    assert all(mapped.reason for mapped in mapping.columns.values() if not mapped.to)


def test_nothing_is_claimed_in_the_name_of_a_maker(mapping):
    filled = {each.to for mapped in mapping.columns.values() for each in mapped.all}
    assert not [to for to in filled if to.startswith(("/manufacturer", "/responsible_operator"))]
    assert "Boavizta" in mapping.constants["/notice"]["en"]
    assert "not made, checked or endorsed" in mapping.constants["/notice"]["en"]
    assert mapping.constants["/documents/source/url"].startswith("https://")


def test_the_constants_are_valid_in_every_sector_that_rows_get(mapping, sectors):
    document = {"name": {"en": "Exempla"}, "notice": mapping.constants["/notice"]}
    document["documents"] = {
        "source": {
            "title": {"en": mapping.constants["/documents/source/title/en"]},
            "kind": mapping.constants["/documents/source/kind"],
            "url": mapping.constants["/documents/source/url"],
        }
    }
    categories = mapping.columns["subcategory"].also[0].column.values
    for text, sector in mapping.columns["subcategory"].column.values.items():
        whole = {**document, "category": categories[text]}
        assert Validator(sectors[sector].schema).faults(whole) == [], text


def test_an_ordinary_row_is_read_without_a_question(mapping, read):
    values, left = read(INVENTED)
    assert left == {}
    assert asked(mapping) == []
    assert values == {
        "/brand": "Exempla",
        "/name/en": "Exempla 14",
        "/category": "laptop",
        "/carbon/total": 200,
        "/carbon/stages/use": 0.2,
        "/carbon/stages/manufacturing": 0.75,
        "/carbon/stages/distribution": 0.04,
        "/carbon/stages/end_of_life": 0.01,
        "/carbon/energy_use": 20,
        "/carbon/lifetime": 4,
        "/carbon/use_region": "european-union",
        "/carbon/reported_in": "2021-03",
        "/carbon/study": "https://maker.example/report.pdf",
        "/carbon/uncertainty": 25,
        "/mass": 1400,
        "/origin/assembly_country": "CN",
        "/equipment/display_diagonal": 14,
    }


@pytest.mark.parametrize(
    ("header", "cell", "values"),
    [
        ("use_location", "US", {"/carbon/use_country": "US"}),
        ("use_location", "WW", {"/carbon/use_region": "world"}),
        ("use_location", "Worldwide", {"/carbon/use_region": "world"}),
        ("use_location", "North America", {"/carbon/use_region": "north-america"}),
        ("assembly_location", "CN", {"/origin/assembly_country": "CN"}),
        ("assembly_location", "EU", {"/origin/assembly_region": "european-union"}),
        ("assembly_location", "Asia", {"/origin/assembly_region": "asia"}),
        ("assembly_location", "WW", {}),
        ("assembly_location", "default", {}),
        ("report_date", "2022-2-6", {"/carbon/reported_on": "2022-02-06"}),
        ("report_date", "January 17 2023", {"/carbon/reported_on": "2023-01-17"}),
        ("report_date", "26/07/2019", {"/carbon/reported_on": "2019-07-26"}),
        ("report_date", "2019", {"/carbon/reported_in": "2019"}),
        ("screen_size", "0", {}),
        ("gwp_error_ratio", "0.0000", {}),
        ("gwp_transport_ratio", "0", {}),
        ("gwp_transport_ratio", "0.0", {"/carbon/stages/distribution": 0}),
        ("memory", "8.0", {"/equipment/memory": 8}),
    ],
)
def test_each_way_of_writing_has_its_place(header, cell, values, mapping, read):
    found, left = read(invented(**{header: cell}))
    places = {each.to for each in mapping.columns[header].all}
    assert {to: value for to, value in found.items() if to in places} == values
    assert left == {}


@pytest.mark.parametrize(
    ("kind", "category"),
    [("Thin Client", "thin-client"), ("Thin client", "thin-client"), ("Server", "server")],
)
def test_spellings_of_a_kind_of_device_are_one(kind, category, read):
    assert read(invented(subcategory=kind))[0]["/category"] == category


def test_a_phone_has_its_screen_in_a_place_of_its_own_and_no_place_for_memory(read):
    values, left = read(invented(subcategory="Smartphone", screen_size="6.1", memory="6.0"))
    assert values["/device/display_diagonal"] == 6.1
    assert left == {"memory": None}


def test_the_processors_of_a_server_are_counted(read):
    values, left = read(invented(subcategory="Server", number_cpu="2.0", screen_size=""))
    assert left == {}
    assert values["/equipment/processors"] == 2


def test_a_misplaced_decimal_sign_is_asked_about_with_the_tenth(mapping):
    odd = {"gwp_manufacturing_ratio": "7.76", "gwp_use_ratio": "0.18"}
    assert asked(mapping, **odd) == [
        ("gwp_manufacturing_ratio", "question.product", (0.776, 0.0776, None))
    ]


def test_shares_that_leave_a_gap_are_asked_about(mapping):
    odd = {"gwp_transport_ratio": "0", "gwp_eol_ratio": "0"}
    assert asked(mapping, **odd) == [("gwp_manufacturing_ratio", "question.sum", ())]


def test_an_uncertainty_above_the_whole_is_asked_about(mapping):
    assert asked(mapping, gwp_error_ratio="1.1024") == [
        ("gwp_error_ratio", "question.product", (0.11024, None))
    ]


def test_more_than_any_grid_emits_is_asked_about(mapping):
    assert asked(mapping, yearly_tec="0.5") == [("yearly_tec", "question.product", (None,))]


# The table itself


def test_the_mapping_is_found_by_the_header_of_the_table(rows, mapping):
    assert signature(rows[0]) == signature(mapping.headers)


def test_no_cell_of_the_table_is_refused_and_few_have_no_place(rows, read):
    left = Counter()
    for row in rows:
        for header, reading in read(row)[1].items():
            left[header, "foreign" if reading is None else "refused or asked"] += 1
    # Phones have no place for memory, and servers none for a screen.
    assert left == {("memory", "foreign"): 3, ("screen_size", "foreign"): 3}


def test_the_oddities_of_the_table_are_asked_about_and_nothing_else(rows, mapping):
    found = Counter(
        (header, question.code)
        for row in rows
        for header, question in questions_of(mapping.checks, row, mapping.decimals)
    )
    assert found == ODD


def test_four_rows_are_two_devices_by_maker_name_and_kind(rows, mapping):
    assert mapping.match == ("/brand", "/name/en")
    counts = Counter((row["manufacturer"], row["name"], row["subcategory"]) for row in rows)
    assert sorted(count for count in counts.values() if count > 1) == [2, 2]


def test_every_value_of_the_table_is_valid_where_it_goes(rows, read, mapping, sectors):
    shares = {m.to for m in mapping.columns.values() if m.times}
    kinds = mapping.columns["subcategory"].column.values
    by_word = {text.casefold(): sector for text, sector in kinds.items()}
    validators = {}
    for row in rows:
        walk = sectors[by_word[row["subcategory"].casefold()]]
        for to, value in read(row)[0].items():
            spec = field_of(walk, path_of(to))
            schema = spec.schema.get("additionalProperties") or spec.schema
            valid = validators.setdefault((walk.sector, to), Validator(dict(schema)))
            assert valid.is_valid(value), to
            assert to not in shares or to.startswith("/carbon/stages/")
