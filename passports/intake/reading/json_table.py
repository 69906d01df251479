"""Opens JSON: objects become rows, their members columns; strictly, as everywhere in this house.

Nested members are columns named by their path (`materials/frame/mass`), which is the pointer
without its first slash; a name that holds a slash already is left as it is. A list of plain values
is one cell; a list of objects has its places in the path, from 0.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

import orjson

from domain.cells.cell import LIST_SEPARATOR, Cell
from domain.faults import Fault, Malformed
from domain.pointers import path_of
from domain.strict_json import Limits, loads
from passports.intake.reading.cell_faults import (
    LIST_WITH_SEPARATOR,
    NO_OBJECT,
    NOT_IN_ENCODING,
    TWICE,
)
from passports.intake.reading.form import JSON, NDJSON, Form
from passports.intake.reading.json_text import Arrangement, arrangement_of, elements
from passports.intake.reading.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_HEADING,
    MAX_JSON_DEPTH,
    MAX_JSON_ROW,
)
from passports.intake.reading.places import FILE, bad_file, too_many_columns
from passports.intake.reading.table import Row, Table
from passports.intake.reading.text import UNREADABLE, Encoding, decoded

_NESTED = frozenset({dict, list})
_MAX_SHAPES = 1_000
_LIMITS = Limits(bytes=4 * MAX_JSON_ROW, depth=MAX_JSON_DEPTH, string=MAX_CELL)


def open_json(file: BinaryIO, encoding: Encoding, form: Form) -> Table:
    """Return the table of a JSON text: its rows are read twice, first for the columns alone.

    Raises what `arrangement_of` and `elements` raise, and Malformed: `row.no_object` where there is
    no object with members or what the first row is refused for, `file.columns`, `header.long`.
    """
    with decoded(file, encoding) as text:
        arrangement = arrangement_of(text, form.sheet)
    columns = _columns(file, encoding, arrangement)
    said = replace(
        form,
        format=NDJSON if arrangement.lines or arrangement.run else JSON,
        encoding=encoding.name,
        sheet=arrangement.member,
    )
    rows = _rows(file, encoding, arrangement, columns)
    return Table(tuple(columns), rows, encoding.notes, said)


def _columns(file: BinaryIO, encoding: Encoding, arrangement: Arrangement) -> Mapping[str, int]:
    """Return the index of every column, in the order in which they first occur."""
    columns: dict[str, int] = {}
    shapes: set[tuple[str, ...]] = set()
    first = "{}"
    with decoded(file, encoding) as text:
        for number, element in elements(text, arrangement):
            first = element if number == 1 else first
            value = _glanced_at(element)
            shape = tuple(value)
            if shape in shapes and _is_flat(value):
                continue
            for name, _cell in _leaves(value):
                columns.setdefault(name, len(columns))
            if len(columns) > MAX_COLUMNS:
                raise too_many_columns(number)
            if len(shapes) < _MAX_SHAPES and _is_flat(value):
                shapes.add(shape)
    if not columns:
        _, faults = _read(first)
        raise Malformed(*(replace(fault, pointer=FILE) for fault in faults or (NO_OBJECT,)))
    if any(len(name) > MAX_HEADING for name in columns):
        sentence = f"The path of a member is longer than {MAX_HEADING:,} characters."
        raise bad_file("header.long", sentence, "Shorten the names.")
    return columns


def _rows(
    file: BinaryIO, encoding: Encoding, arrangement: Arrangement, columns: Mapping[str, int]
) -> Iterator[Row]:
    with decoded(file, encoding) as text:
        for number, element in elements(text, arrangement):
            value, faults = _read(element)
            cells: list[Cell] = [""] * len(columns)
            if _is_flat(value):
                for name, member in value.items():
                    cells[columns[name]] = "" if member is None else member
            else:
                for name, cell in _leaves(value):
                    index = columns[name]
                    cells[index] = cell if cells[index] == "" else TWICE
            for fault in faults:
                _put(fault, cells, columns)
            if any(cell != "" for cell in cells):
                yield number, cells


def _put(fault: Fault, cells: list[Cell], columns: Mapping[str, int]) -> None:
    """Put a fault into the cell that it is about, or behind all cells."""
    placeless = replace(fault, pointer="")
    path = path_of(fault.pointer)
    # An entry of a list stands in the cell of the list.
    while path and "/".join(path) not in columns:
        path = path[:-1]
    if path:
        cells[columns["/".join(path)]] = placeless
    else:
        cells.append(placeless)


def _glanced_at(element: str) -> dict[str, Any]:
    """Return the object of a row for the sake of its names, {} for none; what is strict is slower.

    A row with bytes of another encoding has NOT_IN_ENCODING for the values that hold them.
    """
    try:
        value = orjson.loads(element)
    except orjson.JSONDecodeError:
        value = _loosely_read(element)
    return value if isinstance(value, dict) else {}


def _loosely_read(element: str) -> Any:
    """Return what the standard decoder takes that orjson does not, such as NaN; else None."""
    try:
        value = json.loads(element)
        return _without_unreadable(value) if UNREADABLE in element else value
    except (ValueError, RecursionError):
        return None


def _without_unreadable(value: Any, depth: int = MAX_JSON_DEPTH) -> Any:
    if isinstance(value, dict | list) and not depth:
        raise ValueError
    if isinstance(value, dict):
        if any(UNREADABLE in name for name in value):
            return {}
        return {name: _without_unreadable(member, depth - 1) for name, member in value.items()}
    if isinstance(value, list):
        return [_without_unreadable(entry, depth - 1) for entry in value]
    return NOT_IN_ENCODING if isinstance(value, str) and UNREADABLE in value else value


def _read(element: str) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Return the object of a row and what is wrong with it; {} for one that cannot be read."""
    try:
        value = loads(element.encode(), _LIMITS)
    except UnicodeEncodeError:
        value = _glanced_at(element)
        return value, () if value else (NOT_IN_ENCODING,)
    except Malformed as refusal:
        return {}, refusal.faults
    return (value, ()) if isinstance(value, dict) else ({}, (NO_OBJECT,))


def _is_flat(value: Mapping[str, Any]) -> bool:
    return _NESTED.isdisjoint(map(type, value.values()))


def _leaves(value: Mapping[str, Any]) -> list[tuple[str, Cell]]:
    """Return the column and the cell of every value within an object."""
    leaves: list[tuple[str, Cell]] = []
    _gather(value, "", leaves, MAX_JSON_DEPTH)
    return leaves


def _gather(
    value: Mapping[str, Any], path: str, leaves: list[tuple[str, Cell]], depth: int
) -> None:
    """Add the leaves of an object to those above it; what is nested deeper has no columns."""
    if not depth:
        return
    for key, member in value.items():
        if isinstance(member, dict):
            _gather(member, f"{path}{key}/", leaves, depth - 1)
        elif not isinstance(member, list):
            leaves.append((path + key, "" if member is None else member))
        elif _NESTED.isdisjoint(map(type, member)):
            leaves.append((path + key, _list_cell(member)))
        else:
            entries = {str(index): entry for index, entry in enumerate(member)}
            _gather(entries, f"{path}{key}/", leaves, depth - 1)


def _list_cell(entries: list[Any]) -> Cell:
    """Return the plain values of a list in one cell."""
    if NOT_IN_ENCODING in entries:
        return NOT_IN_ENCODING
    texts = [entry if isinstance(entry, str) else json.dumps(entry) for entry in entries]
    if any(LIST_SEPARATOR in text for text in texts):
        return LIST_WITH_SEPARATOR
    return LIST_SEPARATOR.join(texts)
