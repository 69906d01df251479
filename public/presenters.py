"""A passport as pages: the first view, and views of their own for what few people open."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from domain.changes import diff
from domain.identifiers import address
from lifecycle.reading import Passport
from passports import carriers
from public import asking, wording
from public.pages import dismantling, identity
from public.pages.blocks import Difference, Differences, Note
from public.pages.differences import differences_of
from public.pages.first_view import CHANGES, first_view
from public.pages.history import told
from public.pages.key_facts import key_facts
from public.pages.markup import markup_of
from public.pages.page import Page, Section, View
from public.pages.sections import HISTORY, NOTICE, history_section, sections_of
from public.pages.sheet import Sheet
from public.pages.sizes import LONGEST_HISTORY
from public.wording import Words

IN_VIEW = {
    asking.HISTORY: LONGEST_HISTORY,
    asking.VALUES: 0,
    asking.DISASSEMBLY: 0,
    "": CHANGES + 1,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page, the template that it is made with and its style."""

    template: str
    style: str
    page: Page | View


def events_in(asked: asking.Asked) -> int:
    """Return how many events of a passport its page needs to know."""
    return LONGEST_HISTORY if asked.since_ms is not None else IN_VIEW[asked.view]


def drawn(
    sheet: Sheet,
    asked: asking.Asked,
    remarks: tuple[Note, ...] = (),
    before: Passport | None = None,
    *,
    is_genuine: bool = True,
) -> Drawn:
    """Return the page that was asked for; `before` is the passport at the time to compare from.

    `remarks` are notices that stand above all else.
    """
    if before is not None:
        return Drawn("views/values.html", "view", changes_of(sheet, before, asked, remarks))
    match asked.view:
        case asking.VALUES:
            return Drawn("views/values.html", "view", values_of(sheet, remarks))
        case asking.HISTORY:
            return Drawn("views/values.html", "view", whole_history_of(sheet, remarks))
        case asking.DISASSEMBLY:
            return Drawn("views/disassembly.html", "steps", disassembly_of(sheet, remarks))
    return Drawn("passport.html", "passport", page_of(sheet, remarks, is_genuine=is_genuine))


def page_of(sheet: Sheet, remarks: tuple[Note, ...] = (), *, is_genuine: bool = True) -> Page:
    """Return the first view of a passport; `remarks` are notices that stand above its name.

    One that answers for a product which nobody registered is not genuine, and must not look so.
    """
    view = sheet.passport.view
    registration, identifier = view.registration, view.identifier
    content = address(identifier, settings.PUBLIC_URL)
    width, drawing = carriers.path(content)
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
        sections=tuple(
            first_view(sheet, section) for section in (*sections_of(sheet), history_section(sheet))
        ),
        markup=markup_of(sheet, content) if is_genuine and not sheet.at else None,
        carrier=f"/carriers{identifier.path}",
        code_width=width,
        code_path=drawing,
        writing=carriers.writing(identifier),
    )


def values_of(sheet: Sheet, remarks: tuple[Note, ...]) -> View:
    """Return the view of every value, each with its explanation."""
    return View(
        **_head(sheet, remarks, heading=_("All values, explained")),
        lead=_("What each means, who says so since when, and which level it belongs to."),
        sections=sections_of(sheet),
    )


def whole_history_of(sheet: Sheet, remarks: tuple[Note, ...]) -> View:
    """Return the view of what happened, as far as one page tells it."""
    return View(
        **_head(sheet, remarks, heading=_("History")),
        lead=_("Nothing is overwritten: every earlier version can be opened."),
        sections=(replace(history_section(sheet), title=""),),
    )


def changes_of(
    sheet: Sheet, before: Passport, asked: asking.Asked, remarks: tuple[Note, ...]
) -> View:
    """Return the view of what differs between the passport `before` and the one shown."""
    found = differences_of(sheet, diff(before.view.visible.document, sheet.document))
    differences = Differences((*_footprints(before, sheet.passport), *found))
    between = tuple(e for e in sheet.passport.events if e.seq > before.view.seq)
    sections = [Section("changes", _("Old and new values"), "", blocks=(differences,))]
    if not differences.differences:
        sections = [Section("changes", _("No value that you may see changed"), "")]
    if between:
        sections.append(Section(HISTORY, _("Why"), "", blocks=(told(sheet, between),)))
    times = {
        "earlier": wording.minute_of(asked.since_ms or 0),
        "later": wording.minute_of(asked.now_ms if asked.at_ms is None else asked.at_ms),
    }
    return View(
        # The times of both stand in the first sentence.
        **_head(sheet, remarks, heading=_("What changed")) | {"at": "", "back": sheet.link()},
        lead=_("Between %(earlier)s and %(later)s") % times,
        sections=tuple(sections),
    )


def disassembly_of(sheet: Sheet, remarks: tuple[Note, ...]) -> View:
    """Return the view for whoever takes the product apart."""
    return View(
        **_head(sheet, remarks, heading=_("Taking it apart")),
        work=dismantling.work_of(sheet),
    )


def _footprints(before: Passport, after: Passport) -> list[Difference]:
    """Return the calculated footprint where it differs."""
    totals = [p.footprint.total_kg if p.footprint else None for p in (before, after)]
    if totals[0] == totals[1]:
        return []
    old, new = (None if kg is None else Words(wording.carbon(kg)) for kg in totals)
    return [Difference(_("Carbon footprint, calculated by this registry"), old, new)]


def _head(
    sheet: Sheet, remarks: tuple[Note, ...], *, is_genuine: bool = True, heading: str = ""
) -> dict[str, Any]:
    view = sheet.passport.view
    name, notice = sheet.value("name"), sheet.value(NOTICE)
    shown = sheet.text(name) if name else Words(view.registration.sector)
    category = identity.category_of(sheet)
    title = identity.title_of(shown.text, category, is_genuine=is_genuine)
    own = {"heading": heading, "title": wording.titled(heading, shown.text)} if heading else {}
    return {
        "title": title,
        **own,
        "name": shown,
        "category": category,
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
        "language": dict(sheet.kept).get("lang", ""),
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
