"""A second database, equal to the registry's in every table, index, trigger and setting.

Into it the baseline of `publish.items_vs_executemany` writes the rows that publishing wrote into
the first: what the database takes for them when nothing has to be found out any more.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from ledger.models import Acceptance, Change, Outbox
from passports.models import Payload, Product, Version

# In the order in which foreign keys allow them, with what finds the rows of a Change.
TABLES = {
    Change._meta.db_table: "id = %s",
    Product._meta.db_table: "change_id = %s",
    Version._meta.db_table: "change_id = %s",
    Payload._meta.db_table: (
        f"version_id IN (SELECT id FROM {Version._meta.db_table} WHERE change_id = %s)"
    ),
    Outbox._meta.db_table: "change_id = %s",
    Acceptance._meta.db_table: "change_id = %s",
}

Rows = list[tuple[Any, ...]]


def rows_of_change(change_id: int) -> dict[str, Rows]:
    """Return the rows of a Change by statement of the baseline, in the order they were written."""
    found = {}
    with connection.cursor() as cursor:
        for table, condition in TABLES.items():
            cursor.execute(f"SELECT * FROM {table} WHERE {condition} ORDER BY 1", [change_id])
            rows = [tuple(_plain(value) for value in row) for row in cursor.fetchall()]
            columns = [column[0] for column in cursor.description]
            found[_statement(table, columns)] = rows
    return found


def twin() -> "SqliteTwin | PostgresTwin":
    """Return a copy of the registry's database as it is now."""
    return SqliteTwin() if connection.vendor == "sqlite" else PostgresTwin()


class SqliteTwin:
    """Written to with a bare executemany for each table, in one transaction."""

    def __init__(self) -> None:
        original = Path(connection.settings_dict["NAME"])
        copy = original.with_name("twin.sqlite3")
        connection.ensure_connection()
        self.connection = sqlite3.connect(copy, isolation_level=None)
        with closing(sqlite3.connect(original)) as source:
            source.backup(self.connection)
        self.connection.executescript(connection.settings_dict["OPTIONS"]["init_command"])

    def write(self, rows_of: dict[str, Rows]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        for statement, rows in rows_of.items():
            self.connection.executemany(statement, rows)
        self.connection.execute("COMMIT")

    def count(self, table: str) -> int:
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class PostgresTwin:
    """Written to with a bare COPY for each table, in one transaction."""

    def __init__(self) -> None:
        known = connection.get_connection_params()
        address = {key: known[key] for key in ("host", "port", "user", "password") if key in known}
        original = known["dbname"]
        # A database that is copied may have no connections.
        connection.close()
        address = {
            key: address[key] for key in ("host", "port", "user", "password") if key in address
        }
        with closing(psycopg.connect(**address, dbname="postgres", autocommit=True)) as server:
            server.execute(f"CREATE DATABASE {original}_twin TEMPLATE {original}")
        self.connection = psycopg.connect(**address, dbname=f"{original}_twin", autocommit=True)

    def write(self, rows_of: dict[str, Rows]) -> None:
        with self.connection.transaction(), self.connection.cursor() as cursor:
            for statement, rows in rows_of.items():
                with cursor.copy(statement) as copy:
                    for row in rows:
                        copy.write_row(row)

    def count(self, table: str) -> int:
        row = self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(row[0]) if row else 0


def _statement(table: str, columns: list[str]) -> str:
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        return f"COPY {table} ({names}) FROM STDIN"
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
