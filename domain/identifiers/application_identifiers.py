"""The table of GS1's Application Identifiers: what each value looks like, and where it may stand.

Read once from `application_identifiers.csv`, which was made from the GS1 Barcode Syntax Dictionary:
one row for an Application Identifier or a range of them, `in_query` where it may be a data
attribute of a Digital Link, `is_key` where a path may begin with it, and then `qualifiers` in the
order of a path, with a bar between alternatives.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from domain.identifiers import formats
from domain.identifiers.formats import Format


@dataclass(frozen=True, slots=True)
class Entry:
    """One Application Identifier; `orders` holds a key's qualifiers, alternatives apart."""

    ai: str
    in_query: bool
    is_key: bool
    orders: tuple[tuple[str, ...], ...]
    notation: str
    title: str

    @property
    def format(self) -> Format:
        return formats.of(self.notation)


def _entries() -> Iterator[Entry]:
    with files(__package__).joinpath("application_identifiers.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            orders = tuple(tuple(o.split(",")) for o in row["qualifiers"].split("|") if o)
            for ai in _numbers(row["ai"]):
                yield Entry(
                    ai,
                    row["in_query"] == "yes",
                    row["is_key"] == "yes",
                    orders,
                    row["format"],
                    row["title"],
                )


def _numbers(given: str) -> Iterator[str]:
    first, _, last = given.partition("-")
    for number in range(int(first), int(last or first) + 1):
        yield f"{number:0{len(first)}}"


ENTRIES: Mapping[str, Entry] = {entry.ai: entry for entry in _entries()}
KEYS_OF_GS1 = frozenset(ai for ai, entry in ENTRIES.items() if entry.is_key)


@cache
def attribute_format(ai: str) -> Format | None:
    """Return the format of a data attribute; None for what may not be one."""
    entry = ENTRIES.get(ai)
    return entry.format if entry and entry.in_query else None
