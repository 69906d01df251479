"""What of a passport stands on its first view: the answers, and ways to all else.

The first view of every passport fits into what a server may send at once (docs/decisions/0015). So
each part of a section shows its first few values, in the order of the schema; what stands behind
stays one tap away, on the view of all values.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import singledispatch

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from public.pages import sizes
from public.pages.blocks import (
    Advice,
    Block,
    Carbon,
    Documents,
    Entries,
    Entry,
    Facts,
    History,
    Materials,
    Promises,
    Scores,
    Steps,
)
from public.pages.page import Section, Way
from public.pages.sections import HISTORY
from public.pages.sheet import Sheet

FACTS = 3  # of one part
ENTRIES = 3  # of one list
DETAILS = 2  # of one entry
GROUPS = 3  # parts and lists of one section
OF_TWO_QUESTIONS = {"materials": 4}  # what is in it, and where from
DOCUMENTS = 5
MATERIALS = 8
PROMISES = 5
ADVICE = 5
CHANGES = 3  # of the history
SENTENCES = 2  # of one change
MISSING = 2  # what the law asks for and is not there


def first_view(sheet: Sheet, section: Section) -> Section:
    """Return what stands of a section on the first view."""
    groups = OF_TWO_QUESTIONS.get(section.anchor, GROUPS)
    blocks = tuple(_blocks(section.blocks, groups))
    missing = tuple(each for each in section.undeclared if each.is_missing)[:MISSING]
    return replace(section, blocks=blocks, undeclared=missing, ways=tuple(_ways(sheet, section)))


def _blocks(blocks: tuple[Block, ...], most: int) -> Iterator[Block]:
    groups = 0
    has_footprint = False
    for block in blocks:
        short = _short(block)
        if isinstance(block, Carbon):
            if has_footprint:
                short = replace(block, stages=(), why=None)
            has_footprint = True
        if isinstance(block, Facts | Entries):
            groups += 1
            if groups > most:
                continue
        if short is not None:
            yield short


@singledispatch
def _short(block: Block) -> Block | None:
    return block


@_short.register
def _facts(block: Facts) -> Block:
    return replace(block, facts=block.facts[:FACTS])


@_short.register
def _entries(block: Entries) -> Block:
    return replace(block, entries=_first(block.entries, ENTRIES), shared=block.shared[:DETAILS])


@_short.register
def _documents(block: Documents) -> Block:
    return replace(block, entries=_first(block.entries, DOCUMENTS), why=None)


@_short.register
def _steps(_block: Steps) -> None:
    return None


@_short.register
def _scores(block: Scores) -> Block:
    return replace(block, why=None)


@_short.register
def _materials(block: Materials) -> Block:
    materials = tuple(replace(each, notes=()) for each in block.materials[:MATERIALS])
    return replace(block, materials=materials)


@_short.register
def _promises(block: Promises) -> Block:
    return replace(block, promises=block.promises[:PROMISES])


@_short.register
def _advice(block: Advice) -> Block:
    return replace(block, rows=block.rows[:ADVICE])


@_short.register
def _history(block: History) -> Block:
    changes = tuple(
        replace(each, sentences=each.sentences[:SENTENCES], more=())
        for each in block.changes[:CHANGES]
    )
    return replace(block, changes=changes, has_form=False)


def _first(entries: tuple[Entry, ...], most: int) -> tuple[Entry, ...]:
    return tuple(replace(e, details=e.details[:DETAILS], lists=()) for e in entries[:most])


def _ways(sheet: Sheet, section: Section) -> Iterator[Way]:
    if section.anchor == HISTORY:
        yield Way(_("The whole history"), sheet.here(view="history"), sizes.of_history(sheet))
        return
    steps = [len(block.steps) for block in section.blocks if isinstance(block, Steps)]
    if steps:
        href = sheet.here(view="disassembly")
        yield Way(_("Take it apart, step by step"), href, sizes.of_steps(sum(steps)))
    if section.count:
        label = ngettext(
            "%(count)s value, explained", "All %(count)s values, explained", section.count
        )
        href = f"{sheet.here(view='values')}#{section.anchor}"
        yield Way(label % {"count": section.count}, href, sizes.of_values(sheet))
