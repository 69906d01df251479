"""Reading a passport: resolve its chain, cut it to the reader's audiences, tell its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accounts.access import audiences_of
from accounts.actors import Actor
from accounts.organisations import is_economic_operator, public_names
from domain.audiences import Visible, visible
from domain.chain import FOREVER, State, Status, resolve
from domain.changes import Difference, diff
from domain.faults import Fault, JsonObject, Missing
from domain.identifiers import Identifier
from domain.sector_schema import Walk
from ledger.acceptance import head_seq
from ledger.models import Acceptance
from passports.histories import Histories
from passports.schema_registry import by_digest, latest


@dataclass(frozen=True, slots=True)
class Registration:
    """What the registry itself says of a passport. Times are in milliseconds since 1970, UTC.

    `digest` is that of the subject's newest version, `boundary_ms` the acceptance time of the
    newest version that counts: asking `?at=` anything from there on gives the same chain.
    `registrant` answers to the registry for the record; `operator` is the same organisation where
    it has a role of an economic operator, else none is declared.
    """

    identifier: str
    granularity: str
    sector: str
    schema_version: str
    number: int
    revision: int
    status: Status
    operator: str | None
    operator_name: str | None
    registrant: str | None
    registrant_name: str | None
    predecessor: str | None
    chain: tuple[tuple[str, int], ...]
    erased: tuple[tuple[str, int], ...]
    digest: bytes
    boundary_ms: int


@dataclass(frozen=True, slots=True)
class View:
    """One passport as one reader may see it; no shut value is anywhere in it.

    `seq` is the acceptance sequence that all of it was read at. `written` names for each product of
    the chain the members of the document that its own versions wrote. `times` gives the acceptance
    time (ms since 1970, UTC) of each version of the chain, by its sequence.
    """

    identifier: Identifier
    registration: Registration
    visible: Visible
    walk: Walk
    audiences: frozenset[str]
    seq: int
    written: Mapping[str, frozenset[str]] = field(default_factory=dict)
    times: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One accepted version of the chain, told as the differences that the reader may see."""

    product: str
    number: int
    corrects: int | None
    seq: int
    at_ms: int
    reason: str
    differences: tuple[Difference, ...]


def read(identifier: Identifier, actor: Actor | None = None, at_seq: int | None = None) -> View:
    """Return the passport at `identifier` for a reader, as of an acceptance sequence (None: now).

    Access is always that of now. Raises Missing when nothing is registered or nothing was yet.
    """
    histories = Histories()
    seq = head_seq() if at_seq is None else at_seq
    state = _state(identifier, histories, seq)
    now = state if at_seq is None else _state(identifier, histories, FOREVER)
    return _view(identifier, state, histories, _audiences(now, actor), seq)


def read_as(identifier: Identifier, audiences: frozenset[str], at_seq: int | None = None) -> View:
    """Return the passport for a set of audiences that the caller has settled."""
    histories = Histories()
    seq = head_seq() if at_seq is None else at_seq
    return _view(identifier, _state(identifier, histories, seq), histories, audiences, seq)


def history(view: View, newest: int = 20) -> list[Event]:
    """Return the events of the view's chain, newest first, at most `newest` of them.

    Each event is told by comparing what this reader sees after it with what it saw before.
    """
    histories = Histories()
    state = _state(view.identifier, histories, view.seq)
    versions = sorted(
        ((v, level.product) for level in state.levels for v in level.versions),
        key=lambda pair: (pair[0].seq, pair[1], pair[0].number),
        reverse=True,
    )[:newest]
    accepted = _acceptances({version.seq for version, _ in versions})
    seqs = sorted({v.seq for level in state.levels for v in level.versions})
    events = []
    told: set[int] = set()
    for version, product in versions:
        differences: tuple[Difference, ...] = ()
        if version.seq not in told:
            told.add(version.seq)
            before = max((s for s in seqs if s < version.seq), default=0)
            differences = _differences(view, histories, before, version.seq)
        at_ms, reason = accepted[version.seq]
        events.append(
            Event(
                product, version.number, version.corrects, version.seq, at_ms, reason, differences
            )
        )
    return events


def registered(identifiers: Sequence[Identifier]) -> Identifier | None:
    """Return the first of these identifiers that has a passport, or None."""
    histories = Histories()
    histories.load(identifier.text for identifier in identifiers)
    return next((i for i in identifiers if histories.exists(i.text)), None)


def _differences(
    view: View, histories: Histories, before: int, after: int
) -> tuple[Difference, ...]:
    def shown(seq: int) -> JsonObject:
        try:
            state = _state(view.identifier, histories, seq)
        except Missing:
            return {}
        return _visible(state, view.audiences).document

    return tuple(diff(shown(before), shown(after)))


def _state(identifier: Identifier, histories: Histories, seq: int) -> State:
    histories.load([identifier.text])
    try:
        return resolve(identifier.text, histories, at=seq)
    except Missing:
        if histories.exists(identifier.text):
            raise Missing(
                Fault(
                    "passport.not_yet",
                    "There was no passport at this identifier at that time.",
                    "",
                    "Ask for a later time, or leave the time out.",
                )
            ) from None
        raise


def _audiences(state: State, actor: Actor | None) -> frozenset[str]:
    return audiences_of(
        actor,
        operator=state.facts.operator,
        products=tuple(level.product for level in state.levels),
    )


def _visible(state: State, audiences: frozenset[str]) -> Visible:
    today = latest(by_digest(state.root.versions[-1].schema).sector)
    digests = {v.schema for level in state.levels for v in level.versions}
    walks = {digest: by_digest(digest) for digest in digests}
    return visible(state, today, walks, audiences)


def _view(
    identifier: Identifier,
    state: State,
    histories: Histories,
    audiences: frozenset[str],
    seq: int,
) -> View:
    schema = by_digest(state.root.versions[-1].schema)
    today = latest(schema.sector)
    subject = state.subject
    number = max(version.number for version in subject.versions)
    accepted = _acceptances({v.seq for level in state.levels for v in level.versions})
    times = {seq: at_ms for seq, (at_ms, _reason) in accepted.items()}
    registrant = state.facts.operator
    names = public_names(frozenset({registrant})) if registrant else {}
    operator = registrant if registrant and is_economic_operator(registrant) else None
    registration = Registration(
        identifier=identifier.text,
        granularity=identifier.granularity,
        sector=schema.sector,
        schema_version=schema.version,
        number=number,
        revision=subject.revision,
        status=state.status,
        operator=operator,
        operator_name=names.get(operator or ""),
        registrant=registrant,
        registrant_name=names.get(registrant or ""),
        predecessor=state.facts.predecessor,
        chain=tuple((level.product, level.revision) for level in state.levels),
        erased=state.erased,
        digest=histories.digests[identifier.text, number],
        boundary_ms=times[max(times)],
    )
    shown = _visible(state, audiences)
    return View(identifier, registration, shown, today, audiences, seq, written_by(state), times)


def written_by(state: State) -> dict[str, frozenset[str]]:
    """Return for each product of a chain the members of the document that its versions wrote."""
    return {
        level.product: frozenset(name for v in level.versions for name in v.patch or {})
        for level in state.levels
    }


def _acceptances(seqs: set[int]) -> dict[int, tuple[int, str]]:
    """Return {sequence: (time in ms, public reason)}."""
    rows = Acceptance.objects.filter(seq__in=seqs).values_list("seq", "at_ms", "change__reason")
    return {seq: (at_ms, reason) for seq, at_ms, reason in rows}
