"""What a product shows is a function of its chain: item, batch, variant, model.

Each stores only what differs from what stands above it.

A version is a revision (production changes: it holds for children that name it or come later) or a
correction (the datum was wrong: it holds for everything below that follows the corrected revision).
Patches are RFC 7396 merge patches. Nothing depends on a clock: order is the acceptance sequence.
The rules are those of design section 9, "The chain" and "Time".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from domain.faults import Fault, Invalid, Json, JsonObject, Missing
from domain.pointers import pointer_of

MAX_DEPTH = 4
FOREVER = 2**63 - 1


class Status(IntEnum):
    """Passport status, in order of severity: along a chain the severest holds."""

    ACTIVE = 1
    SUSPENDED = 2
    WITHDRAWN = 3
    ARCHIVED = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """The immutable facts of a version; None says nothing and leaves what held before.

    `parent` and `predecessor` are canonical product identifiers, `operator` an opaque public id.
    """

    parent: str | None = None
    parent_revision: int | None = None
    status: Status | None = None
    operator: str | None = None
    predecessor: str | None = None

    def followed_by(self, later: "Facts") -> "Facts":
        """Return these facts as far as `later` leaves them; a pin moves only with its parent."""
        moved = later.parent is not None
        return Facts(
            parent=later.parent if moved else self.parent,
            parent_revision=later.parent_revision if moved else self.parent_revision,
            status=self.status if later.status is None else later.status,
            operator=self.operator if later.operator is None else later.operator,
            predecessor=self.predecessor if later.predecessor is None else later.predecessor,
        )


@dataclass(frozen=True, slots=True)
class Version:
    """One accepted version of one product.

    `corrects` is None for a revision, else the number of the revision it corrects. `seq` is the
    acceptance sequence. `patch` is None when erased. `schema` is the digest it was written against.
    """

    number: int
    corrects: int | None
    seq: int
    patch: JsonObject | None
    facts: Facts
    schema: bytes = b""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a shown value comes from: product, its distance from the root, version, schema."""

    product: str
    level: int
    number: int
    seq: int
    schema: bytes


Provenance = dict[str, Any]  # mirrors the document; an Origin stands where a leaf stands


@dataclass(frozen=True, slots=True)
class Level:
    """One product of a chain as it enters the fold: `revision` is the newest that counts."""

    product: str
    revision: int
    versions: tuple[Version, ...]
    facts: Facts


@dataclass(frozen=True, slots=True)
class State:
    """A resolved chain: the merged document, where each value comes from, and the facts that hold.

    `levels` runs from the root (model) to the subject. `erased` names (product, number) of versions
    whose payload was erased: their values are missing and the answer has to say so.
    """

    document: dict[str, Any]
    provenance: Provenance
    facts: Facts
    status: Status
    levels: tuple[Level, ...]
    erased: tuple[tuple[str, int], ...]

    @property
    def subject(self) -> Level:
        return self.levels[-1]

    @property
    def root(self) -> Level:
        return self.levels[0]


def in_force(
    versions: Iterable[Version], at: int = FOREVER, revision: int | None = None
) -> Iterator[Version]:
    """Yield the versions that count, in the order in which they fold.

    Revisions 1..`revision` (None: the newest accepted by `at`), each followed at once by its
    corrections in the order of their numbers. A later revision that wrote a path therefore wins.
    """
    accepted = sorted((v for v in versions if v.seq <= at), key=lambda v: v.number)
    corrections: dict[int, list[Version]] = {}
    for version in accepted:
        if version.corrects is not None:
            corrections.setdefault(version.corrects, []).append(version)
    for version in accepted:
        if version.corrects is None and (revision is None or version.number <= revision):
            yield version
            yield from corrections.get(version.number, ())


def resolve(
    subject: str,
    versions_of: Callable[[str], Sequence[Version]],
    at: int = FOREVER,
    revision: int | None = None,
) -> State:
    """Return the state of `subject` at acceptance sequence `at`.

    `versions_of` gives all versions of a product identifier. `revision` asks for an older revision
    of the subject itself. Status and operator of a level are those of its newest version, whichever
    revision a child follows: who answers for a model and whether it was withdrawn holds for every
    item sold. Raises Missing when the subject has no version yet, Invalid for a chain
    that is deeper than four levels or loops.
    """
    levels: list[Level] = []
    product: str | None = subject
    while product is not None:
        if len(levels) == MAX_DEPTH or any(product == level.product for level in levels):
            raise Invalid(_bad_chain(looped=len(levels) < MAX_DEPTH))
        history = versions_of(product)
        versions = tuple(in_force(history, at, revision))
        if not versions:
            raise Missing(Fault("product.unknown", "There is no passport at this identifier."))
        standing = fold_facts(in_force(history, at))
        facts = replace(fold_facts(versions), status=standing.status, operator=standing.operator)
        newest = max(v.number for v in versions if v.corrects is None)
        levels.append(Level(product, newest, versions, facts))
        product, revision = facts.parent, facts.parent_revision
    levels.reverse()
    return _fold(levels)


def fold_facts(versions: Iterable[Version]) -> Facts:
    """Return the facts that hold after these versions, in this order."""
    facts = Facts()
    for version in versions:
        facts = facts.followed_by(version.facts)
    return facts


def _fold(levels: Sequence[Level]) -> State:
    document: dict[str, Any] = {}
    provenance: Provenance = {}
    erased: list[tuple[str, int]] = []
    facts = Facts()
    status = Status.ACTIVE
    for depth, level in enumerate(levels):
        facts = facts.followed_by(level.facts)
        status = max(status, level.facts.status or Status.ACTIVE)
        for version in level.versions:
            if version.patch is None:
                erased.append((level.product, version.number))
                continue
            origin = Origin(level.product, depth, version.number, version.seq, version.schema)
            _merge(document, provenance, version.patch, origin)
    facts = replace(facts, predecessor=levels[-1].facts.predecessor, status=status)
    return State(document, provenance, facts, status, tuple(levels), tuple(erased))


def _merge(
    document: dict[str, Any], provenance: Provenance, patch: JsonObject, origin: Origin
) -> None:
    for name, value in patch.items():
        if value is None:
            document.pop(name, None)
            provenance.pop(name, None)
        elif isinstance(value, dict):
            if not isinstance(document.get(name), dict):
                document[name], provenance[name] = {}, {}
            _merge(document[name], provenance[name], value, origin)
        else:
            document[name], provenance[name] = value, origin


def apply(document: JsonObject, patch: JsonObject) -> dict[str, Any]:
    """Return `document` with the merge patch applied (RFC 7396); neither argument is changed."""
    result: dict[str, Any] = dict(document)
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict):
            below = result.get(name)
            result[name] = apply(below if isinstance(below, dict) else {}, value)
        else:
            result[name] = value
    return result


def diff_to_patch(document: JsonObject, wanted: JsonObject) -> dict[str, Any]:
    """Return the smallest merge patch that turns `document` into `wanted`.

    Equal values are left out, so that they go on following the parent. Raises Invalid when `wanted`
    holds a null, which a document must not (design section 9): it could not be told from a removal.
    """
    patch: dict[str, Any] = {name: None for name in document if name not in wanted}
    _differences(document, wanted, patch, "")
    return patch


def _differences(
    document: JsonObject, wanted: JsonObject, patch: dict[str, Any], pointer: str
) -> None:
    for name, value in wanted.items():
        place = pointer + pointer_of((name,))
        if value is None:
            raise Invalid(
                Fault(
                    "document.null",
                    "A document cannot hold null.",
                    place,
                    "Leave the member out; to remove a value, send a merge patch.",
                )
            )
        held = document.get(name)
        if isinstance(value, dict):
            below: dict[str, Any] = {}
            if isinstance(held, dict):
                below.update({k: None for k in held if k not in value})
            _differences(held if isinstance(held, dict) else {}, value, below, place)
            if below or not isinstance(held, dict):
                patch[name] = below
        elif name not in document or not same(held, value):
            patch[name] = value


def smallest(document: JsonObject, patch: JsonObject) -> dict[str, Any]:
    """Return `patch` without what it would not change in `document`.

    Equal to `diff_to_patch(document, apply(document, patch))`, at the cost of the patch alone.
    """
    needed: dict[str, Any] = {}
    for name, value in patch.items():
        held = document.get(name)
        if value is None:
            if name in document:
                needed[name] = None
        elif isinstance(value, dict):
            below = smallest(held if isinstance(held, dict) else {}, value)
            if below or not isinstance(held, dict):
                needed[name] = below
        elif name not in document or not same(held, value):
            needed[name] = value
    return needed


def same(one: Json, other: Json) -> bool:
    """Whether two JSON values are equal; unlike Python's ==, true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(v, other[k]) for k, v in one.items())
    return one == other


def origin_of(provenance: Mapping[str, Any] | Origin) -> Origin | None:
    """Return the newest origin at or below a place of a provenance tree, or None below nothing."""
    if isinstance(provenance, Origin):
        return provenance
    below = [origin for part in provenance.values() if (origin := origin_of(part)) is not None]
    return max(below, key=lambda origin: (origin.level, origin.seq, origin.number), default=None)


def _bad_chain(*, looped: bool) -> Fault:
    if looped:
        return Fault(
            "chain.loop",
            "The product would be its own parent.",
            "/parent",
            "Name a parent that does not stand below this product.",
        )
    return Fault(
        "chain.depth",
        f"A chain of products has at most {MAX_DEPTH} levels.",
        "/parent",
        "Attach the product to a higher level.",
    )
