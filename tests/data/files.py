"""What the tests of the data share: reading the files, and turning rows into documents."""

import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.footprint import Factor
from domain.sector_schema import expand

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
NUMBERS = re.compile("mass|equipment/display_diagonal|materials/[a-z-]+/mass")
NOT_IN_THE_DOCUMENT = {"identifier", "sector", "activity"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def release(version: str) -> list[dict[str, str]]:
    return rows(DATA / "factors" / f"{version}.csv")


def factors(version: str) -> dict[str, Factor]:
    return {
        row["key"]: Factor(
            key=row["key"],
            value=float(row["value"]),
            unit=row["unit"],
            low=float(row["low"]) if row["low"] else None,
            high=float(row["high"]) if row["high"] else None,
            region=row["region"],
            year=int(row["year"]),
            source=row["source"],
        )
        for row in release(version)
    }


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def schema(sector: str) -> dict[str, Any]:
    files = {
        f"{path.parent.name}/{path.stem}": read_json(path)
        for path in (ROOT / "schemas").glob("*/*.json")
    }
    return expand(f"{sector}/0.1", files)


def document_of(row: Mapping[str, str]) -> dict[str, Any]:
    """Build the passport document that a row describes; an empty cell says nothing."""
    document: dict[str, Any] = {}
    for column, cell in row.items():
        if not cell or column in NOT_IN_THE_DOCUMENT:
            continue
        *above, name = column.split("/")
        place = document
        for part in above:
            place = place.setdefault(part, {})
        place[name] = float(cell) if NUMBERS.fullmatch(column) else cell
    return document
