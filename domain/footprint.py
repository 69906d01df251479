"""Carbon footprints: inventory lines times emission factors, added up by life-cycle stage.

A footprint is worked out from lines (domain/inventory.py, read with an activity model as
domain/activity.py describes) and a factor set. footprint_bulk.py does the same for many products at
once, footprint_comparison.py says why a result moved, footprint_record.py stores it. Values are kg
CO2e in float64; nothing is rounded here, only where a number is shown.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from domain.body_reader import LanguageMap
from domain.canonical import canonical, tagged
from domain.faults import Fault, Invalid
from domain.inventory import STAGES, Line
from domain.units import BASE_UNITS

ENGINE = "sweep/1"
INPUT = "product-passport-registry/footprint-input/1"
# Far above every published factor; beyond it sums could leave the range of float64.
LARGEST_FACTOR = 1e9


@dataclass(frozen=True, slots=True)
class Factor:
    """An emission factor: `value` kg CO2e per `unit` (kg, kW.h, t.km or 1).

    `low` and `high` bound it where its source says so (the 2.5 and 97.5 percentiles). `region` is
    an ISO 3166-1 alpha-3 code or "" for none, `year` the year it stands for, `source` its origin.
    Raises Invalid for a number that is not finite or beyond +-1e9, a unit that is none of the four,
    or bounds that do not enclose the value.
    """

    key: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    region: str = ""
    year: int | None = None
    source: str = ""

    def __post_init__(self) -> None:
        low, high = self.lowest, self.highest
        if self.unit not in BASE_UNITS:
            raise Invalid(
                Fault(
                    "factor.unit",
                    "A factor refers to a unit that activity lines are not counted in.",
                    remedy=f"Convert it to kg CO2e per {', '.join(sorted(BASE_UNITS))}.",
                )
            )
        if not -LARGEST_FACTOR <= low <= self.value <= high <= LARGEST_FACTOR:
            raise Invalid(
                Fault(
                    "factor.value",
                    "A factor is not a number, is out of range, or lies outside its own bounds.",
                    remedy="Give a number between the lower and the upper bound, none of them "
                    "beyond 1 000 000 000 in either direction.",
                )
            )

    @property
    def lowest(self) -> float:
        """The lower bound, or the value where none is given."""
        return self.value if self.low is None else self.low

    @property
    def highest(self) -> float:
        """The upper bound, or the value where none is given."""
        return self.value if self.high is None else self.high


Factors = Mapping[str, Factor]


class Gap(StrEnum):
    """Why a line could not be calculated."""

    NO_FACTOR = "no-factor"
    NO_QUANTITY = "no-quantity"
    UNIT_DIFFERS = "unit-differs"


class Reason(StrEnum):
    """Why a stage is not calculated."""

    STATED = "stated"
    NOTHING_STATED = "nothing-stated"
    NO_LINE_CALCULATED = "no-line-calculated"


_STATEMENTS: Mapping[Reason, LanguageMap] = {
    Reason.NOTHING_STATED: {"en": "No activity is stated for this stage."},
    Reason.NO_LINE_CALCULATED: {
        "en": "No line of this stage has both a quantity and an emission factor."
    },
}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one line adds: `value_kg` = quantity x factor, or None and the gap that prevents it."""

    key: str
    stage: str
    quantity: float | None
    unit: str
    factor_key: str
    factor_value: float | None
    value_kg: float | None
    mass_kg: float = 0.0
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class StageResult:
    """One stage: a value, or None with the reason as a code and in words.

    `complete` is false where the value leaves out a line, and where there is no value.
    """

    value_kg: float | None
    complete: bool
    reason: Reason | None = None
    statement: LanguageMap = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A line that counts in no total; `mass_kg` is the raw-material mass it stands for."""

    line: str
    factor_key: str
    mass_kg: float
    gap: Gap


@dataclass(frozen=True, slots=True)
class Result:
    """A footprint: the sum of the calculated stages, None where no stage is calculated.

    `low` and `high` are None where no factor used has bounds. They are the plain sums of the
    bounds, as if all factors were off in the same direction at once: right for lines that share a
    factor, and too wide rather than too narrow for all others. Quantities are taken as certain.
    """

    total_kg: float | None
    low: float | None
    high: float | None
    stages: Mapping[str, StageResult]
    lines: tuple[Contribution, ...]

    @property
    def complete(self) -> bool:
        """Whether every stage is calculated with all its lines; otherwise the total is partial."""
        return all(stage.complete for stage in self.stages.values())

    @property
    def uncovered(self) -> tuple[Uncovered, ...]:
        """The lines that could not be calculated, in the order of the inventory."""
        return tuple(
            Uncovered(line.key, line.factor_key, line.mass_kg, line.gap)
            for line in self.lines
            if line.gap is not None
        )

    @property
    def covered_mass_kg(self) -> float:
        """The raw-material mass whose lines were calculated."""
        return math.fsum(line.mass_kg for line in self.lines if line.gap is None)

    @property
    def coverage(self) -> float | None:
        """The calculated share of the raw-material mass, 0 to 1; None where no mass is known."""
        whole = math.fsum(line.mass_kg for line in self.lines)
        return self.covered_mass_kg / whole if whole > 0 else None


def calculate(
    lines: Sequence[Line], factors: Factors, not_calculated: Mapping[str, LanguageMap]
) -> Result:
    """Return the footprint of an inventory with a factor set.

    A line without a factor or quantity is left out, never counted as zero: it lowers the coverage,
    and where no line of a stage is left the stage is not calculated. `not_calculated` gives the
    stated reasons per stage. Sums are exact before their one rounding (fsum), so the order of the
    lines changes nothing. Raises ValueError if two lines have the same key.
    """
    if len({line.key for line in lines}) != len(lines):
        raise ValueError("two lines of one inventory have the same key")
    contributions = tuple(_contribution(line, factors.get(line.factor_key)) for line in lines)
    stages = {
        stage: _stage([c for c in contributions if c.stage == stage], not_calculated.get(stage))
        for stage in STAGES
    }
    used = [
        (c.quantity, factors[c.factor_key])
        for c in contributions
        if c.gap is None and c.quantity is not None
    ]
    bounded = any(f.low is not None or f.high is not None for _, f in used)
    return Result(
        total_kg=_sum_of_known(stage.value_kg for stage in stages.values()),
        low=math.fsum(quantity * f.lowest for quantity, f in used) if bounded else None,
        high=math.fsum(quantity * f.highest for quantity, f in used) if bounded else None,
        stages=stages,
        lines=contributions,
    )


def input_digest(
    lines: Sequence[Line],
    factors: Factors,
    not_calculated: Mapping[str, LanguageMap],
    *,
    method: str,
    engine: str = ENGINE,
) -> bytes:
    """Return the tagged SHA-256 of the canonical JSON (RFC 8785) of all that determines a result.

    Those are the lines without their titles, value, unit and bounds of the factors that they use,
    the stated reasons, method and engine. `factors` may be the whole set: what no line uses does
    not count, nor does the order of the lines. Equal digests mean equal results.
    """
    used = {line.factor_key for line in lines} & factors.keys()
    return tagged(
        INPUT,
        canonical(
            {
                "engine": engine,
                "factors": {
                    key: [
                        factors[key].value,
                        factors[key].unit,
                        factors[key].low,
                        factors[key].high,
                    ]
                    for key in used
                },
                "lines": [
                    [line.key, line.stage, line.quantity, line.unit, line.factor_key, line.mass_kg]
                    for line in sorted(lines, key=lambda line: line.key)
                ],
                "method": method,
                "not_calculated": {stage: dict(text) for stage, text in not_calculated.items()},
            }
        ),
    )


def _contribution(line: Line, factor: Factor | None) -> Contribution:
    gap = None
    if line.quantity is None:
        gap = Gap.NO_QUANTITY
    elif factor is None:
        gap = Gap.NO_FACTOR
    elif factor.unit != line.unit:
        gap = Gap.UNIT_DIFFERS
    fits = factor is not None and factor.unit == line.unit
    value = factor.value if factor is not None and fits else None
    return Contribution(
        key=line.key,
        stage=line.stage,
        quantity=line.quantity,
        unit=line.unit,
        factor_key=line.factor_key,
        factor_value=value,
        value_kg=None if line.quantity is None or value is None else line.quantity * value,
        mass_kg=line.mass_kg,
        gap=gap,
    )


def _stage(lines: Sequence[Contribution], stated: LanguageMap | None) -> StageResult:
    value = _sum_of_known(line.value_kg for line in lines)
    if value is not None:
        return StageResult(value, complete=all(line.gap is None for line in lines))
    if lines:
        reason = Reason.NO_LINE_CALCULATED
    else:
        reason = Reason.NOTHING_STATED if stated is None else Reason.STATED
    statement = _STATEMENTS.get(reason, stated or {})
    return StageResult(None, complete=False, reason=reason, statement=statement)


def _sum_of_known(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) if known else None
