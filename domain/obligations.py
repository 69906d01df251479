"""What a passport owes: for each field whether it is declared, missing, or not asked for, and why.

A value may be absent for reasons that must not be mixed up: the law asks for it and it is missing;
the law asks for it from a later day, or from one that is still to be set; the law does not ask for
it here; nothing asks for it at all. Nothing of this refuses a passport: what is missing is a
finding (design, section 9).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.sector_schema import ANY_KEY, PENDING, FieldSpec, Obligation, Walk

LEVELS = ("model", "batch", "item")
CATEGORY = "category"
# A record's member of this name lists those of its members that the operator says do not apply.
NOT_APPLICABLE = "not_applicable"


class Answer(StrEnum):
    """What can be said of a field."""

    DECLARED = "declared"
    MISSING = "missing"
    NOT_YET_REQUIRED = "not-yet-required"
    NOT_APPLICABLE = "not-applicable"
    VOLUNTARY = "voluntary"  # not declared, and nothing asks for it


class Ground(StrEnum):
    """Why a field is not applicable."""

    CATEGORY = "category"  # the law asks it of other categories
    LEVEL = "level"  # it belongs to the batches or items below
    STATED = "stated"  # the operator says that it does not apply, where the law leaves that open


@dataclass(frozen=True, slots=True)
class Standing:
    """How a field stands, and the duty that this follows from, if any."""

    answer: Answer
    duty: Obligation | None = None
    ground: Ground | None = None


def standings(
    walk: Walk, document: Mapping[str, Any], day: date, level: str
) -> dict[str, Standing]:
    """Return how each leaf of a schema stands in a document, by the leaf's pointer.

    `day` is the day for which the question is asked, `level` what the document is of: model, batch
    or item. A leaf below "*" is declared when there is an entry and every entry declares it.
    """
    return {field.pointer: standing(field, document, day, level) for field in walk.fields}


def standing(field: FieldSpec, document: Mapping[str, Any], day: date, level: str) -> Standing:
    """Return how one leaf stands in a document; the arguments are those of `standings`."""
    said = _said(document, field.path)
    duty, ground = _duty(field, document, level, stated=said is Answer.NOT_APPLICABLE)
    if said is Answer.DECLARED:
        return Standing(Answer.DECLARED, duty)
    if ground is not None:
        return Standing(Answer.NOT_APPLICABLE, duty, ground)
    if duty is None:
        return Standing(Answer.VOLUNTARY)
    return Standing(Answer.MISSING if _holds(duty, day) else Answer.NOT_YET_REQUIRED, duty)


def _duty(
    field: FieldSpec, document: Mapping[str, Any], level: str, *, stated: bool
) -> tuple[Obligation | None, Ground | None]:
    """Return the duty that governs a leaf, or one that does not and the ground for this."""
    category = document.get(CATEGORY)
    of_category = [d for d in field.obligations if not d.categories or category in d.categories]
    here = [d for d in of_category if LEVELS.index(d.level) <= LEVELS.index(level)]
    # Where the law asks without condition, no statement of the operator takes the duty away.
    left = [d for d in here if not (d.conditional and stated)]
    if left:
        return min(left, key=lambda d: (d.since == PENDING, d.since)), None
    if stated:
        return next(iter(here), None), Ground.STATED
    if of_category:
        return of_category[0], Ground.LEVEL
    return None, Ground.CATEGORY if field.obligations else None


def _holds(duty: Obligation, day: date) -> bool:
    return duty.since != PENDING and duty.since <= day.isoformat()


def _said(value: Any, path: tuple[str, ...]) -> Answer:
    """Return DECLARED, NOT_APPLICABLE where the operator says so, or else MISSING."""
    if not path:
        return Answer.DECLARED
    if not isinstance(value, Mapping):
        return Answer.MISSING
    name, *below = path
    if name == ANY_KEY:
        return _said_by_all([_said(entry, tuple(below)) for entry in value.values()])
    if name in value and (said := _said(value[name], tuple(below))) is not Answer.MISSING:
        return said
    stated = name in value.get(NOT_APPLICABLE, ())
    return Answer.NOT_APPLICABLE if stated else Answer.MISSING


def _said_by_all(entries: list[Answer]) -> Answer:
    if not entries or Answer.MISSING in entries:
        return Answer.MISSING
    return Answer.DECLARED if Answer.DECLARED in entries else Answer.NOT_APPLICABLE
