"""The door for everyone: read the request, call one function, answer."""

from http import HTTPStatus

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from domain.faults import Malformed, Missing
from domain.sector_schema import Walk
from ledger.acceptance import head_seq
from lifecycle.reading import Passport, passport
from passports import carriers
from passports.listing import newest_models
from passports.schema_registry import walks
from passports.search.identify import identify
from public import (
    addresses,
    asking,
    languages,
    notices,
    presenters,
    representations,
    responses,
    telling,
)
from public.contexts import context_of
from public.negotiation import HTML, JSON, JSON_LD, OFFERS, negotiate, vary, wants_html
from public.pages.identity import card_of
from public.pages.sheet import Sheet
from public.problems import NO_SUCH_ADDRESS, NOTHING_ACCEPTABLE, problem, told
from public.readers import Reader, reader_of
from public.renditions.keeping import may_be_kept
from public.resolving.answers import answered
from public.resolving.headers import METHODS, links_for, open_to_all

NEWEST = 24
SVG, PNG = "image/svg+xml", "image/png"
CARRIERS = "/carriers"
OPEN_TO_SCRIPTS = {"Access-Control-Allow-Origin": "*"}
UNLISTED = {"X-Robots-Tag": "noindex"}


@require_http_methods(METHODS)
@open_to_all
@told
def show(request: HttpRequest) -> HttpResponseBase:
    """Answer with the passport that the path names, as page, JSON or JSON-LD; or with its links."""
    asked = asking.asked_of(request)
    resolved = answered(request, asked)
    if resolved is not None:
        return resolved
    media_type = negotiate(request, OFFERS)
    if media_type is None:
        return problem(request, HTTPStatus.NOT_ACCEPTABLE, [NOTHING_ACCEPTABLE])
    path = addresses.raw_path(request)
    found = addresses.find(request, path)
    if found.answering is None:
        raise Missing(notices.UNKNOWN)
    reader = reader_of(request)
    if not found.is_genuine:
        return _unregistered(request, reader, found, asked, media_type)
    # Asked before anything is read: what is accepted while it is read spoils a rendition kept.
    seq = head_seq()
    newest = presenters.events_in(asked) if media_type == HTML else 0
    shown = passport(found.answering, actor=reader.actor, at_ms=asked.at_ms, newest=newest)
    headers = asking.place_of(request, shown, asked) | {"Link": links_for(path, found.asked)}
    if found.answering.granularity == "item" or asked.at or asked.is_further:
        headers |= UNLISTED
    remarks = notices.disagreements(found.asked, shown)
    is_plain = path == found.asked.path and not remarks
    if reader.is_public and is_plain and asking.is_settled(shown, asked):
        may_be_kept(request, shown.view, seq)
    if media_type == HTML:
        before = None
        if asked.since_ms is not None:
            before = passport(found.answering, actor=reader.actor, at_ms=asked.since_ms, newest=0)
        sheet = _sheet(request, reader, shown, asked)
        drawn = presenters.drawn(sheet, asked, remarks, before)
        return _page(request, reader, drawn, headers=headers)
    body = representations.json_of if media_type == JSON else representations.json_ld_of
    return responses.answer(
        request, reader, body(shown), media_type, vary=vary(request), headers=headers
    )


def _unregistered(
    request: HttpRequest,
    reader: Reader,
    found: addresses.Found,
    asked: asking.Asked,
    media_type: str,
) -> HttpResponseBase:
    """Answer for a number that nobody registered, of a model that somebody did: never with 200."""
    answering = found.answering
    if answering is None or media_type != HTML:
        nearest = {"nearest": answering.path} if answering else None
        return problem(request, HTTPStatus.NOT_FOUND, [notices.UNKNOWN_ITEM], nearest)
    now = asking.Asked("", None, asked.now_ms)
    shown = passport(answering, actor=reader.actor, newest=presenters.events_in(now))
    sheet = _sheet(request, reader, shown, now)
    drawn = presenters.drawn(sheet, now, (notices.unregistered(found),), is_genuine=False)
    headers = {"Link": links_for(addresses.raw_path(request), found.asked)}
    return _page(request, reader, drawn, status=HTTPStatus.NOT_FOUND, headers=headers)


def _sheet(request: HttpRequest, reader: Reader, shown: Passport, asked: asking.Asked) -> Sheet:
    return presenters.sheet_of(
        shown,
        reader.languages,
        asked.now,
        at=asked.at,
        day=asked.day,
        language=languages.named(request),
    )


def _page(
    request: HttpRequest,
    reader: Reader,
    drawn: presenters.Drawn,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
) -> HttpResponseBase:
    return responses.page(
        request,
        reader,
        drawn.template,
        {"page": drawn.page},
        style=drawn.style,
        status=status,
        vary=vary(request),
        headers=headers,
    )


@require_safe
@told
def start(request: HttpRequest) -> HttpResponseBase:
    """Answer with the way in, or lead to the passport whose number was typed."""
    typed = request.GET.get("identifier", "")
    faults: tuple[object, ...] = ()
    if typed:
        try:
            found = HttpResponseRedirect(identify(typed).path)
        except Malformed as refusal:
            if not wants_html(request):
                raise
            faults = tuple(telling.told(refusal.faults))
        else:
            found["Cache-Control"] = "no-store"
            return found
    reader = reader_of(request)
    models = [card_of(model, reader.languages) for model in newest_models(NEWEST)]
    context = {"models": models, "typed": typed, "faults": faults}
    status = HTTPStatus.BAD_REQUEST if faults else HTTPStatus.OK
    return responses.page(request, reader, "start.html", context, status=status, style="finding")


@require_safe
@told
def carrier(request: HttpRequest) -> HttpResponseBase:
    """Answer with the data carrier of a registered product: /carriers<path of the product>.svg."""
    path, dot, kind = addresses.raw_path(request).removeprefix(CARRIERS).rpartition(".")
    if not dot or kind not in {"svg", "png"}:
        raise Missing(NO_SUCH_ADDRESS)
    found = addresses.find(request, path)
    if found.answering is None or not found.is_genuine:
        raise Missing(notices.UNKNOWN)
    reader = reader_of(request)
    draw, media_type = (carriers.svg, SVG) if kind == "svg" else (carriers.png, PNG)
    body = draw(found.answering, settings.PUBLIC_URL)
    return responses.answer(request, reader, body, media_type, headers=UNLISTED)


@require_safe
@told
def schema(request: HttpRequest, sector: str, version: str) -> HttpResponseBase:
    """Answer with a sector's schema, every definition in its place."""
    body = _walk(sector, version).source_bytes
    return responses.answer(
        request, reader_of(request), body, "application/schema+json", headers=OPEN_TO_SCRIPTS
    )


@require_safe
@told
def context(request: HttpRequest, sector: str, version: str) -> HttpResponseBase:
    """Answer with the JSON-LD context of a sector's schema."""
    body = orjson.dumps(context_of(_walk(sector, version)))
    return responses.answer(request, reader_of(request), body, JSON_LD, headers=OPEN_TO_SCRIPTS)


def _walk(sector: str, version: str) -> Walk:
    for walk in walks():
        if (walk.sector, walk.version) == (sector, version):
            return walk
    raise Missing(NO_SUCH_ADDRESS)
