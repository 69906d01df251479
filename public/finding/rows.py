"""The rows of a comparison, from the walk of the schemas: what each product says at each place.

Silence, zero and what is shut are told apart as on the passport's own page (`public.pages.silence`)
and come from the same projection.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from domain.sector_schema import Node
from public import wording
from public.pages import facts, silence
from public.pages.sheet import Sheet
from public.wording import Words

SECTIONS = ("identity", "origin", "materials", "repair", "durability", "carbon", "end", "documents")
LONGEST_LIST = 6
# Told in the head of the table.
TOLD = frozenset({("name",), ("category",), ("brand",), ("notice",)})
DECLARED, ZERO, NONE, SHUT = "declared", "zero", "none", "shut"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one product says: `state` is declared, zero, none or shut; `told` is why, in words."""

    state: str
    values: tuple[Words, ...] = ()
    unit: str = ""
    letter: str = ""
    told: str = ""

    @property
    def html(self) -> SafeString:
        """Its values as one list."""
        return wording.listed_html(self.values)


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the schemas, a cell per product. `is_same` where all declare the same."""

    label: str
    cells: tuple[Cell, ...]

    @property
    def is_same(self) -> bool:
        return len({(c.state, c.values, c.unit) for c in self.cells}) == 1

    @property
    def told(self) -> str:
        """Why the first product that does not say anything does not."""
        return next((cell.told for cell in self.cells if cell.told), "")

    @property
    def is_declared(self) -> bool:
        return any(cell.state in {DECLARED, ZERO} for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the comparison: rows of which somebody declares something, and the others.

    `silent` names places that are open and that nobody fills, `shut` those that are open to others.
    """

    title: str
    rows: tuple[Row, ...]
    silent: tuple[str, ...]
    shut: tuple[Row, ...]


def parts_of(sheets: Sequence[Sheet], *, only_differences: bool = False) -> list[Part]:
    """Return the parts of the comparison that hold anything."""
    found = []
    for section in SECTIONS:
        rows = [row for place in _places(sheets, section) for row in _rows(sheets, place, "")]
        declared = [row for row in rows if row.is_declared]
        others = [row for row in rows if not row.is_declared]
        shut = tuple(row for row in others if any(c.state == SHUT for c in row.cells))
        silent = tuple(row.label for row in others if row not in shut)
        if only_differences:
            declared = [row for row in declared if not row.is_same]
        if declared or (not only_differences and (silent or shut)):
            hidden = ((), ()) if only_differences else (silent, shut)
            found.append(Part(_titles()[section], tuple(declared), *hidden))
    return found


def _places(sheets: Sequence[Sheet], section: str) -> list[tuple[str, ...]]:
    """Return the top-level places of a section in any of the schemas, in the first one's order."""
    found: dict[tuple[str, ...], None] = {}
    for sheet in sheets:
        for name, node in facts.ordered(sheet.walk.root):
            if node.section == section and (name,) not in TOLD:
                found[name,] = None
    return list(found)


def _rows(sheets: Sequence[Sheet], path: tuple[str, ...], above: str) -> Iterator[Row]:
    nodes = [sheet.walk.node(path) for sheet in sheets]
    known = [node for node in nodes if node is not None]
    first = known[0]
    title = wording.of_schema(first.title)
    label = wording.titled(above, wording.in_sentence(title)) if above else title
    if first.field is not None or first.each is not None or facts.is_money(first):
        cells = tuple(_cell(sheet, node, path) for sheet, node in zip(sheets, nodes, strict=True))
        yield Row(label, cells)
        return
    below: dict[str, None] = {}
    for node in known:
        below.update(dict.fromkeys(name for name, _child in facts.ordered(node)))
    # A record that is the section itself needs no name of its own.
    is_section = path == (first.section,)
    for name in below:
        yield from _rows(sheets, (*path, name), "" if is_section else label)


def _cell(sheet: Sheet, node: Node | None, path: tuple[str, ...]) -> Cell:
    if node is None:
        return Cell(NONE, told=_("Not asked of this kind of product"))
    value = sheet.value(*path)
    if value is None:
        open_to = silence.open_to_others(sheet, node)
        if open_to:
            return Cell(SHUT, told=open_to)
        return Cell(NONE, told=silence.word_of(sheet, node))
    if node.each is not None:
        return Cell(DECLARED, tuple(_entries(sheet, node, path, value)))
    fact = facts.fact_of(sheet, node, path, value, explained=False)
    letter = str(value) if node.field is not None and facts.is_class(node.field) else ""
    return Cell(ZERO if fact.is_zero else DECLARED, fact.values, fact.unit, letter)


def _entries(
    sheet: Sheet, node: Node, path: tuple[str, ...], value: dict[str, Any]
) -> Iterator[Words]:
    """Yield the titles of the entries of a keyed map, and how many more there are."""
    entries = list(facts.entries_of(sheet, node, path, value))
    for entry in entries[:LONGEST_LIST]:
        first = next((d for d in entry.details if d.unit and d.values), None)
        words = {"entry": entry.title.text}
        if first:
            words["amount"] = f"{first.values[0].text} {first.unit}"
        # Translators: an entry and its amount, such as "steel 20 g".
        told = pgettext("in a list", "%(entry)s %(amount)s") % words if first else words["entry"]
        yield Words(told, entry.title.language)
    rest = len(entries) - LONGEST_LIST
    if rest > 0:
        n = wording.number(rest)
        yield Words(ngettext("%(n)s more", "%(n)s more", rest) % {"n": n})


def _titles() -> dict[str, str]:
    return {
        "identity": _("What it is, and who answers for it"),
        "origin": _("Where it comes from"),
        "materials": _("What is in it"),
        "repair": _("Repair"),
        "durability": _("How long it lasts, and is supported"),
        "carbon": _("What the operator declares of its carbon"),
        "end": _("When it is no longer needed"),
        "documents": _("Documents"),
    }
