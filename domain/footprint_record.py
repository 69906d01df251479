"""A footprint as a JSON object, for storage and for answers, and back.

::

    {"total_kg": 12.5, "low_kg": 11.0, "high_kg": 14.2, "complete": false,
     "coverage": 0.93, "covered_mass_kg": 1.86,
     "stages": {"raw-materials": {"value_kg": 9.1, "complete": true},
                "use": {"value_kg": null, "complete": false,
                        "reason": "stated", "statement": {"en": "..."}}, ...},
     "lines": {"materials/lid": {"stage": "raw-materials", "quantity": 0.4, "unit": "kg",
                                 "factor": "material/aluminium", "factor_value": 9.1,
                                 "value_kg": 3.64, "mass_kg": 0.4}, ...}}

Every stage is there. A line that could not be calculated has `value_kg` null and a `gap`. Numbers
are float64 as calculated: they are rounded when shown, never before.
"""

from collections.abc import Mapping
from typing import Any

from domain.footprint import Contribution, Gap, Reason, Result, StageResult

Record = dict[str, Any]


def result_as_json(result: Result) -> Record:
    """Return a result as the JSON object described above.

    `complete`, `coverage` and `covered_mass_kg` follow from the lines and are there for readers.
    """
    return {
        "total_kg": result.total_kg,
        "low_kg": result.low,
        "high_kg": result.high,
        "complete": result.complete,
        "coverage": result.coverage,
        "covered_mass_kg": result.covered_mass_kg,
        "stages": {name: _stage_as_json(stage) for name, stage in result.stages.items()},
        "lines": {line.key: _line_as_json(line) for line in result.lines},
    }


def result_from_json(record: Mapping[str, Any]) -> Result:
    """Return the result that `result_as_json` wrote. Raises KeyError where a member is missing."""
    return Result(
        total_kg=record["total_kg"],
        low=record["low_kg"],
        high=record["high_kg"],
        stages={name: _stage_from_json(stage) for name, stage in record["stages"].items()},
        lines=tuple(_line_from_json(key, line) for key, line in record["lines"].items()),
    )


def _stage_as_json(stage: StageResult) -> Record:
    record: Record = {"value_kg": stage.value_kg, "complete": stage.complete}
    if stage.reason is not None:
        record |= {"reason": str(stage.reason), "statement": dict(stage.statement)}
    return record


def _stage_from_json(record: Mapping[str, Any]) -> StageResult:
    return StageResult(
        value_kg=record["value_kg"],
        complete=record["complete"],
        reason=Reason(record["reason"]) if "reason" in record else None,
        statement=record.get("statement", {}),
    )


def _line_as_json(line: Contribution) -> Record:
    record: Record = {
        "stage": line.stage,
        "quantity": line.quantity,
        "unit": line.unit,
        "factor": line.factor_key,
        "factor_value": line.factor_value,
        "value_kg": line.value_kg,
        "mass_kg": line.mass_kg,
    }
    return record if line.gap is None else record | {"gap": str(line.gap)}


def _line_from_json(key: str, record: Mapping[str, Any]) -> Contribution:
    return Contribution(
        key=key,
        stage=record["stage"],
        quantity=record["quantity"],
        unit=record["unit"],
        factor_key=record["factor"],
        factor_value=record["factor_value"],
        value_kg=record["value_kg"],
        mass_kg=record["mass_kg"],
        gap=Gap(record["gap"]) if "gap" in record else None,
    )
