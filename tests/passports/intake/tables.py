"""Reading files for tests, and looking at what came of it."""

import io
from dataclasses import dataclass
from typing import Any

import pytest

from domain.faults import Fault, Malformed, Refusal
from passports.intake.reading import Form, Note, open_table
from tests.faults import only_fault


@dataclass(frozen=True)
class Read:
    """A table that was read to its end."""

    columns: tuple[str, ...]
    rows: list[tuple[int, list[Any]]]
    notes: tuple[Note, ...]
    form: Form

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its notes."""
        return tuple(note.code for note in self.notes)

    @property
    def faults(self) -> list[tuple[str, int, str]]:
        """(code, row, column) of every fault, with column "" for those behind the cells."""
        names = (*self.columns, *[""] * 9)
        return [
            (cell.code, number, names[index])
            for number, cells in self.rows
            for index, cell in enumerate(cells)
            if isinstance(cell, Fault)
        ]


def read(content: bytes | str, *, name: str = "", **said: Any) -> Read:
    """Read a file to its end; `said` is what a person says of its form."""
    raw = content.encode() if isinstance(content, str) else content
    table = open_table(io.BytesIO(raw), name=name, form=Form(**said) if said else None)
    return Read(table.columns, list(table.rows), table.notes, table.form)


def refused(content: bytes | str, kind: type[Refusal] = Malformed, **said: Any) -> tuple[str, str]:
    """Return code and pointer of the one fault for which a file is refused."""
    with pytest.raises(kind) as refusal:
        read(content, **said)
    fault = only_fault(refusal)
    return fault.code, fault.pointer
