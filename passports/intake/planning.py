"""What each row of a file asks for, compared with what holds now: the plan, nothing written.

Rows come in chunks. A row is judged as publishing would judge it, so that what is ready is
accepted when it is published, unless something has changed in between.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from accounts.actors import Actor
from domain.cells.reading import Question
from domain.chain import apply, resolve, smallest
from domain.changes import Difference, diff
from domain.faults import Fault, Invalid, Malformed
from domain.identifiers import parse
from domain.pointers import path_of
from passports.drafting import Drafter
from passports.entries import Action, Entry
from passports.histories import Histories
from passports.intake.rows import ReadRow
from passports.models import Outcome, RowIdentity
from passports.own_keys import draw
from passports.schema_registry import latest, validator

DATA = "data"


# Not frozen, as its rows are not: setting up a frozen one takes three times as long.
@dataclass(slots=True)
class Planned:
    """A row with what becomes of it.

    `identifier` is the product's, "" where the row brings none and is not known: one is drawn when
    it is published. `entry` is what would be published, None for rows of which nothing is.
    `differences` compare with what is stored; a new product has none. `questions` stand with their
    columns, `faults` at /rows/<row>/<column>.
    """

    row: ReadRow
    outcome: Outcome
    identifier: str
    entry: Entry | None = None
    differences: tuple[Difference, ...] = ()
    questions: tuple[tuple[str, Question], ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass
class Planner:
    """Plans the chunks of one file, in its order.

    `parents` holds the identifiers that rows of the file name as parents: what a chunk registers
    under one of them is remembered for the chunks below, as long as it is not published. `seen`
    holds the keys of all rows so far.
    """

    actor: Actor
    parents: frozenset[str] = frozenset()
    seen: set[bytes] = field(default_factory=set)
    _carried: dict[str, Entry] = field(default_factory=dict)

    def plan(self, rows: Sequence[ReadRow]) -> list[Planned]:
        """Return the plan of the next rows, in their order."""
        known = self._known(rows)
        histories = Histories()
        histories.load(
            identifier for row in rows if (identifier := row.identifier or known.get(row.key))
        )
        planned: dict[int, Planned] = {}
        for row in parents_first(rows):
            planned[row.number] = self._first_look(row, known, histories)
            self.seen.add(row.key)
        self._judge(planned)
        trials = [
            self._entry(plan.row, plan.identifier, histories)[0]
            for plan in planned.values()
            if plan.row.faults or plan.row.questions
        ]
        self._try(planned, [entry for entry in trials if entry])
        return [planned[row.number] for row in rows]

    def _known(self, rows: Sequence[ReadRow]) -> dict[bytes, str]:
        keys = [row.key for row in rows if not row.identifier]
        held = RowIdentity.objects.filter(organisation=self.actor.organisation)
        if not keys or not held.exists():
            return {}
        held = held.filter(key__in=keys)
        return {bytes(key): ident for key, ident in held.values_list("key", "ident")}

    def _first_look(
        self,
        row: ReadRow,
        known: Mapping[bytes, str],
        histories: Histories,
    ) -> Planned:
        identifier = row.identifier or known.get(row.key, "")
        if row.left_out:
            return Planned(row, Outcome.LEFT_OUT, identifier)
        if row.faults:
            return Planned(row, Outcome.REFUSED, identifier, faults=row.faults)
        if row.key in self.seen and row.identifier:
            return Planned(row, Outcome.REFUSED, identifier, faults=(_duplicate(row),))
        questions = row.questions if row.key not in self.seen else (*row.questions, _SAME_PRODUCT)
        if questions:
            return Planned(row, Outcome.ASKED, identifier, questions=questions)
        entry, differences = self._entry(row, identifier, histories)
        if entry is None:
            return Planned(row, Outcome.UNCHANGED, identifier)
        outcome = Outcome.REPAIRED if row.is_repaired else Outcome.READY
        return Planned(row, outcome, entry.identifier, entry, differences)

    def _entry(
        self, row: ReadRow, identifier: str, histories: Histories
    ) -> tuple[Entry | None, tuple[Difference, ...]]:
        entry = Entry(
            identifier,
            patch=row.data,
            sector=row.sector or None,
            parent=row.parent or None,
            place=f"/rows/{row.number}",
        )
        if not identifier or not histories.exists(identifier):
            return entry, ()
        now = resolve(identifier, histories)
        if now.facts.operator != self.actor.organisation:
            return entry, ()  # publishing answers that the identifier is taken
        moved = bool(row.parent) and row.parent != now.facts.parent
        patch = smallest(now.document, row.data)
        if not moved and not patch:
            return None, ()
        differences = diff(now.document, apply(now.document, patch))
        revised = replace(
            entry, action=Action.REVISE, patch=patch, parent=row.parent if moved else None
        )
        return revised, tuple(differences)

    def _judge(self, planned: dict[int, Planned]) -> None:
        """Turn those that publishing would refuse into refused ones."""
        entries = [plan.entry for plan in planned.values() if plan.entry]
        for number, fault in self._faults(entries):
            at = planned[number]
            planned[number] = replace(
                at,
                outcome=Outcome.REFUSED,
                entry=None,
                faults=(*at.faults, _located(fault, at.row)),
            )
        for at in planned.values() if self.parents else ():
            if at.entry and at.entry.action is Action.REGISTER and at.identifier in self.parents:
                self._carried[at.identifier] = replace(at.entry, place="")

    def _try(self, planned: dict[int, Planned], trials: Sequence[Entry]) -> None:
        """Find what else is wrong with rows that are not published, so that all is told at once.

        What follows from a cell that could not be read, or is asked about, is not told again.
        """
        if not trials:
            return
        known = {
            number: {
                *(fault.pointer for fault in planned[number].faults),
                *(planned[number].row.place(column) for column, _ in planned[number].questions),
            }
            for entry in trials
            if (number := int(path_of(entry.place)[1]))
        }
        others = [plan.entry for plan in planned.values() if plan.entry]
        for number, fault in self._faults([*others, *trials]):
            at = planned[number]
            found = _located(fault, at.row)
            if found.pointer not in known.get(number, {found.pointer}):
                planned[number] = replace(at, outcome=Outcome.REFUSED, faults=(*at.faults, found))

    def _faults(self, entries: Sequence[Entry]) -> list[tuple[int, Fault]]:
        """Return what publishing would say against entries, each with the number of its row.

        A product that gets an identifier only when it is published, and stands below no other, can
        be against its schema and nothing else.
        """
        alone = [entry for entry in entries if not entry.identifier and not entry.parent]
        entries = [
            entry if entry.identifier else replace(entry, identifier=draw(self.actor))
            for entry in entries
            if entry.identifier or entry.parent
        ]
        told = list(_against_schema(alone))
        if entries:
            named = {above for entry in entries for above in _above(entry)}
            carried = [self._carried[parent] for parent in named & self._carried.keys()]
            with transaction.atomic():
                _, refusals = Drafter(self.actor, Histories()).draft([*carried, *entries])
            told += [fault for refusal in refusals for fault in refusal.faults]
        return [
            (int(path[1]), fault)
            for fault in told
            if (path := path_of(fault.pointer))[:1] == ("rows",)
        ]


def _against_schema(entries: Sequence[Entry]) -> Iterator[Fault]:
    by_sector: dict[str, list[Entry]] = {}
    for entry in entries:
        by_sector.setdefault(entry.sector or "", []).append(entry)
    for sector, alike in by_sector.items():
        try:
            judge = validator(latest(sector).digest)
        except Invalid as refusal:
            for entry in alike:
                yield from (replace(f, pointer=entry.place + f.pointer) for f in refusal.faults)
            continue
        for entry in alike:
            for fault in judge.check(dict(entry.patch or {})):
                yield replace(fault, pointer=f"{entry.place}/{DATA}{fault.pointer}")


def _duplicate(row: ReadRow) -> Fault:
    sentence = "An earlier row has the same identifier."
    return Fault("sheet.duplicate", sentence, row.place("identifier"), "Keep one of the rows.")


# It concerns the row and not one of its columns.
_SAME_PRODUCT = (
    "",
    Question(
        "question.same_product",
        "An earlier row stands for the same product, by what tells products apart. Leave one of"
        " them out, or give each an identifier or a model number of its own.",
        (),
    ),
)


def _above(entry: Entry) -> Iterator[str]:
    if entry.parent:
        yield entry.parent
    try:
        above = parse(entry.identifier).parent()
    except Malformed:
        return
    while above is not None:
        yield above.text
        above = above.parent()


def _located(fault: Fault, row: ReadRow) -> Fault:
    """Return a fault of publishing at the column that its value was read from."""
    path = path_of(fault.pointer)[2:]
    if path[:1] == (DATA,):
        return replace(fault, pointer=row.place(row.column_of(path[1:])))
    return replace(fault, pointer=row.place(*path[:1]))


def parents_first(rows: Iterable[ReadRow]) -> Iterator[ReadRow]:
    """Yield the rows such that a parent stands before its children, otherwise in their order."""
    rows = list(rows)
    by_identifier = {row.identifier: row for row in rows if row.identifier}
    if not by_identifier:
        yield from rows
        return
    done: set[int] = set()
    for row in rows:
        waiting = []
        above: ReadRow | None = row
        while above is not None and above.number not in done:
            done.add(above.number)
            waiting.append(above)
            above = _row_above(above, by_identifier)
        yield from reversed(waiting)


def _row_above(row: ReadRow, by_identifier: Mapping[str, ReadRow]) -> ReadRow | None:
    if row.parent or not row.identifier:
        return by_identifier.get(row.parent)
    try:
        above = parse(row.identifier).parent()
    except Malformed:
        return None
    while above is not None and above.text not in by_identifier:
        above = above.parent()
    return by_identifier[above.text] if above else None
