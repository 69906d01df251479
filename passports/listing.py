"""Lists of passports, for the pages that lead to them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from domain.audiences import ANYONE, visible
from domain.chain import resolve
from domain.identifiers import Identifier, parse
from domain.sector_schema import Walk
from passports.histories import Histories
from passports.models import Granularity, Product, Version
from passports.schema_registry import by_digest, latest


@dataclass(frozen=True, slots=True)
class Listed:
    """A model as the public sees it; `walk` is the schema that its document is read with."""

    identifier: Identifier
    document: dict[str, Any]
    walk: Walk


def newest_models(count: int) -> list[Listed]:
    """Return the models registered last, newest first.

    Never batches or items: their numbers are found by those who hold them (design section 7).
    """
    names = [identifier.text for identifier in newest_identifiers(count)]
    histories = Histories()
    histories.load(names)
    return [_listed(name, histories) for name in names]


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


def _listed(name: str, histories: Histories) -> Listed:
    state = resolve(name, histories)
    today = latest(by_digest(state.root.versions[-1].schema).sector)
    digests = {version.schema for level in state.levels for version in level.versions}
    walks = {digest: by_digest(digest) for digest in digests}
    return Listed(parse(name), visible(state, today, walks, ANYONE).document, today)
