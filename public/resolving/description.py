"""What the resolver says of itself: /.well-known/gs1resolver (GS1-Conformant Resolver 1.2, 3)."""

from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from domain.identifiers.keys import KEYS
from public import responses
from public.negotiation import JSON, JSON_LD
from public.readers import nobody
from public.resolving.headers import METHODS, open_to_all
from public.resolving.linksets import CONTEXT
from public.resolving.relations import PREFIX, VOCABULARY

COUNTRIES = {
    "nameOfList": "ISO 3166-1 alpha-2",
    "url": "https://www.iso.org/iso-3166-country-codes.html",
}


def supported_keys() -> list[str]:
    """Return the keys of GS1 under which there may be a passport: those that name a product."""
    return sorted(ai for ai, key in KEYS.items() if key.scheme == "gs1" and not key.component.other)


def described(base: str) -> dict[str, Any]:
    """Return the description of the resolver that stands at the web address `base`."""
    return {
        "name": "Product passport registry",
        "resolverRoot": base,
        "supportedPrimaryKeys": supported_keys(),
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": PREFIX}],
        "linkTypeDefaultCanBeLinkset": False,
        "supportedContextValuesExternal": [COUNTRIES],
        "jsonLdContextLocation": base + reverse("linkset-context"),
    }


@require_http_methods(METHODS)
@open_to_all
def description(request: HttpRequest) -> HttpResponseBase:
    """Answer with the description of the resolver."""
    body = orjson.dumps(described(settings.PUBLIC_URL))
    return responses.answer(request, nobody(request), body, JSON)


@require_http_methods(METHODS)
@open_to_all
def linkset_context(request: HttpRequest) -> HttpResponseBase:
    """Answer with the JSON-LD context of linksets."""
    body = orjson.dumps({"@context": CONTEXT})
    return responses.answer(request, nobody(request), body, JSON_LD)
