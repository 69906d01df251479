"""A phone whose footprint can be worked out by hand, and a worker that runs in the test itself."""

import pytest

from accounts.actors import Actor
from domain.identifiers import new_own_key
from ledger import relay
from ledger.models import Outbox
from lifecycle.activities import record_activity_models
from lifecycle.factors import factors_of, publish_factor_set
from lifecycle.indexing import follow
from lifecycle.recalculation import after_change_of_products, after_factor_set
from lifecycle.work import run_job
from passports.entries import Entry
from passports.publishing import publish
from tests.passports.conftest import kettle, leaf, write_sector

SOURCE = {"source": "worked by hand", "licence": "CC0"}
HANDLERS = {
    "passport.published": after_change_of_products,
    "activity_model.recorded": after_change_of_products,
    "factor_set.published": after_factor_set,
    "job.due": run_job,
    "search.due": follow,
}
BODY = {
    "method": "cradle-to-grave-screening/1",
    "functional_unit": {"en": "one kettle"},
    "materials": {"stage": "raw-materials"},
    "lines": [
        {
            "key": "boiling",
            "stage": "use",
            "quantity": 100,
            "unit": "kW.h",
            "factor": "grid/DEU",
            "title": {"en": "Boiling water"},
        }
    ],
    "not_calculated": {"manufacturing": {"en": "Not reported."}},
}


def own(number: int) -> str:
    return new_own_key(bytes([number]) * 16).text


def factors(**values):
    given = {"material/steel": 2.0, "material/plastic": 3.0, "grid/DEU": 0.4, **values}
    units = {"grid/DEU": "kW.h"}
    return [
        {"key": key, "value": value, "unit": units.get(key, "kg"), **SOURCE}
        for key, value in given.items()
        if value is not None
    ]


def materials(**grams):
    return {code: {"material": code, "mass": mass} for code, mass in grams.items()}


def data(**grams):
    return {
        "name": {"en": "Kettle"},
        "category": "kettle",
        "materials": materials(**(grams or {"steel": 500, "plastic": 100})),
    }


def work_off() -> None:
    """Do what is due, like workers would, until nothing is left."""
    for _ in range(100):
        row = Outbox.objects.filter(done_ms=None).order_by("pk").first()
        if row is None:
            return
        HANDLERS[row.topic](row.pk)
    raise AssertionError("the outbox does not run empty")


@pytest.fixture(autouse=True)
def schemas(tmp_path, settings):
    folder = tmp_path / "schemas"
    folder.mkdir()
    material = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "material": leaf("Material"),
            "mass": leaf("Mass", "number", **{"x-unit": "g"}),
        },
    }
    listed = {"type": "object", "title": "Materials", "additionalProperties": material}
    write_sector(folder, kettle(materials=listed))
    settings.SCHEMAS_DIR = folder


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    """Nothing is relayed: the tests do what is due themselves."""
    monkeypatch.setattr(relay, "_installed", [])


@pytest.fixture(autouse=True)
def no_factors_of_another_test():
    """A release is kept by its id, and a rolled-back test gives its ids back."""
    factors_of.cache_clear()


def publish_factors(actor: Actor, version: str, **values):
    return publish_factor_set(
        actor=actor,
        series="registry-basis",
        version=version,
        rows=factors(**values),
        reason=f"Release {version}",
    )


def register_kettle(actor: Actor, number: int = 1, body=None, **grams) -> str:
    identifier = own(number)
    entry = Entry(identifier, document=data(**grams), sector="kettle")
    publish(actor=actor, reason="First", entries=[entry])
    record_activity_models(actor=actor, bodies={identifier: body or BODY}, reason="First")
    return identifier
