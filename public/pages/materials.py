"""What a product is made of, by mass: the one list that every sector has in the same place."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from domain.pointers import pointer_of
from domain.sector_schema import ANY_KEY
from passports import code_lists
from public import wording
from public.pages.blocks import Material, Materials
from public.pages.facts import ordered
from public.pages.sheet import Sheet
from public.wording import Words

PLACE = ("materials",)
MOST_OF_IT = 3
CLOSE_ENOUGH = 0.995
MATERIALS = "materials"  # the code list that knows which materials are chemical elements
UNNAMED = "CRM"
# What stands in the row of a material anyway, or below all of them.
ELSEWHERE = frozenset({"material", "component", "mass", "share", "critical", "measured_by"})
GRAM, PER_CENT = "g", "%"


def materials_of(sheet: Sheet) -> Materials | None:
    """Return the declared materials, the heaviest first, None where there are none."""
    entries = [e for e in (sheet.value(*PLACE) or {}).items() if isinstance(e[1], dict)]
    if not entries:
        return None
    shares = {key: _share(sheet, entry) for key, entry in entries}
    largest = max((share for share in shares.values() if share), default=0)
    entries.sort(key=lambda e: (-(shares[e[0]] or 0), e[0]))
    node = sheet.walk.node(PLACE)
    return Materials(
        tuple(_material(sheet, key, entry, shares[key], largest) for key, entry in entries),
        tuple(_remarks(sheet, entries)),
        any(entry.get("critical") is True for _key, entry in entries),
        sheet.explain_below(PLACE, node.description if node else ""),
    )


def lead(sheet: Sheet) -> str:
    """Return the sentence that opens the section: what most of the mass is."""
    by_name: dict[str, float] = {}
    for entry in (sheet.value(*PLACE) or {}).values():
        share = _share(sheet, entry)
        if share:
            name = name_of(sheet, entry)
            by_name[name] = by_name.get(name, 0) + share
    if len(by_name) < MOST_OF_IT:
        return ""
    first = sorted(by_name, key=lambda name: (-by_name[name], name))[:MOST_OF_IT]
    names = wording.listed([first[0], *map(wording.in_sentence, first[1:])])
    together = sum(by_name[name] for name in first)
    return _("%(names)s are %(share)s of its mass.") % {
        "names": names,
        "share": wording.in_percent(wording.rounded(together * 100, 0)),
    }


def largest_of(sheet: Sheet) -> tuple[str, str] | None:
    """Return the name and share of what most of the product is made of, where that is known."""
    found = materials_of(sheet)
    first = found.materials[0] if found else None
    return (first.name, first.share) if first and first.share else None


def name_of(sheet: Sheet, entry: Mapping[str, Any]) -> str:
    """Return what a material is called."""
    node = sheet.walk.node((*PLACE, ANY_KEY, "material"))
    code = str(entry.get("material", ""))
    labels = node.field.labels if node and node.field else {}
    return wording.of_schema(labels.get(code, code))


def _material(
    sheet: Sheet, key: str, entry: Mapping[str, Any], share: float | None, largest: float
) -> Material:
    mass = _number(entry.get("mass"))
    part = entry.get("component")
    critical = entry.get("critical") is True
    return Material(
        name_of(sheet, entry) or key,
        sheet.text(part) if isinstance(part, dict) else None,
        wording.measured(mass, GRAM) if mass is not None else "",
        wording.percent(share) if share is not None else "",
        f"{100 * share / largest:.1f}" if share and largest else "",
        (_mark(entry),) if critical else (),
        tuple(_notes(sheet, entry)),
    )


def _mark(entry: Mapping[str, Any]) -> str:
    """Return what marks a critical raw material: an element's symbol is one in every language."""
    told = code_lists.codes_of(MATERIALS).get(str(entry.get("material")), {})
    return str(told.get("element", UNNAMED))


def _notes(sheet: Sheet, entry: Mapping[str, Any]) -> list[str]:
    """Return what else is declared of a material, each with its title."""
    node = sheet.walk.node((*PLACE, ANY_KEY))
    notes = []
    for name, child in ordered(node) if node else ():
        if name in ELSEWHERE or child.field is None or name not in entry:
            continue
        said = wording.value_of(entry[name], child.field, sheet.spoken)
        words = wording.listed([w.text for w in said])
        value = entry[name]
        if child.field.unit == PER_CENT:
            words = wording.in_percent(words)
        elif child.field.unit and isinstance(value, int | float):
            words = wording.measured(value, child.field.unit)
        notes.append(wording.titled(wording.of_schema(child.title), words))
    return notes


def _remarks(sheet: Sheet, entries: list[tuple[str, Mapping[str, Any]]]) -> list[Words]:
    remarks = []
    whole = _number(sheet.value("mass"))
    masses = [_number(entry.get("mass")) for _key, entry in entries]
    if whole and all(mass is not None for mass in masses):
        known = sum(mass for mass in masses if mass is not None)
        if known < CLOSE_ENOUGH * whole:
            words = {
                "known": wording.measured(round(known, 6), GRAM),
                "whole": wording.measured(whole, GRAM),
            }
            remarks.append(Words(_("Together %(known)s of %(whole)s.") % words))
    said = [sheet.text(e["measured_by"]) for _k, e in entries if e.get("measured_by")]
    return remarks + list(dict.fromkeys(said))


def _share(sheet: Sheet, entry: Mapping[str, Any]) -> float | None:
    """Return the share of a material in the mass of the product, 0 to 1, None if unknown."""
    mass = _number(entry.get("mass"))
    declared = _number(entry.get("share"))
    if declared is not None:
        return declared / 100
    whole = _number(sheet.value("mass"))
    if mass is None:
        return None
    if whole is None or pointer_of(("mass",)) not in sheet.passport.view.visible.origins:
        every = [_number(e.get("mass")) for e in (sheet.value(*PLACE) or {}).values()]
        whole = sum(m for m in every if m is not None)
    return mass / whole if whole else None


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
