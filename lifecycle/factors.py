"""Factor sets: curated, immutable releases of a series; each factor has its own source."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.actors import FACTORS, Actor
from accounts.models import OrganisationRole, Role
from accounts.organisations import today
from domain.canonical import canonical, sha256
from domain.faults import Conflict, Fault, Forbidden, Invalid, Json, Missing
from domain.footprint import Factor as DomainFactor
from domain.footprint import Factors
from ledger.acceptance import accept, open_change
from ledger.models import Kind
from ledger.outbox import emit
from lifecycle.models import Factor, FactorSet

PUBLISHED = "factor_set.published"
# Every product is calculated with this series, so that footprints can be compared.
DEFAULT_SERIES = "registry-basis"
TEXTS = ("region", "licence", "note")
REQUIRED = ("key", "value", "unit", "source", "licence")
MEMBERS = ("key", "value", "unit", "region", "year", "source", "licence", "low", "high", "note")


def publish_factor_set(
    *, actor: Actor, series: str, version: str, rows: Sequence[Mapping[str, Any]], reason: str
) -> FactorSet:
    """Publish a release of a series.

    Every product is calculated with the series `DEFAULT_SERIES`: only a registry host publishes
    into it, and a release of it has all footprints recalculated whose factors it changes. A release
    of any other series is stored and listed, and moves no footprint.

    `rows` have the members key, value (kg CO2e per unit, at most 1e9 in either direction), unit
    (kg, kW.h, t.km, 1), source, licence and optionally region, year, low, high, note. Raises
    Forbidden without the scope or the role, Invalid with the faults of all rows, Conflict when the
    release exists; then nothing was changed.
    """
    actor.need(FACTORS)
    if series == DEFAULT_SERIES and not is_registry_host(actor.organisation):
        raise Forbidden(
            Fault(
                "factor_set.series",
                "All products are calculated with this series; only the host of this registry "
                "publishes into it.",
                "/series",
                "Publish under the name of another series, or ask the host to take it over.",
            )
        )
    faults = [*_set_faults(series, version, rows), *_row_faults(rows)]
    if faults:
        raise Invalid(*faults)
    factors = [_row(row) for row in rows]
    try:
        with transaction.atomic():
            change = open_change(Kind.FACTOR_SET, organisation=actor.organisation, reason=reason)
            factor_set = FactorSet.objects.create(series=series, version=version, change=change)
            Factor.objects.bulk_create(
                (Factor(factor_set=factor_set, **row) for row in factors), batch_size=500
            )
            emit(PUBLISHED, str(factor_set.pk), change)
            accept(change, [sha256(canonical([series, version])), *map(_digest, factors)])
    except IntegrityError as error:
        raise Conflict(
            Fault(
                "factor_set.exists",
                "This release of the series is already published.",
                "/version",
                "Releases never change: publish the next one.",
            )
        ) from error
    return factor_set


def read_csv(text: str) -> list[dict[str, str]]:
    """Return the rows of a factor set as CSV with a header line; empty cells are left out."""
    return [
        {name: cell.strip() for name, cell in row.items() if name and cell and cell.strip()}
        for row in csv.DictReader(io.StringIO(text))
    ]


def is_registry_host(public_id: str) -> bool:
    """Whether an organisation hosts this registry today (its roles say so)."""
    held = OrganisationRole.objects.filter(
        organisation__public_id=public_id, role=Role.REGISTRY_HOST, since__lte=today()
    )
    return held.filter(Q(until=None) | Q(until__gt=today())).exists()


def newest(series: str = DEFAULT_SERIES) -> FactorSet | None:
    """Return the release of a series that was accepted last, or None without any."""
    accepted = FactorSet.objects.filter(series=series).exclude(change__acceptance=None)
    return accepted.order_by("-change__acceptance__seq").first()


def find(series: str, version: str) -> FactorSet:
    """Return a release; raises Missing when there is none."""
    found = (
        FactorSet.objects.filter(series=series, version=version)
        .exclude(change__acceptance=None)
        .first()
    )
    if found is None:
        raise Missing(
            Fault("factor_set.unknown", "There is no such factor set.", "/factor_set", "List them.")
        )
    return found


@lru_cache(maxsize=8)
def factors_of(factor_set_id: int) -> Factors:
    """Return the factors of a release by key; a release never changes, so this is kept."""
    rows = Factor.objects.filter(factor_set_id=factor_set_id).values(
        "key", "value", "unit", "low", "high", "region", "year", "source"
    )
    return {row["key"]: DomainFactor(**row) for row in rows}


def _set_faults(series: str, version: str, rows: Sequence[object]) -> Iterator[Fault]:
    for name, value in (("series", series), ("version", version)):
        if not value.strip():
            yield Fault("required", f"A factor set needs a {name}.", f"/{name}", "Give one.")
    if not rows:
        yield Fault("min_items", "A factor set needs at least one factor.", "/factors", "Add one.")


def _row_faults(rows: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, row in enumerate(rows):
        place = f"/factors/{number}"
        for name in sorted(row.keys() - set(MEMBERS)):
            yield Fault("additional", "This member is not known.", f"{place}/{name}", "Remove it.")
        for name in REQUIRED:
            if row.get(name) in (None, ""):
                yield Fault("required", f"The {name} is missing.", f"{place}/{name}", "Give it.")
        for name in ("value", "low", "high", "year"):
            if row.get(name) not in (None, "") and _number(row[name]) is None:
                yield Fault("type", f"The {name} is not a number.", f"{place}/{name}", "Give one.")
        key = str(row.get("key", ""))
        if key in seen:
            yield Fault(
                "unique", "This key stands twice in the set.", f"{place}/key", "Keep one of them."
            )
        seen.add(key)
        yield from _domain_faults(row, place)


def _domain_faults(row: Mapping[str, Any], place: str) -> Iterator[Fault]:
    value = _number(row.get("value"))
    if value is None or not row.get("unit"):
        return
    try:
        DomainFactor(
            str(row.get("key")),
            value,
            str(row["unit"]),
            _number(row.get("low")),
            _number(row.get("high")),
        )
    except Invalid as refusal:
        for fault in refusal.faults:
            yield Fault(fault.code, fault.sentence, place, fault.remedy)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    year = _number(row.get("year"))
    return {
        "key": str(row["key"]),
        "value": _number(row["value"]),
        "unit": str(row["unit"]),
        "source": str(row["source"]),
        "low": _number(row.get("low")),
        "high": _number(row.get("high")),
        "year": None if year is None else int(year),
        **{name: str(row.get(name) or "") for name in TEXTS},
    }


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str) or value == "":
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _digest(row: Mapping[str, Json]) -> bytes:
    return sha256(canonical(dict(row)))
