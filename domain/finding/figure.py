"""One carbon figure of a product, with all that decides whether another may be laid beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.finding.words import fold

REPORTED, CALCULATED = "reported", "calculated"
GATE = "cradle-to-gate"
KEY_LENGTH = 120


class Calculated(Protocol):
    """What is needed of a footprint that was calculated; `stages` are those with a value."""

    @property
    def total_kg(self) -> float | None: ...
    @property
    def low_kg(self) -> float | None: ...
    @property
    def high_kg(self) -> float | None: ...
    @property
    def complete(self) -> bool: ...
    @property
    def method(self) -> str: ...
    @property
    def with_value(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A footprint in kg CO2e per functional unit, and its bounds where they are known.

    `key` is the same for two figures exactly where they may be compared: found by the same side, by
    the same method, over the same part of the life. It is "" where no method is named, and such a
    figure compares with none.
    """

    kg: float
    low_kg: float | None
    high_kg: float | None
    method: str
    by: str
    is_whole: bool
    key: str

    @property
    def bounds(self) -> tuple[float, float]:
        """The interval that the true value lies in; of one point where no bounds are known."""
        return (
            self.kg if self.low_kg is None else self.low_kg,
            self.kg if self.high_kg is None else self.high_kg,
        )

    def compares_with(self, other: "Figure") -> bool:
        """Whether both were found by one method."""
        return bool(self.key) and self.key == other.key

    def is_below(self, other: "Figure") -> bool:
        """Whether it is lower by more than the uncertainty of the two."""
        return self.compares_with(other) and self.bounds[1] < other.bounds[0]


def figure_of(document: Mapping[str, Any], calculated: Calculated | None) -> Figure | None:
    """Return the figure that speaks for a product: of a whole life before one of a part.

    Of two that are alike in this the calculated one goes first. `document` is what the reader sees.
    """
    found = [each for each in (_calculated(calculated), _reported(document)) if each]
    return next((each for each in found if each.is_whole), found[0] if found else None)


def _calculated(result: Calculated | None) -> Figure | None:
    if result is None or result.total_kg is None:
        return None
    stages, extent = "+".join(sorted(result.with_value)), "whole" if result.complete else "part"
    return Figure(
        result.total_kg,
        result.low_kg,
        result.high_kg,
        result.method,
        CALCULATED,
        result.complete,
        "|".join((CALCULATED, result.method[:KEY_LENGTH], stages, extent)),
    )


def _reported(document: Mapping[str, Any]) -> Figure | None:
    told = document.get("carbon")
    total = told.get("total") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(total, int | float):
        return None
    off = told.get("uncertainty")
    method, boundary = str(told.get("method", "")), str(told.get("boundary", ""))
    spread = abs(total) * off / 100 if isinstance(off, int | float) else None
    return Figure(
        total,
        None if spread is None else total - spread,
        None if spread is None else total + spread,
        method,
        REPORTED,
        boundary != GATE,
        f"{REPORTED}|{fold(method)[:KEY_LENGTH]}|{boundary}" if fold(method) else "",
    )
