"""A stranger's file as a table: named columns, rows of cells as read, and what was noticed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from domain.cells.cell import Cell
from passports.intake.reading.form import Form

Row: TypeAlias = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Note:
    """What was noticed and done while reading; nothing is wrong yet.

    `code` is stable and dotted (`header.joined`), `sentence` says what was done and how to have it
    otherwise, `place` is a pointer: /file, /rows/<n>, /rows/<n>/<column>, /sheets/<name>.
    """

    code: str
    sentence: str
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is read while it is iterated over; the file has to stay open until then.

    columns: the texts of the header, unique but for "", which is a column without a name.
    rows: (row number as the spreadsheet program shows it, its cells), without blank rows. There
        are as many cells as columns. A row of which nothing can be trusted (a misplaced quote,
        more cells than columns) has Faults behind them, one more element each. Iterating raises
        Malformed where reading cannot go on.
    form: how the file was read; handed back to `open_table` it is read that way again.
    """

    columns: tuple[str, ...]
    rows: Iterator[Row]
    notes: tuple[Note, ...]
    form: Form
