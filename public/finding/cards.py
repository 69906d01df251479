"""Models as they stand in a list: what one is, how it is repaired, what it costs the climate."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from domain.chain import Status
from domain.finding.figure import REPORTED, Figure
from domain.identifiers import Identifier
from lifecycle.catalogue import Catalogued
from passports import carriers
from passports.search.entry import repair_class_of
from public import wording
from public.finding.asking import BESIDE, COMPARE, FIND, MOST_COMPARED, PRODUCT, link
from public.pages.identity import card_of
from public.wording import Words


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A model that was found. `number` is its model number, or else that on its bar code.

    `tag` says where its passport is not in order, `compare` leads to it beside others, "" where it
    stands there already.
    """

    name: Words
    about: str
    number: str
    href: str
    letter: str
    kilograms: str
    basis: str
    tag: str
    is_exact: bool
    compare: str


def found_card(
    found: Catalogued,
    spoken: tuple[str, ...],
    *,
    chosen: tuple[Identifier, ...] = (),
    kept: list[tuple[str, str]] | None = None,
    is_exact: bool = False,
) -> FoundCard:
    """Return the card of a model; `chosen` are those that it would be compared with."""
    model = found.model
    card = card_of(model, spoken)
    number = model.document.get("model_number")
    told = number if isinstance(number, str) else "".join(carriers.writing(model.identifier))
    together = [*chosen, model.identifier][:MOST_COMPARED]
    links = [(PRODUCT, each.text) for each in together] + (kept or [])
    return FoundCard(
        card.name,
        card.about,
        told,
        link(card.href, *(kept or [])),
        repair_class_of(model.document),
        wording.calculated(found.figure.kg) if found.figure else "",
        basis_of(found.figure) if found.figure else "",
        _tag(model.status),
        is_exact,
        "" if model.identifier in chosen else link(COMPARE, *links),
    )


def basis_of(figure: Figure) -> str:
    """Return whose figure it is, and for how much of a product's life."""
    if figure.by == REPORTED:
        whole, part = _("whole life, reported"), _("to the factory gate, reported")
    else:
        whole, part = _("whole life, calculated"), _("part of its life, calculated")
    return whole if figure.is_whole else part


def find_another(chosen: list[Identifier], sector: str, kept: list[tuple[str, str]]) -> str:
    """Return where another product is looked for to be laid beside these."""
    pairs = [("sector", sector)] if sector else []
    return link(FIND, *pairs, *((BESIDE, each.text) for each in chosen), *kept)


def _tag(status: Status) -> str:
    tags = {Status.SUSPENDED: _("Suspended"), Status.ARCHIVED: _("Archived")}
    return tags.get(status, "")
