"""The keys that identify a product here, and what may qualify them: a table.

Another GS1 key is another row: its component, the orders in which its qualifiers may stand in a
path, and the levels under which a passport is found.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Literal, TypeAlias

from domain.identifiers import formats, own
from domain.identifiers.formats import Format

Granularity: TypeAlias = Literal["model", "batch", "item"]
Ais: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """One Application Identifier of a path: its value, and how fine it tells products apart.

    `name` serves in sentences, `code` begins the codes of its faults. `padded` lists lengths of
    shorter forms that become the full one by zeros in front.
    """

    ai: str
    name: str
    code: str
    format: Format
    granularity: Granularity
    padded: tuple[int, ...] = ()


@dataclass(frozen=True)
class Key:
    """A key with its qualifiers.

    `orders` holds the sequences of qualifiers that a path may have; each may be left out. `levels`
    holds the sets of qualifiers that name something to be found, the most specific first (GS1
    Resolver 1.2, section 2.5.9); the key alone is the last. `read` forgives what people mistype.
    """

    scheme: str
    component: Component
    orders: tuple[Ais, ...]
    levels: tuple[Ais, ...]
    read: Callable[[str], str] = str

    @cached_property
    def qualifiers(self) -> Mapping[str, Component]:
        return {ai: _QUALIFIERS[ai] for order in self.orders for ai in order}

    @cached_property
    def sequences(self) -> frozenset[Ais]:
        return frozenset(
            kept
            for order in self.orders
            for count in range(len(order) + 1)
            for kept in combinations(order, count)
        )

    @cached_property
    def text_prefix(self) -> str:
        ai = self.component.ai
        return f"{self.scheme}:" if ai == self.scheme else f"{self.scheme}:{ai}/"

    @cached_property
    def path_prefix(self) -> str:
        return f"/{self.component.ai}/"


# Browsers and proxies take a segment of one or two dots, escaped or not, out of an address (RFC
# 3986, section 5.2.4), which would then name another product.
QUALIFIER = replace(formats.of("X..20"), check=lambda value: value not in {".", ".."})

OWN = Format(
    "13 characters and a check character",
    re.compile(f"[{own.ALPHABET}]{{{own.LENGTH}}}"),
    re.compile(f"[{own.ALPHABET}]*"),
    "digits and capital letters other than I, L, O and U",
    own.LENGTH,
    own.LENGTH,
    own.checks,
)

_GTIN = Component("01", "GTIN", "gtin", formats.of("N14*"), "model", padded=(8, 12, 13))
_OWN = Component("own", "own key", "own", OWN, "model")

_QUALIFIERS = {
    row.ai: row
    for row in (
        Component("22", "consumer product variant", "cpv", QUALIFIER, "model"),
        Component("10", "batch or lot number", "lot", QUALIFIER, "batch"),
        Component("21", "serial number", "serial", QUALIFIER, "item"),
    )
}

# A serial number is unique under its key, whatever the batch and the variant: found without them.
_ORDERS = (("22", "10", "21"),)
_LEVELS = (("21",), ("22", "10"), ("10",), ("22",), ())

KEYS: Mapping[str, Key] = {
    row.component.ai: row
    for row in (
        Key("gs1", _GTIN, _ORDERS, _LEVELS),
        Key("own", _OWN, _ORDERS, _LEVELS, own.read),
    )
}
SCHEMES = frozenset(row.scheme for row in KEYS.values())
