"""What a key is: the part of an identifier that stands first, and what may qualify it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal, TypeAlias

from domain.identifiers import percent
from domain.identifiers.formats import Format, Rule

Granularity: TypeAlias = Literal["model", "batch", "item"]
Ais: TypeAlias = tuple[str, ...]

# Browsers and proxies take a segment of one or two dots, escaped or not, out of an address (RFC
# 3986, section 5.2.4), which would then name another product.
DOTS = Rule("dots", lambda value: value not in {".", ".."})

# A serial number is unique under its key, whatever the batch and the variant: found without them.
VARIANT_LOT_SERIAL = ("22", "10", "21")
LEVELS_OF_TRADE_ITEMS = (("21",), ("22", "10"), ("10",), ("22",))


@dataclass(frozen=True, slots=True)
class Component:
    """One Application Identifier of a path: its value, and how fine it tells products apart.

    `name` serves in sentences, `code` begins the codes of its faults. `padded` lists lengths of
    shorter forms that become the full one by zeros in front. `other` says what it names if that is
    no product ("a place").
    """

    ai: str
    name: str
    code: str
    format: Format
    granularity: Granularity
    padded: tuple[int, ...] = ()
    other: str = ""

    def in_full(self, value: str) -> str:
        """Return a shorter form with its zeros in front, another value as it is."""
        return value.zfill(self.format.longest) if len(value) in self.padded else value


@dataclass(frozen=True)
class Key:
    """A key with its qualifiers.

    `orders` holds the sequences of qualifiers that a path may have; each may be left out. `levels`
    holds the sets of qualifiers that name something to be found, the most specific first (GS1
    Resolver 1.2, section 2.5.9); the key alone is the last. `read` forgives what people mistype,
    `encode` escapes a value for texts and paths, and `claimed` returns what of a value begins with
    the prefix that an organisation claims. Of a value longer than `class_length`, where that is not
    0, so many characters name the class and the others the single item.
    """

    scheme: str
    component: Component
    qualifiers: Mapping[str, Component]
    orders: tuple[Ais, ...]
    levels: tuple[Ais, ...]
    read: Callable[[str], str] = str
    encode: Callable[[str], str] = percent.encode
    claimed: Callable[[str], str] = str
    class_length: int = 0

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

    @cached_property
    def longest_text(self) -> int:
        """How many characters a text has at most, with every one of its values escaped."""
        longest = {ai: len(ai) + 2 + 3 * c.format.longest for ai, c in self.qualifiers.items()}
        tails = [sum(longest[ai] for ai in order) for order in self.orders]
        return len(self.text_prefix) + 3 * self.component.format.longest + max(tails, default=0)
