"""Oddities of a row that a person should look at: numbers of several columns that do not agree.

A check is data in a mapping. It looks at the cells as they stand, in the units of their columns,
and only where all that it needs is filled.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from types import MappingProxyType

from domain.body_reader import BodyReader, Place
from domain.cells.cell import Cell, Percentage
from domain.cells.numerals import Numeral, numeral
from domain.cells.reading import Question
from domain.faults import Json
from passports.intake.mapping.bodies import MAX_HEADER, texts

SUM, PRODUCT = KINDS = ("sum", "product")
MAX_COLUMNS = 20
LARGEST = 1e12

_INFINITE = Decimal("Infinity")
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,20})?")
_NOT_SAID: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Check:
    """What the numbers of a row have to satisfy, or a person is asked.

    The sum or the product of the columns `of`, divided by all of the columns `by`, lies between
    `low` and `high`, both included. `at` is the column at which is asked; `sentence` says what is
    odd. `perhaps` are factors by which the number there may be off: a number that would do is
    proposed, and so is to leave the cell out where `optional`.
    """

    kind: str
    of: tuple[str, ...]
    low: float
    high: float
    at: str
    sentence: str
    by: tuple[str, ...] = ()
    perhaps: tuple[float, ...] = ()
    optional: bool = False

    @property
    def code(self) -> str:
        """The code of its questions; at one column there is one check of a kind."""
        return f"question.{self.kind}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers that it looks at."""
        return self.of + self.by

    def to_json(self) -> dict[str, Json]:
        """Return the check as `read_check` reads it."""
        said: dict[str, Json] = {"kind": self.kind, "of": [*self.of]}
        if self.by:
            said["by"] = [*self.by]
        said |= {"low": self.low, "high": self.high, "at": self.at}
        if self.perhaps:
            said["perhaps"] = [*self.perhaps]
        if self.optional:
            said["optional"] = True
        return {**said, "sentence": self.sentence}


def questions_of(
    checks: Sequence[Check],
    values: Mapping[str, Cell],
    decimals: Mapping[str, str] = _NOT_SAID,
) -> Iterator[tuple[str, Question]]:
    """Yield (header, question) for every check that a row does not satisfy.

    `values` are the cells by header, with what a person answered in their place; `decimals` the
    decimal signs of columns, "." where none is said. Where an earlier check doubts a number by
    itself, those that calculate with it are passed over: they would ask the same again.
    """
    doubted: set[str] = set()
    for check in checks:
        if doubted and not doubted.isdisjoint(check.columns):
            continue
        numbers = _numbers(check, values, decimals)
        if numbers is None or _holds(check, numbers):
            continue
        if len(check.columns) == 1:
            doubted.add(check.at)
        yield check.at, Question(check.code, check.sentence, tuple(_choices(check, numbers)))


def read_check(reader: BodyReader, value: Json, at: Place) -> Check:
    """Read {kind, of, by?, low, high, at, perhaps?, optional?, sentence}; note every fault."""
    said = reader.record(
        value,
        at,
        required=("kind", "of", "low", "high", "at", "sentence"),
        optional=("by", "perhaps", "optional"),
    )
    perhaps = reader.sequence(said, "perhaps", at, MAX_COLUMNS)
    numbered = {str(index): factor for index, factor in enumerate(perhaps)}
    optional = said.get("optional", False)
    if not isinstance(optional, bool):
        reader.note("type", (*at, "optional"), "The value is not true or false.", "Write one.")
    check = Check(
        kind=reader.one_of(said, "kind", at, KINDS),
        of=texts(reader, reader.sequence(said, "of", at, MAX_COLUMNS), (*at, "of")),
        by=texts(reader, reader.sequence(said, "by", at, MAX_COLUMNS), (*at, "by")),
        low=reader.number(said, "low", at, -LARGEST, LARGEST),
        high=reader.number(said, "high", at, -LARGEST, LARGEST),
        at=reader.text(said, "at", at, MAX_HEADER),
        perhaps=tuple(
            reader.number(numbered, index, (*at, "perhaps"), -LARGEST, LARGEST)
            for index in numbered
        ),
        optional=optional is True,
        sentence=reader.text(said, "sentence", at),
    )
    if check.low > check.high:
        reader.note("check.range", (*at, "low"), "low is above high.", "Exchange the two.")
    return check


def _numbers(
    check: Check, values: Mapping[str, Cell], decimals: Mapping[str, str]
) -> dict[str, Decimal] | None:
    found: dict[str, Decimal] = {}
    for header in check.columns:
        number = _number(values.get(header, ""), decimals.get(header, "."))
        if number is None:
            return None
        found[header] = number
    return found


def _number(cell: Cell, decimal: str) -> Decimal | None:
    """Return the number of a cell, or None where there is none."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, Percentage):
        cell = cell.percent
    if isinstance(cell, int | float):
        found = Decimal(str(cell))
        return found if found.is_finite() else None
    if not isinstance(cell, str):
        return None
    text = cell.strip().removesuffix("%").rstrip()
    if decimal == "." and _PLAIN.fullmatch(text):
        return Decimal(text)
    read = numeral(text, decimal)
    return read.value if isinstance(read, Numeral) else None


def _holds(check: Check, numbers: Mapping[str, Decimal]) -> bool:
    value = _value(check, numbers)
    return value is None or Decimal(str(check.low)) <= value <= Decimal(str(check.high))


def _value(check: Check, numbers: Mapping[str, Decimal]) -> Decimal | None:
    """Return what is to lie in the range; None for nothing divided by nothing."""
    parts = [numbers[header] for header in check.of]
    above = sum(parts, Decimal()) if check.kind == SUM else prod(parts, start=Decimal(1))
    below = prod((numbers[header] for header in check.by), start=Decimal(1))
    if below == 0:
        return None if above == 0 else _INFINITE.copy_sign(above)
    return above / below


def _choices(check: Check, numbers: Mapping[str, Decimal]) -> Iterator[Json]:
    for factor in check.perhaps if check.at in numbers else ():
        moved = numbers[check.at] * Decimal(str(factor))
        if _holds(check, {**numbers, check.at: moved}):
            yield float(moved)
    if check.optional:
        yield None
