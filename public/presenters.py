"""A passport as pages: the first view, and views of their own for what few people open."""

from datetime import date
from typing import Any

from django.conf import settings

from domain.identifiers import address
from lifecycle.reading import Passport
from passports import carriers
from public import wording
from public.pages import identity
from public.pages.blocks import Note
from public.pages.first_view import first_view
from public.pages.key_facts import key_facts
from public.pages.page import Page
from public.pages.sections import NOTICE, sections_of
from public.pages.sheet import Sheet
from public.wording import Words


def page_of(sheet: Sheet, remarks: tuple[Note, ...] = (), *, is_genuine: bool = True) -> Page:
    """Return the first view of a passport; `remarks` are notices that stand above its name.

    One that answers for a product which nobody registered is not genuine, and must not look so.
    """
    view = sheet.passport.view
    registration, identifier = view.registration, view.identifier
    width, drawing = carriers.path(address(identifier, settings.PUBLIC_URL))
    summary = sheet.value("summary")
    return Page(
        **_head(sheet, remarks, is_genuine=is_genuine),
        summary=sheet.text(summary) if isinstance(summary, dict) else None,
        speaker=sheet.speaker,
        levels=identity.levels_of(sheet),
        predecessor=identity.predecessor_of(sheet),
        version=identity.version_of(sheet),
        digest=registration.digest.hex(),
        erased=bool(registration.erased),
        key_facts=key_facts(sheet),
        sections=tuple(first_view(sheet, section) for section in sections_of(sheet)),
        carrier=f"/carriers{identifier.path}",
        code_width=width,
        code_path=drawing,
        writing=carriers.writing(identifier),
    )


def _head(sheet: Sheet, remarks: tuple[Note, ...], *, is_genuine: bool) -> dict[str, Any]:
    view = sheet.passport.view
    name, notice = sheet.value("name"), sheet.value(NOTICE)
    return {
        "name": sheet.text(name) if name else Words(view.registration.sector),
        "category": identity.category_of(sheet),
        "maker": identity.maker_of(sheet),
        "is_item": view.identifier.granularity == "item",
        "is_genuine": is_genuine,
        "notice": sheet.text(notice) if isinstance(notice, dict) else None,
        "remarks": (*identity.status_remarks(view.registration.status), *remarks),
        "path": view.identifier.path,
        "address": address(view.identifier, settings.PUBLIC_URL),
        "back": sheet.here(),
        "today": sheet.link(),
        "at": sheet.at,
        "at_day": wording.day_in_words(sheet.today) if sheet.at else "",
    }


def sheet_of(
    passport: Passport,
    spoken: tuple[str, ...],
    now: date,
    *,
    at: str = "",
    day: date | None = None,
    language: str = "",
) -> Sheet:
    """Return what the page of a passport is made from.

    `at` is the time asked for as it was written and `day` its day, `language` the one that the
    address names.
    """
    kept = (("lang", language),) if language else ()
    return Sheet(passport, spoken, day or now, now, at, kept)
