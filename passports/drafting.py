"""Turns entries into versions, in memory: identify, find the parent, cut to size, validate."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from accounts.actors import Actor
from accounts.claims import unclaimed
from domain.chain import Facts, State, Version, diff_to_patch, resolve, smallest
from domain.faults import (
    Conflict,
    Forbidden,
    Invalid,
    JsonObject,
    Missing,
    Refusal,
    Stale,
)
from domain.identifiers import Identifier, registrable
from domain.sector_schema import Walk
from ledger.bulk import lock_existing
from passports import words
from passports.entries import Action, Entry
from passports.histories import Histories
from passports.judging import Judge
from passports.models import Product
from passports.reach import broken_by_correction
from passports.schema_registry import by_digest, latest

PENDING_SEQ = 2**62  # later than every accepted version, earlier than "for ever"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A version ready to be written."""

    product: str
    granularity: str
    version: Version
    walk: Walk


@dataclass
class Drafter:
    """Drafts the entries of one Change; each sees the drafts before it."""

    actor: Actor
    histories: Histories
    _states: dict[str, dict[int | None, State]] = field(default_factory=dict)
    _absent: set[str] = field(default_factory=set)
    _lineages: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict)
    _walks: dict[bytes, Walk] = field(default_factory=dict)
    _judge: Judge = field(default_factory=Judge)

    def draft(self, entries: Sequence[Entry]) -> tuple[list[Drafted], list[Refusal]]:
        """Return the drafts, and a refusal for each entry that has faults."""
        refusals: list[Refusal] = []
        named = self._identify(entries, refusals)
        foreign = unclaimed(self.actor, (identifier for _, identifier in named))
        self._load(named)
        drafted = []
        for entry, identifier in named:
            try:
                if entry.action is Action.REGISTER and identifier in foreign:
                    raise Forbidden(words.unclaimed())
                drafted.append(self._draft(entry, identifier))
            except Refusal as refusal:
                refusals.append(_at(entry.place, refusal))
        return drafted, refusals

    def _identify(
        self, entries: Sequence[Entry], refusals: list[Refusal]
    ) -> list[tuple[Entry, Identifier]]:
        named = []
        for entry in entries:
            try:
                named.append((entry, registrable(entry.identifier)))
            except Refusal as refusal:
                faults = (replace(f, pointer="/identifier" + f.pointer) for f in refusal.faults)
                refusals.append(_at(entry.place, Invalid(*faults)))
        return named

    def _load(self, named: Sequence[tuple[Entry, Identifier]]) -> None:
        products = {identifier.text for _, identifier in named}
        for entry, identifier in named:
            products.update(self._above(identifier))
            if entry.parent is not None:
                products.add(entry.parent)
        # Locked with all that stands above them, each time in one order, so that a correction and
        # a new child or revision below it queue up; what was read before the lock is read again.
        locked: set[str] = set()
        existing: list[str] = []
        while not products <= locked:
            locked = set(products)
            existing = lock_existing(Product, "ident", products)
            self.histories.forget()
            self.histories.load(existing)
            products |= self.histories.products()
        self._absent = products.difference(existing)

    def _above(self, identifier: Identifier) -> tuple[str, ...]:
        """Return what an address names above its product, the nearest first.

        Thousands of items stand below the same: their ancestors are made once.
        """
        place = (identifier.key, identifier.depth, identifier.qualifiers[:-1])
        if place not in self._lineages:
            lineage = []
            above = identifier.parent()
            while above is not None:
                lineage.append(above.text)
                above = above.parent()
            self._lineages[place] = tuple(lineage)
        return self._lineages[place]

    def _exists(self, product: str) -> bool:
        return product not in self._absent and self.histories.exists(product)

    def _draft(self, entry: Entry, identifier: Identifier) -> Drafted:
        product = identifier.text
        is_first = entry.action is Action.REGISTER
        if is_first:
            if identifier.scheme == "gs1" and identifier.granularity == "item":
                _must_be_bare(identifier)
            if self._exists(product):
                raise Conflict(words.taken())
            facts, base = self._first(entry, identifier)
        else:
            facts, base = self._next(entry, product)
        walk = self._walk(entry, base)
        document: JsonObject = {} if base is None else base.document
        patch = _patch(entry, document)
        if not is_first and not patch and not _says_something(entry):
            raise Invalid(words.unchanged())
        number = 1 if is_first else self.histories.last_number(product) + 1
        version = Version(number, entry.corrects, PENDING_SEQ, patch, facts, walk.digest)
        if faults := self._judge.faults(walk, base, patch):
            raise Invalid(*(replace(f, pointer="/data" + f.pointer) for f in faults))
        self.histories.add(product, version, b"")
        self._absent.discard(product)
        self._states.pop(product, None)
        if entry.action is Action.CORRECT:
            self._states.clear()
            self._check_reach(entry, product)
        return Drafted(product, identifier.granularity, version, walk)

    def _first(self, entry: Entry, identifier: Identifier) -> tuple[Facts, State | None]:
        above = self._registered_above(identifier)
        if above is not None and self._state(above).facts.operator != self.actor.organisation:
            raise Forbidden(words.below_another())
        parent = entry.parent or above
        if parent is None:
            if entry.sector is None:
                raise Invalid(words.no_sector())
            facts = Facts(
                status=entry.status,
                operator=self.actor.organisation,
                predecessor=self._predecessor(entry),
            )
            return facts, None
        base = self._parent_state(parent, entry.parent_revision)
        facts = Facts(
            parent, base.subject.revision, entry.status, predecessor=self._predecessor(entry)
        )
        return facts, base

    def _next(self, entry: Entry, product: str) -> tuple[Facts, State]:
        if not self._exists(product):
            raise Missing(words.unknown())
        now = self._state(product)
        if now.facts.operator != self.actor.organisation:
            raise Missing(words.unknown())
        newest = self.histories.last_number(product)
        if entry.base is not None and entry.base != self.histories.digests[product, newest]:
            raise Stale(words.stale())
        revision = None
        if entry.action is Action.CORRECT:
            revision = self._corrected(entry, product)
            now = self._state(product, revision)
        facts = Facts(status=entry.status, predecessor=self._predecessor(entry))
        held = now.facts.parent
        if (entry.parent or held) == held and entry.parent_revision is None:
            # Left out, the pin goes on as it is, and follows a correction of where it was set.
            return facts, now
        above = self._parent_state(entry.parent or held or "", entry.parent_revision)
        parent, pin = above.subject.product, above.subject.revision
        facts = replace(facts, parent=parent, parent_revision=pin)
        return facts, self._moved(product, revision, parent, pin)

    def _corrected(self, entry: Entry, product: str) -> int:
        revisions = {v.number for v in self.histories(product) if v.corrects is None}
        if entry.corrects not in revisions:
            raise Invalid(words.no_such_revision(sorted(revisions)))
        return entry.corrects

    def _moved(self, product: str, revision: int | None, parent: str, pin: int) -> State:
        """Return the product's state as it would read under another parent or parent revision."""
        pinned = Facts(parent=parent, parent_revision=pin)
        moving = Version(self.histories.last_number(product) + 1, revision, PENDING_SEQ, {}, pinned)
        versions = [*self.histories(product), moving]
        return resolve(
            product, lambda p: versions if p == product else self.histories(p), revision=revision
        )

    def _registered_above(self, identifier: Identifier) -> str | None:
        return next(filter(self._exists, self._above(identifier)), None)

    def _parent_state(self, parent: str, revision: int | None) -> State:
        if not self._exists(parent):
            raise Invalid(words.no_parent())
        if revision is not None and not any(
            v.number == revision and v.corrects is None for v in self.histories(parent)
        ):
            raise Invalid(words.no_parent_revision())
        state = self._state(parent, revision)
        if state.facts.operator != self.actor.organisation:
            raise Invalid(words.no_parent())
        return state

    def _predecessor(self, entry: Entry) -> str | None:
        if entry.predecessor is not None and not self._exists(entry.predecessor):
            raise Invalid(words.no_predecessor())
        return entry.predecessor

    def _state(self, product: str, revision: int | None = None) -> State:
        states = self._states.setdefault(product, {})
        if revision not in states:
            states[revision] = resolve(product, self.histories, revision=revision)
        return states[revision]

    def _walk(self, entry: Entry, base: State | None) -> Walk:
        """Return the schema that judges: the model's own; a revision of a model takes today's."""
        if base is None:
            return latest(entry.sector or "")
        digest = base.root.versions[-1].schema
        if digest not in self._walks:
            self._walks[digest] = by_digest(digest)
        walk = self._walks[digest]
        if entry.sector is not None and entry.sector != walk.sector:
            raise Invalid(words.other_sector(walk.sector))
        is_root = base.subject.product == entry.identifier and base.facts.parent is None
        return latest(walk.sector) if is_root and entry.action is Action.REVISE else walk

    def _check_reach(self, entry: Entry, product: str) -> None:
        faults = broken_by_correction(self.histories, product, entry.corrects or 0)
        if faults:
            raise Conflict(*faults)


def _must_be_bare(identifier: Identifier) -> None:
    if len(identifier.qualifiers) > 1:
        raise Invalid(words.mixed())


def _patch(entry: Entry, document: JsonObject) -> JsonObject:
    if entry.document is not None:
        return diff_to_patch(document, entry.document)
    return smallest(document, entry.patch or {})


def _says_something(entry: Entry) -> bool:
    facts = (entry.parent, entry.parent_revision, entry.status, entry.predecessor)
    return any(fact is not None for fact in facts)


def _at(place: str, refusal: Refusal) -> Refusal:
    return type(refusal)(*(replace(f, pointer=place + f.pointer) for f in refusal.faults))
