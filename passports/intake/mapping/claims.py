"""What a column may mean, each possibility with how sure it is: by its header and by its cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from domain.cells.cell import Cell
from domain.cells.column import Column
from domain.cells.folding import folded
from domain.cells.identifiers import identifier_reader
from domain.cells.infer import infer
from domain.cells.meaning import meaning_of
from domain.cells.numerals import numeral
from domain.cells.reader import reader_of, share_reader
from domain.cells.units import CO2E, resolve
from domain.faults import Json
from domain.pointers import path_of
from domain.sector_schema import FieldSpec, Walk
from passports.intake.mapping.fields import IDENTIFIER, OWN, PARENT, TEXT, field_of
from passports.intake.mapping.fitting import NUMBERS, PERCENT
from passports.intake.mapping.keyed import Entry, KeyedMaps
from passports.intake.mapping.likeness import VAGUE, Likeness, Names, Words
from passports.intake.mapping.meanings import CellReader, first_taken
from passports.intake.mapping.names import UNITS_TO_BE_SAID, otherwise_of, total_of
from passports.intake.mapping.senses import Sense, senses

# Below this a claim is not worth telling.
WORTH_TELLING = 0.35

_UNIT_DIFFERS = 0.2
_NOT_MEASURED = 0.3
_NOT_PROSE = 0.4
_CUT = 0.8
_NO_LETTERS = 0.6
_UNIT_SUPPORTS, _CELLS_SUPPORT = 0.15, 0.12
_ASKED_COUNTS = 0.6
_HALF = 0.5
_CELLS_LOOKED_AT = 60
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Claim:
    """That a column fills an element: `to` as in Mapped, for a text without its language yet.

    `total` is the element of which the column's numbers are shares, "" for none. `unit_open` says
    that the numbers need a unit that neither header nor cells give. `languages` are those in which
    the header is a name of the element, `language` the one that it says itself.
    """

    to: str
    score: float
    reason: str
    column: Column = field(default_factory=Column)
    constants: dict[str, Json] = field(default_factory=dict)
    total: str = ""
    otherwise: str = ""
    unit_open: bool = False
    is_text: bool = False
    language: str = ""
    languages: frozenset[str] = frozenset()
    exact: bool = True


class Claims:
    """Finds what columns of tables of one sector may mean."""

    def __init__(self, walk: Walk, words: Words) -> None:
        self._walk = walk
        self._names = Names(walk, words)
        self._maps = KeyedMaps(walk, words)
        self._specs = {spec.pointer: spec for spec in walk.fields}

    def of(self, header: str, cells: Sequence[Cell]) -> list[Claim]:
        """Return the claims of a column, the surest first; `cells` are filled ones of it."""
        best: dict[str, Claim] = {}
        cells = cells[:_CELLS_LOOKED_AT]
        for claim in self._all(header, cells):
            held = best.get(claim.to)
            if held is None or claim.score > held.score:
                best[claim.to] = claim
        worth = [claim for claim in best.values() if claim.score >= WORTH_TELLING]
        return sorted(worth, key=lambda claim: -claim.score)

    def _all(self, header: str, cells: Sequence[Cell]) -> Iterator[Claim]:
        for sense in senses(header):
            for to, likeness in self._names.like(sense).items():
                if to in OWN:
                    yield _of_own(to, sense, likeness, cells)
                elif to:
                    spec = self._specs[to]
                    yield self._of_field(to, spec, sense, likeness, header, cells)
                else:
                    yield Claim("", likeness.score, likeness.how + ".")
            for entry in self._maps.entries(sense):
                yield self._of_entry(entry, sense, header, cells)

    def _of_entry(self, entry: Entry, sense: Sense, header: str, cells: Sequence[Cell]) -> Claim:
        likeness = Likeness(entry.score, "The header names an entry and a unit")
        claim = self._of_field(entry.to, entry.spec, sense, likeness, header, cells)
        return replace(claim, constants=entry.constants)

    def _of_field(
        self,
        to: str,
        spec: FieldSpec,
        sense: Sense,
        likeness: Likeness,
        header: str,
        cells: Sequence[Cell],
    ) -> Claim:
        total = total_of(to) if sense.share and spec.unit != PERCENT else ""
        column = infer(replace(spec, unit=PERCENT) if total else spec, header, cells)
        if not column.unit and not total and _converts(sense.unit, spec):
            column = replace(column, unit=sense.unit)
        read = share_reader(column, cells) if total else reader_of(spec, column, cells)
        otherwise = self._otherwise(to, read, cells)
        readers = [read]
        if otherwise:
            readers.append(reader_of(self._specs[otherwise], Column(), cells))
        score = likeness.score * _by_unit(spec, sense, total) * (_CUT if sense.cut else 1)
        fit = _fit(readers, cells)
        unit_open = _lacks_unit(spec, sense, column, cells) and not total
        if likeness.exact and likeness.score <= VAGUE:
            score += _support(spec, sense, fit, cells)
        if spec.kind == TEXT and cells and not any(map(_has_letters, cells)):
            score *= _NO_LETTERS
        score *= _by_fit(fit)
        return Claim(
            to=to,
            score=score,
            reason=_reason(likeness, sense, fit, cells),
            column=column,
            total=total,
            otherwise=otherwise,
            unit_open=unit_open,
            is_text=spec.kind == TEXT,
            language=sense.language,
            languages=likeness.languages,
            exact=likeness.exact,
        )

    def _otherwise(self, to: str, read: CellReader, cells: Sequence[Cell]) -> str:
        """Return the element for cells that are too coarse for this one, where there are some."""
        other = otherwise_of(to)
        if not field_of(self._walk, path_of(other) if other else ()):
            return ""
        read_other = reader_of(self._specs[other], Column(), cells)
        coarse = any(
            read(cell).value is None and read_other(cell).value is not None for cell in cells
        )
        return other if coarse else ""


def _of_own(to: str, sense: Sense, likeness: Likeness, cells: Sequence[Cell]) -> Claim:
    score = likeness.score * (_NOT_MEASURED if sense.unit else 1)
    fit = _fit([identifier_reader()], cells) if to in {IDENTIFIER, PARENT} else 1.0
    return Claim(to, score * _by_fit(fit), _reason(likeness, sense, fit, cells))


def _by_unit(spec: FieldSpec, sense: Sense, total: str) -> float:
    """Return by how much the unit that a header says makes an element less likely."""
    if sense.language and spec.kind != TEXT:
        return _NOT_PROSE
    if spec.kind not in NUMBERS:
        return _NOT_MEASURED if sense.unit or sense.share else 1
    if sense.share and not total and spec.unit != PERCENT:
        return _UNIT_DIFFERS
    if sense.unit and not total and not resolve(sense.unit, spec.unit):
        return _UNIT_DIFFERS
    return 1


def _converts(unit: str, spec: FieldSpec) -> bool:
    """Say whether numbers in a unit of the header have to be converted for a field."""
    if not unit or spec.kind not in NUMBERS or spec.unit == PERCENT:
        return False
    return any(found.factor != 1 for found in resolve(unit, spec.unit))


def _lacks_unit(spec: FieldSpec, sense: Sense, column: Column, cells: Sequence[Cell]) -> bool:
    """Say whether numbers could as well stand in another unit: neither header nor cells say it."""
    if spec.unit not in UNITS_TO_BE_SAID or sense.unit or column.unit:
        return False
    return not cells or any(map(_is_bare_number, cells))


def _is_bare_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return numeral(cell.strip()) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _has_letters(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _fit(readers: Sequence[CellReader], cells: Sequence[Cell]) -> float:
    """Return the share of cells that are read; one that is asked about counts in part."""
    if not cells:
        return 1.0
    readings = [first_taken(readers, cell)[1] for cell in cells]
    read = sum(1 for reading in readings if reading.fault is None and reading.question is None)
    asked = sum(1 for reading in readings if reading.question is not None)
    return (read + _ASKED_COUNTS * asked) / len(cells)


def _by_fit(fit: float) -> float:
    return fit * _HALF if fit < _HALF else (1 + _HALF * fit) / (1 + _HALF)


def _support(spec: FieldSpec, sense: Sense, fit: float, cells: Sequence[Cell]) -> float:
    """Return what a unit or cells that few other columns could have add to a vague name.

    Many things have watts and volts; kilograms of CO2 equivalent are those of a footprint.
    """
    if CO2E in spec.unit and "co2" in folded(sense.unit) and resolve(sense.unit, spec.unit):
        return _UNIT_SUPPORTS
    telling = "enum" in spec.schema or spec.kind == "boolean" or meaning_of(spec.schema)
    return _CELLS_SUPPORT if telling and cells and fit >= _NEARLY_ALL else 0


def _reason(likeness: Likeness, sense: Sense, fit: float, cells: Sequence[Cell]) -> str:
    parts = [likeness.how]
    if sense.unit:
        parts.append("it names a unit")
    if cells:
        parts.append(f"{fit:.0%} of {len(cells)} cells fit")
    return "; ".join(parts) + "."
