"""Up to three products side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from domain.faults import Fault, Malformed, Missing
from domain.finding.figure import figure_of
from domain.identifiers import Identifier
from lifecycle.reading import passport
from passports.reading import registered
from passports.search.identify import identify
from public import presenters
from public.finding.asking import COMPARE, MOST_COMPARED, PRODUCT, link
from public.finding.carbon import CarbonBeside, carbon_beside
from public.finding.cards import find_another
from public.finding.rows import Part, parts_of
from public.pages import identity
from public.wording import Words

ONLY = "only"
DIFFERENCES = "differences"


@dataclass(frozen=True, slots=True)
class Head:
    """A product in the head of the table; `without` leads to the comparison of the others."""

    name: Words
    maker: str
    category: str
    href: str
    without: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The page of a comparison."""

    heads: tuple[Head, ...]
    carbon: CarbonBeside | None
    parts: tuple[Part, ...]
    find: str
    toggle: str
    only_differences: bool
    identifiers: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        return len(self.heads) == MOST_COMPARED

    @property
    def columns(self) -> int:
        return len(self.heads) + 1


def asked_for(request: HttpRequest) -> list[Identifier]:
    """Return the products to compare, each once, in their order.

    Raises Malformed for a number that is none or one too many, Missing for one that nobody
    registered; a fault names its place among the numbers, and quotes none.
    """
    typed = [text for text in request.GET.getlist(PRODUCT) if text.strip()]
    if len(typed) > MOST_COMPARED:
        remedy = f"Compare at most {MOST_COMPARED} products at once."
        raise Malformed(Fault("compare.many", "These are too many.", f"/{PRODUCT}", remedy))
    found: dict[Identifier, None] = {}
    for place, text in enumerate(typed):
        pointer = f"/{PRODUCT}/{place}"
        try:
            identifier = identify(text)
        except Malformed as refusal:
            first = refusal.faults[0]
            raise Malformed(Fault(first.code, first.sentence, pointer, first.remedy)) from None
        if registered([identifier]) is None:
            raise Missing(
                Fault(
                    "product.unknown",
                    "No product is registered under this number.",
                    pointer,
                    "Compare it with the number on the product, or look for it by its name.",
                )
            )
        found[identifier] = None
    return list(found)


def compared(
    identifiers: Sequence[Identifier],
    spoken: tuple[str, ...],
    now: date,
    *,
    only_differences: bool,
    kept: list[tuple[str, str]],
) -> Compared:
    """Return the comparison of products as the public sees them, whoever reads it."""
    passports = [passport(identifier) for identifier in identifiers]
    sheets = [presenters.sheet_of(each, spoken, now) for each in passports]
    names = [
        sheet.text(sheet.value("name")) if sheet.value("name") else Words(sheet.walk.title)
        for sheet in sheets
    ]
    figures = [figure_of(each.view.visible.document, each.footprint) for each in passports]

    def to(some: Sequence[Identifier], *more: tuple[str, str]) -> str:
        return link(COMPARE, *((PRODUCT, each.text) for each in some), *more, *kept)

    sectors = {each.view.registration.sector for each in passports}
    toggled = () if only_differences else ((ONLY, DIFFERENCES),)
    return Compared(
        heads=tuple(
            Head(
                name,
                identity.maker_of(sheet),
                identity.category_of(sheet),
                link(identifier.path, *kept),
                to([each for each in identifiers if each != identifier]),
                identifier.text,
            )
            for identifier, sheet, name in zip(identifiers, sheets, names, strict=True)
        ),
        carbon=carbon_beside(passports, names, figures),
        parts=tuple(parts_of(sheets, only_differences=only_differences)) if sheets else (),
        find=find_another(list(identifiers), sectors.pop() if len(sectors) == 1 else "", kept),
        toggle=to(identifiers, *toggled),
        only_differences=only_differences,
        identifiers=tuple(each.text for each in identifiers),
    )
