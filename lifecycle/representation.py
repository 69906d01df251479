"""The JSON form of a passport: one shape for every door (design section 9, Representations)."""

from typing import Any

from domain.footprint_comparison import Movement
from ledger.clock import moment
from lifecycle.reading import Earlier, Passport, ShownFootprint, Stage
from passports.reading import Registration, View


def as_json(passport: Passport) -> dict[str, Any]:
    """Return {registration, data, provenance, footprint} as JSON values.

    `data` is what this reader may see. `provenance` maps the pointer of each shown leaf to the
    product and version that its value comes from; `level` is that product's place in
    `registration.chain`. `footprint` is null where none was calculated. Times are RFC 3339 in UTC,
    digests hexadecimal, masses grams, emissions kilograms of CO2 equivalent.
    """
    return {
        "registration": registration_as_json(passport.view.registration),
        "data": passport.view.visible.document,
        "provenance": _provenance(passport.view),
        "footprint": None if passport.footprint is None else _footprint(passport.footprint),
    }


def timestamp(ms: int) -> str:
    """Return a stored time (ms since 1970, UTC) as RFC 3339: "2026-05-01T08:30:00.125Z"."""
    return moment(ms).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def registration_as_json(registration: Registration) -> dict[str, Any]:
    """Return what the registry itself says of a passport, as JSON values."""
    operator, registrant = registration.operator, registration.registrant
    return {
        "identifier": registration.identifier,
        "granularity": registration.granularity,
        "sector": registration.sector,
        "schema": f"{registration.sector}/{registration.schema_version}",
        "number": registration.number,
        "revision": registration.revision,
        "status": registration.status.name.lower(),
        "operator": operator and {"id": operator, "name": registration.operator_name},
        "registrant": registrant and {"id": registrant, "name": registration.registrant_name},
        "predecessor": registration.predecessor,
        "chain": [
            {"product": product, "revision": revision} for product, revision in registration.chain
        ],
        "erased": [
            {"product": product, "number": number} for product, number in registration.erased
        ],
        "digest": registration.digest.hex(),
        "changed_at": timestamp(registration.boundary_ms),
    }


def _provenance(view: View) -> dict[str, Any]:
    return {
        pointer: {"product": origin.product, "level": origin.level, "version": origin.number}
        for pointer, origin in view.visible.origins.items()
    }


def _footprint(shown: ShownFootprint) -> dict[str, Any]:
    return {
        "product": shown.product,
        "revision": shown.revision,
        "functional_unit": dict(shown.functional_unit),
        "total_kg": shown.total_kg,
        "low_kg": shown.low_kg,
        "high_kg": shown.high_kg,
        "complete": shown.complete,
        "coverage": shown.coverage,
        "stages": {stage.name: _stage(stage) for stage in shown.stages},
        "uncovered": [{"material": key, "mass_g": mass} for key, mass in shown.uncovered],
        "factor_set": shown.factor_set,
        "method": shown.method,
        "engine": shown.engine,
        "accepted_at": timestamp(shown.at_ms),
        "earlier": [_earlier(earlier) for earlier in shown.earlier],
        "moved": [_movement(movement) for movement in shown.moved],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    told: dict[str, Any] = {"kg": stage.kg, "complete": stage.complete}
    return told | {"reason": dict(stage.reason)} if stage.reason else told


def _earlier(earlier: Earlier) -> dict[str, Any]:
    return {
        "total_kg": earlier.total_kg,
        "factor_set": earlier.factor_set,
        "accepted_at": timestamp(earlier.at_ms),
    }


def _movement(movement: Movement) -> dict[str, Any]:
    return {
        "line": movement.line,
        "stage": movement.stage,
        "changes": list(movement.changes),
        "old_kg": movement.old_kg,
        "new_kg": movement.new_kg,
        "difference_kg": movement.difference_kg,
    }
