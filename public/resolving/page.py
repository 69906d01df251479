"""The links of a product as a page: by level and kind, and the same as JSON-LD within it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from domain.identifiers import Identifier, from_path
from passports import carriers, code_lists
from public import languages, responses, wording
from public.negotiation import vary
from public.readers import nobody
from public.resolving import linksets, relations
from public.resolving.links import Link, Links
from public.wording import Words

LINK_TYPES = "link-types"
# The passport's own links have titles of ours, which pages translate.
OWN_TITLES = (
    gettext_noop("Product passport"),
    gettext_noop("Product passport as JSON"),
    gettext_noop("Product passport as JSON-LD"),
)
# Told under another name already.
LEFT_OUT = frozenset({relations.DEFAULT, relations.PASSPORT_OF_IANA})
SHOWN_AS = {"application/pdf": "PDF", "text/html": "", "application/ld+json": "JSON-LD"}


@dataclass(frozen=True, slots=True)
class Target:
    """One link of the page; `details` say its form, languages and countries."""

    href: str
    title: Words
    details: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """The links of one type."""

    title: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The links that a model, a batch or an item declares itself; `number` is in writing."""

    name: str
    number: str
    kinds: tuple[Kind, ...]


def page_of(
    request: HttpRequest, links: Links, status: HTTPStatus, headers: Mapping[str, str]
) -> HttpResponseBase:
    """Return links as a page; `status` says whether they were asked for, or are to choose from."""
    spoken = languages.preferences(request)
    context = {
        "name": wording.text_of(dict(links.names), spoken),
        "levels": tuple(_levels(links, spoken)),
        "heading": _heading(status),
        "data": _data_block(links),
    }
    return responses.page(
        request,
        nobody(request),
        "links.html",
        context,
        status=status,
        vary=vary(request),
        headers=headers,
    )


def _heading(status: HTTPStatus) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return _("There is no such link. These there are:")
    if status == HTTPStatus.MULTIPLE_CHOICES:
        return _("Several links fit. Choose one:")
    return _("All links")


def _levels(links: Links, spoken: tuple[str, ...]) -> Iterator[Level]:
    for anchor, below in groupby(links.links, key=lambda link: link.anchor):
        identifier = from_path(anchor.removeprefix(settings.PUBLIC_URL))
        kinds: dict[str, list[Target]] = {}
        for link in below:
            if link.relation not in LEFT_OUT:
                kinds.setdefault(link.relation, []).append(_target(link, spoken))
        if kinds:
            yield Level(
                _level_name(identifier),
                " ".join(carriers.writing(identifier)),
                tuple(Kind(_kind_name(each), tuple(targets)) for each, targets in kinds.items()),
            )


def _level_name(identifier: Identifier) -> str:
    names = {"model": _("Model"), "batch": _("Batch"), "item": _("Item")}
    return names[identifier.granularity]


def _kind_name(relation: str) -> str:
    if relation == relations.PASSPORT:
        return _("Product passport")
    code = relation.removeprefix(relations.VOCABULARY)
    told = code_lists.codes_of(LINK_TYPES).get(code)
    return wording.of_schema(str(told["name"])) if told else _("More about it")


def _target(link: Link, spoken: tuple[str, ...]) -> Target:
    titles = dict(link.titles)
    title = Words(_(titles["en"])) if link.is_own else wording.text_of(titles, spoken)
    shown = SHOWN_AS.get(link.media_type, link.media_type.partition("/")[2].upper())
    named = [] if link.is_own else [wording.language_name(tag) for tag in link.languages]
    countries = [
        code_lists.name_in(languages.active(), "countries", code) or code for code in link.contexts
    ]
    details = (shown, ", ".join(named), ", ".join(countries))
    return Target(link.href, title, tuple(filter(None, details)), link.is_own)


def _data_block(links: Links) -> SafeString:
    """Return the linkset as JSON-LD to write into a page: data, which no browser runs.

    What could end the element or begin another is escaped as JSON allows it.
    """
    text = linksets.as_json_ld(links).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return SafeString(text)
