"""Up to three products side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.http import HttpRequest

from domain.faults import Fault, Missing, Refusal, Sentence
from domain.finding.figure import figure_of
from domain.identifiers import Identifier
from lifecycle.reading import passport
from passports.reading import registered
from passports.search.identify import identify
from public import notices, presenters, wording
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
    about: str
    href: str
    without: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The page of a comparison."""

    heads: tuple[Head, ...]
    carbon: CarbonBeside | None
    parts: tuple[Part, ...]
    empty: tuple[Part, ...]
    find: str
    toggle: str
    only_differences: bool
    identifiers: tuple[str, ...]

    @property
    def names(self) -> str:
        """What is compared, in one list."""
        return wording.listed([head.name.text for head in self.heads])

    @property
    def is_full(self) -> bool:
        return len(self.heads) == MOST_COMPARED

    @property
    def columns(self) -> int:
        return len(self.heads) + 1


@dataclass(frozen=True, slots=True)
class Asked:
    """Products to compare, each once, in their order; and what is wrong with the other numbers.

    `wrong` is the first of these as it was typed. A fault names its place, and quotes none.
    """

    identifiers: tuple[Identifier, ...]
    faults: tuple[Fault, ...]
    wrong: str
    status: HTTPStatus


def asked_for(request: HttpRequest) -> Asked:
    """Return the products that a request asks for; a number that is wrong keeps none away."""
    typed = [text for text in request.GET.getlist(PRODUCT) if text.strip()]
    found: dict[Identifier, None] = {}
    faults: list[Fault] = []
    wrong, status = "", HTTPStatus.OK
    if len(typed) > MOST_COMPARED:
        most = str(MOST_COMPARED)
        remedy = Sentence("Compare at most {most} products at once.", most=most)
        faults.append(Fault("compare.many", "These are too many.", f"/{PRODUCT}", remedy))
        status = HTTPStatus.BAD_REQUEST
    for place, text in enumerate(typed[:MOST_COMPARED]):
        try:
            identifier = _registered(text)
        except Refusal as refusal:
            first = refusal.faults[0]
            pointer = f"/{PRODUCT}/{place}"
            faults.append(Fault(first.code, first.sentence, pointer, first.remedy))
            wrong = wrong or text
            is_missing = isinstance(refusal, Missing)
            status = HTTPStatus.NOT_FOUND if is_missing else HTTPStatus.BAD_REQUEST
        else:
            found[identifier] = None
    return Asked(tuple(found), tuple(faults), wrong, status)


def _registered(text: str) -> Identifier:
    identifier = identify(text)
    if registered([identifier]) is None:
        raise Missing(notices.UNKNOWN)
    return identifier


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

    parts = parts_of(sheets, only_differences=only_differences) if sheets else []
    sectors = {each.view.registration.sector for each in passports}
    toggled = () if only_differences else ((ONLY, DIFFERENCES),)
    return Compared(
        heads=tuple(
            Head(
                name,
                identity.about(identity.maker_of(sheet), identity.category_of(sheet)),
                link(identifier.path, *kept),
                to([each for each in identifiers if each != identifier]),
                identifier.text,
            )
            for identifier, sheet, name in zip(identifiers, sheets, names, strict=True)
        ),
        carbon=carbon_beside(passports, names, figures),
        parts=tuple(part for part in parts if part.rows),
        empty=tuple(part for part in parts if not part.rows),
        find=find_another(list(identifiers), sectors.pop() if len(sectors) == 1 else "", kept),
        toggle=to(identifiers, *toggled),
        only_differences=only_differences,
        identifiers=tuple(each.text for each in identifiers),
    )
