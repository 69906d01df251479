"""A worker and its children are killed in the middle of a job: nothing is lost, nothing doubled.

Real processes: a Valkey server, Celery workers and beat, on a database file of their own.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import valkey

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTS = 2_000
PATIENCE = 200.0

pytestmark = [pytest.mark.services, pytest.mark.drill, pytest.mark.timeout(400)]


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

    def one(self, sql: str) -> tuple[object, ...]:
        connection = sqlite3.connect(f"file:{self.folder}/registry.sqlite3?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchone() or ()
        finally:
            connection.close()

    def progress(self) -> tuple[object, ...]:
        """Return (done, state) of the newest job."""
        return self.one("SELECT done, state FROM ledger_job ORDER BY created_ms DESC LIMIT 1")

    def close(self) -> None:
        for process in self.started:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def eventually(true, patience: float = PATIENCE) -> bool:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    found = Registry(tmp_path)
    yield found
    found.close()


def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing_and_doubles_nothing(registry):
    registry.run("manage.py", "migrate", "--verbosity", "0")
    registry.run("-m", "tests.drills.many_kettles", str(PRODUCTS))
    registry.broker()
    registry.celery("beat", "--pidfile=")

    worker = registry.celery("worker", "--without-gossip", "--without-mingle")
    assert eventually(lambda: 0 < (registry.progress() or (0,))[0] < PRODUCTS)
    kill(worker)
    done = registry.progress()[0]
    assert 0 < done < PRODUCTS
    assert registry.one(
        "SELECT count(*) FROM ledger_acceptance a JOIN ledger_change c"
        " ON c.id = a.change_id WHERE c.kind = 4"
    ) == (0,)

    registry.celery("worker", "--without-gossip", "--without-mingle")
    assert eventually(
        lambda: (
            registry.one("SELECT count(*) FROM ledger_job WHERE state != 'done'") == (0,)
            and registry.one("SELECT count(*) FROM ledger_outbox WHERE done_ms IS NULL") == (0,)
        )
    ), registry.progress()

    one_each = "SELECT count(*), count(DISTINCT product_id) FROM"
    assert registry.one(f"{one_each} lifecycle_footprint") == (PRODUCTS, PRODUCTS)
    assert registry.one(f"{one_each} lifecycle_acceptedfootprint") == (PRODUCTS, PRODUCTS)
    # 2 kg CO2e per kg steel, masses of 100 g, 101 g, ...
    total = 2 * sum(100 + number for number in range(PRODUCTS)) / 1000
    assert registry.one("SELECT sum(json_extract(result, '$.total_kg')) FROM lifecycle_footprint")[
        0
    ] == pytest.approx(total)
