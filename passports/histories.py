"""The versions of products and of all that stands above them, in as few queries as levels."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from domain.chain import Facts, Status, Version
from passports import models

IN_ONE_QUERY = 5_000

COLUMNS = (
    "product__ident",
    "number",
    "corrects",
    "change__acceptance__seq",
    "payload__patch",
    "parent__ident",
    "parent_revision",
    "status",
    "operator__public_id",
    "predecessor__ident",
    "schema__digest",
    "digest",
)


@dataclass
class Histories:
    """Versions by product identifier; calling it gives what `domain.chain.resolve` asks for.

    `digests` holds (product, number) -> digest. Versions that are about to be accepted can be
    added, so that one Change may hold a model and its items.
    """

    digests: dict[tuple[str, int], bytes] = field(default_factory=dict)
    _versions: dict[str, list[Version]] = field(default_factory=dict)

    def __call__(self, product: str) -> list[Version]:
        if product not in self._versions:
            self.load([product])
        return self._versions[product]

    def load(self, products: Iterable[str]) -> None:
        """Load these products and, level by level, the parents that any of their versions names."""
        wanted = {product for product in products if product not in self._versions}
        while wanted:
            above: set[str] = set()
            for some in _portions(sorted(wanted)):
                above |= self._load(some)
            wanted = {parent for parent in above if parent not in self._versions}

    def forget(self) -> None:
        """Forget everything, to read it again behind a lock."""
        self._versions.clear()
        self.digests.clear()

    def products(self) -> set[str]:
        """Return all products whose versions are known, those above included."""
        return {product for product, versions in self._versions.items() if versions}

    def add(self, product: str, version: Version, digest: bytes) -> None:
        """Count a version that is about to be accepted."""
        self._versions.setdefault(product, []).append(version)
        self.digests[product, version.number] = digest

    def exists(self, product: str) -> bool:
        """Whether the product has any accepted or added version."""
        return bool(self(product))

    def last_number(self, product: str) -> int:
        """Return the highest version number of a product, 0 without any."""
        return max((version.number for version in self(product)), default=0)

    def _load(self, products: list[str]) -> set[str]:
        for product in products:
            self._versions.setdefault(product, [])
        rows = (
            models.Version.objects.filter(product__ident__in=products)
            .exclude(change__acceptance=None)
            .order_by("product_id", "number")
            .values_list(*COLUMNS)
        )
        parents: set[str] = set()
        for ident, number, corrects, seq, patch, *facts, schema, digest in rows:
            parent = facts[0]
            version = Version(
                number,
                corrects,
                seq,
                None if patch is None else orjson.loads(bytes(patch)),
                _facts(*facts),
                bytes(schema),
            )
            self.add(ident, version, bytes(digest))
            if parent is not None:
                parents.add(parent)
        return parents


def _portions(products: list[str]) -> Iterable[list[str]]:
    for start in range(0, len(products), IN_ONE_QUERY):
        yield products[start : start + IN_ONE_QUERY]


def _facts(
    parent: str | None,
    parent_revision: int | None,
    status: int | None,
    operator: str | None,
    predecessor: str | None,
) -> Facts:
    return Facts(parent, parent_revision, Status(status) if status else None, operator, predecessor)
