"""The 71 data points of the battery passport: who reads each, and who owes it.

The rows are those of the Commission's guidance "Digital Batteries Passport - data points by
category", version 1.0 of 28 July 2026 (Ares(2026)7579758, CC BY 4.0), in own words; `group` is the
point of Annex XIII to Regulation (EU) 2023/1542 that a row falls under. M mandatory, O optional,
C if applicable, P not yet to be filled in, - not to be filled in. A place is a JSON pointer with
"*" for keys, or "record:" and a member of what the registry itself says of a passport.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.public.examples import sector

TABLE = Path(__file__).with_name("battery_points.csv")
WALK = sector("battery")
RECORD = "record:"
# The headings of Annex XIII, points 1 to 4.
READERS = {
    1: {"public"},
    2: {"legitimate-interest", "commission"},
    3: {"notified-body", "market-surveillance", "commission"},
    4: {"legitimate-interest"},
}
GUIDED = {
    "ev": ("ev",),
    "lmt": ("lmt",),
    "industrial": ("industrial", "industrial-external-storage"),
}


@dataclass(frozen=True)
class Point:
    """One data point: `tiers` are M, O, C, P or - for each category of the guidance."""

    number: int
    name: str
    basis: str
    group: int
    tiers: dict[str, str]
    leaves: frozenset[str]
    record: frozenset[str]


def _point(row: dict[str, str]) -> Point:
    places = row["places"].split()
    return Point(
        int(row["number"]),
        row["name"],
        row["basis"],
        int(row["group"]),
        {name: row[name] for name in GUIDED},
        frozenset(place for place in places if not place.startswith(RECORD)),
        frozenset(p.removeprefix(RECORD) for p in places if p.startswith(RECORD)),
    )


with TABLE.open(encoding="utf-8", newline="") as file:
    POINTS = tuple(map(_point, csv.DictReader(file)))
