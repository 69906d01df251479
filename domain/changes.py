"""What changed between two documents: by place, and in plain words for a page or a message."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from domain.canonical import canonical
from domain.faults import Json, JsonObject, Sentence
from domain.pointers import pointer_of

MAX_TEXT = 80
MAX_ITEMS = 6
LEAD = 20
SMALLEST_EXPONENT = -6
GROUPED_EXPONENT = 4

_NO_LABELS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Difference:
    """One leaf that differs; `old` is None where it was added, `new` where it was removed."""

    pointer: str
    kind: Literal["added", "removed", "changed"]
    old: Json
    new: Json


def diff(old: JsonObject, new: JsonObject) -> list[Difference]:
    """Return the leaves in which two documents differ, sorted by JSON pointer.

    A leaf is anything but an object, so that a language map differs language by language and an
    added object is told by its leaves; an array is one leaf. An empty object holds nothing and is
    no difference. true and 1 differ, 1 and 1.0 do not.
    """
    before, after = dict[str, Json](), dict[str, Json]()
    _collect(old, (), before)
    _collect(new, (), after)
    differences = []
    for pointer in sorted(before.keys() | after.keys()):
        if pointer not in before:
            differences.append(Difference(pointer, "added", None, after[pointer]))
        elif pointer not in after:
            differences.append(Difference(pointer, "removed", before[pointer], None))
        elif not _same(before[pointer], after[pointer]):
            differences.append(Difference(pointer, "changed", before[pointer], after[pointer]))
    return differences


def _collect(document: JsonObject, path: tuple[str, ...], leaves: dict[str, Json]) -> None:
    for name, value in document.items():
        if isinstance(value, dict):
            _collect(value, (*path, name), leaves)
        else:
            leaves[pointer_of((*path, name))] = value


def _same(old: Json, new: Json) -> bool:
    # Python holds true and 1 for equal; their canonical bytes differ.
    return old == new and (isinstance(old, str) or canonical(old) == canonical(new))


def in_words(
    difference: Difference,
    title: str,
    unit: str = "",
    labels: Mapping[str, str] = _NO_LABELS,
    spelling: "Spelling | None" = None,
) -> Sentence:
    """Return the difference as one English sentence: "Mass changed from 1.35 kg to 1.22 kg.".

    `title` names the field, `unit` is written behind numbers as it is to be read, and `labels`
    gives the words for the codes of an enumeration. The sentence holds the values: it may only be
    shown to someone who may see the field. Long texts are cut to the stretch that differs.
    """
    told = _Telling(unit, labels, spelling or Spelling())
    old, new = difference.old, difference.new
    if difference.kind == "added":
        return Sentence("{title} was added: {value}.", title=title, value=told.words(new))
    if difference.kind == "removed":
        return Sentence("{title} was removed; it was {value}.", title=title, value=told.words(old))
    if isinstance(old, list) and isinstance(new, list):
        return _list_in_words(old, new, title, told)
    start = 0
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > MAX_TEXT:
        start = max(0, _first_difference(old, new) - LEAD)
    before, after = told.words(old, start), told.words(new, start)
    if before == after:
        return Sentence("{title} changed only in the way it is written.", title=title)
    return Sentence(
        "{title} changed from {before} to {after}.", title=title, before=before, after=after
    )


def _first_difference(old: str, new: str) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))


def _list_in_words(old: list[Json], new: list[Json], title: str, told: "_Telling") -> Sentence:
    before = {canonical(value): value for value in old}
    after = {canonical(value): value for value in new}
    gained = [value for key, value in after.items() if key not in before]
    lost = [value for key, value in before.items() if key not in after]
    added, removed = told.words(gained), told.words(lost)
    if gained and lost:
        return Sentence(
            "{title} changed: {added} added, {removed} removed.",
            title=title,
            added=added,
            removed=removed,
        )
    if gained:
        return Sentence("{title} changed: {added} added.", title=title, added=added)
    if lost:
        return Sentence("{title} changed: {removed} removed.", title=title, removed=removed)
    return Sentence("{title} changed only in order or repetition.", title=title)


@dataclass(frozen=True, slots=True)
class _Telling:
    """How the values of one field are told."""

    unit: str
    labels: Mapping[str, str]
    spelling: "Spelling"

    def words(self, value: Json, start: int = 0) -> str:
        """Return a value as it is read aloud; a long text as the stretch that begins at `start`."""
        match value:
            case None:
                return Sentence("nothing")
            case bool():
                return Sentence("yes") if value else Sentence("no")
            case int() | float():
                return f"{self.spelling.number(value)} {self.unit}".rstrip()
            case str():
                return self.labels.get(value) or _text(value, start)
            case list():
                return self._list(value)
            case _:
                return Sentence("a record")

    def _list(self, values: list[Json]) -> str:
        if not values:
            return Sentence("an empty list")
        shown = [self.words(value) for value in values[:MAX_ITEMS]]
        beyond = len(values) - MAX_ITEMS
        if beyond > 0:
            shown.append(Sentence("{count} more", count=str(beyond)))
        say = self.spelling.say
        return self.spelling.listed([say(w) if isinstance(w, Sentence) else w for w in shown])


def _numeral(number: float) -> str:
    exact = Decimal(repr(number + 0))  # turns -0.0 into 0.0
    if exact and exact.adjusted() < SMALLEST_EXPONENT:
        return repr(number)
    # Groups of three begin at five digits, so that a year stays a year.
    plain = f"{exact:,f}" if exact.adjusted() >= GROUPED_EXPONENT else f"{exact:f}"
    return plain.removesuffix(".0")


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How numbers, lists and the words in them are written; as it stands, in English."""

    number: Callable[[float], str] = _numeral
    listed: Callable[[Sequence[str]], str] = _listed
    say: Callable[[Sentence], str] = str


# White space, control characters, and marks that turn the direction of the text that follows.
_UNRULY = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_PLAIN = re.compile(r"\w(?:[\w ./+-]{0,38}\w)?")


def _text(text: str, start: int) -> str:
    stretch = _UNRULY.sub(" ", text[start : start + MAX_TEXT])
    before = "…" if start else ""
    after = "…" if len(text) > start + MAX_TEXT else ""
    if not before and not after and _PLAIN.fullmatch(stretch):
        return stretch
    return f"“{before}{stretch}{after}”"
