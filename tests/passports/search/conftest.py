"""A registry of a few models, and an index that has read them."""

import pytest

from domain.identifiers import new_own_key
from ledger import relay
from lifecycle.indexing import index
from passports.entries import Action, Entry
from passports.models import Product
from passports.publishing import publish
from passports.search.query import Query
from passports.search.searching import search
from tests.passports.conftest import kettle, leaf, write_sector

COUNTRY = leaf("Assembled in", "string")
TOTAL = leaf("Carbon footprint", "number", **{"x-unit": "kg{CO2e}"})


def own(number: int) -> str:
    return new_own_key(bytes([number]) * 16).text


def record(**members):
    return {
        "type": "object",
        "title": "Record",
        "description": "A part of the kettle.",
        "additionalProperties": False,
        "properties": members,
    }


@pytest.fixture(autouse=True)
def schemas(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(relay, "_installed", [])
    folder = tmp_path / "schemas"
    folder.mkdir()
    members = {
        "brand": leaf("Brand"),
        "model_number": leaf("Model number"),
        "origin": record(assembly_country=COUNTRY),
        "repair": record(
            **{
                "class": leaf("Class", enum=["A", "B", "C", "D", "E"]),
                "index": leaf("Index", "number", maximum=5, **{"x-unit": "1"}),
            }
        ),
        "carbon": record(total=TOTAL, method=leaf("Method"), boundary=leaf("Boundary")),
    }
    write_sector(folder, kettle(**members))
    toaster = kettle(**members)
    toaster |= {"$id": "toaster/0.1", "title": "Toaster"}
    toaster["properties"]["category"] = {
        **leaf("Category", enum=["toaster"]),
        "x-labels": {"toaster": "Toaster"},
    }
    write_sector(folder, toaster)
    (folder / "languages").mkdir()
    (folder / "languages" / "zh.json").write_text('{"Toaster": "烤面包机"}', encoding="utf-8")
    settings.SCHEMAS_DIR = folder
    return folder


@pytest.fixture
def models(maker):
    """Register models, number by number, and have the index read them."""

    def register(*documents, sector="kettle", first=1):
        idents = [own(number) for number in range(first, first + len(documents))]
        entries = [
            Entry(ident, document=document(sector=sector, **each), sector=sector)
            for ident, each in zip(idents, documents, strict=True)
        ]
        publish(actor=maker, reason="First", entries=entries)
        read(*idents)
        return idents

    return register


def document(name="Kettle", sector="kettle", **more):
    names = name if isinstance(name, dict) else {"en": name}
    return {"name": names, "category": sector, **more}


def revise(actor, ident, **more):
    publish(actor=actor, reason="Changed", entries=[Entry(ident, Action.REVISE, **more)])
    read(ident)


def read(*idents):
    index(list(Product.objects.filter(ident__in=idents).values_list("pk", flat=True)))


def found(text="", **more) -> list[str]:
    return [hit.identifier.text for hit in search(Query(text=text, **more)).hits]
