"""Many models as the public sees them, each with the carbon figure that speaks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.finding.figure import Figure, figure_of
from lifecycle.models import AcceptedFootprint, ActivityModel
from lifecycle.reading import Level, holding
from passports.listing import Listed, listed


@dataclass(frozen=True, slots=True)
class Catalogued:
    """A model of a list and its carbon figure, None where it has none."""

    model: Listed
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class _Result:
    """As much of an accepted footprint as a figure is made from."""

    total_kg: float | None
    low_kg: float | None
    high_kg: float | None
    complete: bool
    method: str
    with_value: tuple[str, ...]


def catalogued(names: Sequence[str]) -> list[Catalogued]:
    """Return these products (canonical texts), in few queries for all.

    A figure is that which the product's own page shows (`lifecycle.reading.footprint_of`), or what
    its operator reports, whichever speaks for more of its life.
    """
    models = listed(names)
    products = sorted({product for model in models for product, _revision in model.chain})
    results = _results(products)
    modelled = set(
        ActivityModel.objects.filter(
            product__ident__in=products, change__acceptance__isnull=False
        ).values_list("product__ident", flat=True)
    )
    found = []
    for model in models:
        level = holding(model.chain, results.keys(), modelled, model.written)
        result = results[level] if level else None
        found.append(Catalogued(model, figure_of(model.document, result)))
    return found


def _results(products: Sequence[str]) -> dict[Level, _Result]:
    """Return the newest accepted footprint of every level of these products."""
    rows = (
        AcceptedFootprint.objects.filter(
            product__ident__in=products, change__acceptance__isnull=False
        )
        .order_by("change__acceptance__seq")
        .values_list("product__ident", "product_revision", "footprint__method", "footprint__result")
    )
    return {
        (product, revision): _Result(
            result["total_kg"],
            result["low_kg"],
            result["high_kg"],
            result["complete"],
            method,
            tuple(name for name, s in result["stages"].items() if s["value_kg"] is not None),
        )
        for product, revision, method, result in rows
    }
