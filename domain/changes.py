"""What changed between two documents: by place, and in plain words for a page or a message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from domain.canonical import canonical
from domain.faults import Json, JsonObject
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
    difference: Difference, title: str, unit: str = "", labels: Mapping[str, str] = _NO_LABELS
) -> str:
    """Return the difference as one English sentence: "Mass changed from 1.35 kg to 1.22 kg.".

    `title` names the field, `unit` is written behind numbers as it is to be read, and `labels`
    gives the words for the codes of an enumeration. The sentence holds the values: it may only be
    shown to someone who may see the field. Long texts are cut to the stretch that differs.
    """
    old, new = difference.old, difference.new
    if difference.kind == "added":
        return f"{title} was added: {_words(new, unit, labels)}."
    if difference.kind == "removed":
        return f"{title} was removed; it was {_words(old, unit, labels)}."
    if isinstance(old, list) and isinstance(new, list):
        return _list_in_words(old, new, title, unit, labels)
    start = 0
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > MAX_TEXT:
        start = max(0, _first_difference(old, new) - LEAD)
    before = _words(old, unit, labels, start)
    after = _words(new, unit, labels, start)
    if before == after:
        return f"{title} changed only in the way it is written."
    return f"{title} changed from {before} to {after}."


def _first_difference(old: str, new: str) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))


def _list_in_words(
    old: list[Json], new: list[Json], title: str, unit: str, labels: Mapping[str, str]
) -> str:
    before = {canonical(value): value for value in old}
    after = {canonical(value): value for value in new}
    gained = [value for key, value in after.items() if key not in before]
    lost = [value for key, value in before.items() if key not in after]
    parts = [
        f"{_words(values, unit, labels)} {verb}"
        for values, verb in ((gained, "added"), (lost, "removed"))
        if values
    ]
    if not parts:
        return f"{title} changed only in order or repetition."
    return f"{title} changed: {', '.join(parts)}."


def _words(value: Json, unit: str, labels: Mapping[str, str], start: int = 0) -> str:
    """Return a value as it is read aloud; a long text as the stretch that begins at `start`."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{_numeral(value)} {unit}".rstrip()
        case str():
            return labels.get(value) or _text(value, start)
        case list():
            return _list(value, unit, labels)
        case _:
            return "a record"


def _list(values: list[Json], unit: str, labels: Mapping[str, str]) -> str:
    if not values:
        return "an empty list"
    shown = [_words(value, unit, labels) for value in values[:MAX_ITEMS]]
    if len(values) > MAX_ITEMS:
        shown.append(f"{len(values) - MAX_ITEMS} more")
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


def _numeral(number: float) -> str:
    exact = Decimal(repr(number + 0))  # turns -0.0 into 0.0
    if exact and exact.adjusted() < SMALLEST_EXPONENT:
        return repr(number)
    # Groups of three begin at five digits, so that a year stays a year.
    plain = f"{exact:,f}" if exact.adjusted() >= GROUPED_EXPONENT else f"{exact:f}"
    return plain.removesuffix(".0")


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
