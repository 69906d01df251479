"""How carbon figures are spread within a category: worked out now and then, read by every page."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import groupby

from django.db import transaction

from domain.finding.distribution import Bin, Distribution, distribution, share_above, thinned
from domain.finding.figure import Figure
from passports.search import storing
from passports.search.models import CategoryCarbon, SearchEntry

FEWEST = 5
MOST_FIGURES = 500
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside those of its category that were found by the same method, its own included.

    `more` is the share of them that is greater; `is_exact` where all of them were looked at.
    """

    figure: Figure
    spread: Distribution
    more: float
    is_exact: bool
    at_ms: int

    @property
    def n(self) -> int:
        return self.spread.n

    @property
    def count_more(self) -> int:
        return round(self.more * self.n)


def summarise(at_ms: int) -> None:
    """Work out the distributions of all categories anew, from the index as it stands."""
    with transaction.atomic():
        storing.hold()
        CategoryCarbon.objects.all().delete()
        CategoryCarbon.objects.bulk_create(_summaries(at_ms), batch_size=AT_ONCE)


def comparison_of(sector: str, category: str, figure: Figure) -> Comparison | None:
    """Return a figure beside its category, or None where there are fewer than `FEWEST` others."""
    if not figure.key or not category:
        return None
    row = CategoryCarbon.objects.filter(
        sector=sector, category=category, carbon_key=figure.key, n__gte=FEWEST
    ).first()
    if row is None:
        return None
    low, q1, median, q3, high = row.quartiles
    bins = tuple(Bin(*each) for each in row.bins)
    return Comparison(
        figure,
        Distribution(row.n, (low, q1, median, q3, high), bins),
        share_above(row.figures, figure.kg),
        len(row.figures) == row.n,
        row.at_ms,
    )


def _summaries(at_ms: int) -> Iterator[CategoryCarbon]:
    rows = (
        SearchEntry.objects.filter(carbon_kg__isnull=False, is_active=True)
        .exclude(carbon_key="")
        .order_by("sector", "category", "carbon_key", "carbon_kg")
        .values_list("sector", "category", "carbon_key", "carbon_kg")
    )
    for (sector, category, key), group in groupby(rows.iterator(), key=lambda row: row[:3]):
        figures = [kg for *_, kg in group if kg is not None]
        if len(figures) < FEWEST or not category:
            continue
        found = distribution(figures)
        yield CategoryCarbon(
            sector=sector,
            category=category,
            carbon_key=key,
            n=found.n,
            quartiles=list(found.quartiles),
            bins=[list(astuple(each)) for each in found.bins],
            figures=thinned(figures, MOST_FIGURES),
            at_ms=at_ms,
        )
