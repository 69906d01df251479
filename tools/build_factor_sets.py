"""Build the releases of the factor set series "registry-basis" from the published tables.

    python -m tools.build_factor_sets --defra D.csv --metals M.csv --grid G.csv --to data/factors

data/README.md describes the tables. The same tables give the same bytes: no clock, no network.
Numbers are only divided by 1000 (tonne to kilogram, gram to kilogram), in decimal arithmetic.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from pathlib import Path

# UCUM: what one value is for, in kg CO2e.
PER_KG = "kg"
PER_KWH = "kW.h"
PER_TONNE_KM = "t.km"
OGL = "OGL-UK-3.0"
CC_BY = "CC-BY-4.0"
UNITED_KINGDOM = "GBR"
WORLD = ""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of a release: `value` kg CO2e per `unit` (UCUM: kg, kW.h, t.km).

    `low` and `high` are the 2.5 % and 97.5 % quantiles, or empty. `region` is an ISO 3166-1 alpha-3
    code, or empty for the world; `licence` is an SPDX identifier.
    """

    key: str
    value: str
    unit: str
    region: str
    year: str
    source: str
    licence: str
    low: str = ""
    high: str = ""
    note: str = ""


PACKAGING_METAL = "Figure for cans, used as a stand-in for the metal in devices."
GLASS = "Figure for average (container and flat) glass, used as a stand-in."
DISPLAY_GLASS = f"{GLASS} Display and tube glass is made differently; the figure may be too low."
SCRAP = "Figure for scrap metal, used as a stand-in."
DELIVERY = "Collection and delivery to the plant only"
RECYCLED = f"{DELIVERY}; recycled material is credited to whoever uses it."
BURNT = f"With energy recovery. {DELIVERY}; burning is counted where the energy is used."
LANDFILL = "Collection and landfill."
WITH_RF = "With the warming by contrails and nitrogen oxides (radiative forcing)."
WITHOUT_RF = "Without the warming by contrails and nitrogen oxides (radiative forcing)."
TANK_TO_WHEEL = "Running the vehicle only; producing its fuel is not in it."

# material code -> (DEFRA "Material use" name, what a reader has to know)
MATERIALS = {
    "aluminium": ("Metal: aluminium cans and foil (excl. forming)", PACKAGING_METAL),
    "steel": ("Metal: steel cans", PACKAGING_METAL),
    "plastic": ("Plastics: average plastics", "Average of all plastics, films included."),
    "flat-panel-glass": ("Glass", DISPLAY_GLASS),
    "crt-glass": ("Glass", DISPLAY_GLASS),
    "other-glass": ("Glass", GLASS),
    "paper": ("Paper and board: mixed", "Average of paper and board."),
    "wood": ("Wood", "Figure for building timber, used as a stand-in."),
    "li-ion-battery": ("Batteries - Li ion", "Whole battery, per kg of battery."),
}
# code -> (DEFRA "Waste disposal" name, what a reader has to know)
DISCARDED = {
    "aluminium": ("Metal: aluminium cans and foil (excl. forming)", PACKAGING_METAL),
    "steel": ("Metal: steel cans", PACKAGING_METAL),
    "copper": ("Metal: scrap metal", SCRAP),
    "plastic": ("Plastics: average plastics", ""),
    "flat-panel-glass": ("Glass", GLASS),
    "crt-glass": ("Glass", GLASS),
    "other-glass": ("Glass", GLASS),
    "li-ion-battery": ("Batteries", "All kinds of batteries together."),
    "weee-small": ("WEEE - small", "Whole small device."),
    "weee-mixed": ("WEEE - mixed", "Whole device, all kinds together."),
    "weee-large": ("WEEE - large", "Whole large device."),
}
TREATMENTS = {
    "Open-loop": ("open-loop", RECYCLED),
    "Closed-loop": ("closed-loop", RECYCLED),
    "Incineration with Energy Recovery": ("incineration", BURNT),
    "Landfill": ("landfill", LANDFILL),
}
HGV = ("HGV (all diesel)",)
FLIGHT = ("Freight flights",)
# mode -> (level2, level3, level4, column_text, what a reader has to know)
FREIGHT = {
    "road-hgv": (*HGV, "All HGVs", "", "Average laden", "Average lorry, UK fleet."),
    "road-articulated": (*HGV, "Articulated (>33t)", "", "Average laden", "Lorry above 33 t."),
    "road-van": ("Vans", "Average (up to 3.5 tonnes)", "", "Unknown", "Average van, UK fleet."),
    "rail": ("Rail", "Freight train", "", "", "UK freight trains."),
    "sea-container": ("Cargo ship", "Container ship", "Average", "", "Average container ship."),
    "air-short-haul": (*FLIGHT, "Short-haul, to/from UK", "", "Without RF", WITHOUT_RF),
    "air-short-haul-with-rf": (*FLIGHT, "Short-haul, to/from UK", "", "With RF", WITH_RF),
    "air-long-haul": (*FLIGHT, "Long-haul, to/from UK", "", "Without RF", WITHOUT_RF),
    "air-long-haul-with-rf": (*FLIGHT, "Long-haul, to/from UK", "", "With RF", WITH_RF),
}
# The DEFRA columns that together name a row.
NAMED_BY = ("level1", "level2", "level3", "level4", "column_text")
# One release has one aluminium; the metals table would give a second.
SETTLED_BY_DEFRA = {"aluminium"}


def thousandth(number: str) -> str:
    """Return a decimal number divided by 1000, every digit kept, without exponent."""
    return format((Decimal(number) / 1000).normalize(), "f")


def from_materials(defra: Sequence[Row]) -> Iterator[Factor]:
    """Yield material/<code> in kg CO2e/kg from "Material use", primary material production."""
    for code, (name, note) in MATERIALS.items():
        row = _only(
            defra, level1="Material use", level3=name, column_text="Primary material production"
        )
        yield _from_defra(f"material/{code}", row, PER_KG, note)


def from_waste(defra: Sequence[Row]) -> Iterator[Factor]:
    """Yield end-of-life/<code>/<treatment> in kg CO2e/kg, for the pairs that DEFRA has."""
    for code, (name, note) in DISCARDED.items():
        for row in defra:
            if row["level1"] == "Waste disposal" and row["level3"] == name:
                treatment, boundary = TREATMENTS[row["column_text"]]
                key = f"end-of-life/{code}/{treatment}"
                yield _from_defra(key, row, PER_KG, f"{note} {boundary}".strip())


def from_freight(defra: Sequence[Row]) -> Iterator[Factor]:
    """Yield freight/<mode> in kg CO2e per tonne-kilometre from "Freighting goods"."""
    for mode, (level2, level3, level4, load, note) in FREIGHT.items():
        row = _only(
            defra,
            level1="Freighting goods",
            level2=level2,
            level3=level3,
            level4=level4,
            column_text=load,
            uom="tonne.km",
        )
        yield _from_defra(f"freight/{mode}", row, PER_TONNE_KM, f"{note} {TANK_TO_WHEEL}")


def from_metals(metals: Iterable[Row]) -> Iterator[Factor]:
    """Yield material/<metal> in kg CO2e/kg with 2.5 % and 97.5 % quantiles."""
    for row in metals:
        yield Factor(
            key=f"material/{row['name'].lower()}",
            value=row["kgco2e_per_kg"],
            unit=PER_KG,
            region=WORLD,
            year="2014",
            source=(
                "Nuss and Eckelman 2014, Life Cycle Assessment of Metals: A Scientific Synthesis, "
                f"PLOS ONE 9(7) e101298, table S38, {row['name'].lower()} ({row['symbol']})."
            ),
            licence=CC_BY,
            low=row["p2_5"],
            high=row["p97_5"],
            note=(
                f"Form: {row['form']}. Cradle to gate. Year of publication. Read through a "
                "transcription that was not checked against the paper."
            ),
        )


def from_grid(grid: Iterable[Row]) -> Iterator[Factor]:
    """Yield grid/<ISO 3166-1 alpha-3> in kg CO2e/kWh of electricity generated.

    A country whose figure rounds to zero is left out: a missing factor lowers the coverage, a zero
    would hide.
    """
    for row in grid:
        value = thousandth(row["gco2e_per_kwh"])
        if Decimal(value) == 0:
            continue
        yield Factor(
            key=f"grid/{row['iso3']}",
            value=value,
            unit=PER_KWH,
            region=row["iso3"],
            year=row["year"],
            source=(
                "Our World in Data, carbon intensity of electricity, from Ember and the Energy "
                f"Institute, {row['country']} {row['year']}, as packaged in codecarbon 3.3.2."
            ),
            licence=CC_BY,
            note=f"{row['country']}, electricity generated; losses on the way are not in it.",
        )


def releases(
    defra: Sequence[Row], metals: Sequence[Row], grid: Sequence[Row]
) -> dict[str, list[Factor]]:
    """Return version -> factors, sorted by key. data/factors/series.json says why they differ."""
    by_metal = {factor.key.removeprefix("material/"): factor for factor in from_metals(metals)}
    first = {
        factor.key: factor
        for factor in (
            *from_materials(defra),
            *(factor for name, factor in by_metal.items() if name not in SETTLED_BY_DEFRA),
            *from_waste(defra),
            *from_freight(defra),
            *from_grid(grid),
        )
    }
    aluminium = by_metal["aluminium"]
    changed = replace(
        aluminium,
        note=f"{aluminium.note} Replaces the figure for cans and foil of release 2025.1.",
    )
    second = {**first, changed.key: changed}
    return {
        version: [release[key] for key in sorted(release)]
        for version, release in (("2025.1", first), ("2025.2", second))
    }


def _from_defra(key: str, row: Row, unit: str, note: str) -> Factor:
    name = ", ".join(part.strip() for part in (row[column] for column in NAMED_BY) if part)
    per_tonne = row["uom"] == "tonnes"
    return Factor(
        key=key,
        value=thousandth(row["factor_2025"]) if per_tonne else row["factor_2025"],
        unit=unit,
        region=UNITED_KINGDOM,
        year="2025",
        source=(
            "UK Government greenhouse gas conversion factors for company reporting 2025, flat file "
            f"version 1, {name}, row {row['id']}."
        ),
        licence=OGL,
        note=note,
    )


def _only(rows: Iterable[Row], **wanted: str) -> Row:
    found = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    if len(found) != 1:
        raise SystemExit(f"Expected one row, found {len(found)}, for {wanted}.")
    return found[0]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Read the three tables and write one file per release."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--defra", type=Path, required=True)
    parser.add_argument("--metals", type=Path, required=True)
    parser.add_argument("--grid", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    built = releases(_read(given.defra), _read(given.metals), _read(given.grid))
    for version, factors in built.items():
        with (given.to / f"{version}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, [column.name for column in fields(Factor)], lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(asdict(factor) for factor in factors)


if __name__ == "__main__":
    main()
