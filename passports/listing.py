"""Lists of passports, for the pages that lead to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from domain.audiences import ANYONE, visible
from domain.chain import State, Status, resolve
from domain.identifiers import Identifier, parse
from domain.sector_schema import Walk
from ledger.models import Acceptance
from passports.histories import Histories
from passports.models import Granularity, Product, Version
from passports.reading import written_by
from passports.schema_registry import by_digest, latest


@dataclass(frozen=True, slots=True)
class Listed:
    """A model as the public sees it; `walk` is the schema that its document is read with.

    `changed_ms` is when the newest version of its chain was accepted. `written` names for each
    product of the chain the members of the document that its own versions wrote.
    """

    identifier: Identifier
    document: dict[str, Any]
    walk: Walk
    status: Status
    chain: tuple[tuple[str, int], ...]
    written: Mapping[str, frozenset[str]]
    changed_ms: int


def newest_models(count: int) -> list[Listed]:
    """Return the models registered last, newest first.

    Never batches or items: their numbers are found by those who hold them (design section 7).
    """
    return listed([identifier.text for identifier in newest_identifiers(count)])


def listed(names: Iterable[str]) -> list[Listed]:
    """Return these products (canonical texts) as the public sees them, in few queries for all."""
    histories = Histories()
    wanted = list(names)
    histories.load(wanted)
    states = [resolve(name, histories) for name in wanted]
    newest = [max(v.seq for level in state.levels for v in level.versions) for state in states]
    times = dict(Acceptance.objects.filter(seq__in=newest).values_list("seq", "at_ms"))
    return [
        _listed(name, state, times[seq])
        for name, state, seq in zip(wanted, states, newest, strict=True)
    ]


def newest_identifiers(count: int) -> list[Identifier]:
    """Return the identifiers of the models registered last, newest first."""
    products = Product.objects.filter(granularity=Granularity.MODEL)
    accepted = products.exclude(change__acceptance=None).order_by("-pk")
    return [parse(ident) for ident in accepted.values_list("ident", flat=True)[:count]]


def registered_by(operator: str, granularity: Granularity, count: int) -> list[Identifier]:
    """Return the newest identifiers of an operator (public id), for that operator's own eyes."""
    roots = Version.objects.filter(operator__public_id=operator).values("product_id")
    below = Version.objects.filter(parent_id__in=roots).values("product_id")
    lowest = Version.objects.filter(parent_id__in=below).values("product_id")
    products = Product.objects.filter(
        Q(pk__in=roots) | Q(pk__in=below) | Q(pk__in=lowest), granularity=granularity
    )
    accepted = products.exclude(change__acceptance=None).order_by("-pk")
    return [parse(ident) for ident in accepted.values_list("ident", flat=True)[:count]]


def _listed(name: str, state: State, changed_ms: int) -> Listed:
    today = latest(by_digest(state.root.versions[-1].schema).sector)
    digests = {version.schema for level in state.levels for version in level.versions}
    walks = {digest: by_digest(digest) for digest in digests}
    return Listed(
        identifier=parse(name),
        document=visible(state, today, walks, ANYONE).document,
        walk=today,
        status=state.status,
        chain=tuple((level.product, level.revision) for level in state.levels),
        written=written_by(state),
        changed_ms=changed_ms,
    )
