"""Link types: how they are asked for, and how they are written.

Those of GS1 stand in its Web Vocabulary; a request may name them by prefix (gs1:pip) or by any of
the addresses that the vocabulary has had (GS1-Conformant Resolver 1.2, 2.14). We write the newest.
Everything else is a relation registered with IANA, such as dpp.
"""

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

VOCABULARY = "https://ref.gs1.org/voc/"
PREFIX = "gs1:"
PASSPORT = f"{VOCABULARY}dpp"
PASSPORT_OF_IANA = "dpp"
DEFAULT = f"{VOCABULARY}defaultLink"
DESCRIBED_BY = "describedby"
# Asks for all links and no particular one; "all" is what it was called before 1.0.
LINKSET = "linkset"
ALL = frozenset({LINKSET, "all"})
TABLE = "link-types.csv"

_ADDRESS = re.compile(r"https?://(?:(?:ref|www)\.)?gs1\.org/voc/", re.IGNORECASE)


def relation_of(name: str) -> str:
    """Return a link type in the one spelling that links have here."""
    if name.startswith(PREFIX):
        return VOCABULARY + name.removeprefix(PREFIX)
    return _ADDRESS.sub(VOCABULARY, name, count=1)


def short(relation: str) -> str:
    """Return a link type as people write it: gs1:pip, dpp."""
    if relation.startswith(VOCABULARY):
        return PREFIX + relation.removeprefix(VOCABULARY)
    return relation


def relation_at(pointer: str, kind: str) -> str:
    """Return the link type of an address in a passport, by its place in the schema and its kind.

    `pointer` has "*" for keys that declarants choose, `kind` is "" where there is none. What is in
    no row of schemas/link-types.csv describes the product.
    """
    table = _table(str(settings.SCHEMAS_DIR))
    return table.get((pointer, kind)) or table.get((pointer, "")) or DESCRIBED_BY


def pointers() -> frozenset[str]:
    """Return the places that have a link type of their own."""
    return frozenset(pointer for pointer, _kind in _table(str(settings.SCHEMAS_DIR)))


@lru_cache(maxsize=8)
def _table(folder: str) -> Mapping[tuple[str, str], str]:
    with (Path(folder) / TABLE).open(encoding="utf-8", newline="") as file:
        return {
            (row["pointer"], row["kind"]): relation_of(row["link_type"])
            for row in csv.DictReader(file)
        }
