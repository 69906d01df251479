"""The four answers on top of the page."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from domain.pointers import path_of
from domain.sector_schema import FieldSpec
from public import wording
from public.pages import materials, promises
from public.pages.facts import INDEX, is_class
from public.pages.page import KeyFact
from public.pages.sheet import Sheet

MOST = 4
CARBON = ("carbon", "total")
# Where a section of the schema stands on the page.
ANCHORS = {
    "origin": "materials",
    "materials": "materials",
    "repair": "repair",
    "durability": "until",
    "carbon": "carbon",
    "end": "end",
    "documents": "documents",
    "identity": "about",
}


def key_facts(sheet: Sheet) -> tuple[KeyFact, ...]:
    """Return up to four answers: those the schema asks for, and where these are lacking, others."""
    found: list[KeyFact] = []
    for fact in _candidates(sheet):
        if fact.label not in {known.label for known in found}:
            found.append(fact)
        if len(found) == MOST:
            break
    return tuple(found)


def _candidates(sheet: Sheet) -> Iterator[KeyFact]:
    wanted = [path_of(str(p)) for p in sheet.walk.schema.get("x-key-facts", ())]
    for path in wanted:
        node = sheet.walk.node(path)
        value = sheet.value(*path)
        if node is not None and node.field is not None and value is not None:
            yield _declared(sheet, node.field, value)
        elif path == CARBON:
            yield from _calculated(sheet)
    if CARBON not in wanted:
        yield from _calculated(sheet)
    mass = sheet.walk.node(("mass",))
    if mass is not None and mass.field is not None and sheet.value("mass") is not None:
        yield _declared(sheet, mass.field, sheet.value("mass"))
    largest = materials.largest_of(sheet)
    if largest is not None:
        yield KeyFact(_("Mostly"), largest[0], "", largest[1], "materials")
    documents = sheet.value("documents")
    if isinstance(documents, dict) and documents:
        title = sheet.title("documents", default=_("Documents"))
        yield KeyFact(title, wording.number(len(documents)), "", "", "documents")


def _declared(sheet: Sheet, field: FieldSpec, value: object) -> KeyFact:
    label = wording.of_schema(field.title)
    anchor = ANCHORS.get(field.section, "about")
    if promises.is_promise(field):
        return _promised(sheet, label, str(value))
    words, unit = wording.quantity(value, field, sheet.spoken)
    text = wording.listed([each.text for each in words])
    letter = text if is_class(field) else ""
    note = _("reported by the operator") if field.path == CARBON else ""
    if letter:
        note = _index(sheet, field)
    return KeyFact(label, text, unit, note, anchor, letter)


def _index(sheet: Sheet, field: FieldSpec) -> str:
    """Return the figure behind a class, with the best there is."""
    path = (*field.path[:-1], INDEX)
    node, value = sheet.walk.node(path), sheet.value(*path)
    best = node.field.schema.get("maximum") if node and node.field else None
    if not isinstance(value, int | float) or best is None:
        return ""
    words = {"value": wording.number(value), "best": wording.number(best)}
    return _("%(value)s of %(best)s") % words


def _promised(sheet: Sheet, label: str, value: str) -> KeyFact:
    try:
        until = date.fromisoformat(value)
    except ValueError:
        return KeyFact(label, value, "", "", "until")
    left = promises.left_in_words(until, sheet.today)
    soon = promises.is_soon(until, sheet.today)
    return KeyFact(label, str(until.year), "", left, "until", is_urgent=soon)


def _calculated(sheet: Sheet) -> Iterator[KeyFact]:
    shown = sheet.passport.footprint
    if shown is None or shown.total_kg is None:
        return
    note = _("whole life, calculated") if shown.complete else _("a part of its life only")
    value = wording.calculated(shown.total_kg)
    yield KeyFact(_("Carbon footprint"), value, _("kg CO₂e"), note, "carbon")
