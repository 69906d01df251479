"""A product's identifier: a key and its qualifiers, without the host that publishes it."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.faults import Malformed
from domain.identifiers import own, percent, words
from domain.identifiers.diagnosis import identifier_faults
from domain.identifiers.key import Component, Granularity, Key
from domain.identifiers.keys import KEYS, SCHEMES

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A key with its qualifiers, each an Application Identifier and its decoded value.

    There are no wrong ones: making one raises Malformed with all its faults. `text` is the one
    spelling under which the product is stored, and equality is equality of texts: a scheme, a colon
    and the path of its GS1 Digital Link, percent-encoded as there. Other schemes have the same form
    with a name of their own in front. Not every key names a product: see `names_product`.
    """

    scheme: str = field(compare=False, repr=False)
    key: Pair = field(compare=False, repr=False)
    qualifiers: tuple[Pair, ...] = field(default=(), compare=False, repr=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        ai, value = self.key
        row = KEYS.get(ai)
        if row is None or row.scheme != self.scheme:
            raise Malformed(words.TEXT_SCHEME)
        ais = tuple([ai for ai, _ in self.qualifiers])
        if (
            ais not in row.sequences
            or not row.component.format.accepts(value)
            or not all(row.qualifiers[ai].format.accepts(v) for ai, v in self.qualifiers)
        ):
            raise Malformed(*identifier_faults(row, value, self.qualifiers))
        object.__setattr__(self, "text", _text(row, value, self.qualifiers))

    @property
    def granularity(self) -> Granularity:
        """Whether it names a model (or variant), a batch or a single item.

        What names no product counts as an item, about which least is told.
        """
        row = KEYS[self.key[0]]
        if self.qualifiers:
            return row.qualifiers[self.qualifiers[-1][0]].granularity
        return "item" if self._class_value(row) else row.component.granularity

    @property
    def names_product(self) -> bool:
        """Whether there may be a passport for it: places, parties, shipments have none."""
        return _other(self) is None

    @property
    def depth(self) -> int:
        """How many qualifiers there are: how often `parent` goes up to the key alone."""
        return len(self.qualifiers)

    @property
    def path(self) -> str:
        """The percent-encoded path: `/01/09506000134352/21/SN1`, `/own/...`."""
        row = KEYS[self.key[0]]
        return row.path_prefix + self.text[len(row.text_prefix) :]

    @property
    def element_string(self) -> str:
        """The spelling that people read beside a symbol: `(01)09506000134352(21)SN1`."""
        return "".join(f"({ai}){value}" for ai, value in (self.key, *self.qualifiers))

    def parent(self) -> "Identifier | None":
        """Return the identifier without its last qualifier, or None for a key alone.

        Above a returnable asset with its serial number (GRAI) stands the type of asset.
        """
        if self.qualifiers:
            return self._part(self.qualifiers[:-1])
        above = self._class_value(KEYS[self.key[0]])
        return Identifier(self.scheme, (self.key[0], above)) if above else None

    def walk_up(self) -> "tuple[Identifier, ...]":
        """Return where a passport is looked for, the most specific first.

        The identifier itself, then those of its parts that GS1 lets a resolver answer with (GS1
        Resolver 1.2, section 2.5.9): serial, variant with lot, lot, variant, key; above a
        returnable asset its type.
        """
        row = KEYS[self.key[0]]
        values = dict(self.qualifiers)
        found = {self.text: self}
        for level in row.levels:
            if values.keys() >= set(level):
                above = self._part(tuple([(ai, values[ai]) for ai in level]))
                found.setdefault(above.text, above)
        class_value = self._class_value(row)
        if class_value:
            top = Identifier(self.scheme, (self.key[0], class_value))
            found[top.text] = top
        return tuple(found.values())

    def _class_value(self, row: Key) -> str:
        """Return the part of the key's value that names a class, "" where it has no such part."""
        value = self.key[1]
        return value[: row.class_length] if len(value) > row.class_length else ""

    def _part(self, qualifiers: tuple[Pair, ...]) -> "Identifier":
        # Fewer of the same values in the same order are right: they are not looked at again.
        part = object.__new__(Identifier)
        object.__setattr__(part, "scheme", self.scheme)
        object.__setattr__(part, "key", self.key)
        object.__setattr__(part, "qualifiers", qualifiers)
        object.__setattr__(part, "text", _text(KEYS[self.key[0]], self.key[1], qualifiers))
        return part


def _text(row: Key, value: str, qualifiers: tuple[Pair, ...]) -> str:
    text = row.text_prefix + row.encode(value)
    for ai, qualifier in qualifiers:
        text += f"/{ai}/{percent.encode(qualifier)}"
    return text


def _other(identifier: Identifier) -> Component | None:
    """Return the part that makes this the identifier of no product, if there is one."""
    row = KEYS[identifier.key[0]]
    parts = (row.component, *(row.qualifiers[ai] for ai, _ in identifier.qualifiers))
    return next((part for part in parts if part.other), None)


def parse(text: str) -> Identifier:
    """Return the identifier of a canonical text: `gs1:01/09506000134352/21/SN1`, `own:...`.

    Raises Malformed for everything else, for other spellings of the same identifier too. What
    people type or scan are addresses: see `from_path` and `from_uri`.
    """
    scheme, _, rest = text.partition(":")
    if scheme not in SCHEMES:
        raise Malformed(words.TEXT_SCHEME)
    if len(text) > SCHEMES[scheme]:
        raise Malformed(words.TEXT_TOO_LONG)
    segments = rest.split("/")
    if scheme in KEYS:
        segments.insert(0, scheme)
    if len(segments) % 2:
        raise Malformed(words.TEXT_PAIRS)
    if "%" in rest:
        segments = [percent.decode(segment) for segment in segments]
    ais, values = segments[::2], segments[1::2]
    qualifiers = tuple(zip(ais[1:], values[1:], strict=True))
    identifier = Identifier(scheme, (ais[0], values[0]), qualifiers)
    if identifier.text != text:
        raise Malformed(words.TEXT_NOT_CANONICAL)
    return identifier


def registrable(text: str) -> Identifier:
    """Return the identifier of a canonical text under which a product may have a passport.

    Raises Malformed as `parse` does, and for keys that name something else: a place, a shipment.
    """
    identifier = parse(text)
    other = _other(identifier)
    if other is not None:
        raise Malformed(words.no_product(other))
    return identifier


def new_own_key(random_bytes: bytes) -> Identifier:
    """Return the identifier of a new own key, drawn from at least 9 bytes of the caller's entropy.

    The same bytes give the same key. Raises ValueError when there are fewer.
    """
    return Identifier("own", ("own", own.draw(random_bytes)))
