"""Fills the registry of this process's environment with many products that have an activity model.

Run as a program: `python -m tests.drills.many_kettles COUNT`. Writes a factor set, the products and
their activity models; the footprints are left to the workers of the drill.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from accounts.actors import ALL_SCOPES, Actor  # noqa: E402 - Django comes first
from accounts.models import Role  # noqa: E402
from accounts.organisations import found  # noqa: E402
from config.celery import app  # noqa: E402
from config.routes import TASKS  # noqa: E402
from domain.identifiers import new_own_key  # noqa: E402
from ledger.models import Outbox  # noqa: E402
from ledger.relay import install  # noqa: E402
from lifecycle.activities import record_activity_models  # noqa: E402
from lifecycle.factors import publish_factor_set  # noqa: E402
from passports.entries import Entry  # noqa: E402
from passports.publishing import publish  # noqa: E402

BODY = {
    "method": "cradle-to-grave-screening/1",
    "functional_unit": {"en": "one device"},
    "materials": {"stage": "raw-materials"},
}


def main(count: int) -> None:
    # Nothing is handed over here: the workers of the drill find it by their sweep.
    install(lambda _topic, _outbox_id: None)
    # One organisation, and the factors long worked off: all that is left follows from one job.
    maker = found("Example Devices", roles=(Role.OPERATOR, Role.REGISTRY_HOST))
    actor = Actor(maker.public_id, maker.name, ALL_SCOPES)
    factors(actor, "1", steel=2.0)
    keys = [new_own_key(number.to_bytes(16, "little")).text for number in range(1, count + 1)]
    publish(actor=actor, reason="Drill", entries=[entry(key, n) for n, key in enumerate(keys)])
    work_off()
    record_activity_models(actor=actor, bodies=dict.fromkeys(keys, BODY), reason="Drill")


def work_off() -> None:
    """Do what is due so far, so that one job is all that the workers of the drill will find."""
    app.autodiscover_tasks(force=True)
    while row := Outbox.objects.filter(done_ms=None).first():
        app.tasks[TASKS[row.topic]](row.pk)


def entry(key: str, number: int) -> Entry:
    document = {
        "name": {"en": f"Device {number}"},
        "category": "laptop",
        "materials": {"steel": {"material": "steel", "mass": 100 + number}},
    }
    return Entry(key, document=document, sector="product")


def factors(actor: Actor, version: str, *, steel: float) -> None:
    row = {"key": "material/steel", "value": steel, "unit": "kg", "source": "s", "licence": "CC0"}
    publish_factor_set(
        actor=actor, series="registry-basis", version=version, rows=[row], reason="Drill"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
