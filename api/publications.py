"""Request bodies that publish passports, as entries of a Change.

Nothing is decided here: what is unknown, missing or of the wrong type is a fault, all are found at
once, and their pointers lead into the request body. What publishing finds in the data stands below
/data, as in the passport that it would become, also where a patch was sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from api.envelope_reader import EnvelopeReader
from domain.body_reader import Place
from domain.chain import Status
from domain.faults import Fault, Json, Refusal
from domain.pointers import pointer_of
from passports.entries import Action, Entry

REGISTERED = "Registered."
REVISED = "Revised."
STATUSES = {status.name.lower(): status for status in Status}
FACTS = ("parent", "parent_revision", "status", "predecessor")
CONTENT = ("data", "patch")
MAX_ENTRIES = 1_000
# What an entry of each action must have, and what it may have beside content and facts.
MEMBERS: dict[Action, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Action.REGISTER: ((), ("identifier", "sector", "activity")),
    Action.REVISE: (("identifier", "base"), ()),
    Action.CORRECT: (("identifier", "corrects"), ("base",)),
}


@dataclass(frozen=True, slots=True)
class Publication:
    """A Change as a request asks for it; `activities` maps identifiers to activity models.

    `places` says where in the request the activity model of an identifier stands.
    """

    reason: str
    entries: tuple[Entry, ...]
    activities: dict[str, Json] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def publication(body: Json, draw: Callable[[int], str]) -> Publication:
    """Read one registration, or {"entries": [...], "reason"} with up to 1,000 entries.

    `draw` gives an identifier for the n-th entry, for those that bring none. Raises Invalid.
    """
    if isinstance(body, dict) and "entries" in body:
        return _several(body, draw)
    reader = EnvelopeReader()
    _, also = MEMBERS[Action.REGISTER]
    members = reader.record(body, (), required=(), optional=("reason", *also, *CONTENT, *FACTS))
    reason = reader.filled(members, "reason", otherwise=REGISTERED)
    read = Publication(reason, (_entry(reader, members, (), Action.REGISTER, partial(draw, 0)),))
    _take_activity(reader, members, (), read, read.entries[0].identifier)
    reader.finish()
    return read


def revision(body: Json, identifier: str, base: bytes, *, whole: bool) -> Publication:
    """Read a revision. With `whole` the body has to hold all `data`, else a `patch` or facts.

    `base` is the digest of the version that the writer has seen. Raises Invalid.
    """
    reader = EnvelopeReader()
    members = reader.record(
        body,
        (),
        required=("data",) if whole else (),
        optional=("reason", *FACTS) if whole else ("reason", "patch", *FACTS),
    )
    entry = _entry(reader, members, (), Action.REVISE, lambda: identifier)
    reason = reader.filled(members, "reason", otherwise=REVISED)
    reader.finish()
    return Publication(reason, (replace(entry, base=base),))


def merge_patch(body: Json, identifier: str, base: bytes) -> Publication:
    """Read a body that is itself the RFC 7396 patch of the data. Raises Invalid."""
    reader = EnvelopeReader()
    patch = reader.mapping(body, ())
    reader.finish()
    return Publication(REVISED, (Entry(identifier, Action.REVISE, patch=patch, base=base),))


def correction(body: Json, identifier: str, base: bytes | None) -> Publication:
    """Read a correction of one revision, with its public reason. Raises Invalid."""
    reader = EnvelopeReader()
    members = reader.record(body, (), required=("corrects", "reason"), optional=(*CONTENT, *FACTS))
    entry = _entry(reader, members, (), Action.CORRECT, lambda: identifier)
    reason = reader.filled(members, "reason")
    reader.finish()
    return Publication(reason, (replace(entry, base=base),))


def placed(refusal: Refusal, places: Mapping[str, str]) -> Refusal:
    """Return a refusal whose faults in activity models lead into the request (`places`)."""
    prefixes = {pointer_of(("activities", name)): place for name, place in places.items()}

    def at(fault: Fault) -> Fault:
        for prefix, place in prefixes.items():
            if fault.pointer == prefix or fault.pointer.startswith(prefix + "/"):
                return replace(fault, pointer=place + fault.pointer.removeprefix(prefix))
        return fault

    return type(refusal)(*map(at, refusal.faults))


def _several(body: Json, draw: Callable[[int], str]) -> Publication:
    reader = EnvelopeReader()
    members = reader.record(body, (), required=("entries", "reason"))
    read = Publication(reader.filled(members, "reason"), ())
    entries = []
    for number, value in enumerate(reader.sequence(members, "entries", (), MAX_ENTRIES)):
        at = ("entries", str(number))
        given = reader.mapping(value, at)
        name = reader.one_of(given, "action", at, [action.value for action in Action])
        action = Action(name) if name else Action.REGISTER
        required, also = MEMBERS[action]
        reader.record(
            dict(given), at, required=required, optional=("action", *also, *CONTENT, *FACTS)
        )
        entries.append(_entry(reader, given, at, action, partial(draw, number)))
        _take_activity(reader, given, at, read, entries[-1].identifier)
    reader.finish()
    return replace(read, entries=tuple(entries))


def _entry(
    reader: EnvelopeReader,
    members: Mapping[str, Any],
    at: Place,
    action: Action,
    otherwise: Callable[[], str],
) -> Entry:
    if "data" in members and "patch" in members:
        reader.note(
            "data_and_patch",
            (*at, "patch"),
            "The whole data and a patch cannot both hold.",
            "Send one of them.",
        )
    return Entry(
        identifier=reader.identifier(members, "identifier", at) or otherwise(),
        action=action,
        document=reader.record_or_none(members, "data", at),
        patch=reader.record_or_none(members, "patch", at),
        sector=reader.text(members, "sector", at) or None,
        parent=reader.identifier(members, "parent", at),
        parent_revision=reader.count(members, "parent_revision", at),
        corrects=reader.count(members, "corrects", at),
        status=STATUSES.get(reader.one_of(members, "status", at, list(STATUSES))),
        predecessor=reader.identifier(members, "predecessor", at),
        base=reader.digest(members, "base", at),
        place=pointer_of(at),
    )


def _take_activity(
    reader: EnvelopeReader,
    members: Mapping[str, Any],
    at: Place,
    read: Publication,
    identifier: str,
) -> None:
    if "activity" not in members:
        return
    if identifier in read.activities:
        reader.note(
            "unique",
            (*at, "activity"),
            "An earlier entry gives an activity model for the same product.",
            "Keep one of them.",
        )
    read.activities[identifier] = members["activity"]
    read.places[identifier] = pointer_of((*at, "activity"))
