"""What a request asks the search for, and links that ask for something else."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest

from domain.faults import Fault, Malformed, Sentence
from domain.identifiers import Identifier
from passports import code_lists
from passports.schema_registry import sectors
from passports.search.entry import CLASSES
from passports.search.identify import identify
from passports.search.query import Query, Sort
from public import languages, negotiation

FIND, COMPARE = "/find", "/compare"
TEXT, BESIDE, PRODUCT = "q", "beside", "product"
MOST_COMPARED = 3
COUNTRIES = "countries"
# Names of parameters by member of the question.
NAMES = ("sector", "maker", "country", "repair")


def query_of(request: HttpRequest, size: int) -> Query:
    """Return the question that a request puts; raises Malformed with all its faults."""
    given = {name: request.GET.get(name, "").strip() for name in (*NAMES, "sort", "page")}
    faults = [*_unknown(given)]
    text = " ".join(request.GET.get(TEXT, "").split())
    page = given["page"] or "1"
    if not (page.isascii() and page.isdecimal() and len(page) < len("1000000")):
        remedy = "Pages have numbers, from 1."
        faults.append(Fault("search.page", "There is no such page.", "/page", remedy))
        page = "1"
    try:
        query = Query(
            text=text,
            sector=given["sector"],
            maker=given["maker"][:100],
            country=given["country"],
            repair=given["repair"],
            page=int(page),
            size=size,
        )
    except Malformed as refusal:
        raise Malformed(*faults, *refusal.faults) from None
    if faults:
        raise Malformed(*faults)
    return replace(query, sort=Sort(given["sort"]) if given["sort"] else None)


def beside(request: HttpRequest) -> tuple[Identifier, ...]:
    """Return the products that another is looked for to be laid beside, at most two."""
    found = []
    for typed in request.GET.getlist(BESIDE)[: MOST_COMPARED - 1]:
        try:
            found.append(identify(typed))
        except Malformed:
            continue
    return tuple(dict.fromkeys(found))


def kept(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what every link carries on: the language, where the address names it."""
    named = languages.named(request)
    return [(languages.PARAMETER, named)] if named else []


def parameters(query: Query, chosen: tuple[Identifier, ...] = ()) -> list[tuple[str, str]]:
    """Return the parameters that ask a question, the page only where it is not the first."""
    found = [(TEXT, query.text)] if query.text else []
    found += list(query.filters.items())
    if query.sort is not None:
        found.append(("sort", query.sort))
    if query.page > 1:
        found.append(("page", str(query.page)))
    return found + [(BESIDE, each.text) for each in chosen]


def link(path: str, *pairs: tuple[str, str]) -> str:
    """Return an address of this registry with parameters."""
    return f"{path}?{urlencode(pairs, safe=':/')}" if pairs else path


def as_json(query: Query) -> list[tuple[str, str]]:
    """Return the parameters of a question whose answer is for machines."""
    return [*parameters(query), (negotiation.PARAMETER, "json")]


def _unknown(given: dict[str, str]) -> list[Fault]:
    """Return a fault for each value that is none of those there are."""
    known: dict[str, list[str]] = {
        "sector": sectors(),
        "country": list(code_lists.codes_of(COUNTRIES)),
        "repair": list(CLASSES),
        "sort": list(Sort),
    }
    return [
        Fault(
            f"search.{name}",
            "There is no such choice.",
            f"/{name}",
            Sentence("Leave it out, or choose from {values}.", values=", ".join(values))
            if len(values) < len(known["country"])
            else "Leave it out, or give a country by its two letters, such as NL.",
        )
        for name, values in known.items()
        if given[name] and given[name] not in values
    ]
