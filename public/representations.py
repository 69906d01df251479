"""A passport for machines: JSON, and JSON-LD with a context that is served beside the schema."""

from typing import Any

import orjson

from domain.identifiers import Identifier, own_uri
from lifecycle.reading import Passport
from lifecycle.representation import as_json, registration_as_json


def json_of(passport: Passport) -> bytes:
    """Return {registration, data, provenance, footprint} as JSON in UTF-8."""
    return orjson.dumps(as_json(passport))


def json_ld_of(passport: Passport) -> bytes:
    """Return {@context, @id, registration, data} as JSON-LD 1.1 in UTF-8.

    Context and own address are written relative to where the passport was fetched: no IRI names
    the host of this registry.
    """
    view = passport.view
    document: dict[str, Any] = {
        "@context": context_address(view.walk.sector, view.walk.version),
        "@id": iri_of(view.identifier),
        "registration": registration_as_json(view.registration),
        "data": view.visible.document,
    }
    return orjson.dumps(document)


def iri_of(identifier: Identifier) -> str:
    """Return what names a product: the URI that it has everywhere, or its own address here."""
    return own_uri(identifier) or identifier.path


def context_address(sector: str, version: str) -> str:
    """Return where the JSON-LD context of a schema is served."""
    return f"/schemas/{sector}/{version}.jsonld"
