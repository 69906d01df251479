"""The rows of a file, read by a mapping and planned chunk by chunk, however long the file is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from accounts.actors import Actor
from domain.cells.cell import Cell
from passports.intake.ancestry import above
from passports.intake.answers import Answers
from passports.intake.layout import Layout
from passports.intake.mapping.fields import IDENTIFIER, PARENT
from passports.intake.mapping.mapping import Mapping
from passports.intake.planning import Planned, Planner
from passports.intake.reading.limits import SAMPLE_ROWS
from passports.intake.reading.opening import open_table
from passports.intake.reading.table import Row, Table
from passports.intake.row_reader import RowReader
from passports.intake.rows import ReadRow
from passports.schema_registry import latest

# A row is read beside so many others: enough that what is done per column costs nothing per row.
AT_ONCE = 500


class Stream:
    """A file being read: `rows` gives the next ones as they are understood, `plan` plans them.

    Reading goes through the file once; where rows name parents, once more beforehand, so that a
    parent further up is known although nothing is published yet. `read` counts the rows so far.
    """

    def __init__(
        self,
        file: BinaryIO,
        *,
        name: str,
        actor: Actor,
        mapping: Mapping,
        answers: Answers,
    ) -> None:
        self._file = file
        self.table, sample, self._rows = opened(file, name, mapping)
        self.layout = Layout(
            self.table.columns, mapping, latest, answers, [cells for _, cells in sample]
        )
        self._reader = RowReader(self.layout)
        self.read = 0
        parents: frozenset[str] = frozenset()
        if self.layout.own.keys() & {IDENTIFIER, PARENT}:
            parents = frozenset(self._parents())
            self.table, _, self._rows = opened(file, name, mapping)
        self._planner = Planner(actor, parents)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def rows(self, count: int) -> list[ReadRow]:
        """Return the next rows, fewer at the end; raises Malformed where reading cannot go on."""
        rows: list[ReadRow] = []
        while some := list(islice(self._rows, min(AT_ONCE, count - len(rows)))):
            rows += self._reader.read(some)
        self.read += len(rows)
        return rows

    def cells(self) -> Iterator[Row]:
        """Yield what is left of the rows as they stand in the file."""
        return self._rows

    def skip(self, count: int, keys: Iterable[bytes]) -> None:
        """Pass over rows that were planned before; `keys` are theirs."""
        for _ in islice(self._rows, count):
            self.read += 1
        self._planner.seen.update(keys)

    def plan(self, rows: Sequence[ReadRow]) -> list[Planned]:
        """Return what becomes of the next rows."""
        return self._planner.plan(rows)

    def _parents(self) -> Iterator[str]:
        """Yield the identifiers that rows of the file name as parents, or stand below."""
        named = [self.layout.own[name][0] for name in (PARENT,) if name in self.layout.own]
        below = [self.layout.own[name][0] for name in (IDENTIFIER,) if name in self.layout.own]
        read = self.layout.own_readers[IDENTIFIER]
        for _, cells in self._rows:
            for index in named:
                yield str(read(cells[index]).value or "")
            for index in below:
                yield from above(str(read(cells[index]).value or ""))


def opened(file: BinaryIO, name: str, mapping: Mapping) -> tuple[Table, list[Row], Iterator[Row]]:
    """Return the table of a file from its beginning, its first rows, and all its rows."""
    file.seek(0)
    table = open_table(file, name=name, form=mapping.form)
    sample = list(islice(table.rows, SAMPLE_ROWS))
    return table, sample, chain(sample, table.rows)


def sample_of(rows: Sequence[Row]) -> list[list[Cell]]:
    """Return the cells of rows."""
    return [cells for _, cells in rows]
