"""Finding models: one question in, one page out, on either database.

Whatever is asked, what is read is bounded: at most `COUNTED` matches are counted and sorted, at
most `LIKENED` are laid beside the typed text. Of more the newest count, and the answer says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from domain.faults import Malformed
from domain.finding.nearness import likeness
from domain.finding.words import compact, fold
from domain.identifiers import parse
from passports.models import Product
from passports.search import counting
from passports.search.entry import marks
from passports.search.identify import identify
from passports.search.matching import Meant, matching, meant_by
from passports.search.models import SearchEntry
from passports.search.query import COUNTED, Hit, Page, Query, Sort

LIKENED = 1_000
MOST_EXACT = 24
# Fewer than these are sorted faster than they are picked out of all in their order.
FEW = 20_000
ORDERS = {
    Sort.NEWEST: "product_id DESC",
    Sort.CARBON: "carbon_order, product_id",
    Sort.REPAIR: "repair_order, product_id",
    Sort.NAME: "name_order, product_id",
}


@dataclass(frozen=True, slots=True)
class _Matches:
    """The matches of a text, the newest first, one more than are counted where there are more."""

    products: list[int]
    unknown: tuple[str, ...] = ()
    is_loose: bool = False

    @property
    def counted(self) -> list[int]:
        return self.products[:COUNTED]

    @property
    def is_counted(self) -> bool:
        return len(self.products) <= COUNTED


def search(query: Query) -> Page:
    """Return one page of the models that a question finds, and what it could be narrowed by.

    Models alone: batches and items have no entry. Of what is typed a product number in any
    spelling, or a model number with or without its dashes, is found first, whatever the order.
    """
    return _by_text(query) if query.text.strip() else _by_filters(query)


def _by_filters(query: Query) -> Page:
    total = counting.total(query)
    products = _listed(query, total)
    return Page(
        query,
        _hits(products, frozenset()),
        total,
        is_counted=True,
        choices=counting.choices(query, counting.tallied),
    )


def _by_text(query: Query) -> Page:
    meant = meant_by(query.text)
    exact = _exact(query)
    matches = _matches(query, meant)
    first = [product for product in exact if product not in set(matches.counted)]
    total = len(matches.counted) + len(first)

    counted: dict[Query, dict[str, counting.Counts] | None] = {}

    def counts_of(asked: Query, name: str) -> counting.Counts | None:
        if asked not in counted:
            same = asked.filters == query.filters
            found = matches if same else _matches(asked, meant)
            every = {*found.counted, *(exact if same else _exact(asked))}
            counted[asked] = counting.counted(list(every)) if found.is_counted else None
        counts = counted[asked]
        return None if counts is None else counts[name]

    if query.order is Sort.BEST:
        ordered = _ranked(query, meant, matches, exact)
        products = ordered[query.offset : query.offset + query.size]
    else:
        products = _sorted([*first, *matches.counted], exact, query)
    return Page(
        query,
        _hits(products, frozenset(exact)),
        total,
        matches.is_counted,
        counting.choices(query, counts_of),
        matches.unknown,
        matches.is_loose,
    )


def _exact(query: Query) -> list[int]:
    """Return models whose number is the very one that was typed, within the filters."""
    found: list[int] = []
    try:
        typed = identify(query.text)
    except Malformed:
        pass
    else:
        above = [each.text for each in typed.walk_up()]
        found += Product.objects.filter(ident__in=above).values_list("pk", flat=True)
    entries = SearchEntry.objects.filter(counting.condition(query))
    kept = list(entries.filter(pk__in=found).values_list("pk", flat=True))
    code = compact(query.text)
    if code:
        same = entries.filter(model_key=code).order_by("-pk").values_list("pk", flat=True)
        kept += same[:MOST_EXACT]
    return list(dict.fromkeys(kept))


def _matches(query: Query, meant: Meant) -> _Matches:
    if not meant.groups:
        return _Matches([], meant.unknown)
    needed = _needed(query)
    found = matching(meant.groups, needed, COUNTED + 1)
    if found or len(meant.groups) == 1:
        return _Matches(found, meant.unknown)
    loose = matching(meant.groups, needed, COUNTED + 1, any_group=True)
    return _Matches(loose, meant.unknown, is_loose=bool(loose))


def _needed(query: Query) -> list[str]:
    return list(marks(query.sector, query.maker, query.country, query.repair).values())


def _ranked(query: Query, meant: Meant, matches: _Matches, exact: Sequence[int]) -> list[int]:
    """Return matches, the best first: exact numbers, then by likeness, the newest first of equals.

    Where there are too many to be likened, those that have the very words go before others.
    """
    likened = matches.counted[:LIKENED]
    if len(matches.counted) > LIKENED and all(meant.exact):
        very = matching(meant.exact, _needed(query), LIKENED)
        likened = list(dict.fromkeys([*very, *likened]))[:LIKENED]
    labels = dict(SearchEntry.objects.filter(pk__in=likened).values_list("pk", "label"))
    scores = likeness(fold(query.text), [labels.get(product, "") for product in likened])
    score = dict(zip(likened, scores, strict=True))
    ordered = sorted(score, key=lambda product: (-score[product], -product))
    rest = [product for product in matches.counted if product not in score]
    return list(dict.fromkeys([*exact, *ordered, *rest]))


def _sorted(products: Sequence[int], exact: Sequence[int], query: Query) -> list[int]:
    """Return one page of these models in the order asked for, exact numbers before all others."""
    others = sorted(set(products) - set(exact))
    before = list(exact)[query.offset : query.offset + query.size]
    within, argument = counting.among(others)
    offset = max(0, query.offset - len(exact))
    return before + _ids(
        f"SELECT product_id FROM search_searchentry WHERE product_id {within}"  # noqa: S608 - an order of ours
        f" ORDER BY {ORDERS[query.order]} LIMIT %s OFFSET %s",
        [argument, query.size - len(before), offset],
    )


def _listed(query: Query, total: int) -> list[int]:
    """Return one page of the models that filters alone leave, `total` of them."""
    # SQLite knows nothing of how many rows a value has. A plus keeps it from looking there first.
    plus = "+" if connection.vendor == "sqlite" and total > FEW else ""
    columns = counting.columns_of(query)
    where = " AND ".join(f"{plus}{column} = %s" for column, _value in columns)
    return _ids(
        f"SELECT product_id FROM search_searchentry {'WHERE ' + where if where else ''}"  # noqa: S608 - our own columns
        f" ORDER BY {ORDERS[query.order]} LIMIT %s OFFSET %s",
        [*(value for _column, value in columns), query.size, query.offset],
    )


def _hits(products: Sequence[int], exact: frozenset[int]) -> tuple[Hit, ...]:
    names = dict(Product.objects.filter(pk__in=products).values_list("pk", "ident"))
    return tuple(Hit(parse(names[product]), product in exact) for product in products)


def _ids(query: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]
