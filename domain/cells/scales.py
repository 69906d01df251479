"""What a number without a unit means: as it stands, in the column's unit, or as a share.

Decided once per column. A share of 15 % may be written 15 or 0.15; which of them a column has is
seen from its numbers together, never from one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from domain.cells.column import Column
from domain.cells.reading import Change, Changes, as_said
from domain.cells.units import Unit, resolve
from domain.sector_schema import FieldSpec

PERCENT = "%"
HUNDRED = Decimal(100)

CONVERTED = Change("repair.unit", "The number was converted into the unit of the field.")
SHARE = Change("repair.percent", "The column has fractions of one; the field is in percent.")
FRACTION = Change("repair.percent", "The percentage was written as a fraction of one.")

_SCALE = "The number is a fraction of one, or no more than one percent."

# So many numbers between 0 and 1 do not happen by chance in a column of percentages.
_ENOUGH = 5
_NEARLY_ALL = 0.9
_MOST = 0.5


class Meaning(NamedTuple):
    """What a number means in the unit of the field.

    Where `code` is "", it is the one of `values`, reached by `changes`. Otherwise a person has to
    be asked with this code and sentence, and `values` are what can be meant.
    """

    values: tuple[Decimal, ...]
    changes: Changes = ()
    code: str = ""
    sentence: str = ""


Meant = Callable[[Decimal], Meaning]


def as_it_stands(value: Decimal) -> Meaning:
    """Return a number as one in the unit of the field."""
    return Meaning((value,))


def bare_meaning(spec: FieldSpec, said: Column, sample: Sequence[float]) -> Meant:
    """Return what numbers without a unit mean in a column; `sample` are such numbers of it."""
    if said.unit:
        units = resolve(said.unit, spec.unit)
        if units != resolve("", spec.unit):
            return in_units(units, as_said(CONVERTED))
    if spec.unit != PERCENT or said.unit:
        return as_it_stands
    highest = Decimal(str(spec.schema.get("maximum", HUNDRED)))
    scale = said.scale or scale_of(sample)
    if scale == "percent":
        return as_it_stands
    change = as_said(SHARE) if said.scale else SHARE
    return _Fractions(highest, change) if scale else _undecided


def share_meaning(said: Column, sample: Sequence[float]) -> Meant:
    """Return what numbers without a unit mean as fractions of one, in a column of shares."""
    known = said.scale or ("percent" if said.unit == PERCENT else "")
    scale = known or scale_of(sample)
    if not scale:
        return _undecided_share
    change = as_said(FRACTION) if known else FRACTION
    return as_it_stands if scale == "fraction" else partial(_percent_of, change=change)


def in_units(units: tuple[Unit, ...], change: Change) -> Meant:
    """Return what numbers mean that stand in one of several units: () is none that fits."""
    if not units:
        return _of_another_kind
    doubts = [unit.doubtful for unit in units if unit.doubtful]
    code = "question.unit" if doubts or len(units) > 1 else ""
    sentence = doubts[0] if doubts else "The unit has more than one meaning."

    def meant(value: Decimal) -> Meaning:
        values = tuple([unit.convert(value) for unit in units])
        return Meaning(values, (change,), code, sentence)

    return meant


def scale_of(sample: Sequence[float]) -> str:
    """Return "fraction" or "percent" as shares together show it, "" where they do not.

    A few numbers above 1 among fractions are misplaced decimal signs, a few below 1 among
    percentages are small shares.
    """
    filled = [value for value in sample if value != 0]
    if not filled:
        return ""
    small = sum(1 for value in filled if 0 < value <= 1)
    if small < _MOST * len(filled):
        return "percent"
    broken = sum(1 for value in filled if 0 < value < 1)
    if broken >= _ENOUGH and small >= _NEARLY_ALL * len(filled):
        return "fraction"
    return ""


def _percent_of(value: Decimal, change: Change = FRACTION) -> Meaning:
    return Meaning((value / HUNDRED,), (change,))


def _of_another_kind(value: Decimal) -> Meaning:
    sentence = "The unit of the column does not fit the field: is the number in the field's unit?"
    return Meaning((value,), (), "question.unit", sentence)


@dataclass(frozen=True, slots=True)
class _Fractions:
    """Fractions of one, in a field whose highest percentage is given."""

    highest: Decimal
    change: Change

    def __call__(self, value: Decimal) -> Meaning:
        percent = value * HUNDRED
        if value == 0:
            return Meaning((value,))
        if percent <= self.highest:
            return Meaning((percent,), (self.change,))
        moved = [percent / 10, percent / 100]
        return Meaning(
            tuple(choice for choice in moved if choice <= self.highest),
            code="question.share",
            sentence="The column has fractions of one, but this number is too large for one: its"
            " decimal sign may be misplaced.",
        )


def _undecided(value: Decimal) -> Meaning:
    if not 0 < value <= 1:
        return Meaning((value,))
    return Meaning((value * HUNDRED, value), code="question.scale", sentence=_SCALE)


def _undecided_share(value: Decimal) -> Meaning:
    if value == 0:
        return Meaning((value,))
    if not 0 < value <= 1:
        return _percent_of(value)
    return Meaning((value, value / HUNDRED), code="question.scale", sentence=_SCALE)
