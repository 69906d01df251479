"""Many rows at the price of rows: executemany on SQLite, COPY on PostgreSQL.

Django's bulk_create costs two to five times as much (measured: benchmarks/README.md).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def allocate_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Return `count` primary keys that no other row has or will get; call it in a transaction.

    On SQLite the transaction must have begun as a writer (IMMEDIATE), which the settings see to.
    """
    table = model._meta.db_table  # noqa: SLF001 - Django's documented model API
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = (last[0] if last else 0) + 1
        return range(first, first + count)


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows (sequences in the order of the database `columns`) into a model's table."""
    table = model._meta.db_table  # noqa: SLF001
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - names of our models
            rows,  # type: ignore[arg-type]  # SQLite takes a generator
        )
