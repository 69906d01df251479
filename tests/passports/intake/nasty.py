"""What reading has to say about a file that a stranger sends, on purpose or not.

The files are made in memory; none is larger than a few megabytes, however large it says it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

GOOD_ROW = ["K2", "Pan", "800"]


@dataclass(frozen=True)
class Nasty:
    """A file, and what reading it has to come to.

    It is refused, for (code, pointer). Or it is read: with `faults` as (code, row, column), column
    "" for a whole row, with notes of these codes, and with these rows among others.
    """

    name: str
    make: Callable[[], bytes]
    refused: tuple[str, str] | None = None
    faults: tuple[tuple[str, int, str], ...] = ()
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ("id", "name", "mass")
    rows: tuple[tuple[int, list[Any]], ...] = ()


def refused(name: str, code: str, pointer: str, make: Callable[[], bytes]) -> Nasty:
    return Nasty(name, make, refused=(code, pointer))
