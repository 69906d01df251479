"""What is told of a row: kept as bytes beside it, shown by the API and the desk."""

import orjson

from domain.faults import Json
from passports.intake.planning import Planned

NOTHING = b""


def told_of(planned: Planned) -> bytes:
    """Return repairs, questions, faults and differences of a row as JSON; b"" for none of them."""
    row = planned.row
    told: dict[str, Json] = {}
    if row.repairs:
        told["repairs"] = [
            {
                "column": column,
                "code": repair.code,
                "before": repair.before,
                "after": repair.after,
                "reason": repair.reason,
                "said": repair.said,
            }
            for column, repair in row.repairs
        ]
    if planned.questions:
        told["questions"] = [
            {"column": c, "code": q.code, "sentence": q.sentence, "choices": [*q.choices]}
            for c, q in planned.questions
        ]
    if planned.faults:
        told["faults"] = [
            {"pointer": f.pointer, "code": f.code, "sentence": f.sentence, "remedy": f.remedy}
            for f in planned.faults
        ]
    if planned.differences:
        told["differences"] = [
            {"pointer": d.pointer, "kind": d.kind, "old": d.old, "new": d.new}
            for d in planned.differences
        ]
    return orjson.dumps(told) if told else NOTHING


def told(raw: bytes) -> dict[str, Json]:
    """Return what is told of a row from its stored bytes."""
    return orjson.loads(raw) if raw else {}
