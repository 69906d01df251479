"""Workers are killed in the middle of a job, one after the other: nothing is lost or doubled.

Real processes: a Valkey server, Celery workers and beat, on a database file of their own.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import Registry, eventually, kill

PRODUCTS = 2_000
KILLS = 2

pytestmark = [
    pytest.mark.services,
    pytest.mark.drill,
    pytest.mark.timeout(400),
    pytest.mark.xdist_group("registries"),
]


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    found = Registry(tmp_path)
    yield found
    found.close()


def test_two_workers_killed_in_the_middle_of_a_job_lose_nothing_and_double_nothing(registry):
    registry.run("manage.py", "migrate", "--verbosity", "0")
    registry.run("-m", "tests.drills.many_kettles", str(PRODUCTS))
    registry.broker()
    registry.celery("beat", "--pidfile=")

    done = 0
    for _ in range(KILLS):
        worker = registry.celery("worker", "--without-gossip", "--without-mingle")
        assert eventually(lambda: done < (registry.progress() or (0,))[0] < PRODUCTS)  # noqa: B023
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
