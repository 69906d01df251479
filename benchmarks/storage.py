"""What one item passport occupies: identity, version, payload and their indexes."""

from django.db import connection

from benchmarks.cast import SERIALS, items, maker
from benchmarks.harness import Figures
from passports.models import Payload, Product, Version
from passports.publishing import publish

COUNT = 10_000
ALLOWED = {"sqlite": 400, "postgresql": 600}


def item_bytes() -> Figures:
    actor = maker()
    publish(actor=actor, reason="First items", entries=items(COUNT))
    before, kept = _occupied(), Product.objects.count()
    entries = items(COUNT)
    publish(actor=actor, reason="Items", entries=entries)
    assert Product.objects.count() - kept == COUNT
    newest = Payload.objects.order_by("-pk")[:COUNT].values_list("patch", flat=True)
    patch = sum(len(bytes(text or b"")) for text in newest) / COUNT
    identifier = len(entries[0].identifier)
    return Figures(
        [((_occupied() - before) / COUNT, ALLOWED[connection.vendor])],
        COUNT,
        f"identifier of {identifier} characters, patch of {patch:.0f} bytes on average; {SERIALS};"
        f" {_HOW[connection.vendor]}",
    )


_HOW = {
    "sqlite": "SQLite, growth of the whole file, vacuumed before and after",
    "postgresql": "PostgreSQL, growth of the three tables with indexes as they were filled",
}


def _occupied() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            return int(cursor.fetchone()[0])
        occupied = 0
        for model in (Product, Version, Payload):
            cursor.execute("SELECT pg_total_relation_size(%s)", [model._meta.db_table])
            occupied += cursor.fetchone()[0]
        return occupied
