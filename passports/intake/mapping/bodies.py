"""Reading the parts of a mapping's JSON: what several of them need."""

from collections.abc import Sequence

from domain.body_reader import BodyReader, Place
from domain.faults import Fault, Invalid, Json
from domain.pointers import pointer_of

MAX_HEADER = 1000


def texts(reader: BodyReader, values: Sequence[Json], at: Place) -> tuple[str, ...]:
    """Return the texts of a list (`type`, `max_length`); other values become ""."""
    numbered = {str(index): value for index, value in enumerate(values)}
    return tuple(reader.text(numbered, index, at, MAX_HEADER) for index in numbered)


def moved(refusal: Invalid, at: Place) -> list[Fault]:
    """Return the faults of a part of a body, at their places in the whole."""
    above = pointer_of(at)
    return [Fault(f.code, f.sentence, above + f.pointer, f.remedy) for f in refusal.faults]
