"""The renditions that this machine keeps, which may be lost at any time.

A rendition is good for the UTC day on which it was made, as long as no product of its chain has
changed after the acceptance sequence that it was read at. Which products have changed is written
down by whoever follows the changes (`public.renditions.following`): one row each, however many
renditions that spoils.
"""

import time
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from zlib import crc32

from public.renditions.file import FAULTS, File
from public.renditions.pulse import Pulse
from public.renditions.rendition import Answer, Headers, Rendition, sum_of, text_of, whole

DEEPEST = 4  # products in a chain (design section 9)
# Rows written or cleared away in one transaction, for which others wait.
AT_ONCE, CHANGED_AT_ONCE = 500, 10_000
# While nobody tidies, the file grows to so many times what it may take, and no further.
OVERFULL = 1.25
DAY_S = 86_400
# Tag and headers lie apart from the bytes, which are not touched for a reader who has them already.
# The sums tell what was damaged in the file from what was written.
SCHEMA = """
    CREATE TABLE rendition (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        seq INTEGER NOT NULL,
        day INTEGER NOT NULL,
        item TEXT, batch TEXT, model TEXT, root TEXT,
        is_tight INTEGER NOT NULL,
        head_sum INTEGER NOT NULL,
        body_sum INTEGER NOT NULL,
        tag TEXT NOT NULL,
        status TEXT NOT NULL,
        headers TEXT NOT NULL
    );
    CREATE INDEX rendition_seq ON rendition (seq);
    CREATE TABLE body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE changed (product TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE wanted (id INTEGER PRIMARY KEY, times INTEGER NOT NULL);
    CREATE TABLE followed (seq INTEGER NOT NULL, mark TEXT NOT NULL, forgotten INTEGER NOT NULL);
"""
# One search for each product: for a list of them, SQLite would first make a table.
SPOILT = " OR ".join(
    f"EXISTS (SELECT 1 FROM changed c WHERE c.product = r.{level} AND c.seq > r.seq)"  # noqa: S608
    for level in ("item", "batch", "model", "root")
)
# One question for all of it: each costs a hand-over between threads.
FIND = f"""
    SELECT id, key, day, head_sum, body_sum, tag, status, headers,
        CASE WHEN tag <> '' AND instr(?, tag) THEN x''
            ELSE (SELECT bytes FROM body b WHERE b.id = r.id) END
    FROM rendition r WHERE key = ? AND NOT ({SPOILT})
"""  # noqa: S608 - conditions of this file


class Store:
    """Renditions in files called like `path`. May be used by many threads and processes.

    `largest` is how many bytes a file may take. `find`, `keep` and `want` never fail, whatever is
    wrong with the file; the other methods are for whoever follows the changes, and raise
    sqlite3.Error or OSError.
    """

    def __init__(self, path: Path, pulse: Pulse, largest: int) -> None:
        self.file = File(path, pulse, SCHEMA)
        self._largest = largest

    def find(self, key: str, tags: str = "") -> Rendition | None:
        """Return the rendition under a key that no change has spoilt, whatever its day.

        Its bytes are left out where its tag is among `tags`, those that a reader has.
        """
        try:
            row = self.file.connection.execute(FIND, (tags, key)).fetchone()
        except FAULTS as fault:
            self.file.let_go(fault)
            return None
        if row is None:
            return None
        found = whole(*row)
        if found is None or found.key != key:
            self.file.tell()
            return None
        return found

    def keep(
        self,
        key: str,
        chain: Sequence[str],
        seq: int,
        day: int,
        tag: str,
        answer: Answer,
    ) -> None:
        """Keep an answer that was read at `seq` on a day; does nothing while others write for long.

        `chain` are the products that it depends on, at most four.
        """
        if len(chain) > DEEPEST:
            raise ValueError("A chain has at most four products.")
        head = (tag, answer.status, text_of(answer.headers))
        row = (*_padded(chain), sum_of(key, *head), crc32(answer.body), *head)
        try:
            with self.file.transaction() as connection:
                is_known = connection.execute(
                    "SELECT 1 FROM followed WHERE forgotten <= ?", (seq,)
                ).fetchone()
                if is_known is None or _size(connection) > self._largest * OVERFULL:
                    return
                earlier = connection.execute("SELECT id FROM rendition WHERE key = ?", (key,))
                _delete(connection, earlier.fetchall())
                place = connection.execute(
                    "INSERT INTO rendition (key, seq, day, is_tight, item, batch, model, root,"
                    " head_sum, body_sum, tag, status, headers)"
                    " VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (key, seq, day, *row),
                ).lastrowid
                connection.execute(
                    "INSERT INTO body (id, bytes) VALUES (?, ?)", (place, answer.body)
                )
        except FAULTS as fault:
            self.file.let_go(fault)

    def want(self, *renditions: Rendition) -> None:
        """Count a reader of each rendition; does nothing while others write for long."""
        try:
            with self.file.transaction() as connection:
                connection.executemany(
                    "INSERT INTO wanted (id, times) VALUES (?, 1)"
                    " ON CONFLICT (id) DO UPDATE SET times = times + 1",
                    [(each.id,) for each in renditions],
                )
        except FAULTS as fault:
            self.file.let_go(fault)

    def begin(self, seq: int, mark: str) -> None:
        """Begin with an empty file, in which all changes up to `seq` are known.

        `mark` tells the acceptance at `seq` from those of other registries. What was read earlier
        is not kept: nobody would know whether it has changed.
        """
        self.file.begin(("INSERT INTO followed VALUES (?, ?, ?)", (seq, mark, seq)))

    def followed(self) -> tuple[int, str] | None:
        """Return (sequence, mark) up to which changes are known, None without a sound file."""
        if not self.file.is_sound():
            return None
        row = self.file.connection.execute("SELECT seq, mark FROM followed").fetchone()
        return None if row is None else (row[0], row[1])

    def spoil(self, products: Mapping[str, int], seq: int, mark: str) -> None:
        """Note that products changed (identifier -> sequence), and that all is known up to `seq`.

        `mark` tells the acceptance at `seq` from those of other registries.
        """
        rest = iter(products.items())
        while some := list(islice(rest, CHANGED_AT_ONCE)):
            with self.file.transaction() as connection:
                connection.executemany(
                    "INSERT INTO changed (product, seq) VALUES (?, ?)"
                    " ON CONFLICT (product) DO UPDATE SET seq = max(seq, excluded.seq)",
                    some,
                )
        with self.file.transaction() as connection:
            connection.execute("UPDATE followed SET seq = ?, mark = ?", (seq, mark))

    def replace(self, rendition: Rendition, tag: str, headers: Headers, body: bytes) -> None:
        """Put other bytes of the same answer in the place of a rendition: the tightest there are.

        From then on it is not among the most wanted.
        """
        text = text_of(headers)
        with self.file.transaction() as connection:
            there = connection.execute(
                "UPDATE rendition SET is_tight = 1, head_sum = ?, body_sum = ?, tag = ?,"
                " headers = ? WHERE id = ? AND tag = ?",
                (
                    *(sum_of(rendition.key, tag, rendition.status, text), crc32(body)),
                    *(tag, text, rendition.id, rendition.tag),
                ),
            )
            if there.rowcount:
                connection.execute("UPDATE body SET bytes = ? WHERE id = ?", (body, rendition.id))

    def most_wanted(self, times: int, count: int) -> list[Rendition]:
        """Return the renditions counted most, at least so often, and count them anew.

        Those that are packed as tightly as can be are left out.
        """
        rows = self.file.connection.execute(
            "SELECT id, key, day, head_sum, body_sum, tag, status, headers, bytes"
            " FROM wanted JOIN rendition USING (id) JOIN body USING (id)"
            " WHERE times >= ? AND NOT is_tight ORDER BY times DESC LIMIT ?",
            (times, count),
        ).fetchall()
        if rows:
            with self.file.transaction() as connection:
                connection.executemany("DELETE FROM wanted WHERE id = ?", [row[:1] for row in rows])
        return [each for row in rows if (each := whole(*row)) is not None]

    def tidy(self) -> int:
        """Clear away what is spoilt or of another day, and the oldest where there is too much.

        Returns how many rows were cleared away; call it again until there are none.
        """
        # Looked for beforehand: meanwhile others may write.
        rows = self._rows(
            f"SELECT id FROM rendition r WHERE day < ? OR {SPOILT} LIMIT ?",  # noqa: S608
            (today() - 1, AT_ONCE),
        )
        if not rows and _size(self.file.connection) > self._largest:
            rows = self._rows("SELECT id FROM rendition ORDER BY id LIMIT ?", (AT_ONCE,))
        if not rows:
            return self._forget_changes()
        with self.file.transaction() as connection:
            _delete(connection, rows)
        return len(rows)

    def _forget_changes(self) -> int:
        """Forget changes that are older than every rendition; older answers are not kept then."""
        with self.file.transaction() as connection:
            connection.execute(
                "UPDATE followed SET forgotten = max(forgotten,"
                " min(seq, coalesce((SELECT min(seq) FROM rendition), seq)))"
            )
            connection.execute(
                "DELETE FROM wanted WHERE id IN (SELECT id FROM rendition WHERE is_tight)"
            )
        rows = self._rows(
            "SELECT product FROM changed WHERE seq <= (SELECT forgotten FROM followed) LIMIT ?",
            (CHANGED_AT_ONCE,),
        )
        if rows:
            with self.file.transaction() as connection:
                connection.executemany("DELETE FROM changed WHERE product = ?", rows)
        return len(rows)

    def _rows(self, question: str, values: tuple[object, ...]) -> list[tuple[object]]:
        return self.file.connection.execute(question, values).fetchall()


def today() -> int:
    """Return the number of this day in UTC."""
    return int(time.time()) // DAY_S


def _padded(chain: Sequence[str]) -> list[str | None]:
    return [*chain, *[None] * (DEEPEST - len(chain))]


def _delete(connection: Connection, rows: Sequence[tuple[object]]) -> None:
    for table in ("body", "wanted", "rendition"):
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", rows)  # noqa: S608


def _size(connection: Connection) -> int:
    """Return how many bytes of a file are in use."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)
