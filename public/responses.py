"""What every answer of this door has in common: its headers, its entity tag, its compression.

An answer to the public may be kept by anybody and is asked for again by its tag; an answer to
someone who has signed in is kept by nobody. The tag is that of the very bytes sent, compressed or
not (RFC 9110, 8.8.3). Pages hold their style and no script, and the policy allows nothing else.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers

from domain import cldr
from public import codings, languages, styles
from public.readers import Reader

# Asked for again each time; where this registry cannot answer, a cache may for ten minutes.
PUBLIC = "public, max-age=0, stale-if-error=600"
PRIVATE = "private, no-store"
NOTHING = "default-src 'none'; frame-ancestors 'none'"
HTML = "text/html; charset=utf-8"
SMALLEST_TO_COMPRESS = 600


def answer(
    request: HttpRequest,
    reader: Reader,
    body: bytes,
    content_type: str,
    *,
    status: int = 200,
    vary: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponseBase:
    """Return the answer with these bytes, or 304 where the reader has them already.

    Errors are kept by nobody. What only some may read is never compressed together with what the
    request says: the length would tell about it.
    """
    coding = codings.IDENTITY
    if reader.is_public and len(body) >= SMALLEST_TO_COMPRESS:
        coding = codings.coding_for(request.headers.get("Accept-Encoding", ""))
    body = codings.packed(body, coding)
    response = HttpResponse(body, status=status, content_type=content_type, headers=headers)
    if coding != codings.IDENTITY:
        response["Content-Encoding"] = coding
    response.headers.setdefault("Content-Security-Policy", NOTHING)
    patch_vary_headers(response, [*vary, "Accept-Encoding"])
    if status != HTTPStatus.OK:
        response["Cache-Control"] = "no-store" if reader.is_public else PRIVATE
        return response
    response["Cache-Control"] = PUBLIC if reader.is_public else PRIVATE
    response["ETag"] = tag_of(body)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def tag_of(body: bytes) -> str:
    """Return the strong entity tag of the bytes sent."""
    return f'"{urlsafe_b64encode(sha256(body).digest()[:15]).decode()}"'


def page(
    request: HttpRequest,
    reader: Reader,
    template: str,
    context: Mapping[str, Any],
    *,
    style: str = styles.PLAIN,
    status: int = 200,
    vary: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponseBase:
    """Return a page made from a template, in the active language, drawn in one of the `styles`."""
    markup = render_to_string(template, {**frame(request, reader, style), **context})
    policy = {"Content-Security-Policy": content_policy(style), **(headers or {})}
    vary = (*vary, "Accept-Language")
    return answer(request, reader, markup.encode(), HTML, status=status, vary=vary, headers=policy)


def frame(request: HttpRequest, reader: Reader, style: str = styles.PLAIN) -> dict[str, Any]:
    """Return what every page needs besides its contents."""
    return {
        "style": styles.element(style),
        "language": languages.active(),
        "direction": "rtl" if cldr.is_right_to_left(languages.active()) else "ltr",
        "languages": menu(request.GET),
        "path": request.path,
        "reader": reader,
    }


def menu(query: QueryDict | None = None) -> list[tuple[str, str, str]]:
    """Return (tag, own name, link) of each language offered; a `query` is kept in the links."""
    names = dict(settings.LANGUAGES)
    return [(code, names.get(code, code), _with(query, lang=code)) for code in languages.offered()]


def content_policy(style: str = styles.PLAIN) -> str:
    """Return the content security policy of every page: its own style, forms to ourselves."""
    return (
        f"default-src 'none'; style-src {styles.source(style)}; img-src 'self' data:;"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _with(query: QueryDict | None, **parameters: str) -> str:
    """Return a query with these parameters set."""
    changed = query.copy() if query else QueryDict(mutable=True)
    for name, value in parameters.items():
        changed[name] = value
    return f"?{changed.urlencode()}"
