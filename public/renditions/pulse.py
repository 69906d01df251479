"""When the changes of the registry were last known: one number that many processes look at.

It lies in a file of eight bytes which every process maps into its memory, so that looking costs
nothing and works while the database rests.
"""

import mmap
import os
import struct
import time
from pathlib import Path

NUMBER = struct.Struct("=q")


class Pulse:
    """A moment in ms since 1970, UTC; 0 in a new file. Eight aligned bytes are written at once."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(file).st_size < NUMBER.size:
                os.ftruncate(file, NUMBER.size)
            self._memory = mmap.mmap(file, NUMBER.size)
        finally:
            os.close(file)

    def beat(self, at_ms: int | None = None) -> None:
        """Say that at this moment (None: now) every change was known."""
        NUMBER.pack_into(self._memory, 0, _now_ms() if at_ms is None else at_ms)

    @property
    def at_ms(self) -> int:
        return int(NUMBER.unpack_from(self._memory)[0])

    def is_fresh(self, within_ms: int) -> bool:
        """Whether every change was known within so many ms."""
        return 0 <= _now_ms() - self.at_ms <= within_ms


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
