"""The project's own data says where it comes from, adds up, and keeps to the house's rules."""

import math
import re
from decimal import Decimal

import pytest

from domain.activity import parse_activity
from domain.footprint import calculate
from domain.identifiers import parse
from domain.inventory import lines_of
from domain.sector_schema import walk
from domain.validation import Validator
from tests.data.files import (
    DATA,
    NOT_IN_THE_DOCUMENT,
    document_of,
    factors,
    read_json,
    release,
    rows,
    schema,
)

RELEASES = ("2025.1", "2025.2")
FACTOR_KEY = re.compile(
    "material/[a-z][a-z0-9-]*"
    "|end-of-life/[a-z][a-z0-9-]*/(open-loop|closed-loop|incineration|landfill)"
    "|grid/[A-Z]{3}"
    "|freight/[a-z][a-z0-9-]*"
)
UNITS = {"material": "kg", "end-of-life": "kg", "grid": "kW.h", "freight": "t.km"}
NEVER_A_FACTOR = {"material/circuit-board", "material/other-metals", "material/other"}
DEVICES = rows(DATA / "demo" / "devices.csv")
MASS_BASED = read_json(DATA / "demo" / "mass-based.json")


# Factor sets


@pytest.mark.parametrize("version", RELEASES)
def test_every_factor_key_is_unique_and_of_the_grammar(version: str) -> None:
    keys = [row["key"] for row in release(version)]
    assert len(keys) == len(set(keys))
    assert [key for key in keys if not FACTOR_KEY.fullmatch(key)] == []
    assert keys == sorted(keys)


@pytest.mark.parametrize("version", RELEASES)
def test_every_factor_is_a_positive_number_in_the_unit_of_its_family(version: str) -> None:
    for factor in factors(version).values():
        assert factor.value > 0, factor.key
        assert factor.unit == UNITS[factor.key.split("/")[0]], factor.key
        assert (factor.low is None) == (factor.high is None), factor.key


@pytest.mark.parametrize("version", RELEASES)
def test_every_factor_has_source_licence_and_a_plausible_year(version: str) -> None:
    for row in release(version):
        assert row["source"].endswith("."), row["key"]
        assert row["licence"] in {"OGL-UK-3.0", "CC-BY-4.0"}, row["key"]
        assert 2000 <= int(row["year"]) <= 2025, row["key"]


@pytest.mark.parametrize("version", RELEASES)
def test_mixed_remainders_and_circuit_boards_have_no_factor(version: str) -> None:
    assert not NEVER_A_FACTOR & factors(version).keys()


def test_published_values_are_converted_without_loss() -> None:
    known = {row["key"]: row["value"] for row in release("2025.1")}
    assert known["material/aluminium"] == "9.11590131"  # 9115.90131 per tonne
    assert known["end-of-life/li-ion-battery/landfill"] == "0.00898311"  # 8.98311 per tonne
    assert known["grid/DEU"] == "0.38095"  # 380.95 g
    assert known["freight/rail"] == "0.02779"
    assert known["material/gold"] == "12500"


def test_the_second_release_differs_in_aluminium_alone() -> None:
    first, second = ({row["key"]: row for row in release(version)} for version in RELEASES)
    assert first.keys() == second.keys()
    assert [key for key in first if first[key] != second[key]] == ["material/aluminium"]


def test_the_series_names_every_release_and_why_it_was_made() -> None:
    named = read_json(DATA / "factors" / "series.json")["releases"]
    assert tuple(entry["version"] for entry in named) == RELEASES
    assert all((DATA / "factors" / entry["file"]).is_file() for entry in named)
    assert all(entry["why"]["en"] for entry in named)


# Devices


def test_all_101_devices_are_there_under_identifiers_of_their_own() -> None:
    identifiers = [parse(row["identifier"]) for row in DEVICES]
    assert len({identifier.text for identifier in identifiers}) == len(DEVICES) == 101
    for row, identifier in zip(DEVICES, identifiers, strict=True):
        assert row["identifier"] == identifier.text
        assert (identifier.scheme, identifier.granularity) == ("own", "model")


@pytest.mark.parametrize("row", DEVICES, ids=lambda row: row["name/en"])
def test_the_masses_of_the_materials_add_up_to_the_mass_of_the_device(
    row: dict[str, str],
) -> None:
    masses = [Decimal(cell) for column, cell in row.items() if column.endswith("/mass") and cell]
    assert min(masses) > 0
    assert sum(masses) == Decimal(row["mass"])


@pytest.mark.parametrize("sector", ["product", "smartphone"])
def test_every_device_keeps_to_the_schema_of_its_sector(sector: str) -> None:
    validator = Validator(schema(sector))
    chosen = [row for row in DEVICES if row["sector"] == sector]
    assert chosen
    assert [fault for row in chosen for fault in validator.faults(document_of(row))] == []


def test_every_column_leads_to_a_place_in_both_schemas_or_is_empty_in_one() -> None:
    for sector in ("product", "smartphone"):
        walked = walk(schema(sector))
        used = {
            column
            for row in DEVICES
            if row["sector"] == sector
            for column, cell in row.items()
            if cell
        }
        places = [tuple(c.split("/")) for c in used - NOT_IN_THE_DOCUMENT]
        leaves = [place[:-1] if place[-1] == "en" else place for place in places]
        assert all((node := walked.node(leaf)) and node.field for leaf in leaves)


def test_every_device_names_its_source_and_that_the_maker_declared_nothing() -> None:
    for row in DEVICES:
        assert row["documents/source/url"].startswith("https://doi.org/")
        assert row["summary/en"].endswith("the maker has declared nothing.")
        stated = [row[c] for c in row if c.endswith("measured_by/en") and row[c]]
        assert stated
        assert all(text.startswith("Babbitt et al. 2020") for text in stated)


def test_names_and_components_are_tidy() -> None:
    for row in DEVICES:
        for column, cell in row.items():
            assert cell == cell.strip(), column
            assert "  " not in cell, column
            assert not re.search("unkown|Chasis|catridge|[*]", cell), column


# Footprints of the devices


def test_a_device_without_aluminium_does_not_move_between_the_releases() -> None:
    activity = parse_activity(MASS_BASED)
    old, new = factors("2025.1"), factors("2025.2")
    still = moved = 0
    for row in DEVICES:
        lines = lines_of(activity, document_of(row))
        before = calculate(lines, old, activity.not_calculated).total_kg
        after = calculate(lines, new, activity.not_calculated).total_kg
        if row["materials/aluminium/mass"]:
            assert after < before
            moved += 1
        else:
            assert after == before
            still += 1
    assert (moved, still) == (80, 21)


def test_about_a_fifth_of_an_average_device_has_no_factor() -> None:
    activity = parse_activity(MASS_BASED)
    known = factors("2025.1")
    results = [
        calculate(lines_of(activity, document_of(row)), known, activity.not_calculated)
        for row in DEVICES
    ]
    uncovered = [1 - result.coverage for result in results]
    assert math.fsum(uncovered) / len(uncovered) == pytest.approx(0.191, abs=0.001)
    assert {
        stage
        for result in results
        for stage, found in result.stages.items()
        if found.value_kg is None
    } == {"manufacturing", "distribution", "use"}
