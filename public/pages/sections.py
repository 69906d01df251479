"""The sections of a passport, each with all that is to be said in it."""

from django.utils.translation import gettext as _

from domain.sector_schema import Node
from public import wording
from public.pages import carbon, category, facts, history, materials, promises, repair, silence
from public.pages.blocks import Block, Fact, Facts
from public.pages.page import Section, Shut, Undeclared
from public.pages.sheet import Sheet

NOTICE = "notice"
HISTORY = "history"
SHOWN_ON_TOP = frozenset({("name",), ("category",), ("summary",), (NOTICE,)})


def sections_of(sheet: Sheet) -> tuple[Section, ...]:
    """Return the sections about which there is something to say, in the order of what people ask.

    Can it be repaired; what is in it and where from; its carbon; how long it is supported; what to
    do at the end. Then what it is, and its documents.
    """
    return tuple(section for section in _sections(sheet) if not section.is_empty)


def history_section(sheet: Sheet) -> Section:
    """Return the section that tells what happened."""
    return Section(HISTORY, _("History"), _("History"), blocks=(history.history_of(sheet),))


def _sections(sheet: Sheet) -> tuple[Section, ...]:
    return (
        _repair(sheet),
        _materials(sheet),
        _carbon(sheet),
        _until(sheet),
        _end(sheet),
        _generic(
            sheet, "about", _("What it is, and who answers for it"), _("Details"), ("identity",)
        ),
        _generic(sheet, "documents", _("Documents"), _("Documents"), ("documents",)),
    )


def _repair(sheet: Sheet) -> Section:
    return _generic(
        sheet,
        "repair",
        _("Can it be repaired?"),
        _("Repair"),
        ("repair",),
        lead=repair.lead(sheet, [node for _name, node in _nodes(sheet, ("repair",))]),
    )


def _materials(sheet: Sheet) -> Section:
    bars = materials.materials_of(sheet)
    return _generic(
        sheet,
        "materials",
        _("What is in it, and where from?"),
        _("Materials"),
        ("materials", "origin"),
        lead=materials.lead(sheet),
        first=(bars,) if bars else (),
        skip=frozenset({materials.PLACE}),
    )


def _carbon(sheet: Sheet) -> Section:
    reported = tuple(carbon.reported_blocks(sheet))
    own = frozenset({("carbon", "total"), ("carbon", "stages")}) if reported else frozenset()
    return _generic(
        sheet,
        "carbon",
        _("Carbon over its life"),
        _("Carbon"),
        ("carbon",),
        lead=carbon.lead(sheet),
        first=(*carbon.calculated_blocks(sheet), *reported, *category.category_blocks(sheet)),
        skip=own,
        heading_of_all=_("What the operator declares") if sheet.passport.footprint else "",
    )


def _until(sheet: Sheet) -> Section:
    nodes = _nodes(sheet, ("repair", "durability"))
    found = promises.promises_in(sheet, [node for _name, node in nodes])
    block = promises.promises_block(sheet, found)
    return _generic(
        sheet,
        "until",
        _("How long it lasts, and is supported"),
        _("Support"),
        ("durability",),
        lead=promises.lead(sheet, found),
        first=(block,) if block else (),
    )


def _end(sheet: Sheet) -> Section:
    first: list[Block] = []
    skip: frozenset[tuple[str, ...]] = frozenset()
    for name, node in _nodes(sheet, ("end",)):
        advice, told = facts.advice_of(sheet, node, (name,))
        if advice is not None:
            first.append(advice)
        skip |= told
    return _generic(
        sheet,
        "end",
        _("When you no longer need it"),
        _("End of life"),
        ("end",),
        first=tuple(first),
        skip=skip,
    )


def _generic(
    sheet: Sheet,
    anchor: str,
    title: str,
    short: str,
    sections: tuple[str, ...],
    *,
    lead: str = "",
    first: tuple[Block, ...] = (),
    skip: frozenset[tuple[str, ...]] = frozenset(),
    heading_of_all: str = "",
) -> Section:
    """Return a section: `first`, then all else that the schema places in these sections."""
    nodes = _nodes(sheet, sections)
    hidden = skip | SHOWN_ON_TOP | frozenset(promises.skipped([node for _name, node in nodes]))
    blocks: list[Block] = list(first)
    loose: list[Fact] = []
    shut: list[Shut] = []
    undeclared: list[Undeclared] = []
    for name, node in nodes:
        value, path = sheet.value(name), (name,)
        # A record that is the section itself needs no heading of its own.
        is_section = name == sections[0] and node.field is None and node.each is None
        heading = heading_of_all if is_section else wording.of_schema(node.title)
        label = "" if is_section else heading
        if node.field is not None:
            if value is not None and path not in hidden:
                loose.append(facts.fact_of(sheet, node, path, value))
        else:
            shown_heading = "" if heading == title else heading
            blocks += facts.blocks_of(sheet, node, path, shown_heading, hidden)
        shut += silence.shut_in(sheet, node, label)
        said = {} if is_section and value is None else value
        if path not in SHOWN_ON_TOP:
            undeclared += silence.undeclared_in(sheet, node, path, label, said)
    if loose:
        blocks.insert(len(first), Facts("", tuple(loose)))
    if not blocks:
        lead = _("Nothing is declared about this.")
    duties_first = sorted(undeclared, key=lambda each: not each.duty)
    count = sheet.count([name for name, _node in nodes])
    return Section(
        anchor, title, short, lead, tuple(blocks), tuple(shut), tuple(duties_first), count
    )


def _nodes(sheet: Sheet, sections: tuple[str, ...]) -> list[tuple[str, Node]]:
    """Return the top-level members of these sections, section by section."""
    members = facts.ordered(sheet.walk.root)
    return [
        (name, node) for section in sections for name, node in members if node.section == section
    ]
