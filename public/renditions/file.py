"""The file that renditions lie in, and the connections of threads and processes to it.

Whoever follows the changes makes it, and another one when something has happened to it; the pulse
says which number is in step. So nobody answers from a file that nobody looks after, and no name is
used twice, whatever becomes of the old ones.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from public.renditions.pulse import Pulse

PATIENCE = 0.25  # seconds to wait for another writer
FAULTS = (sqlite3.Error, OSError)
# The last byte of a result code says what it is about; the others are details (SQLite, 'Result
# codes').
PRIMARY = 0xFF


class File:
    """An SQLite file called like `path`, with the number behind it that the pulse knows it by.

    Every method raises sqlite3.Error or OSError where it cannot be opened, read or written.
    """

    def __init__(self, path: Path, pulse: Pulse, schema: str) -> None:
        self._path = path
        self._pulse = pulse
        self._schema = schema
        self._mine = threading.local()

    def begin(self, *first: tuple[str, tuple[object, ...]]) -> None:
        """Make an empty file with the schema and what these statements write; turn all to it."""
        number = max(time.time_ns(), self._pulse.file + 1)
        connection = self._opened(number, "rwc")
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(self._schema)
            for statement, values in first:
                connection.execute(statement, values)
        finally:
            connection.close()
        self._pulse.file = number
        for each in self._path.parent.glob(f"{self._path.name}.*.sqlite3*"):
            if not each.name.startswith(self._named(number).name):
                each.unlink(missing_ok=True)

    def is_sound(self) -> bool:
        """Whether the file that this thread has open lies where all others look for it, unhurt."""
        mine = self._mine
        try:
            self.connection  # noqa: B018 - opens it
            there = self._named(mine.number).stat()
        except FAULTS:
            return False
        # It never gets shorter by itself.
        mine.size = max(mine.size, there.st_size)
        is_whole = (there.st_ino, there.st_size) == (mine.inode, mine.size)
        return is_whole and self._pulse.damaged != self._pulse.file

    def tell(self, fault: Exception | None = None) -> None:
        """Say that the file is damaged, unless the fault says that others were writing."""
        if not _is(fault, sqlite3.SQLITE_BUSY):
            self._pulse.damaged = self._pulse.file

    def let_go(self, fault: Exception) -> None:
        """Open the file anew next time; and say it where the fault tells of damage."""
        if _is(fault, sqlite3.SQLITE_BUSY):
            return
        self.close()
        if _is(fault, sqlite3.SQLITE_CORRUPT) or _is(fault, sqlite3.SQLITE_NOTADB):
            self.tell()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of this thread to the file that the pulse names."""
        mine, number = self._mine, self._pulse.file
        if number != getattr(mine, "number", 0) or not number:
            self.close()
            if not number:
                raise FileNotFoundError("Nobody has made a file for renditions.")
            mine.connection = self._opened(number, "rw")
            there = self._named(number).stat()
            mine.inode, mine.size = there.st_ino, there.st_size
            mine.number = number
        connection: sqlite3.Connection = mine.connection
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write, all or nothing."""
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            # Whatever became of the transaction: this thread must not go on reading inside it.
            self.close()
            raise

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._mine, "connection", None)
        self._mine.number, self._mine.connection = 0, None
        if connection is not None:
            connection.close()

    def _named(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}.sqlite3")

    def _opened(self, number: int, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(str(self._named(number)))}?mode={mode}",
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        # Nothing here is precious: after a crash of the machine it may begin anew. Not mapped into
        # the memory: somebody may cut the file short, and that would be the end of the process.
        for pragma in ("page_size=8192", "mmap_size=0", "synchronous=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        return connection


def _is(fault: Exception | None, code: int) -> bool:
    return (getattr(fault, "sqlite_errorcode", 0) & PRIMARY) == code
