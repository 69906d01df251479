"""Which stored rendition a request asks for: one text, made from what alone decides on the answer.

Address and query stand in it as they were sent. Of the headers only what they come to does: the
form, the languages and the coding. Two requests with one key get the same bytes.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from public import languages, negotiation
from public.addresses import KEYS, UNRESERVED, path_of
from public.codings import coding_for
from public.resolving.asked import CONTEXT, LINK_TYPE

PLACES = re.compile(rf"/(?:(?:{KEYS})/|e[hx][0-9A-Za-z_-]{{8,}}$)")
# What is sent as it stands.
PLAIN = re.compile(rf"[0-9A-Za-z_{re.escape(UNRESERVED)}]*")
METHODS = frozenset({"GET", "HEAD"})
# A request with one of these asks for more than a rendition, or comes from somebody known.
BY_DJANGO = (
    *("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"),
    "HTTP_X_HTTP_METHOD_OVERRIDE",
)
# What may stand in the query of an address whose renditions are kept.
KEPT = frozenset({languages.PARAMETER, negotiation.PARAMETER, "at", "view", LINK_TYPE, CONTEXT})
LONGEST = 512
MEMORY = 8192

Environ = dict[str, Any]


class Wanted(NamedTuple):
    """A rendition that a request asks for. `may_keep`: whether its answer is worth keeping."""

    key: str
    path: str
    may_keep: bool


def wanted(environ: Environ) -> Wanted | None:
    """Return what a WSGI request asks for, None where only Django may answer.

    That is: everything but anonymous GET and HEAD of a passport's address, on a host of ours.
    """
    path = str(environ.get("PATH_INFO", ""))
    if environ["REQUEST_METHOD"] not in METHODS or not PLACES.match(path) or len(path) > LONGEST:
        return None
    if not _is_anonymous(environ) or not _is_ours(str(environ.get("HTTP_HOST", ""))):
        return None
    variant = _variant(
        str(environ.get("wsgi.url_scheme", "http")),
        str(environ.get("QUERY_STRING", "")),
        environ.get("HTTP_ACCEPT"),
        str(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        str(environ.get("HTTP_ACCEPT_ENCODING", "")),
        languages.offered(),
    )
    if variant is None:
        return None
    prefix, query, may_keep = variant
    try:
        raw = _raw(environ, path)
    except ValueError:
        return None
    return Wanted(f"{prefix} {raw}{query}", raw, may_keep)


def _is_anonymous(environ: Environ) -> bool:
    cookies = environ.get("HTTP_COOKIE")
    is_known = cookies and settings.SESSION_COOKIE_NAME in str(cookies)
    return not is_known and environ.keys().isdisjoint(BY_DJANGO)


def _raw(environ: Environ, path: str) -> str:
    """Return the path as the client sent it, or as it would have been sent (PEP 3333: latin-1)."""
    sent = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or "")
    if sent:
        return path_of(sent)
    return path if PLAIN.fullmatch(path) else quote(path.encode("latin-1"), safe=UNRESERVED)


@lru_cache(MEMORY)
def _variant(
    scheme: str,
    query: str,
    accept: str | None,
    accept_language: str,
    accept_encoding: str,
    _offered: object,
) -> tuple[str, str, bool] | None:
    """Return (what decides, the query as it is kept, whether to keep), None for Django alone."""
    named = parse_qsl(query, keep_blank_values=True) if query else []
    parameters = dict(named)
    if len(parameters) < len(named):
        return None
    form = parameters.get(negotiation.PARAMETER)
    language = parameters.get(languages.PARAMETER, "").lower()
    language_named = language if languages.TAG.fullmatch(language) else ""
    if LINK_TYPE in parameters:
        # Links are in forms and languages of any kind: all that the reader says may decide.
        heard = ",".join(languages.spoken(language_named, accept_language))
        media = f"links {quote(accept or '')} {heard}"
    elif form is None:
        media = negotiation.form_of(accept) or "none"
    else:
        media = form
    spoken = languages.chosen(language_named, accept_language)
    may_keep = (
        parameters.keys() <= KEPT
        # The same question can be written in many ways; those of our own links are enough.
        and query in {urlencode(named), urlencode(named, safe=":")}
        and len(media) <= LONGEST
        and (form is None or form in negotiation.FORMATS)
        and parameters.get(languages.PARAMETER, "") in {"", *languages.offered()}
    )
    decides = (scheme, media, *spoken, coding_for(accept_encoding))
    return " ".join(decides), f"?{query}" if query else "", may_keep


@lru_cache(MEMORY)
def _is_ours(host: str) -> bool:
    """Whether Django would answer under this host (`HttpRequest.get_host`)."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
