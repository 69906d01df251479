"""Why a footprint moved from one result to the next, and which products a new factor set moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# What of a line is compared, under the name that a reader is told.
_INPUTS = {
    "stage": ("stage",),
    "quantity": ("quantity", "unit"),
    "factor": ("factor",),
    "factor-value": ("factor_value",),
}


@dataclass(frozen=True, slots=True)
class Movement:
    """One line that differs between two results.

    `changes` is ("added",), ("removed",), or those of stage, quantity, factor (another factor key)
    and factor-value that differ. `old` and `new` are the recorded lines, None where there is none.
    `old_kg` and `new_kg` are None where the line was not calculated; `difference_kg` takes that as
    nothing added, just as the total does.
    """

    line: str
    stage: str
    changes: tuple[str, ...]
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    old_kg: float | None
    new_kg: float | None
    difference_kg: float


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Movement]:
    """Return why a result moved, line by line, the largest difference first.

    Takes two results as JSON (footprint_record.py). The differences add up to that of the totals
    (a total of None counts as nothing), up to float64 rounding. Lines that stayed as they were are
    left out; a line whose inputs changed and whose value did not is in, with a difference of 0.
    """
    before, after = old["lines"], new["lines"]
    movements = [
        _movement(key, before.get(key), after.get(key)) for key in before.keys() | after.keys()
    ]
    return sorted(
        (m for m in movements if m.changes), key=lambda m: (-abs(m.difference_kg), m.line)
    )


def affected(
    factor_keys: Iterable[str], old: Mapping[str, object], new: Mapping[str, object]
) -> bool:
    """Tell whether a product whose lines use these factors changes between two releases.

    `old` and `new` map factor keys to whatever counts as the factor (its value, or a tuple with its
    bounds). A factor that came or went counts as changed.
    """
    return any(
        (key in old) != (key in new) or (key in old and old[key] != new[key]) for key in factor_keys
    )


def _movement(key: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Movement:
    old_kg = None if old is None else old["value_kg"]
    new_kg = None if new is None else new["value_kg"]
    return Movement(
        line=key,
        stage=(new or old or {})["stage"],
        changes=_changes(old, new),
        old=old,
        new=new,
        old_kg=old_kg,
        new_kg=new_kg,
        difference_kg=(new_kg or 0.0) - (old_kg or 0.0),
    )


def _changes(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> tuple[str, ...]:
    if old is None:
        return ("added",)
    if new is None:
        return ("removed",)
    return tuple(
        name
        for name, members in _INPUTS.items()
        if any(old[member] != new[member] for member in members)
    )
