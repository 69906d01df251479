"""Whether what is about to be published keeps to its schema, at the price of what it changes."""

from dataclasses import dataclass, field

from domain.chain import State, apply
from domain.excerpt import Place, excerpt, place_of
from domain.faults import Fault, JsonObject
from domain.sector_schema import Walk
from passports.schema_registry import validator


@dataclass
class Judge:
    """Judges the drafts of one Change; beside each answer its state, so that ids stay unique."""

    _places: dict[tuple[bytes, int], tuple[State, Place | None]] = field(default_factory=dict)
    _faults: dict[tuple[bytes, int, str], tuple[State | None, list[Fault]]] = field(
        default_factory=dict
    )

    def faults(self, walk: Walk, base: State | None, patch: JsonObject) -> list[Fault]:
        """Return the faults of what a patch makes of a state, or of nothing, by a schema.

        Items mostly change a few values of a faultless parent: of them only an excerpt is looked
        at. Everything else is judged as a whole, and equal patches of one state once.
        """
        if base is not None and self._passes(walk, base, patch):
            return []
        key = (walk.digest, id(base) if base else 0, repr(patch))
        if key not in self._faults:
            merged = apply({} if base is None else base.document, patch)
            self._faults[key] = (base, validator(walk.digest).check(merged))
        return self._faults[key][1]

    def _passes(self, walk: Walk, base: State, patch: JsonObject) -> bool:
        key = (walk.digest, id(base))
        if key not in self._places:
            sound = validator(walk.digest).is_valid(base.document)
            self._places[key] = (base, place_of(walk.schema) if sound else None)
        place = self._places[key][1]
        part = excerpt(place, base.document, patch) if place else None
        return part is not None and validator(walk.digest).is_valid(part)
