"""The demonstration, loaded and calculated by real processes, as `make run` does it."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import ROOT, Registry, eventually

SHEET = (ROOT / "data" / "demo" / "devices.csv").read_text(encoding="utf-8")
DEVICES = list(csv.DictReader(io.StringIO(SHEET)))
WITH_ALUMINIUM = sum(bool(device["materials/aluminium/mass"]) for device in DEVICES)
# the invented phone of the family holds aluminium too
FAMILY = 1
SECOND_RELEASE = """
import csv, pathlib
from accounts.actors import ALL_SCOPES, Actor
from lifecycle.demonstration import REGISTRY
from lifecycle.factors import publish_factor_set, read_csv
text = pathlib.Path("data/factors/2025.2.csv").read_text(encoding="utf-8")
publish_factor_set(actor=Actor(REGISTRY, "", ALL_SCOPES), series="registry-basis",
                   version="2025.2", rows=read_csv(text), reason="Next release")
"""
HISTORY = """
import json
from domain.identifiers import parse
from lifecycle.models import AcceptedFootprint
from lifecycle.reading import passport
row = AcceptedFootprint.objects.order_by("-change__acceptance__seq").first()
ident = parse(row.product.ident)
now = passport(ident).footprint
then = passport(ident, at_ms=now.at_ms - 1).footprint
print(json.dumps([now.earlier[0].total_kg, now.total_kg, then.total_kg]))
"""
HOLDING = """
SELECT p.ident, json_extract(f.result, '$.total_kg'), json_extract(f.result, '$.coverage'),
       s.version
FROM lifecycle_acceptedfootprint a
JOIN ledger_acceptance t ON t.change_id = a.change_id
JOIN lifecycle_footprint f ON f.id = a.footprint_id
JOIN lifecycle_factorset s ON s.id = f.factor_set_id
JOIN passports_product p ON p.id = a.product_id
ORDER BY t.seq
"""

pytestmark = [
    pytest.mark.services,
    pytest.mark.timeout(400),
    pytest.mark.xdist_group("registries"),
]


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    found = Registry(tmp_path)
    yield found
    found.close()


def settled(registry: Registry) -> bool:
    return registry.one("SELECT count(*) FROM ledger_outbox WHERE done_ms IS NULL") == (
        0,
    ) and registry.one("SELECT count(*) FROM ledger_job WHERE state != 'done'") == (0,)


def test_every_device_is_calculated_by_a_worker_and_a_new_factor_set_moves_the_affected_alone(
    registry: Registry,
) -> None:
    registry.run("manage.py", "migrate", "--verbosity", "0")
    registry.broker()
    registry.celery("worker", "--without-gossip", "--without-mingle")
    registry.celery("beat", "--pidfile=")
    registry.run("manage.py", "load_demo")
    assert eventually(lambda: settled(registry))

    before = {row[0]: row[1:] for row in registry.all(HOLDING)}
    assert {device["identifier"] for device in DEVICES} <= before.keys()
    assert len(before) == len(DEVICES) + FAMILY
    assert all(total > 0 and 0 < coverage <= 1 for total, coverage, _ in before.values())
    assert {version for *_, version in before.values()} == {"2025.1"}

    registry.run("manage.py", "shell", "--no-imports", "-c", SECOND_RELEASE)
    assert eventually(lambda: registry.one("SELECT count(*) FROM lifecycle_factorset") == (2,))
    assert eventually(lambda: settled(registry))

    after = {row[0]: row[1:] for row in registry.all(HOLDING)}
    moved = {product for product in after if after[product] != before[product]}
    assert len(moved) == WITH_ALUMINIUM + FAMILY
    assert {version for product in moved for version in after[product][2:]} == {"2025.2"}
    for device in DEVICES:
        assert (device["identifier"] in moved) == bool(device["materials/aluminium/mass"])

    told = registry.output("manage.py", "shell", "--no-imports", "-c", HISTORY)
    earlier, now, then = json.loads(told.splitlines()[-1])
    assert earlier == then != now
