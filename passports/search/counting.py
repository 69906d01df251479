"""How many models each further filter would leave."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q, Sum

from domain.finding.words import compact
from passports.search.models import SearchMaker, SearchTally
from passports.search.query import FILTERS, Choice, Query

COLUMNS = {
    "sector": "sector",
    "maker": "maker_key",
    "country": "country",
    "repair": "repair_class",
}
MOST_CHOICES = 30
Values = tuple[str, ...]
Groups = list[tuple[Values, int]]


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


def tallied(query: Query) -> Groups:
    """Return how many models share each combination of values, as far as the filters leave them."""
    rows = SearchTally.objects.filter(condition(query))
    return [(row[:-1], row[-1]) for row in rows.values_list(*COLUMNS.values(), "uses")]


def counted(products: Sequence[int]) -> Groups:
    """Return the same for these models (product ids)."""
    names = ", ".join(COLUMNS.values())
    within, argument = among(products)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names}, count(*) FROM search_searchentry WHERE product_id {within}"  # noqa: S608 - our own columns
            f" GROUP BY {names}",
            [argument],
        )
        return [(tuple(values), n) for *values, n in cursor.fetchall()]


def choices(
    query: Query, groups_of: Callable[[Query], Groups | None]
) -> dict[str, tuple[Choice, ...]]:
    """Return the choices of every filter, those of most models first.

    Those of a filter that is set are counted as if it were not, so that another can be chosen.
    `groups_of` counts what a question leaves, or gives None where that is too much to count: then
    the values stand without counts, as the whole index has them.
    """
    base = groups_of(query)
    found = {}
    for place, name in enumerate(FILTERS):
        chosen = dict(columns_of(query)).get(COLUMNS[name], "")
        groups = groups_of(query.without(name)) if chosen else base
        found[name] = _choices(name, place, chosen, groups)
    return found


def among(products: Sequence[int]) -> tuple[str, Any]:
    """Return a condition on a product id, and its one parameter: a thousand would cost more."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", list(products)
    return "IN (SELECT value FROM json_each(%s))", str(list(products))


def _choices(name: str, place: int, chosen: str, groups: Groups | None) -> tuple[Choice, ...]:
    counts: Counter[str] = Counter()
    for values, n in tallied(Query()) if groups is None else groups:
        counts[values[place]] += n
    del counts[""]
    frequent = [value for value, _n in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]
    shown = frequent[:MOST_CHOICES]
    if chosen and chosen not in shown:
        shown.append(chosen)
    names = _names(shown) if name == "maker" else {}
    return tuple(
        Choice(
            value,
            names.get(value, value),
            None if groups is None else counts[value],
            value == chosen,
        )
        for value in shown
    )


def _names(keys: list[str]) -> dict[str, str]:
    return dict(SearchMaker.objects.filter(key__in=keys).values_list("key", "name"))
