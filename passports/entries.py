"""What goes in and what comes back: the entries of a Change and its acceptance."""

from dataclasses import dataclass
from enum import StrEnum

from domain.chain import Status
from domain.faults import JsonObject


class Action(StrEnum):
    """What an entry does: a first version, a new revision, or a correction of an older one."""

    REGISTER = "register"
    REVISE = "revise"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Entry:
    """One version to be published.

    `identifier` and `parent` are canonical identifier texts. Give either the whole `document` as it
    shall read, merged with all that stands above it, or an RFC 7396 `patch` against what holds now
    (for a first version: against its parent). `sector` is needed for a product without parent only.
    `corrects` is the revision that a correction corrects. `base` is the digest of the version that
    the writer has seen last; another newest version refuses the entry. `place` goes before every
    pointer in faults and says where in the request the entry stands.
    """

    identifier: str
    action: Action = Action.REGISTER
    document: JsonObject | None = None
    patch: JsonObject | None = None
    sector: str | None = None
    parent: str | None = None
    parent_revision: int | None = None
    corrects: int | None = None
    status: Status | None = None
    predecessor: str | None = None
    base: bytes | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """One accepted version: its product, its number and its 32-byte digest."""

    identifier: str
    number: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted Change: its place in the order, its time, and its versions in their order."""

    change_id: int
    seq: int
    at_ms: int
    versions: tuple[Published, ...]
