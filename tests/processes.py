"""A registry of its own folder for a test, with the real processes that it starts."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config import valkey

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 200.0


class Registry:
    """A registry on a folder of its own, and the processes that a drill starts for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        hidden = ("DATABASE_URL", "BROKER_URL", "SECRET_KEY")
        self.environment = {k: v for k, v in os.environ.items() if k not in hidden}
        self.environment |= {"DATA_DIR": str(folder), "TASK_VISIBILITY_TIMEOUT": "10"}
        self.started: list[subprocess.Popen[bytes]] = []

    def run(self, *words: str) -> None:
        subprocess.run([sys.executable, *words], cwd=ROOT, env=self.environment, check=True)

    def start(self, *argv: str) -> subprocess.Popen[bytes]:
        log = (self.folder / "processes.log").open("ab")
        process = subprocess.Popen(
            argv, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        self.started.append(process)
        return process

    def broker(self) -> None:
        valkey.prepare(self.folder)
        self.start(*valkey.command(self.folder))
        assert eventually(lambda: valkey.answers(self.folder), 20)

    def celery(self, *words: str) -> subprocess.Popen[bytes]:
        app = ("-m", "celery", "--quiet", "--app", "config.celery:app")
        return self.start(sys.executable, *app, *words)

    def output(self, *words: str) -> str:
        argv = [sys.executable, *words]
        done = subprocess.run(
            argv, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def all(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(f"file:{self.folder}/registry.sqlite3?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def one(self, sql: str) -> tuple[Any, ...]:
        return next(iter(self.all(sql)), ())

    def progress(self) -> tuple[Any, ...]:
        """Return (done, state) of the newest job."""
        return self.one("SELECT done, state FROM ledger_job ORDER BY created_ms DESC LIMIT 1")

    def close(self) -> None:
        for process in self.started:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def eventually(true: Callable[[], object], patience: float = PATIENCE) -> bool:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.01)
    return False
