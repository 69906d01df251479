"""The names of the columns, from the rows of a header."""

from collections.abc import Sequence

from passports.intake.reading.header_rows import are_units
from passports.intake.reading.limits import MAX_HEADING
from passports.intake.reading.places import bad_row, place_of
from passports.intake.reading.table import Note

JOINT = " / "


def with_groups(
    level: Sequence[str], lower: Sequence[str], spans: Sequence[tuple[int, int]] | None
) -> list[str]:
    """Return a row of group headings with each name over all of its columns.

    Merged cells say which those are. Without them a group ends where the next one begins; a column
    that the row below does not name belongs to none.
    """
    filled = list(level)
    if spans is not None:
        for first, last in spans:
            filled[first : last + 1] = [level[first]] * len(filled[first : last + 1])
        return filled
    group = ""
    for index, name in enumerate(level):
        group = name or group
        if not name and lower[index]:
            filled[index] = group
    return filled


def headings(
    levels: Sequence[Sequence[str]], units: Sequence[str], number: int
) -> tuple[tuple[str, ...], list[Note]]:
    """Return the name of every column, unique but for "", and what was done for it.

    `levels` are the rows of the header, as wide as the table, the first of them in row `number`;
    `units` the row of units, or empty texts. Raises Malformed (`header.long`).
    """
    names = [_joined(parts) for parts in zip(*levels, strict=True)]
    names = [_with_unit(name, unit) for name, unit in zip(names, units, strict=True)]
    if any(len(name) > MAX_HEADING for name in names):
        sentence = f"The name of a column is longer than {MAX_HEADING:,} characters."
        raise bad_row("header.long", number, sentence, "Shorten it.")
    notes = []
    seen = set(names)
    used: set[str] = set()
    for index, name in enumerate(names):
        if name in used:
            names[index] = _next_free(name, seen)
            seen.add(names[index])
            sentence = "The name stands there more than once; this column got a number behind it."
            notes.append(Note("header.twice", sentence, place_of(number, names[index])))
        if name:
            used.add(name)
    return tuple(names), notes


def _joined(parts: Sequence[str]) -> str:
    return JOINT.join(dict.fromkeys(filter(None, parts)))


def _with_unit(name: str, unit: str) -> str:
    unit = unit.strip("[](){} ")
    if (
        not name
        or not are_units([unit])
        or unit in name.replace("(", " ").replace(")", " ").split()
    ):
        return name
    return f"{name} ({unit})"


def _next_free(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name} #{number}" in taken:
        number += 1
    return f"{name} #{number}"
