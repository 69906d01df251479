"""Many rows at the price of rows: executemany on SQLite, COPY on PostgreSQL.

Django's bulk_create costs two to five times as much (measured: benchmarks/README.md).
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
from django.db import connection, models


@contextmanager
def collector_paused() -> Iterator[None]:
    """Hold the garbage collector back while a bulk write is put together.

    What it makes lives to its end: every search for garbage among it is in vain, and those searches
    took a sixth of the time of 10,000 items.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def allocate_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Return `count` primary keys that no other row has or will get; call it in a transaction.

    On SQLite the transaction must have begun as a writer (IMMEDIATE), which the settings see to.
    """
    table = model._meta.db_table  # noqa: SLF001 - Django's documented model API
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Asked for in the same statement, the sequence would be looked up for every row.
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            sequence = cursor.fetchone()[0]
            cursor.execute(
                "SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count]
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


def lock_existing(model: type[models.Model], column: str, texts: Collection[str]) -> list[str]:
    """Lock the rows whose `column` holds one of `texts`, by ascending key; return what they hold.

    The texts travel as one array: ten thousand parameters would cost more than the look-ups.
    """
    table = model._meta.db_table  # noqa: SLF001
    argument: Any = list(texts)
    condition = "= ANY(%s) ORDER BY id FOR UPDATE"
    if connection.vendor == "sqlite":
        # Nothing to lock: a writer is alone from the beginning of its transaction.
        argument = orjson.dumps(argument).decode()
        condition = "IN (SELECT value FROM json_each(%s)) ORDER BY id"
    with connection.cursor() as cursor:
        query = f"SELECT {column} FROM {table} WHERE {column} {condition}"  # noqa: S608
        cursor.execute(query, [argument])
        return [row[0] for row in cursor.fetchall()]
