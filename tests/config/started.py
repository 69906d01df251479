"""Commands that a test starts as a person would, and what they print."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 120.0  # a machine that does other things takes its time to start a registry


def eventually(true: Callable[[], object], patience: float = PATIENCE) -> bool:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def running(process: int) -> bool:
    """Whether a process runs; one that ended and that nobody waited for does not."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(state) and not state.startswith("Z")


class Started:
    """A command that was started, and what it printed so far."""

    def __init__(self, argv: list[str], environment: Mapping[str, str]) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            argv,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def says(self, words: str, patience: float = PATIENCE) -> bool:
        """Whether it prints a line with these words, now or before it ends."""
        eventually(lambda: self._said(words) or not self._reader.is_alive(), patience)
        return self._said(words)

    def _said(self, words: str) -> bool:
        return any(words in line for line in list(self.lines))

    def ends(self, patience: float = PATIENCE) -> int:
        status = self.process.wait(timeout=patience)
        self._reader.join(timeout=5)
        return status

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._reader.join(timeout=5)
        if self.process.stdout is not None and not self._reader.is_alive():
            self.process.stdout.close()
