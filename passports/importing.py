"""Importing a sheet of products: new ones are registered, changed ones revised, equal ones left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from accounts.actors import Actor
from domain.chain import resolve, smallest
from domain.faults import Fault, Invalid, Malformed, Refusal
from domain.identifiers import parse
from domain.pointers import path_of
from passports.entries import Accepted, Action, Entry
from passports.histories import Histories
from passports.own_keys import draw
from passports.publishing import publish
from passports.sheets import OWN_COLUMNS, Row, Sheet, place

DATA = "/data"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: counts, the identifier of each row, those drawn, the accepted Change.

    `accepted` is None when every row was registered and equal already.
    """

    registered: int
    revised: int
    unchanged: int
    identifiers: Mapping[int, str]
    drawn: Mapping[int, str]
    accepted: Accepted | None


@transaction.atomic
def import_sheet(*, actor: Actor, sheet: Sheet, reason: str) -> Imported:
    """Publish the rows of a sheet as one Change, all or nothing.

    A row sets what its cells hold and leaves everything else as it is. A product that the actor has
    registered and whose values are equal is left alone. A row without identifier is a new product
    each time and gets an own key.

    Raises Invalid with every fault of every row, at /rows/<row>/<column>; those of the sheet itself
    are among them. Then nothing was changed.
    """
    faults = list(sheet.faults)
    plan = _Plan(actor, sheet.rows)
    faults += plan.faults
    accepted = None
    try:
        if plan.entries:
            accepted = publish(actor=actor, reason=reason, entries=plan.entries)
    except Refusal as refusal:
        faults += _located(refusal, sheet, faults)
    if faults:
        raise Invalid(*sorted(faults, key=_in_order))
    revised = sum(entry.action is Action.REVISE for entry in plan.entries)
    return Imported(
        registered=len(plan.entries) - revised,
        revised=revised,
        unchanged=plan.unchanged,
        identifiers=plan.identifiers,
        drawn=plan.drawn,
        accepted=accepted,
    )


class _Plan:
    """What each row asks for, compared with what holds now."""

    def __init__(self, actor: Actor, rows: list[Row]) -> None:
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self.identifiers: dict[int, str] = {}
        self.drawn: dict[int, str] = {}
        self.unchanged = 0
        self._actor = actor
        self._histories = Histories()
        self._histories.load(row.identifier for row in rows if row.identifier)
        named: set[str] = set()
        for row in _parents_first(rows):
            if row.identifier and row.identifier in named:
                sentence = "An earlier row has the same identifier."
                remedy = "Keep one of the rows."
                where = place(row.number, "identifier")
                self.faults.append(Fault("sheet.duplicate", sentence, where, remedy))
                continue
            named.add(row.identifier)
            self._take(row)

    def _take(self, row: Row) -> None:
        identifier = row.identifier
        if not identifier:
            identifier = self.drawn[row.number] = draw(self._actor)
        self.identifiers[row.number] = identifier
        entry = self._entry(row, identifier)
        if entry is None:
            self.unchanged += 1
        else:
            self.entries.append(entry)

    def _entry(self, row: Row, identifier: str) -> Entry | None:
        entry = Entry(
            identifier,
            patch=row.data,
            sector=row.sector or None,
            parent=row.parent or None,
            place=place(row.number),
        )
        if not row.identifier or not self._histories.exists(identifier):
            return entry
        now = resolve(identifier, self._histories)
        if now.facts.operator != self._actor.organisation:
            return entry  # publishing answers that the identifier is taken
        moved = bool(row.parent) and row.parent != now.facts.parent
        if not moved and not smallest(now.document, row.data):
            return None
        return replace(entry, action=Action.REVISE, parent=row.parent if moved else None)


def _parents_first(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows such that a parent stands before its children, otherwise in their order."""
    by_identifier = {row.identifier: row for row in rows if row.identifier}
    done: set[int] = set()
    for row in rows:
        waiting = []
        above: Row | None = row
        while above is not None and above.number not in done:
            done.add(above.number)
            waiting.append(above)
            above = _row_above(above, by_identifier)
        yield from reversed(waiting)


def _row_above(row: Row, by_identifier: Mapping[str, Row]) -> Row | None:
    if row.parent or not row.identifier:
        return by_identifier.get(row.parent)
    try:
        above = parse(row.identifier).parent()
    except Malformed:
        return None
    while above is not None and above.text not in by_identifier:
        above = above.parent()
    return by_identifier[above.text] if above else None


def _located(refusal: Refusal, sheet: Sheet, known: list[Fault]) -> Iterator[Fault]:
    """Yield the faults of publishing at the columns that they come from.

    A cell that could not be read is missing from what was published: what follows from that alone
    is not told again.
    """
    faulty = {fault.pointer for fault in known}
    for fault in refusal.faults:
        path = path_of(fault.pointer)
        if path[:1] != ("rows",):
            yield fault
            continue
        where = place(int(path[1]), _column(path[2:], sheet.columns))
        if where not in faulty:
            yield replace(fault, pointer=where)


def _column(path: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """Return the column that a place in an entry was read from, or the place as a column's name."""
    if path[:1] != ("data",):
        return path[0] if path and path[0] in OWN_COLUMNS else ""
    name = "/".join(path[1:])
    holders = (c for c in columns if c and (name == c or name.startswith(c + "/")))
    holds = next(holders, None)
    below = next((c for c in columns if name and c.startswith(name + "/")), name)
    return holds or below


def _in_order(fault: Fault) -> tuple[int, str]:
    path = path_of(fault.pointer)
    return (int(path[1]) if path[:1] == ("rows",) else 0, fault.pointer)
