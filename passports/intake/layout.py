"""How the columns of a table lie in the sectors of its rows: looked up once, used for each row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from domain.cells.cell import Cell
from domain.cells.column_reader import Reader
from domain.cells.identifiers import identifier_reader
from domain.cells.reader import reader_of, share_reader
from domain.cells.reading import Reading
from domain.faults import Fault, Json
from domain.pointers import path_of, pointer_of
from domain.sector_schema import FieldSpec, Walk
from passports.intake.answers import Answers
from passports.intake.mapping.fields import ACTIVITY, OWN, SECTOR, Path, field_of
from passports.intake.mapping.meanings import CellReader, Mapped, first_taken
from passports.intake.mapping.meanings import Mapping as Meanings

WalkOf = Callable[[str], Walk]


@dataclass(frozen=True)
class Column:
    """A column that fills fields of one sector: the first of `fields` that takes a cell.

    Where the column holds a share, `total` is the index of the column that it is a share of, and
    what reads that.
    """

    index: int
    header: str
    paths: tuple[Path, ...]
    readers: tuple[Reader, ...]
    total: tuple[int, CellReader] | None = None

    @cached_property
    def place(self) -> tuple[Path, str]:
        """The first place that it fills: what stands above it, and its name there."""
        *above, name = self.paths[0]
        return tuple(above), name

    def plain(self, cells: Sequence[Cell]) -> Sequence[Json]:
        """Return what cells fill the first place with, None for those that need a closer look."""
        if len(self.readers) > 1 or self.total is not None:
            return [None] * len(cells)
        return self.readers[0].plain(cells)

    def read(self, cell: Cell) -> tuple[Path, Reading]:
        """Return which place a cell fills, and with what."""
        if len(self.readers) == 1:
            return self.paths[0], self.readers[0](cell)
        index, reading = first_taken(self.readers, cell)
        return self.paths[index], reading


@dataclass(frozen=True)
class Fields:
    """What the columns are in one sector: those that fill fields, those that cannot, constants.

    With those that cannot stand the words that mean nothing there, in small letters.

    A constant inside an entry of a keyed map names the entry: it belongs to rows that fill
    something else of it.
    """

    filling: tuple[Column, ...]
    foreign: tuple[tuple[int, str, frozenset[str]], ...]
    constants: tuple[tuple[Path, Json, Path], ...]

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """The columns by the pointers that they fill."""
        return {pointer_of(path): column.header for column in self.filling for path in column.paths}


@dataclass
class Layout:
    """Reads the rows of one table by a mapping; `sample` are cells by which columns are decided.

    `walk_of` gives the walk of a sector or raises Invalid.
    """

    columns: tuple[str, ...]
    mapping: Meanings
    walk_of: WalkOf
    answers: Answers = field(default_factory=Answers)
    sample: Sequence[Sequence[Cell]] = ()
    own: dict[str, tuple[int, str]] = field(init=False, default_factory=dict)
    own_readers: dict[str, CellReader] = field(init=False, default_factory=dict)
    match: tuple[Path, ...] = field(init=False)
    _by_sector: dict[str, Fields] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.match = tuple(path_of(pointer) for pointer in self.mapping.match)
        identifiers = identifier_reader()
        for index, header in enumerate(self.columns):
            for mapped in self._meanings(header):
                if mapped.to in OWN:
                    self.own[mapped.to] = index, header
                    is_name = mapped.to in (SECTOR, ACTIVITY)
                    self.own_readers[mapped.to] = _word(mapped) if is_name else identifiers

    def fields_of(self, sector: str) -> Fields:
        """Return what the columns are in a sector; raises Invalid for one that does not exist."""
        if sector not in self._by_sector:
            self._by_sector[sector] = self._fields_of(self.walk_of(sector))
        return self._by_sector[sector]

    def _meanings(self, header: str) -> tuple[Mapped, ...]:
        mapped = self.mapping.columns.get(header)
        return mapped.all if mapped else ()

    def _fields_of(self, walk: Walk) -> Fields:
        filling, foreign = [], []
        for index, header in enumerate(self.columns):
            meanings = [m for m in self._meanings(header) if m.to.startswith("/")]
            found = [(m, path_of(m.to), field_of(walk, path_of(m.to))) for m in meanings]
            sample = self._sample_of(index)
            taken = [(m, path, spec) for m, path, spec in found if spec is not None]
            if taken:
                filling.append(
                    Column(
                        index,
                        header,
                        tuple(path for _, path, _ in taken),
                        tuple(_reader(spec, m, sample) for m, _, spec in taken),
                        self._total_of([m for m, _, _ in taken], walk),
                    )
                )
            elif meanings:
                foreign.append((index, header, _nothings(meanings)))
        filled = [path for column in filling for path in column.paths]
        constants = [
            (path, value, _entry_of(walk, path, filled))
            for pointer, value in self.mapping.constants.items()
            if _holds(walk, path := path_of(pointer), value)
        ]
        return Fields(tuple(filling), tuple(foreign), tuple(constants))

    def _sample_of(self, index: int) -> list[Cell]:
        return [row[index] for row in self.sample if index < len(row)]

    def _total_of(self, meanings: Sequence[Mapped], walk: Walk) -> tuple[int, CellReader] | None:
        """Return where the amount stands that a column is a share of, and what reads it."""
        header = next((m.times for m in meanings if m.times), "")
        if header not in self.columns:
            return None
        index = self.columns.index(header)
        for mapped in self._meanings(header):
            spec = field_of(walk, path_of(mapped.to)) if mapped.to.startswith("/") else None
            if spec is not None:
                return index, reader_of(spec, mapped.column, self._sample_of(index))
        return None


def _nothings(meanings: Sequence[Mapped]) -> frozenset[str]:
    columns = [mapped.column for mapped in meanings]
    words = [word for column in columns for word in column.empty]
    words += [word for column in columns for word, value in column.values.items() if value is None]
    return frozenset(["", *(word.strip().casefold() for word in words)])


def _reader(spec: FieldSpec, mapped: Mapped, sample: Sequence[Cell]) -> Reader:
    if mapped.times:
        return share_reader(mapped.column, sample)
    return reader_of(spec, mapped.column, sample)


def _word(mapped: Mapped) -> CellReader:
    """Return the reader of a column that holds a name: a sector, an activity model."""
    means = {text.strip().casefold(): value for text, value in mapped.column.values.items()}
    empty = {text.strip().casefold() for text in mapped.column.empty}

    def read(cell: Cell) -> Reading:
        if isinstance(cell, Fault):
            return Reading(fault=cell)
        text = str(cell).strip()
        same = text.casefold()
        return Reading(None if same in empty else means.get(same, text) or None)

    return read


def _holds(walk: Walk, path: Path, value: Json) -> bool:
    """Whether a sector has the field of a constant; one for a text may give all its languages."""
    return field_of(walk, path) is not None or (
        isinstance(value, dict) and all(field_of(walk, (*path, name)) for name in value)
    )


def _entry_of(walk: Walk, path: Path, filled: Sequence[Path]) -> Path:
    """Return the entry of a keyed map in which a place lies, if columns fill it, else ()."""
    for depth in range(1, len(path)):
        node = walk.node(path[:depth])
        entry = path[: depth + 1]
        if node is not None and node.each is not None and node.field is None:
            return entry if any(other[: depth + 1] == entry for other in filled) else ()
    return ()
