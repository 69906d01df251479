"""What the columns of a file mean: which elements they fill, and how their cells are written."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Named
from dataclasses import dataclass, field

from domain.cells.cell import Cell
from domain.cells.column import Column
from domain.cells.reading import Reading
from domain.faults import Json
from passports.intake.mapping.checks import Check
from passports.intake.reading.form import Form

VERSION = 1
# What tells products without identifier apart, unless a mapping says otherwise.
MATCH = ("/brand", "/model_number", "/name/en")

CellReader = Callable[[Cell], Reading]


@dataclass(frozen=True, slots=True)
class Mapped:
    """What one column of a file means.

    to: "" for a column left out on purpose; a pointer with real keys ("/mass", "/name/en",
        "/materials/steel/mass"); or one of the registry's own: identifier, parent, sector,
        activity.
    column: how the cells are written.
    times: the header of another column that this one is a share of. The cells are read by
        `share_reader`, as fractions of one; the value is the product of the two.
    also: what else the cells may fill. A cell fills one field, the first of `to` and these that
        takes it and that the sector of the row has; the registry's own elements beside it.
    score: how sure a guess is, from 0 to 1; 1 when a person said it.
    reason: why, in one sentence.
    """

    to: str
    column: Column = field(default_factory=Column)
    times: str = ""
    also: tuple["Mapped", ...] = ()
    score: float = 1.0
    reason: str = ""

    @property
    def all(self) -> tuple["Mapped", ...]:
        """The meaning itself and what else the cells may fill, the likeliest first."""
        return (self, *self.also)

    def to_json(self) -> dict[str, Json]:
        """Return the meaning as `mapping.from_json` reads it."""
        said: dict[str, Json] = {"to": self.to}
        if column := self.column.to_json():
            said["column"] = column
        if self.times:
            said["times"] = self.times
        if self.also:
            said["also"] = [other.to_json() for other in self.also]
        if self.score != 1:
            said["score"] = self.score
        if self.reason:
            said["reason"] = self.reason
        return said


@dataclass(frozen=True, slots=True)
class Open:
    """A column of which a person has to say what it means; `candidates` are elements, best first.

    `sentence` says what is to be decided. A candidate may be "": leave the column out.
    """

    sentence: str
    candidates: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """Return the question as `mapping.from_json` reads it."""
        return {"sentence": self.sentence, "candidates": [*self.candidates]}


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of a kind of file mean.

    sector: the sector of rows that name none.
    form: how the file is read; None to decide it by looking.
    columns: meanings by header.
    constants: values by pointer that every row gets; that of a text may be all its languages. In an
        entry of a keyed map that a column fills ("/materials/steel/material"), they hold for rows
        that fill something of that entry.
    match: pointers whose values tell products without identifier apart.
    checks: what a person is asked about when it does not hold.
    open: columns by header of which a person still has to say what they mean; they fill nothing.
    """

    sector: str
    form: Form | None = None
    columns: Named[str, Mapped] = field(default_factory=dict)
    constants: Named[str, Json] = field(default_factory=dict)
    match: tuple[str, ...] = MATCH
    checks: tuple[Check, ...] = ()
    open: Named[str, Open] = field(default_factory=dict)

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that the mapping knows, those of open columns last."""
        return (*self.columns, *(header for header in self.open if header not in self.columns))

    @property
    def decimals(self) -> dict[str, str]:
        """The decimal signs of the columns for which one is said."""
        said = {header: mapped.column.decimal for header, mapped in self.columns.items()}
        return {header: decimal for header, decimal in said.items() if decimal}

    def to_json(self) -> dict[str, Json]:
        """Return the mapping as `mapping.from_json` reads it."""
        said: dict[str, Json] = {
            "version": VERSION,
            "sector": self.sector,
            "columns": {header: mapped.to_json() for header, mapped in self.columns.items()},
        }
        if self.form is not None:
            said["form"] = self.form.to_json()
        if self.constants:
            said["constants"] = dict(self.constants)
        if self.match != MATCH:
            said["match"] = [*self.match]
        if self.checks:
            said["checks"] = [check.to_json() for check in self.checks]
        if self.open:
            said["open"] = {header: asked.to_json() for header, asked in self.open.items()}
        return said


def first_taken(readers: Sequence[CellReader], cell: Cell) -> tuple[int, Reading]:
    """Return the first reading that gives a value, and which reader gave it.

    Where none does, the cell means nothing if one of them says so; else the first one tells what
    is to be asked or what is wrong.
    """
    readings = []
    for index, read in enumerate(readers):
        reading = read(cell)
        if reading.value is not None:
            return index, reading
        readings.append(reading)
    for index, reading in enumerate(readings):
        if reading.question is None and reading.fault is None:
            return index, reading
    return 0, readings[0]
