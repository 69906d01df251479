"""What the answers at a product's address say besides: where its links are, who may ask for them.

Scripts of other sites may read whatever everybody may: nothing of it depends on who is signed in,
and nobody's cookies are sent along (no Access-Control-Allow-Credentials).
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from domain.faults import Malformed
from domain.identifiers import Identifier, from_path
from public import addresses
from public.negotiation import LINKSET
from public.resolving import relations
from public.resolving.linksets import CONTEXT_OF_GS1
from public.responses import NOTHING

METHODS = ("GET", "HEAD", "OPTIONS")
WELCOME = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, Location, Content-Location, ETag",
}
PREFLIGHT = {
    **WELCOME,
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
    "Content-Security-Policy": NOTHING,
}
TO_CONTEXT = (
    f'<{CONTEXT_OF_GS1}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
)
COMPRESSED = ("/eh", "/ex")

View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Wrap a view of a product's address: answer OPTIONS, let every site read public answers."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _options(request)
        response = view(request, *args, **kwargs)
        if not response.get("Cache-Control", "").startswith("private"):
            for name, value in WELCOME.items():
                response.headers.setdefault(name, value)
        return response

    return wrapper


def links_for(path: str, asked: Identifier) -> str:
    """Return the header Link of an answer at a raw path: to the linkset and to the passport.

    Never all links (deprecated since GS1-Conformant Resolver 1.0). An address that was compressed
    is named in full as well.
    """
    address = settings.PUBLIC_URL + asked.path
    links = [
        f'<{address}?linkType={relations.LINKSET}>; rel="linkset"; type="{LINKSET}"',
        f'<{address}>; rel="{relations.PASSPORT_OF_IANA}"',
    ]
    if path.startswith(COMPRESSED):
        links.append(f'<{address}>; rel="owl:sameAs"')
    return ", ".join(links)


def _options(request: HttpRequest) -> HttpResponseBase:
    """Answer what may be asked here, without looking whether there is a product at all."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)
    del response["Content-Type"]
    path = addresses.raw_path(request)
    with suppress(Malformed):
        response["Link"] = links_for(path, from_path(path))
    return response
