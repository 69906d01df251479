"""Columns that are entries of a keyed map: "Steel (g)" is the mass of the material steel."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.cells.folding import folded
from domain.cells.units import resolve
from domain.faults import Json
from domain.pointers import path_of, pointer_of
from domain.sector_schema import ANY_KEY, FieldSpec, Walk
from passports.intake.mapping.likeness import NO_WORDS, OWN_LIST, Words
from passports.intake.mapping.names import MEASURES, codes_of
from passports.intake.mapping.senses import Sense, words_of


@dataclass(frozen=True, slots=True)
class Entry:
    """An element of one entry of a map, and what else has to stand in that entry."""

    to: str
    spec: FieldSpec
    score: float
    constants: dict[str, Json]


class KeyedMaps:
    """The maps of a sector whose entries are named by a code of a list, such as materials."""

    def __init__(self, walk: Walk, words: Words = NO_WORDS) -> None:
        self._walk = walk
        self._codes = [
            (spec, names) for spec in walk.fields if (names := _names_of_codes(spec, words))
        ]

    def entries(self, sense: Sense) -> Iterator[Entry]:
        """Yield the elements that a header with a unit names by a code, and perhaps a measure."""
        if not sense.unit:
            return
        for spec, names in self._codes:
            code = names.get(_without_measure(sense.words))
            numbers = self._numbers_beside(spec, sense.unit) if code else []
            if code and numbers:
                above = tuple(code if name == ANY_KEY else name for name in spec.path[:-1])
                constants: dict[str, Json] = {pointer_of((*above, spec.path[-1])): code}
                to = pointer_of((*above, numbers[0].path[-1]))
                yield Entry(to, numbers[0], OWN_LIST, constants)

    def _numbers_beside(self, spec: FieldSpec, unit: str) -> list[FieldSpec]:
        entry = self._walk.node(spec.path[:-1])
        beside = (node.field for node in entry.members.values()) if entry else ()
        return [each for each in beside if each and each.unit and resolve(unit, each.unit)]


def _names_of_codes(spec: FieldSpec, words: Words) -> dict[str, str]:
    """Return code by name for an element whose values name the entries of one map."""
    ours = codes_of(spec.pointer)
    if not ours or path_of(spec.pointer).count(ANY_KEY) != 1:
        return {}
    found: dict[str, str] = {}
    for code in spec.schema.get("enum", ()):
        label = spec.labels.get(code, "")
        translated = [texts.get(label, "") for texts in words.values()]
        for name in (code, label, *translated, *ours.get(code, ())):
            if name:
                found.setdefault(_text(words_of(name)), code)
    return found


def _text(words: tuple[str, ...]) -> str:
    return "".join(sorted(words))


def _without_measure(words: tuple[str, ...]) -> str:
    text = _text(tuple(word for word in words if word not in MEASURES))
    for measure in MEASURES:
        if not measure.isascii() and text != measure:
            text = text.removesuffix(measure)
    return text or folded(" ".join(words))
