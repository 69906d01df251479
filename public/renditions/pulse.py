"""When the changes of the registry were last known: numbers that many processes look at.

They lie in a small file which every process maps into its memory, so that looking costs nothing and
works while the database rests.
"""

import mmap
import os
import struct
import time
from contextlib import suppress
from pathlib import Path

NUMBER = struct.Struct("=q")
# Where each number lies; eight aligned bytes are written at once.
AT, FILE, DAMAGED = 0, 8, 16
SIZE = 24
# At most so often a process that hears no beat looks whether it listens to the right file.
LOOK_MS = 1_000


class Pulse:
    """Three numbers, each 0 in a new file.

    `at_ms`: the moment, in ms since 1970, UTC, at which every change was known. `file`: which file
    of renditions is in step with it. `damaged`: one that somebody could not read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._looked_ms = 0
        self._memory, self._inode = self._mapped()

    def beat(self, at_ms: int | None = None) -> None:
        """Say that at this moment (None: now) every change was known."""
        self._set(AT, _now_ms() if at_ms is None else at_ms)

    @property
    def at_ms(self) -> int:
        return self._get(AT)

    @property
    def file(self) -> int:
        return self._get(FILE)

    @file.setter
    def file(self, number: int) -> None:
        self._set(FILE, number)

    @property
    def damaged(self) -> int:
        return self._get(DAMAGED)

    @damaged.setter
    def damaged(self, number: int) -> None:
        self._set(DAMAGED, number)

    def is_fresh(self, within_ms: int) -> bool:
        """Whether every change was known within so many ms."""
        now = _now_ms()
        if 0 <= now - self.at_ms <= within_ms:
            return True
        if not 0 <= now - self._looked_ms < LOOK_MS:
            self._looked_ms = now
            self.look_again()
        return False

    def look_again(self) -> None:
        """Turn to the file that lies at the path now, where that is another one."""
        with suppress(OSError):
            there = _inode(self._path.stat()) if self._path.exists() else None
            if there != self._inode:
                self._memory, self._inode = self._mapped()

    def _mapped(self) -> tuple[mmap.mmap, tuple[int, int]]:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Written out, not only made longer: there is room for it, or it fails here.
            missing = SIZE - os.fstat(file).st_size
            if missing > 0:
                os.pwrite(file, bytes(missing), SIZE - missing)
            return mmap.mmap(file, SIZE), _inode(os.fstat(file))
        finally:
            os.close(file)

    def _get(self, place: int) -> int:
        return int(NUMBER.unpack_from(self._memory, place)[0])

    def _set(self, place: int, number: int) -> None:
        NUMBER.pack_into(self._memory, place, number)


def _inode(found: os.stat_result) -> tuple[int, int]:
    """Return what tells a file from all others."""
    return found.st_dev, found.st_ino


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
