"""What a cell was found to mean: a value, what was repaired for it, a question, or a fault."""

from dataclasses import dataclass, replace
from typing import Any

from domain.faults import Fault, Json


@dataclass(frozen=True, slots=True)
class Repair:
    """A listed, reversible proposal: `before` is the cell as its author sees it.

    `code` is stable and dotted (`repair.unit`), `after` is what would be stored, `reason` is one
    sentence. `before` is for the person who uploaded it alone: it stands in no other text. `said`
    is true where it does no more than what was said of the column: nothing was guessed at.
    """

    code: str
    before: str
    after: Json
    reason: str
    said: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A cell of more than one meaning, or of a doubtful one: a person has to answer.

    `choices` are proposed values, the best first; None among them leaves the cell out. There may be
    none.
    """

    code: str
    sentence: str
    choices: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell, read. `value` is None when there is nothing to store: empty, asked or faulty.

    Readings are kept and handed out again for equal cells: a list in `value` is not to be changed.
    """

    value: Json = None
    repairs: tuple[Repair, ...] = ()
    question: Question | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a cell, and why, before it is a Repair of a certain one."""

    code: str
    reason: str
    said: bool = False


Changes = tuple[Change, ...]

EMPTY = Reading()


def asked(code: str, sentence: str, *choices: Json) -> Reading:
    """Return the reading of a cell that a person has to decide; equal choices become one."""
    different = [c for at, c in enumerate(choices) if c not in choices[:at]]
    return Reading(question=Question(code, sentence, tuple(different)))


# A frozen dataclass is set up through object.__setattr__, which takes more than twice as long as
# its slots. Most cells are right as they stand, so this is most of what reading costs.
_new = object.__new__
_set_value, _set_repairs, _set_question, _set_fault = (
    vars(Reading)[name].__set__ for name in ("value", "repairs", "question", "fault")
)
_NO_REPAIRS: tuple[Repair, ...] = ()


def right(value: Any) -> Reading:
    """Return the reading of a cell that is right as it stands; the same as Reading(value)."""
    reading = _new(Reading)
    _set_value(reading, value)
    _set_repairs(reading, _NO_REPAIRS)
    _set_question(reading, None)
    _set_fault(reading, None)
    return reading


def repaired(before: str, value: Json, changes: Changes) -> Reading:
    """Return the reading of a cell as `value`, with one Repair for each different change."""
    listed = changes if len(changes) == 1 else tuple(dict.fromkeys(changes))
    reading = right(value)
    _set_repairs(reading, tuple([Repair(c.code, before, value, c.reason, c.said) for c in listed]))
    return reading


def as_said(change: Change) -> Change:
    """Return a change as one that does no more than what was said of the column."""
    return replace(change, said=True)
