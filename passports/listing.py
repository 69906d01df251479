"""Lists of passports, for the pages that lead to them."""

from dataclasses import dataclass
from typing import Any

from domain.audiences import ANYONE, visible
from domain.chain import resolve
from domain.identifiers import Identifier, parse
from domain.sector_schema import Walk
from passports.histories import Histories
from passports.models import Granularity, Product
from passports.schema_registry import by_digest, latest


@dataclass(frozen=True, slots=True)
class Listed:
    """A model as the public sees it; `walk` is the schema that its document is read with."""

    identifier: Identifier
    document: dict[str, Any]
    walk: Walk


def newest_models(count: int) -> list[Listed]:
    """Return the models registered last, newest first; never batches or items, whose numbers are
    found by those who hold them and by nobody else (design section 7).
    """
    products = Product.objects.filter(granularity=Granularity.MODEL)
    accepted = products.exclude(change__acceptance=None).order_by("-pk")
    names = list(accepted.values_list("ident", flat=True)[:count])
    histories = Histories()
    histories.load(names)
    return [_listed(name, histories) for name in names]


def _listed(name: str, histories: Histories) -> Listed:
    state = resolve(name, histories)
    today = latest(by_digest(state.root.versions[-1].schema).sector)
    digests = {version.schema for level in state.levels for version in level.versions}
    walks = {digest: by_digest(digest) for digest in digests}
    return Listed(parse(name), visible(state, today, walks, ANYONE).document, today)
