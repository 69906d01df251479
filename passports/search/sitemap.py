"""Models in the order in which they were registered, in portions, for who reads all of them."""

from django.db import connection

from passports.search.models import SearchEntry

PER_PAGE = 10_000


def last_changes() -> list[int]:
    """Return for each page of models when the newest change on it was accepted (ms, UTC)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(changed_ms) FROM (SELECT changed_ms,"
            " (row_number() OVER (ORDER BY product_id) - 1) / %s AS page"
            " FROM search_searchentry WHERE is_active) AS numbered GROUP BY page ORDER BY page",
            [PER_PAGE],
        )
        return [row[0] for row in cursor.fetchall()]


def models_on(number: int) -> list[tuple[str, int]]:
    """Return (identifier, newest change in ms) of the models on a page, counted from 1."""
    if number < 1:
        return []
    rows = SearchEntry.objects.filter(is_active=True).order_by("product_id")
    start = (number - 1) * PER_PAGE
    return list(rows.values_list("product__ident", "changed_ms")[start : start + PER_PAGE])
