"""Child processes that live and die together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LEASH = Path(__file__).with_name("leash.py")
# Seconds: between two looks at the children; before a crashed child is started again; after which a
# child that was started again has proved itself; and until what was left alone is killed.
LOOK, BACKOFF, STEADY, LEFT_ALONE = 0.1, 1.0, 60.0, 5.0


class Failed(Exception):  # noqa: N818 - it names the child that failed, and how
    """A child ended again soon after it had been started again."""

    def __init__(self, name: str, status: int) -> None:
        super().__init__(f"{name} ended twice in a short time, the last time with status {status}.")


@dataclass(frozen=True)
class Program:
    """What to run: `name` stands before each line it prints.

    `grace` is how many seconds it gets to stop when asked. One that `outlives` the others is asked
    to stop only when they have.
    """

    name: str
    argv: Sequence[str]
    grace: float = 10.0
    outlives: bool = False


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes]
    printer: threading.Thread
    restarted: float | None = field(default=None)

    def sweep(self) -> None:
        """Kill whatever is left of its process group."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def close(self) -> None:
        """Close its pipes, but not one that is still being read: closing would wait for it."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        if self.process.stdout is not None and not self.printer.is_alive():
            self.process.stdout.close()


class Group:
    """Starts programs, prints what they print, starts a crashed one again once, stops them all.

    Each runs on a leash (`config.leash`), in a process group of its own, so that a Ctrl-C in the
    terminal reaches this process alone and no child outlives it. Not thread-safe; `ask_to_stop` may
    be called from a signal handler.
    """

    def __init__(
        self,
        say: Callable[[str], None],
        *,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
        keep_open: Sequence[int] = (),
        steady: float = STEADY,
    ) -> None:
        self._say = say
        self._folder = folder
        self._environment = {**os.environ, **(environment or {})}
        self._keep_open = tuple(keep_open)
        self._steady = steady
        self._children: list[_Child] = []
        self._stopping = threading.Event()
        self._hurry = threading.Event()

    @property
    def stopping(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stopping.is_set()

    def ask_to_stop(self) -> None:
        """End `run`, `wait_until` and `watch` soon; asked again, `stop` does not wait either."""
        if self._stopping.is_set():
            self._hurry.set()
        self._stopping.set()

    def start(self, program: Program) -> None:
        """Start a program that is to run as long as the group; not when asked to stop already."""
        if not self.stopping:
            self._children.append(self._launch(program))

    def run(self, program: Program) -> int | None:
        """Run a program to its end and return its exit status; None when asked to stop before."""
        child = self._launch(program)
        try:
            self.wait_until(lambda: child.process.poll() is not None)
            return child.process.poll()
        finally:
            self._end([child])

    def wait_until(self, true: Callable[[], bool], timeout: float | None = None) -> bool:
        """Look after the children until `true()`, and return True.

        Returns False after `timeout` seconds or when asked to stop. Raises Failed.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while not self.stopping:
            self._look_after()
            if true():
                return True
            if end is not None and time.monotonic() > end:
                return False
            self._stopping.wait(LOOK)
        return False

    def watch(self) -> None:
        """Look after the children until asked to stop. Raises Failed."""
        self.wait_until(lambda: False)

    def stop(self) -> None:
        """Stop every child: ask, wait for its grace, kill. Afterwards none of them is left."""
        self._stopping.set()
        self._end([child for child in self._children if not child.program.outlives])
        self._end([child for child in self._children if child.program.outlives])
        self._children.clear()

    def _launch(self, program: Program) -> _Child:
        leash = [sys.executable, "-I", "-S", str(LEASH), str(LEFT_ALONE)]
        process = subprocess.Popen(  # noqa: S603 - the programs of this house
            [*leash, *program.argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self._folder,
            env=self._environment,
            pass_fds=self._keep_open,
            start_new_session=True,
        )
        printer = threading.Thread(target=self._print, args=(program.name, process), daemon=True)
        printer.start()
        return _Child(program, process, printer)

    def _print(self, name: str, process: subprocess.Popen[bytes]) -> None:
        if process.stdout is None:
            return
        for line in process.stdout:
            self._say(f"{name:<7}| {line.decode(errors='replace').rstrip()}")

    def _look_after(self) -> None:
        for place, child in enumerate(self._children):
            status = child.process.poll()
            if status is None or self.stopping:
                continue
            self._end([child])
            now = time.monotonic()
            if child.restarted is not None and now - child.restarted < self._steady:
                raise Failed(child.program.name, status)
            self._say(f"{child.program.name} ended with status {status}; starting it again.")
            if self._stopping.wait(BACKOFF):
                return
            self._children[place] = self._launch(child.program)
            self._children[place].restarted = time.monotonic()

    def _end(self, children: list[_Child]) -> None:
        for child in children:
            child.process.terminate()
        begun = time.monotonic()
        for child in children:
            until = begun + child.program.grace
            while child.process.poll() is None and time.monotonic() < until:
                if self._hurry.wait(LOOK):
                    break
        for child in children:
            child.sweep()
            child.process.wait()
            child.printer.join(timeout=1)
            child.close()
