"""What each row of a file asks for, compared with what holds now: the plan, nothing written.

Rows come in chunks. A row is judged as publishing would judge it, so that what is ready is
accepted when it is published, unless something has changed in between.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from accounts.actors import Actor
from domain.cells.reading import Question
from domain.chain import apply, resolve, smallest
from domain.changes import Difference, diff
from domain.faults import Fault, Invalid
from domain.pointers import path_of
from passports.drafting import Drafter
from passports.entries import Action, Entry
from passports.histories import Histories
from passports.intake.ancestry import above, parents_first
from passports.intake.rows import ReadRow
from passports.models import Outcome, RowIdentity
from passports.own_keys import draw
from passports.schema_registry import latest, validator

DATA = "data"
TO_BE_PUBLISHED = frozenset({Outcome.READY, Outcome.REPAIRED})


# Not frozen, as its rows are not: setting up a frozen one takes three times as long.
@dataclass(slots=True)
class Planned:
    """A row with what becomes of it.

    `identifier` is the product's, "" where the row brings none and is not known: one is drawn when
    it is published. `entry` is what would be published, None for rows of which nothing is, and for
    a product that stands below no other until it has its identifier. `differences` compare with
    what is stored; a new product has none. `questions` stand with their columns, `faults` at
    /rows/<row>/<column>.
    """

    row: ReadRow
    outcome: Outcome
    identifier: str
    entry: Entry | None = None
    differences: tuple[Difference, ...] = ()
    questions: tuple[tuple[str, Question], ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_unnamed(self) -> bool:
        """Whether a product is to be published that has no identifier yet, and so no entry."""
        return self.entry is None and self.outcome in TO_BE_PUBLISHED and not self.identifier


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
        self._try(planned, histories)
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
        outcome = Outcome.REPAIRED if row.is_repaired else Outcome.READY
        if _stands_alone(row, identifier):
            return Planned(row, outcome, identifier)
        entry, differences = self._entry(row, identifier, histories)
        outcome = outcome if entry else Outcome.UNCHANGED
        return Planned(row, outcome, identifier, entry, differences)

    def _entry(
        self, row: ReadRow, identifier: str, histories: Histories
    ) -> tuple[Entry | None, tuple[Difference, ...]]:
        entry = new_entry(row, identifier)
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
        alone = [plan.row for plan in planned.values() if plan.is_unnamed]
        for number, fault in self._faults(entries, alone):
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

    def _try(self, planned: dict[int, Planned], histories: Histories) -> None:
        """Find what else is wrong with rows that are not published, so that all is told at once.

        What follows from a cell that could not be read, or is asked about, is not told again.
        """
        tried = [
            p for p in planned.values() if (p.row.faults or p.row.questions) and not p.row.left_out
        ]
        if not tried:
            return
        known = {
            p.row.number: {
                *(fault.pointer for fault in p.faults),
                *(p.row.place(column) for column, _ in p.questions),
            }
            for p in tried
        }
        alone = [p.row for p in tried if _stands_alone(p.row, p.identifier)]
        entries = [
            self._entry(p.row, p.identifier, histories)[0]
            for p in tried
            if not _stands_alone(p.row, p.identifier)
        ]
        # Those that are published stand before them: they may be their parents.
        others = [p.entry for p in planned.values()] if entries else []
        for number, fault in self._faults([e for e in (*others, *entries) if e], alone):
            at = planned[number]
            found = _located(fault, at.row)
            if found.pointer not in known.get(number, {found.pointer}):
                planned[number] = replace(at, outcome=Outcome.REFUSED, faults=(*at.faults, found))

    def _faults(
        self, entries: Sequence[Entry], alone: Sequence[ReadRow]
    ) -> list[tuple[int, Fault]]:
        """Return what publishing would say against entries and rows that stand alone, by row.

        The latter can be against their schema and nothing else.
        """
        told = list(_against_schema(alone))
        if entries:
            named = {name for e in entries for name in (e.parent, *above(e.identifier)) if name}
            carried = [self._carried[parent] for parent in named & self._carried.keys()]
            drawn = [
                e if e.identifier else replace(e, identifier=draw(self.actor)) for e in entries
            ]
            with transaction.atomic():
                _, refusals = Drafter(self.actor, Histories()).draft([*carried, *drawn])
            told += [fault for refusal in refusals for fault in refusal.faults]
        return [
            (int(path[1]), fault)
            for fault in told
            if (path := path_of(fault.pointer))[:1] == ("rows",)
        ]


def _stands_alone(row: ReadRow, identifier: str) -> bool:
    """Whether a product is a new one, named when it is published, and below no other."""
    return not identifier and not row.parent


def new_entry(row: ReadRow, identifier: str) -> Entry:
    """Return the entry that registers the product of a row under an identifier."""
    return Entry(
        identifier,
        patch=row.data,
        sector=row.sector or None,
        parent=row.parent or None,
        place=row.place(),
    )


def _against_schema(rows: Sequence[ReadRow]) -> Iterator[Fault]:
    by_sector: dict[str, list[ReadRow]] = {}
    for row in rows:
        by_sector.setdefault(row.sector, []).append(row)
    for sector, alike in by_sector.items():
        try:
            judge = validator(latest(sector).digest)
        except Invalid as refusal:
            for row in alike:
                yield from (replace(f, pointer=row.place() + f.pointer) for f in refusal.faults)
            continue
        for row in alike:
            for fault in judge.check(row.data):
                yield replace(fault, pointer=f"{row.place()}/{DATA}{fault.pointer}")


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


def _located(fault: Fault, row: ReadRow) -> Fault:
    """Return a fault of publishing at the column that its value was read from."""
    path = path_of(fault.pointer)[2:]
    if path[:1] == (DATA,):
        return replace(fault, pointer=row.place(row.column_of(path[1:])))
    return replace(fault, pointer=row.place(*path[:1]))
