"""The doors of the search: read the request, call one function, answer."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from domain.faults import Fault, Malformed
from domain.identifiers import Identifier
from ledger.clock import moment, now_ms
from lifecycle.catalogue import catalogued
from passports.reading import registered
from passports.search.identify import identify
from passports.search.query import PAGE_SIZE, Query
from passports.search.searching import search
from public import notices, responses, telling
from public.finding import answers, asking, comparing, results, sitemap
from public.negotiation import HTML, JSON, negotiate, vary, wants_html
from public.problems import NOTHING_ACCEPTABLE, problem, told
from public.readers import reader_of

STYLE = "finding"
UNLISTED = {"X-Robots-Tag": "noindex"}
OPEN_TO_SCRIPTS = {"Access-Control-Allow-Origin": "*"}


@require_safe
@told
def find(request: HttpRequest) -> HttpResponseBase:
    """Answer with models that were asked for; a number that is registered leads to its passport."""
    media_type = negotiate(request, (HTML, JSON))
    if media_type is None:
        return problem(request, HTTPStatus.NOT_ACCEPTABLE, [NOTHING_ACCEPTABLE])
    try:
        query = asking.query_of(request, PAGE_SIZE)
    except Malformed as refusal:
        if not wants_html(request):
            raise
        return _page(request, faults=refusal.faults)
    if media_type == JSON:
        page = search(query)
        found = catalogued([hit.identifier.text for hit in page.hits])
        headers = OPEN_TO_SCRIPTS | UNLISTED
        body = answers.json_of(page, found)
        reader = reader_of(request)
        return responses.answer(request, reader, body, JSON, vary=vary(request), headers=headers)
    chosen = asking.beside(request)
    typed = _number(query.text)
    is_plain = not query.filters and not chosen
    if isinstance(typed, Identifier) and is_plain and registered(typed.walk_up()) is not None:
        response = HttpResponseRedirect(asking.link(typed.path, *asking.kept(request)))
        response["Cache-Control"] = "no-store"
        return response
    return _page(request, query, hint=_hint(typed))


@require_safe
@told
def compare(request: HttpRequest) -> HttpResponseBase:
    """Answer with up to three products side by side, as the public sees them."""
    reader = reader_of(request)
    asked = comparing.asked_for(request)
    if asked.faults and not wants_html(request):
        return problem(request, asked.status, asked.faults)
    page = comparing.compared(
        asked.identifiers,
        reader.languages,
        moment(now_ms()).date(),
        only_differences=request.GET.get(comparing.ONLY) == comparing.DIFFERENCES,
        kept=asking.kept(request),
    )
    return responses.page(
        request,
        reader,
        "compare.html",
        {
            "page": page,
            "asked": asked,
            "faults": telling.told(asked.faults),
            "kept": asking.kept(request),
        },
        status=asked.status,
        headers=UNLISTED,
        style=STYLE,
    )


@require_safe
@told
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """Answer with the index of the sitemaps."""
    return responses.answer(request, reader_of(request), sitemap.index(), sitemap.XML)


@require_safe
@told
def sitemap_page(request: HttpRequest, number: int) -> HttpResponseBase:
    """Answer with one sitemap."""
    return responses.answer(request, reader_of(request), sitemap.page(number), sitemap.XML)


@require_safe
@told
def robots(request: HttpRequest) -> HttpResponseBase:
    """Answer with what robots may read."""
    body = sitemap.robots().encode()
    return responses.answer(request, reader_of(request), body, "text/plain; charset=utf-8")


def _page(
    request: HttpRequest,
    query: Query | None = None,
    *,
    faults: tuple[Fault, ...] = (),
    hint: tuple[str, ...] = (),
) -> HttpResponseBase:
    reader = reader_of(request)
    chosen, kept = asking.beside(request), asking.kept(request)
    shown = None
    if query is not None:
        page = search(query)
        found = catalogued([hit.identifier.text for hit in page.hits])
        shown = results.results_of(
            page, found, reader.languages, chosen=chosen, kept=kept, hint=hint
        )
    context = {
        "query": query,
        "typed": request.GET.get(asking.TEXT, ""),
        "results": shown,
        "faults": telling.told(faults),
        "kept": kept,
    }
    return responses.page(
        request,
        reader,
        "find.html",
        context,
        status=HTTPStatus.BAD_REQUEST if faults else HTTPStatus.OK,
        vary=vary(request),
        headers=UNLISTED if request.GET else None,
        style=STYLE,
    )


def _number(text: str) -> Identifier | Malformed | None:
    """Return the product number that was typed, what is wrong with it, or None for words."""
    try:
        return identify(text) if text else None
    except Malformed as refusal:
        return refusal if refusal.faults[0].code != "search.form" else None


def _hint(typed: Identifier | Malformed | None) -> tuple[str, ...]:
    """Return what there is to say about a number under which there is no passport."""
    if typed is None:
        return ()
    fault = typed.faults[0] if isinstance(typed, Malformed) else notices.UNKNOWN
    return telling.in_language(fault.sentence), telling.in_language(fault.remedy)
