"""The life-cycle inventory of a product: its lines by stage, before any factor is applied."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from domain.body_reader import LanguageMap
from domain.units import convert

STAGES = ("raw-materials", "manufacturing", "distribution", "use", "end-of-life")
MAX_QUANTITY = 1e15
OTHERS = "*"
# Masses are sums of declared decimals; what float64 leaves over is no undeclared material.
_NEGLIGIBLE_SHARE = 1e-9


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a product's life-cycle inventory, in the unit that its factor refers to.

    `unit` is kg, kW.h, t.km or 1, and `quantity` is in it; None says that the passport states none,
    which is not zero. `mass_kg` is the part of the product's raw-material mass this line stands for
    (0 for everything else): coverage is counted in it. Material lines have no title of their own:
    the schema's label of the material is one.
    """

    stage: str
    key: str
    title: LanguageMap
    quantity: float | None
    unit: str
    factor_key: str
    mass_kg: float = 0.0


@dataclass(frozen=True, slots=True)
class Activity:
    """A parsed activity model. `routes` maps material codes to end-of-life factor keys."""

    method: str
    functional_unit: LanguageMap
    materials_stage: str | None
    routes: Mapping[str, str]
    lines: tuple[Line, ...]
    not_calculated: Mapping[str, LanguageMap]


def lines_of(activity: Activity, document: Mapping[str, Any]) -> list[Line]:
    """Return the inventory of a product: its passport's materials and its activity model's lines.

    `document` is the merged passport document: `materials` {key: {material, mass in g}} and `mass`
    (whole product, g). Keys are unique: `materials/<key>`, `end-of-life/<key>`, and the model's own
    keys; `*` is mass without a declared material. A material without a usable mass stays in the
    list, without quantity. Never raises: what a passport must contain is the schema's business.
    """
    masses = list(_masses(document))
    lines = []
    if activity.materials_stage is not None:
        lines += [
            Line(
                activity.materials_stage,
                f"materials/{key}",
                {},
                mass,
                "kg",
                f"material/{code}",
                mass or 0.0,
            )
            for key, code, mass in masses
        ]
    if activity.routes:
        others = activity.routes[OTHERS]
        lines += [
            Line(
                "end-of-life",
                f"end-of-life/{key}",
                {},
                mass,
                "kg",
                activity.routes.get(code, others),
            )
            for key, code, mass in masses
        ]
    return [*lines, *activity.lines]


def _masses(document: Mapping[str, Any]) -> Iterator[tuple[str, str, float | None]]:
    """Yield key, material code and mass (kg) of every material, then of what is not declared."""
    declared = []
    materials = document.get("materials")
    for key, entry in sorted(materials.items() if isinstance(materials, Mapping) else ()):
        stated = entry if isinstance(entry, Mapping) else {}
        grams = _grams(stated.get("mass"))
        declared.append(grams or 0.0)
        yield (
            key,
            str(stated.get("material", "unspecified")),
            None if grams is None else convert(grams, "g", "kg"),
        )
    whole = _grams(document.get("mass")) or 0.0
    rest = whole - math.fsum(declared)
    if rest > whole * _NEGLIGIBLE_SHARE:
        yield OTHERS, "undeclared", convert(rest, "g", "kg")


def _grams(value: object) -> float | None:
    return float(value) if is_quantity(value) else None


def is_quantity(value: object) -> TypeGuard[float]:
    """Tell whether a JSON value is a number that a quantity may have: 0 to MAX_QUANTITY."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 0 <= value <= MAX_QUANTITY
    )
