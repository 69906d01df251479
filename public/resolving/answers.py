"""The resolver's answers: led on, all links, several links, or no such link.

A request that names a form of the passport, or no form at all, is answered with the passport at
once and does not come this far (docs/decisions/0013). Nobody is ever led to what a request names:
targets are the passport here and addresses that the passport declares.
"""

from collections.abc import Sequence
from http import HTTPStatus
from string import printable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from domain.faults import Fault, Missing
from ledger.acceptance import head_seq, seq_at
from passports.reading import read
from public import addresses, languages, notices, responses
from public.asking import Asked
from public.negotiation import (
    ANY,
    HTML,
    JSON,
    JSON_LD,
    LINKSET,
    PARAMETER,
    form_of,
    negotiate,
    vary,
    wants_html,
)
from public.problems import NOTHING_ACCEPTABLE, problem
from public.readers import nobody
from public.renditions.keeping import may_be_kept, may_be_kept_for
from public.resolving import headers, linksets, page, relations
from public.resolving.asked import Wish, wish_of
from public.resolving.choosing import Several, available, choose
from public.resolving.links import Links, default_href, links_of

NO_SUCH_LINK = Fault(
    "link.none",
    "The product has no link of this type.",
    "/linkType",
    "Choose one of those that it has, or leave the link type out.",
)
# A browser asks for a page by name; to whom any form is welcome gets what programs can read.
LINKSETS = (HTML, LINKSET, JSON, JSON_LD)
CHOICES = (LINKSET, JSON, JSON_LD, HTML)
UNLISTED = {"X-Robots-Tag": "noindex"}
# All that may stand in an address or is escaped in it already.
KEPT = "".join(sign for sign in printable if "!" <= sign <= "~")


def answered(request: HttpRequest, asked: Asked) -> HttpResponseBase | None:
    """Return the answer to a request for links, None to one for the passport itself.

    Raises Missing where no product is registered at the address or above, or none was at the time
    asked for; Malformed for an address or a link type that cannot be read.
    """
    wish = wish_of(request)
    named = PARAMETER in request.GET
    if wish.relation in {relations.PASSPORT, relations.PASSPORT_OF_IANA} and named:
        return None
    # A link type or a form that is named decides; else the header Accept does.
    form = None if wish.relation or named else form_of(request.headers.get("Accept"))
    asks_linkset = wish.is_linkset or form == LINKSET
    if not wish.relation and not asks_linkset and form != ANY:
        return None
    path = addresses.raw_path(request)
    found = addresses.find(request, path)
    if found.answering is None:
        raise Missing(notices.UNKNOWN)
    # A number that nobody registered is answered with the links of what stands above it.
    subject = found.asked if found.is_genuine else found.answering
    more = {"Link": headers.links_for(path, found.asked)}
    if subject.granularity == "item":
        more |= UNLISTED
    is_plain = found.is_genuine and path == found.asked.path
    if not wish.relation and not asks_linkset:
        if is_plain:
            may_be_kept_for(request, (found.answering.text,), head_seq())
        return _led(request, default_href(subject, settings.PUBLIC_URL), more)
    # Asked before anything is read: what is accepted while it is read spoils a rendition kept.
    seq = head_seq()
    view = read(found.answering, None, None if asked.at_ms is None else seq_at(asked.at_ms))
    if is_plain and asked.at_ms is None:
        may_be_kept(request, view, seq)
    links = links_of(view, settings.PUBLIC_URL, languages.offered(), subject)
    if asks_linkset:
        return _linkset(request, links, LINKSETS, more)
    return _of_type(request, wish, links, more)


def _of_type(
    request: HttpRequest, wish: Wish, links: Links, more: dict[str, str]
) -> HttpResponseBase:
    accept = request.headers.get("Accept", "")
    heard = request.headers.get("Accept-Language", "")
    spoken = languages.spoken(languages.named(request), heard)
    chosen = choose(links.links, wish.relation, spoken, accept, wish.context)
    if chosen is None:
        return _no_such_link(request, links, more)
    if isinstance(chosen, Several):
        return _linkset(
            request, Links(links.names, chosen.links), CHOICES, more, HTTPStatus.MULTIPLE_CHOICES
        )
    return _led(request, chosen.href, more)


def _led(request: HttpRequest, href: str, more: dict[str, str]) -> HttpResponseBase:
    """Lead to an address, the query passed on as it came (GS1-Conformant Resolver 1.2, 2.12).

    Never for good: where a link leads may change with the next version.
    """
    query = quote(str(request.META.get("QUERY_STRING", "")), safe=KEPT, encoding="latin-1")
    if query:
        address, mark, fragment = href.partition("#")
        href = f"{address}{'&' if '?' in address else '?'}{query}{mark}{fragment}"
    return responses.answer(
        request,
        nobody(request),
        b"",
        "text/plain",
        status=HTTPStatus.TEMPORARY_REDIRECT,
        vary=("Accept", "Accept-Language"),
        headers={"Location": href, **more},
    )


def _linkset(
    request: HttpRequest,
    links: Links,
    offers: Sequence[str],
    more: dict[str, str],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponseBase:
    media_type = negotiate(request, offers)
    if media_type is None and status == HTTPStatus.OK:
        return problem(request, HTTPStatus.NOT_ACCEPTABLE, [NOTHING_ACCEPTABLE])
    if media_type == HTML:
        return page.page_of(request, links, status, {**more, **UNLISTED})
    body = linksets.as_json_ld(links) if media_type == JSON_LD else linksets.as_json(links)
    if media_type != JSON_LD:
        more = {**more, "Link": f"{more['Link']}, {headers.TO_CONTEXT}"}
    return responses.answer(
        request,
        nobody(request),
        body,
        media_type or LINKSET,
        status=status,
        vary=vary(request) if status == HTTPStatus.OK else ("Accept", "Accept-Language"),
        headers={**more, **UNLISTED},
    )


def _no_such_link(request: HttpRequest, links: Links, more: dict[str, str]) -> HttpResponseBase:
    if wants_html(request):
        return page.page_of(request, links, HTTPStatus.NOT_FOUND, {**more, **UNLISTED})
    told = {"available": [relations.short(each) for each in available(links.links)]}
    return problem(request, HTTPStatus.NOT_FOUND, [NO_SUCH_LINK], told)
