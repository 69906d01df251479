"""Publishing planned rows, at once or chunk by chunk, with what is learnt of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from accounts.actors import Actor
from domain.faults import Fault, Invalid
from domain.pointers import path_of
from passports.entries import Action
from passports.intake.ancestry import parents_first
from passports.intake.planning import TO_BE_PUBLISHED, Planned, new_entry
from passports.intake.stream import Stream
from passports.models import Outcome, RowIdentity
from passports.own_keys import draw
from passports.publishing import publish

# What one Change and one transaction take; longer files go in chunk by chunk.
MAX_ROWS_AT_ONCE = 20_000
ROWS_IN_A_CHUNK = 1_000
OPEN = (Outcome.REFUSED, Outcome.ASKED)

Judge = Callable[[Sequence[Planned]], Iterable[Fault]]


def _no_faults(planned: Sequence[Planned]) -> Iterable[Fault]:  # noqa: ARG001 - a Judge
    return ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    `identifiers` holds the product of every row that has one now, `activities` the names of
    activity models, `drawn` the own keys of new products, all by row. `open` are the rows that were
    passed over because they are refused or asked about.
    """

    registered: int
    revised: int
    unchanged: int
    repaired: int
    identifiers: Mapping[int, str]
    activities: Mapping[int, str]
    drawn: Mapping[int, str]
    open: tuple[Planned, ...] = ()


@transaction.atomic
def publish_rows(
    actor: Actor, planned: Sequence[Planned], reason: str, key: str | None = None
) -> list[Planned]:
    """Publish the entries among some plans as one Change; return the plans as published.

    Products that brought no identifier are remembered by what tells them apart. Raises what
    `passports.publishing.publish` raises.
    """
    planned = [_drawn(actor, plan) for plan in planned]
    by_number = {p.row.number: p.entry for p in planned}
    in_order = (by_number[row.number] for row in parents_first(p.row for p in planned))
    entries = [entry for entry in in_order if entry]
    if not entries:
        return planned
    publish(actor=actor, reason=reason, entries=entries, key=key)
    RowIdentity.objects.bulk_create(
        [
            RowIdentity(organisation=actor.organisation, key=p.row.key, ident=p.identifier)
            for p in planned
            if p.entry and not p.row.identifier
        ],
        ignore_conflicts=True,
    )
    return planned


def _drawn(actor: Actor, plan: Planned) -> Planned:
    """Return a plan with an identifier and its entry for a product that brought none."""
    if plan.identifier or plan.outcome not in TO_BE_PUBLISHED:
        return plan
    identifier = draw(actor)
    return replace(plan, identifier=identifier, entry=new_entry(plan.row, identifier))


@transaction.atomic
def import_whole(
    *, actor: Actor, stream: Stream, reason: str, judge: Judge = _no_faults
) -> Imported:
    """Import all rows of a file as one Change, all or nothing.

    `judge` finds what else stands in the way of planned rows. Raises Invalid with every fault of
    every row, a question being one. Then nothing was changed.
    """
    rows = stream.rows(MAX_ROWS_AT_ONCE + 1)
    planned = stream.plan(rows)
    found = [*judge(planned), *_too_many(len(rows)), *faults_of(planned)]
    if found:
        raise Invalid(*sorted(found, key=_in_order))
    return _imported(publish_rows(actor, planned, reason))


def import_what_is_ready(
    *, actor: Actor, stream: Stream, reason: str, judge: Judge = _no_faults
) -> Imported:
    """Import what is ready of a file, chunk by chunk, each a Change; tell what was passed over.

    Raises Invalid with what `judge` finds; the chunks before that one stay.
    """
    planned: list[Planned] = []
    while rows := stream.rows(ROWS_IN_A_CHUNK):
        plans = stream.plan(rows)
        if found := [*judge(plans)]:
            raise Invalid(*found)
        planned += publish_rows(actor, plans, reason)
    return _imported(planned)


def faults_of(planned: Sequence[Planned]) -> Iterator[Fault]:
    """Yield what stands in the way of rows, questions as faults, each at its cell."""
    for plan in planned:
        yield from plan.faults
        for column, question in plan.questions:
            place = plan.row.place(column) if column else plan.row.place()
            remedy = "Answer it, or write the cell so that it has one meaning."
            yield Fault(question.code, question.sentence, place, remedy)


def _imported(planned: Sequence[Planned]) -> Imported:
    published = [p for p in planned if p.entry]
    revised = sum(p.entry is not None and p.entry.action is Action.REVISE for p in published)
    settled = [p for p in planned if p.outcome not in (*OPEN, Outcome.LEFT_OUT)]
    return Imported(
        registered=len(published) - revised,
        revised=revised,
        unchanged=sum(p.outcome is Outcome.UNCHANGED for p in planned),
        repaired=sum(p.outcome is Outcome.REPAIRED for p in planned),
        identifiers={p.row.number: p.identifier for p in settled},
        activities={p.row.number: p.row.activity for p in settled},
        drawn={
            p.row.number: p.identifier
            for p in published
            if not p.row.identifier and p.entry and p.entry.action is Action.REGISTER
        },
        open=tuple(p for p in planned if p.outcome in OPEN),
    )


def _too_many(count: int) -> Iterator[Fault]:
    if count > MAX_ROWS_AT_ONCE:
        yield Fault(
            "import.rows",
            f"All or nothing holds for up to {MAX_ROWS_AT_ONCE:,} rows.",
            "/file",
            "Split the file, or choose best effort: it can be repeated without harm.",
        )


def _in_order(fault: Fault) -> tuple[int, str]:
    path = path_of(fault.pointer)
    return (int(path[1]) if path[:1] == ("rows",) else 0, fault.pointer)
