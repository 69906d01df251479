"""The sectors: every folder of `schemas/` is one, its newest file is today's schema."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from domain.code_lists import FOLDER as CODES
from domain.faults import Fault, Invalid
from domain.sector_schema import Schema, Walk, expand, walk
from domain.validation import Validator
from passports.models import SchemaText

VERSION_FILE = re.compile(r"[0-9]+(\.[0-9]+)*\.json")
COMMON = "common"
SHARED = frozenset({COMMON, CODES})  # folders beside the sectors that are none


def latest(sector: str) -> Walk:
    """Return today's walk of a sector; raises Invalid for one that does not exist."""
    found = _sectors(str(settings.SCHEMAS_DIR)).get(sector)
    if found is None:
        raise Invalid(
            Fault(
                "sector.unknown",
                "There is no such sector.",
                "/sector",
                f"Choose from {', '.join(sectors())}.",
            )
        )
    return found[-1]


def sectors() -> list[str]:
    """Return the names of all sectors, sorted."""
    return sorted(_sectors(str(settings.SCHEMAS_DIR)))


def walks() -> list[Walk]:
    """Return every version of every sector."""
    return [w for versions in _sectors(str(settings.SCHEMAS_DIR)).values() for w in versions]


def by_digest(digest: bytes) -> Walk:
    """Return the walk of a stored schema, read from the bytes that were stored on first use."""
    for known in walks():
        if known.digest == digest:
            return known
    return _stored(digest)


@lru_cache(maxsize=64)
def validator(digest: bytes) -> Validator:
    """Return the validator of a schema by its digest."""
    return Validator(by_digest(digest).schema)


def store(found: Walk) -> SchemaText:
    """Return the stored text of a schema, storing its bytes on first use."""
    row, _ = SchemaText.objects.get_or_create(
        digest=found.digest,
        defaults={"sector": found.sector, "version": found.version, "text": found.source_bytes},
    )
    return row


def read_files(folder: Path) -> dict[str, Schema]:
    """Return every schema and every code list below a folder by its name.

    Names are such as "smartphone/0.1" and "codes/materials".
    """
    return {
        f"{path.parent.name}/{path.stem}": json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*/*.json"))
        if path.parent.name == CODES or VERSION_FILE.fullmatch(path.name)
    }


def sector_names(files: Iterable[str]) -> list[str]:
    """Return those names of files that are sectors, each sector's versions oldest first."""
    own = [name for name in files if name.partition("/")[0] not in SHARED]
    return sorted(own, key=_version_order)


def clear() -> None:
    """Forget what was read, so that schema files written since then are found."""
    _sectors.cache_clear()


@lru_cache(maxsize=8)
def _sectors(folder: str) -> dict[str, list[Walk]]:
    files = read_files(Path(folder))
    found: dict[str, list[Walk]] = {}
    for name in sector_names(files):
        found.setdefault(name.partition("/")[0], []).append(walk(expand(name, files)))
    return found


@lru_cache(maxsize=64)
def _stored(digest: bytes) -> Walk:
    return walk(json.loads(bytes(SchemaText.objects.get(digest=digest).text)))


def _version_order(name: str) -> tuple[str, list[int]]:
    sector, _, version = name.partition("/")
    return sector, [int(part) for part in version.split(".")]
