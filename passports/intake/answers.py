"""What people said to the questions and the repairs of a file's rows.

An answer to one cell goes before one to all cells of a column.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from domain.body_reader import BodyReader
from domain.faults import Invalid, Json

MAX_ANSWERS = 10_000
MAX_ROW = 1_048_576  # as many as a spreadsheet has


class Action(StrEnum):
    """What to do with a cell: as proposed first, as it was written, not at all, or as it stands.

    `ACCEPT` answers a question that has no value to choose, such as that for an odd sum.
    """

    FIRST = "first"
    AS_WRITTEN = "as-written"
    LEAVE_OUT = "leave-out"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a person gave for a cell, of the type that the field has."""

    value: Json


Answer: TypeAlias = Action | Given
Cell: TypeAlias = tuple[int, str]
Asked: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by (row, column), by (column, code of the question or repair), and rows left out."""

    cells: Mapping[Cell, Answer] = field(default_factory=dict)
    columns: Mapping[Asked, Action] = field(default_factory=dict)
    rows: frozenset[int] = frozenset()

    def with_more(self, later: "Answers") -> "Answers":
        """Return these answers and later ones, which go before."""
        return Answers(
            {**self.cells, **later.cells}, {**self.columns, **later.columns}, self.rows | later.rows
        )

    def to_json(self) -> dict[str, Json]:
        """Return the answers as `from_json` reads them."""
        return {
            "cells": [
                {"row": row, "column": column, **_as_json(answer)}
                for (row, column), answer in self.cells.items()
            ],
            "columns": [
                {"column": column, "code": code, "action": action.value}
                for (column, code), action in self.columns.items()
            ],
            "rows": [*sorted(self.rows)],
        }


NO_ANSWERS = Answers()


def from_json(body: Json) -> Answers:
    """Read {cells: [{row, column, action or value}], columns: [{column, code, action}], rows}.

    `rows` lists the numbers of rows to leave out. To a repair of a column the answer "as-written"
    undoes it. Each member may be missing. Raises Invalid with every fault.
    """
    reader = BodyReader()
    members = reader.record(body, (), required=(), optional=("cells", "columns", "rows"))
    cells: dict[Cell, Answer] = {}
    for number, value in enumerate(reader.sequence(members, "cells", (), MAX_ANSWERS)):
        at = ("cells", str(number))
        said = reader.record(value, at, required=("row", "column"), optional=("action", "value"))
        row = int(reader.number(said, "row", at, 1, MAX_ROW))
        cells[row, reader.text(said, "column", at)] = _answer(reader, said, at)
    columns: dict[Asked, Action] = {}
    for number, value in enumerate(reader.sequence(members, "columns", (), MAX_ANSWERS)):
        at = ("columns", str(number))
        said = reader.record(value, at, required=("column", "code", "action"))
        asked = (reader.text(said, "column", at), reader.text(said, "code", at))
        columns[asked] = _action(reader, said, at)
    rows = reader.sequence(members, "rows", (), MAX_ANSWERS)
    left_out = frozenset(
        int(reader.number({"row": row}, "row", ("rows", str(number)), 1, MAX_ROW))
        for number, row in enumerate(rows)
    )
    if reader.faults:
        raise Invalid(*reader.faults)
    return Answers(cells, columns, left_out)


def _answer(reader: BodyReader, said: Mapping[str, Any], at: tuple[str, ...]) -> Answer:
    if ("action" in said) == ("value" in said):
        reader.note(
            "answer.one",
            at,
            "The answer has neither a value nor an action, or both.",
            "Give a value, or say what to do with the cell.",
        )
    return Given(said["value"]) if "value" in said else _action(reader, said, at)


def _action(reader: BodyReader, said: Mapping[str, Any], at: tuple[str, ...]) -> Action:
    name = reader.one_of(said, "action", at, [action.value for action in Action])
    return Action(name) if name else Action.LEAVE_OUT


def _as_json(answer: Answer) -> dict[str, Json]:
    if isinstance(answer, Given):
        return {"value": answer.value}
    return {"action": answer.value}
