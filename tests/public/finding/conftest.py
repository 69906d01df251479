"""Phones and monitors that the search knows."""

import pytest

from domain.identifiers import new_own_key
from ledger import relay
from lifecycle.indexing import index
from passports.entries import Entry
from passports.models import Product
from passports.publishing import publish
from passports.search.categories import summarise
from tests.public.examples import example

HIDDEN = "Hidden Works"


def own(number: int) -> str:
    return new_own_key(bytes([number]) * 16).text


def read_all() -> None:
    index(list(Product.objects.values_list("pk", flat=True)))
    summarise(0)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(relay, "_installed", [])


@pytest.fixture
def catalogue(phone):
    """The phone of the examples with its batch and item, and five laptops with a footprint."""
    laptop = example("laptop", sorted_examples("laptop")[0])
    entries = []
    for number in range(1, 7):
        carbon = {"total": 100 * number, "uncertainty": 20, "method": "PEF 2021"}
        if number == 6:
            carbon = {"total": 50, "method": "Another"}
        document = {
            "name": {"en": f"Latitude {number}", "zh": "笔记本"},
            "category": laptop["category"],
            "brand": "Dellmark",
            "model_number": f"LT-{number}00X",
            "carbon": carbon,
        }
        entries.append(Entry(own(number), document=document, sector="laptop"))
    publish(actor=phone, reason="First", entries=entries)
    read_all()
    return phone


def sorted_examples(sector: str) -> list[str]:
    from tests.public.examples import SCHEMAS

    return sorted(path.stem for path in (SCHEMAS / sector / "examples").glob("*.json"))
