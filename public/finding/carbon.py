"""Carbon figures side by side: laid on one scale where one method found them, and else not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from domain.finding.figure import Figure
from lifecycle.reading import Passport
from public import wording
from public.finding.cards import basis_of
from public.pages.carbon import KILOGRAM, stage_name
from public.wording import Words


@dataclass(frozen=True, slots=True)
class Beside:
    """One product's figure: its bar, and the band of its uncertainty, in per cent."""

    name: Words
    kilograms: str
    between: str
    basis: str
    method: str
    width: str = ""
    band_start: str = ""
    band_width: str = ""


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage of life, in kg for each product, "" where it was not calculated."""

    name: str
    kilograms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CarbonBeside:
    """The figures of all products, and what follows from laying them side by side."""

    figures: tuple[Beside, ...]
    sentences: tuple[str, ...]
    stages: tuple[StageRow, ...] = ()


def carbon_beside(
    passports: Sequence[Passport], names: Sequence[Words], figures: Sequence[Figure | None]
) -> CarbonBeside | None:
    """Return the figures side by side; None where no product has one."""
    known = [figure for figure in figures if figure]
    if not known:
        return None
    on_one_scale = len(known) > 1 and all(known[0].compares_with(other) for other in known)
    most = max(max(figure.bounds[1], figure.kg) for figure in known)
    shown = tuple(
        _beside(name, figure, most if on_one_scale else 0)
        for name, figure in zip(names, figures, strict=True)
    )
    return CarbonBeside(
        shown,
        tuple(_sentences(names, figures)),
        tuple(_stages(passports)) if on_one_scale else (),
    )


def _beside(name: Words, figure: Figure | None, most: float) -> Beside:
    if figure is None:
        return Beside(name, "", "", _("No figure is known."), "")
    low, high = figure.bounds
    between = ""
    if low < high:
        bounds = {"low": wording.calculated(low), "high": wording.calculated(high)}
        # An interval that rounding closes would claim a certainty that nobody has.
        if bounds["low"] != bounds["high"]:
            between = _("between %(low)s and %(high)s") % bounds
    width = band_start = band_width = ""
    if most > 0 and figure.kg > 0:
        width = f"{100 * figure.kg / most:.1f}"
        if low < high:
            start = max(0.0, low)
            band_start, band_width = (
                f"{100 * start / most:.1f}",
                f"{100 * (high - start) / most:.1f}",
            )
    return Beside(
        name,
        wording.calculated(figure.kg),
        between,
        basis_of(figure),
        figure.method or _("Method not declared"),
        width,
        band_start,
        band_width,
    )


def _sentences(names: Sequence[Words], figures: Sequence[Figure | None]) -> list[str]:
    """Return for each two products whether one has an advantage, and why not where it has none."""
    told: dict[str, None] = {}
    pairs = combinations([each for each in zip(names, figures, strict=True) if each[1]], 2)
    for (one, mine), (other, yours) in pairs:
        assert mine is not None and yours is not None  # noqa: PT018, S101 - chosen so
        told[_verdict(one, mine, other, yours)] = None
    return list(told)


def _verdict(one: Words, mine: Figure, other: Words, yours: Figure) -> str:
    two = {"one": one.text, "other": other.text}
    if not mine.compares_with(yours):
        told = _(
            "%(one)s and %(other)s: these figures were not found by one method, over the same part"
            " of the life. They cannot be compared."
        )
        return told % two
    if not mine.is_whole:
        told = _(
            "%(one)s and %(other)s: these figures leave a part of the life out. The smaller one is"
            " no advantage."
        )
        return told % two
    if mine.low_kg is None or yours.low_kg is None:
        told = _(
            "%(one)s and %(other)s: how uncertain the figures are is not declared. A difference"
            " proves nothing."
        )
        return told % two
    better = _(
        "%(better)s has the smaller footprint: it lies below that of %(worse)s by more than the"
        " uncertainty of both."
    )
    if mine.is_below(yours):
        return better % {"better": one.text, "worse": other.text}
    if yours.is_below(mine):
        return better % {"better": other.text, "worse": one.text}
    told = _(
        "%(one)s and %(other)s: the difference is smaller than the uncertainty of the figures. It"
        " is no advantage."
    )
    return told % two


def _stages(passports: Sequence[Passport]) -> list[StageRow]:
    """Return the stages of figures that this registry calculated, where all of them are."""
    footprints = [passport.footprint for passport in passports]
    if not all(footprints):
        return []
    names = [stage.name for stage in footprints[0].stages] if footprints[0] else []
    values = [{s.name: s.kg for s in each.stages} for each in footprints if each]
    return [
        StageRow(
            stage_name(name),
            tuple(
                ""
                if (kg := each.get(name)) is None
                else wording.measured(kg, KILOGRAM, wording.calculated(kg))
                for each in values
            ),
        )
        for name in names
    ]
