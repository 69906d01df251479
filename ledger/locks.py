"""Locks that outlive no transaction and need no row to stand on."""

from django.db import connection

from domain.canonical import sha256


def queue_up(name: str) -> None:
    """Wait for whoever holds the lock of this name, and hold it until the transaction ends.

    On PostgreSQL it is an advisory lock: rows can be locked only once they exist. SQLite has a
    single writer, which is alone already. Raises RuntimeError outside a transaction, where the lock
    would be given back at once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("queue_up() belongs in a transaction")
    if connection.vendor == "postgresql":
        key = int.from_bytes(sha256(name.encode())[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
