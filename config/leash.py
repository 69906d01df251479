"""Runs one command for a supervisor, and ends it when the supervisor is gone.

    python leash.py GRACE COMMAND [ARGUMENT ...]

The supervisor holds the other end of this program's standard input and never writes to it. When it
is gone, however it went, the input ends: the command is asked to stop, has GRACE seconds to do so,
and then its whole process group is killed. This works where the kernel has no death signal (macOS)
and reaches the children of the command too. A SIGTERM is handed on to the command alone, so that it
can stop its children as it likes. Standard library only: it is started with `python -I -S`.
"""

import os
import signal
import subprocess
import sys
import threading
from types import FrameType


class Leash:
    """The command, and what becomes of it when the supervisor is gone."""

    def __init__(self, grace: float, argv: list[str]) -> None:
        if os.getpgrp() != os.getpid():
            os.setsid()
        self.grace = grace
        self.left_alone = threading.Event()
        self.command = subprocess.Popen(argv, stdin=subprocess.DEVNULL)  # noqa: S603 - its purpose

    def hold(self) -> int:
        """Wait for the command and return its exit status, 128 + n where signal n ended it."""
        signal.signal(signal.SIGTERM, self._hand_on)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=self._follow_the_supervisor, daemon=True).start()
        status = self.command.wait()
        if self.left_alone.is_set():
            self._kill_all()
        return status if status >= 0 else 128 - status

    def _hand_on(self, number: int, _frame: FrameType | None) -> None:
        self.command.send_signal(number)

    def _follow_the_supervisor(self) -> None:
        os.read(sys.stdin.fileno(), 1)
        self.left_alone.set()
        self.command.terminate()
        threading.Timer(self.grace, self._kill_all).start()

    @staticmethod
    def _kill_all() -> None:
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(Leash(float(sys.argv[1]), sys.argv[2:]).hold())
