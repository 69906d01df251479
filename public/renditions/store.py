"""The renditions that this machine keeps: one SQLite file that may be lost at any time.

A rendition is good for the UTC day on which it was made, as long as no product of its chain has
changed after the acceptance sequence that it was read at. Which products have changed is written
down by whoever follows the changes (`public.renditions.following`): one row each, however many
renditions that spoils.

Tag and headers lie apart from the bytes, which are not touched for a reader who has them already.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

Headers = tuple[tuple[str, str], ...]
DEEPEST = 4  # products in a chain (design section 9)
PATIENCE = 0.25  # seconds to wait for another writer
DAY_S = 86_400
SCHEMA = """
    CREATE TABLE IF NOT EXISTS rendition (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        seq INTEGER NOT NULL,
        day INTEGER NOT NULL,
        status TEXT NOT NULL,
        item TEXT, batch TEXT, model TEXT, root TEXT,
        tag TEXT NOT NULL,
        headers TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS changed (product TEXT PRIMARY KEY, seq INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS pruned (seq INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS wanted (id INTEGER PRIMARY KEY, times INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS followed (seq INTEGER NOT NULL, mark TEXT NOT NULL);
"""
# One question for all of it: each costs a hand-over between threads.
FIND = """
    SELECT id, tag, status, headers, day,
        CASE WHEN tag <> '' AND instr(?, tag) THEN x''
            ELSE (SELECT bytes FROM body b WHERE b.id = r.id) END
    FROM rendition r WHERE key = ? AND NOT EXISTS (
        SELECT 1 FROM changed c
        WHERE c.product IN (r.item, r.batch, r.model, r.root) AND c.seq > r.seq
    )
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of Django's: its status line, its headers, its bytes."""

    status: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Rendition:
    """A stored answer: its place, its entity tag, its status line and headers, its bytes.

    `day` is the day in UTC on which it was made. A reader who has the bytes gets none.
    """

    id: int
    tag: str
    status: str
    headers: Headers
    day: int
    body: bytes


class Store:
    """Renditions in a file. May be used by many threads and processes; each gets a connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mine = threading.local()

    def find(self, key: str, tags: str = "") -> Rendition | None:
        """Return the rendition under a key that no change has spoilt, whatever its day.

        Its bytes are left out where its tag is among `tags`, those that a reader has.
        """
        try:
            row = self._connection.execute(FIND, (tags, key)).fetchone()
        except sqlite3.Error:
            return None
        return None if row is None else _rendition(row)

    def keep(self, key: str, chain: Sequence[str], seq: int, tag: str, answer: Answer) -> None:
        """Keep an answer that was read at `seq`; does nothing while others write for long.

        `chain` are the products that it depends on, at most four.
        """
        if len(chain) > DEEPEST:
            raise ValueError("A chain has at most four products.")
        products = [*chain, *[None] * (DEEPEST - len(chain))]
        with suppress(sqlite3.OperationalError), self._transaction() as connection:
            if seq < self._pruned(connection):
                return
            self._forget(connection, "key = ?", (key,))
            row = connection.execute(
                "INSERT INTO rendition (key, seq, day, item, batch, model, root, tag, status,"
                " headers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, seq, today(), *products, tag, answer.status, _text(answer.headers)),
            )
            connection.execute(
                "INSERT INTO body (id, bytes) VALUES (?, ?)", (row.lastrowid, answer.body)
            )

    def replace(self, rendition: Rendition, tag: str, headers: Headers, body: bytes) -> None:
        """Put other bytes of the same answer in the place of a rendition."""
        with self._transaction() as connection:
            there = connection.execute(
                "UPDATE rendition SET tag = ?, headers = ? WHERE id = ? AND tag = ?",
                (tag, _text(headers), rendition.id, rendition.tag),
            )
            if there.rowcount:
                connection.execute("UPDATE body SET bytes = ? WHERE id = ?", (body, rendition.id))

    def spoil(self, products: Mapping[str, int], seq: int, mark: str) -> None:
        """Note that products changed (identifier -> sequence), and that all is known up to `seq`.

        `mark` tells the acceptance at `seq` from those of other registries.
        """
        with self._transaction() as connection:
            connection.executemany(
                "INSERT INTO changed (product, seq) VALUES (?, ?)"
                " ON CONFLICT (product) DO UPDATE SET seq = max(seq, excluded.seq)",
                products.items(),
            )
            connection.execute("DELETE FROM followed")
            connection.execute("INSERT INTO followed (seq, mark) VALUES (?, ?)", (seq, mark))

    def followed(self) -> tuple[int, str] | None:
        """Return (sequence, mark) up to which changes are known, None for a new store."""
        row = self._connection.execute("SELECT seq, mark FROM followed").fetchone()
        return None if row is None else (row[0], row[1])

    def clear(self) -> None:
        """Forget everything: what is kept belongs to another state of the registry."""
        with self._transaction() as connection:
            for table in ("rendition", "body", "changed", "pruned", "wanted", "followed"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the tables named here

    def want(self, rendition: Rendition) -> None:
        """Count a reader of a rendition; does nothing while others write for long."""
        with suppress(sqlite3.OperationalError), self._transaction() as connection:
            connection.execute(
                "INSERT INTO wanted (id, times) VALUES (?, 1)"
                " ON CONFLICT (id) DO UPDATE SET times = times + 1",
                (rendition.id,),
            )

    def most_wanted(self, times: int, count: int) -> list[Rendition]:
        """Return renditions that were counted at least so often, and count them anew."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT r.id, r.tag, r.status, r.headers, r.day, b.bytes FROM wanted w"
                " JOIN rendition r USING (id) JOIN body b USING (id)"
                " WHERE w.times >= ? ORDER BY w.times DESC LIMIT ?",
                (times, count),
            ).fetchall()
            connection.execute("DELETE FROM wanted WHERE times >= ?", (times,))
        return [_rendition(row) for row in rows]

    def tidy(self, largest: int, at_once: int = 2_000) -> int:
        """Clear away what is spoilt or of another day, and the oldest above `largest` bytes.

        Returns how many were cleared away, at most `at_once` of each kind.
        """
        with self._transaction() as connection:
            gone = self._forget(
                connection,
                "id IN (SELECT r.id FROM rendition r WHERE r.day < ? OR EXISTS (SELECT 1 FROM"
                " changed c WHERE c.product IN (r.item, r.batch, r.model, r.root)"
                " AND c.seq > r.seq) LIMIT ?)",
                (today() - 1, at_once),
            )
            if self._size(connection) > largest:
                gone += self._forget(
                    connection,
                    "id IN (SELECT id FROM rendition ORDER BY id LIMIT ?)",
                    (at_once,),
                )
            self._prune(connection)
        return gone

    @staticmethod
    def _pruned(connection: sqlite3.Connection) -> int:
        """Return the sequence up to which it is no longer known what has changed."""
        row = connection.execute("SELECT coalesce(max(seq), 0) FROM pruned").fetchone()
        return int(row[0])

    @staticmethod
    def _prune(connection: sqlite3.Connection) -> None:
        """Forget changes that are older than every rendition; older answers are not kept then."""
        oldest = connection.execute("SELECT min(seq) FROM rendition").fetchone()[0]
        gone = connection.execute("DELETE FROM changed WHERE seq <= ?", (oldest or 0,)).rowcount
        if gone:
            connection.execute("DELETE FROM pruned")
            connection.execute("INSERT INTO pruned (seq) VALUES (?)", (oldest,))

    def _size(self, connection: sqlite3.Connection) -> int:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    @staticmethod
    def _forget(connection: sqlite3.Connection, which: str, values: tuple[object, ...]) -> int:
        rows = connection.execute(f"SELECT id FROM rendition WHERE {which}", values).fetchall()  # noqa: S608 - conditions of this file
        for table in ("body", "rendition"):
            connection.executemany(f"DELETE FROM {table} WHERE id = ?", rows)  # noqa: S608
        return len(rows)

    @property
    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if found is None:
            found = self._mine.connection = self._opened()
        return found

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        # Nothing here is precious: after a crash of the machine it may begin anew.
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "mmap_size=1073741824"):
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(SCHEMA)
        return connection


def today() -> int:
    """Return the number of this day in UTC."""
    return int(time.time()) // DAY_S


def _rendition(row: tuple[int, str, str, str, int, bytes]) -> Rendition:
    place, tag, status, headers, day, body = row
    return Rendition(place, tag, status, _headers(headers), day, body)


def _text(headers: Headers) -> str:
    return "\n".join(f"{name}: {value}" for name, value in headers)


@lru_cache(maxsize=4096)
def _headers(text: str) -> Headers:
    pairs = (line.partition(": ") for line in text.splitlines())
    return tuple((name, value) for name, _, value in pairs)
