"""The page of results: what was found, what it could be narrowed by, what to do without any."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from domain.identifiers import Identifier
from lifecycle.catalogue import Catalogued
from passports import code_lists
from passports.schema_registry import latest
from passports.search.query import FILTERS, Choice, Page, Query, Sort
from public import languages, wording
from public.finding.asking import COUNTRIES, FIND, link, parameters
from public.finding.cards import FoundCard, found_card

SHOWN_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Option:
    """A link that asks for something else: its words, a count where one is known."""

    name: str
    href: str
    count: str = ""
    is_chosen: bool = False
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """What can be filtered by: its name, the most frequent values, the others, the one chosen.

    `clear` leads to all values, "" where none is chosen.
    """

    name: str
    title: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    chosen: str = ""
    clear: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """All that stands on the page of results."""

    heading: str
    range: str
    cards: tuple[FoundCard, ...]
    remarks: tuple[str, ...]
    facets: tuple[Facet, ...]
    sorts: tuple[Option, ...]
    before: str
    after: str
    place: str
    wider: str
    chosen: tuple[str, ...]
    json: str

    @property
    def is_filtered(self) -> bool:
        return any(facet.chosen for facet in self.facets)


def results_of(
    page: Page,
    found: list[Catalogued],
    spoken: tuple[str, ...],
    *,
    chosen: tuple[Identifier, ...],
    kept: list[tuple[str, str]],
    hint: tuple[str, ...] = (),
) -> Results:
    """Return the page of results; `chosen` are products that another is looked for beside.

    `hint` is what there is to say about a number that was typed and is not registered.
    """
    query = page.query
    exact = {hit.identifier for hit in page.hits if hit.is_exact}

    def to(asked: Query) -> str:
        return link(FIND, *parameters(asked, chosen), *kept)

    plain = Query(text=query.text, size=query.size)
    return Results(
        heading=_heading(page),
        range=_range(page),
        cards=tuple(
            found_card(
                each,
                spoken,
                chosen=chosen,
                kept=kept,
                is_exact=each.model.identifier in exact,
            )
            for each in found
        ),
        remarks=tuple(_remarks(page, hint)),
        facets=tuple(_facet(name, page, to) for name in FILTERS),
        sorts=tuple(
            Option(title, to(replace(query, sort=sort, page=1)), is_chosen=sort is query.order)
            for sort, title in _sorts().items()
            if sort is not Sort.BEST or query.text
        ),
        before=to(replace(query, page=query.page - 1)) if query.page > 1 else "",
        after=to(replace(query, page=query.page + 1)) if query.page < page.pages else "",
        place=_("Page %(page)s of %(pages)s")
        % {"page": wording.number(query.page), "pages": wording.number(page.pages)},
        wider=to(plain) if query.filters else "",
        chosen=tuple(each.text for each in chosen),
        json=link(FIND, *parameters(query), ("format", "json")),
    )


def value_name(name: str, choice: Choice) -> str:
    """Return what a value to filter by is called in the page's language."""
    if name == "sector":
        return wording.of_schema(latest(choice.value).title)
    if name == "country":
        active = languages.active()
        return code_lists.name_in(active, COUNTRIES, choice.value) or choice.value
    return choice.name


def _facet(name: str, page: Page, to: Callable[[Query], str]) -> Facet:
    query = page.query
    options, chosen = [], ""
    for choice in page.choices.get(name, ()):
        told = value_name(name, choice)
        if choice.is_chosen:
            chosen = told
            continue
        wanted: dict[str, Any] = {name: choice.name if name == "maker" else choice.value}
        asked = replace(query, page=1, **wanted)
        count = "" if choice.count is None else wording.number(choice.count)
        letter = choice.value if name == "repair" else ""
        options.append(Option(told, to(asked), count, letter=letter))
    if name == "repair":
        options.sort(key=lambda option: option.letter)
    return Facet(
        name,
        _titles()[name],
        tuple(options[:SHOWN_CHOICES]),
        tuple(options[SHOWN_CHOICES:]),
        chosen,
        to(query.without(name)) if chosen else "",
    )


def _heading(page: Page) -> str:
    n = wording.number(page.total)
    if not page.total:
        return _("No model found")
    if not page.is_counted:
        return _("More than %(n)s models") % {"n": n}
    return ngettext("%(n)s model", "%(n)s models", page.total) % {"n": n}


def _range(page: Page) -> str:
    if not page.hits:
        return ""
    first = page.query.offset + 1
    return _("%(first)s to %(last)s") % {
        "first": wording.number(first),
        "last": wording.number(first + len(page.hits) - 1),
    }


def _remarks(page: Page, hint: tuple[str, ...]) -> list[str]:
    """Return what has to be said about an answer that is not quite what was asked for."""
    told = [*hint]
    if page.unknown and page.total:
        words = wording.listed([_quoted(word) for word in page.unknown])
        told.append(_("No model has %(words)s; this was left aside.") % {"words": words})
    if page.is_loose:
        told.append(_("No model has all of these words. These have some of them."))
    if not page.is_counted:
        told.append(_("Shown are the newest of them. A word or a filter more says which you mean."))
    if page.query.order is Sort.CARBON and page.total:
        told.append(
            _(
                "Figures for a whole life come first, then those that leave a part of it out. Only"
                " figures of one method can be compared."
            )
        )
    return told


def _quoted(word: str) -> str:
    # Translators: the quotation marks of the language.
    return pgettext("a word that was typed", "“%(word)s”") % {"word": word}


def _titles() -> dict[str, str]:
    return {
        "sector": _("Kind of product"),
        "maker": _("Maker"),
        "country": _("Assembled in"),
        "repair": _("Repairability"),
    }


def _sorts() -> dict[Sort, str]:
    return {
        Sort.BEST: _("Best match"),
        Sort.NEWEST: _("Newest"),
        Sort.CARBON: _("Least carbon"),
        Sort.REPAIR: _("Best to repair"),
        Sort.NAME: _("Name"),
    }
