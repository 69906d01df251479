"""A passport as it is shown: what it declares, the footprint that holds for it, its history."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.actors import Actor
from domain.audiences import OWNER, allowed
from domain.footprint_comparison import Movement, compare
from domain.identifiers import Identifier
from ledger.acceptance import seq_at
from lifecycle.categories import category_of
from lifecycle.models import AcceptedFootprint, ActivityModel
from passports.reading import Event, View, history, read
from passports.search.categories import Comparison

MATERIALS = "materials/"
END_OF_LIFE = "end-of-life/"
UNDECLARED = "*"
# What lines are read from: a level that writes these weighs something else than the one above.
WEIGHED = frozenset({"materials", "mass"})
Level = tuple[str, int]
Chain = tuple[Level, ...]
Written = Mapping[str, frozenset[str]]
MASSES = (("mass",), ("materials", "*", "mass"))


@dataclass(frozen=True, slots=True)
class Earlier:
    """A footprint that held before: kg CO2e, the factor set it used, since when (ms, UTC)."""

    total_kg: float | None
    factor_set: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One life-cycle stage: kg CO2e, or None with the reason (a language map)."""

    name: str
    kg: float | None
    complete: bool
    reason: dict[str, str]


@dataclass(frozen=True, slots=True)
class ShownFootprint:
    """The accepted footprint that holds along a chain, in kg CO2e per functional unit.

    `product` and `revision` are the level of the chain that it was calculated for. `uncovered`
    names material keys without a factor and their mass in g. `moved` says why it differs from the
    one before.
    """

    product: str
    revision: int
    total_kg: float | None
    low_kg: float | None
    high_kg: float | None
    complete: bool
    coverage: float | None
    stages: tuple[Stage, ...]
    uncovered: tuple[tuple[str, float], ...]
    functional_unit: dict[str, str]
    factor_set: str
    method: str
    engine: str
    at_ms: int
    seq: int
    earlier: tuple[Earlier, ...]
    moved: tuple[Movement, ...]

    @property
    def with_value(self) -> tuple[str, ...]:
        """The stages that are calculated."""
        return tuple(stage.name for stage in self.stages if stage.kg is not None)


@dataclass(frozen=True, slots=True)
class Passport:
    """All that a page or an answer shows of one product to one reader.

    `comparison` is its carbon figure beside those of its category, where enough are known.
    """

    view: View
    footprint: ShownFootprint | None
    events: tuple[Event, ...]
    comparison: Comparison | None = None


def passport(
    identifier: Identifier,
    *,
    actor: Actor | None = None,
    at_ms: int | None = None,
    newest: int = 20,
) -> Passport:
    """Return the passport at `identifier` for a reader, as of a time in ms (None: now).

    Its events are the `newest` so many. Raises Missing when nothing is registered there, or nothing
    was at that time.
    """
    view = read(identifier, actor, None if at_ms is None else seq_at(at_ms))
    footprint = footprint_of(view)
    # Of an earlier day there are no statistics: what stood then beside today's would mislead.
    comparison = category_of(view, footprint) if at_ms is None else None
    return Passport(view, footprint, tuple(history(view, newest)), comparison)


def footprint_of(view: View) -> ShownFootprint | None:
    """Return the footprint that holds for a view, or None where none is calculated.

    A level without a footprint shows that of the level above, unless it has an activity model of
    its own or other materials: then the one above is not about it.
    """
    chain = view.registration.chain
    rows = (
        AcceptedFootprint.objects.filter(
            product__ident__in=[product for product, _ in chain],
            change__acceptance__seq__lte=view.seq,
        )
        .select_related(
            "product", "footprint__factor_set", "footprint__activity_model", "change__acceptance"
        )
        .order_by("-change__acceptance__seq")
    )
    by_level: dict[tuple[str, int], list[AcceptedFootprint]] = {}
    for row in rows:
        by_level.setdefault((row.product.ident, row.product_revision), []).append(row)
    modelled = set(
        ActivityModel.objects.filter(
            product__ident__in=[product for product, _ in chain],
            change__acceptance__seq__lte=view.seq,
        ).values_list("product__ident", flat=True)
    )
    level = holding(chain, by_level.keys(), modelled, view.written)
    return _shown(by_level[level], view) if level else None


def holding(
    chain: Chain, known: Collection[Level], modelled: Collection[str], written: Written
) -> Level | None:
    """Return the level of a chain whose footprint holds for the product at its end, or None.

    `known` are levels with an accepted footprint, `modelled` products with an activity model,
    `written` as in `passports.reading.View`.
    """
    for level in reversed(chain):
        if level in known:
            return level
        product = level[0]
        if product in modelled or written.get(product, frozenset()) & WEIGHED:
            return None
    return None


def _shown(rows: list[AcceptedFootprint], view: View) -> ShownFootprint:
    newest = rows[0]
    result = newest.footprint.result
    acceptance = newest.change.acceptance
    moved = compare(rows[1].footprint.result, result) if len(rows) > 1 else []
    return ShownFootprint(
        product=newest.product.ident,
        revision=newest.product_revision,
        total_kg=result["total_kg"],
        low_kg=result["low_kg"],
        high_kg=result["high_kg"],
        complete=result["complete"],
        coverage=result["coverage"] if _weighs_openly(view) else None,
        stages=tuple(
            Stage(name, stage["value_kg"], stage["complete"], stage.get("statement", {}))
            for name, stage in result["stages"].items()
        ),
        uncovered=tuple(_uncovered(result, view)),
        functional_unit=newest.footprint.activity_model.body["functional_unit"],
        factor_set=_name(newest),
        method=newest.footprint.method,
        engine=newest.footprint.engine,
        at_ms=acceptance.at_ms,
        seq=acceptance.seq,
        earlier=tuple(
            Earlier(row.footprint.result["total_kg"], _name(row), row.change.acceptance.at_ms)
            for row in rows[1:]
        ),
        moved=tuple(movement for movement in moved if _may_see(movement.line, view)),
    )


def _uncovered(result: dict[str, Any], view: View) -> Iterator[tuple[str, float]]:
    """Yield the material lines without a factor; a line of its own may lie behind a shut field."""
    for key, line in result["lines"].items():
        if "gap" in line and key.startswith(MATERIALS) and _may_see(key, view):
            yield key.removeprefix(MATERIALS), line["mass_kg"] * 1000


def _weighs_openly(view: View) -> bool:
    """Whether every mass that the coverage is worked out from is open to the reader."""
    nodes = [view.walk.node(path) for path in MASSES]
    return all(node is None or allowed(node.access, view.audiences) for node in nodes)


def _may_see(line: str, view: View) -> bool:
    """Whether the reader sees the passport value that a line was read from.

    Lines of the activity model itself belong to the operator; only their stage totals are public.
    """
    if OWNER in view.audiences:
        return True
    kind, _, material = line.partition("/")
    if kind + "/" not in (MATERIALS, END_OF_LIFE):
        return False
    if material == UNDECLARED:
        return _weighs_openly(view)
    return f"/materials/{material}/mass" in view.visible.origins


def _name(row: AcceptedFootprint) -> str:
    return f"{row.footprint.factor_set.series} {row.footprint.factor_set.version}"
