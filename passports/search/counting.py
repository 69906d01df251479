"""How many models each further filter would leave."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q, Sum

from domain.finding.words import compact
from passports.search.models import SearchMaker, SearchTally
from passports.search.query import Choice, Query

COLUMNS = {
    "sector": "sector",
    "maker": "maker_key",
    "country": "country",
    "repair": "repair_class",
}
MOST_CHOICES = 30
Counts = dict[str, int]


def condition(query: Query) -> Q:
    """Return the filters of a question as a condition on columns of the index."""
    return Q(**dict(columns_of(query)))


def columns_of(query: Query) -> list[tuple[str, str]]:
    """Return the filters of a question as (column, value)."""
    filters = {**query.filters, **({"maker": compact(query.maker)} if query.maker else {})}
    return [(COLUMNS[name], value) for name, value in filters.items()]


def total(query: Query) -> int:
    """Return how many models the filters leave, without a text."""
    counted = SearchTally.objects.filter(condition(query)).aggregate(total=Sum("uses"))
    return counted["total"] or 0


def tallied(query: Query, name: str) -> Counts:
    """Return how many models of each value of one filter the others leave, the most first."""
    column = COLUMNS[name]
    rows = SearchTally.objects.filter(condition(query)).exclude(**{column: ""})
    summed = rows.values_list(column).annotate(total=Sum("uses")).order_by("-total", column)
    return dict(summed[:MOST_CHOICES])


def counted(products: Sequence[int]) -> dict[str, Counts]:
    """Return the same for these models (product ids), by filter."""
    names = ", ".join(COLUMNS.values())
    within, argument = among(products)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names}, count(*) FROM search_searchentry WHERE product_id {within}"  # noqa: S608 - our own columns
            f" GROUP BY {names}",
            [argument],
        )
        rows = cursor.fetchall()
    found: dict[str, Counts] = {}
    for place, name in enumerate(COLUMNS):
        counts: Counter[str] = Counter()
        for row in rows:
            counts[row[place]] += row[-1]
        del counts[""]
        ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        found[name] = dict(ordered[:MOST_CHOICES])
    return found


def choices(
    query: Query, counts_of: Callable[[Query, str], Counts | None]
) -> dict[str, tuple[Choice, ...]]:
    """Return the choices of every filter, those of most models first.

    Those of a filter that is set are counted as if it were not, so that another can be chosen.
    `counts_of` counts by value of a filter what a question leaves, or gives None where that is too
    much to count: then the values stand without counts, as the whole index has them.
    """
    chosen = dict(columns_of(query))
    return {
        name: _choices(name, chosen.get(column, ""), counts_of(query.without(name), name))
        for name, column in COLUMNS.items()
    }


def among(products: Sequence[int]) -> tuple[str, Any]:
    """Return a condition on a product id, and its one parameter: a thousand would cost more."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", list(products)
    return "IN (SELECT value FROM json_each(%s))", str(list(products))


def _choices(name: str, chosen: str, counts: Counts | None) -> tuple[Choice, ...]:
    shown = list(tallied(Query(), name) if counts is None else counts)
    if chosen and chosen not in shown:
        shown.append(chosen)
    names = _names(shown) if name == "maker" else {}
    return tuple(
        Choice(
            value,
            names.get(value, value),
            None if counts is None else counts.get(value, 0),
            value == chosen,
        )
        for value in shown
    )


def _names(keys: list[str]) -> dict[str, str]:
    return dict(SearchMaker.objects.filter(key__in=keys).values_list("key", "name"))
