"""The one write path against the bare writing of the same rows."""

from django.db import connection

from benchmarks.cast import SERIALS, full_passport, items, maker
from benchmarks.harness import Figures, seconds
from benchmarks.twin import TABLES, rows_of_change, twin
from domain.chain import apply
from domain.identifiers import parse
from passports.entries import Accepted, Entry
from passports.proof import verify
from passports.publishing import publish
from passports.reading import read_as

COUNT = 10_000
ROUNDS = 7

_HOW = {
    "sqlite": "SQLite: executemany; write-ahead log, synchronous=NORMAL, cache 2 MB",
    "postgresql": "PostgreSQL: COPY; server defaults (128 MB, synchronous commit)",
}


def items_vs_executemany() -> Figures:
    """Publish items as one Change; the baseline writes the rows that came of it into a twin.

    Both fill a table that grows from round to round, and both end with a durable commit. Handing
    over the entries, and the rows, costs neither side anything.
    """
    actor = maker()
    bare = twin()
    pairs = []
    # The first round warms up and does not count.
    for _ in range(ROUNDS + 1):
        entries = items(COUNT)
        accepted: list[Accepted] = []
        ours = seconds(
            lambda entries=entries, accepted=accepted: accepted.append(
                publish(actor=actor, reason="Made this week", entries=entries)
            )
        )
        check(entries, accepted[0])
        rows = rows_of_change(accepted[0].change_id)
        baseline = seconds(lambda rows=rows: bare.write(rows))
        pairs.append((COUNT / ours, COUNT / baseline))
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == bare.count(table), table
    return Figures(
        pairs[1:],
        COUNT,
        f"{_HOW[connection.vendor]}; a patch of three values below one smartphone model, no two"
        f" alike; {SERIALS}",
    )


def check(entries: list[Entry], accepted: Accepted) -> None:
    """Assert that items read as published, and that their stored parts fit each other."""
    assert len(accepted.versions) == len(entries)
    for entry in (entries[0], entries[-1]):
        shown = read_as(parse(entry.identifier), frozenset({"owner"})).visible.document
        assert shown == apply(full_passport(), entry.patch or {})
        assert not list(verify(entry.identifier))
