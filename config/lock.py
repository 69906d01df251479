"""One registry at a time runs on a data folder."""

import fcntl
import os
import time
from pathlib import Path


class InUse(Exception):  # noqa: N818 - a fact about the folder, told to the person who starts
    """Another registry runs on this data folder."""


def take(path: Path, patience: float) -> int:
    """Lock the file `path` and return its open handle; the lock lasts until the last copy closes.

    Handed on to child processes, the handle keeps the folder locked while any of them lives. When
    the process that took the lock was killed, its children are still stopping: that is waited for,
    `patience` seconds at most. Raises InUse.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    end = time.monotonic() + patience
    while not _locked(handle):
        if _alive(_owner(handle)) or time.monotonic() > end:
            os.close(handle)
            raise InUse
        time.sleep(0.1)
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(os.getpid()).encode(), 0)
    return handle


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner(handle: int) -> int | None:
    text = os.pread(handle, 32, 0)
    return int(text) if text.isdigit() else None


def _alive(process: int | None) -> bool:
    if process is None:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
