"""Which products stand above others in one file."""

from collections.abc import Iterable, Iterator, Mapping

from domain.faults import Malformed
from domain.identifiers import parse
from passports.intake.rows import ReadRow


def above(identifier: str) -> Iterator[str]:
    """Yield the identifiers that one names above its product, the nearest first; none for "".

    One that cannot be read has none.
    """
    try:
        found = parse(identifier).parent() if identifier else None
    except Malformed:
        return
    while found is not None:
        yield found.text
        found = found.parent()


def parents_first(rows: Iterable[ReadRow]) -> Iterator[ReadRow]:
    """Yield the rows such that a parent stands before its children, otherwise in their order."""
    rows = list(rows)
    by_identifier = {row.identifier: row for row in rows if row.identifier}
    if not by_identifier:
        yield from rows
        return
    done: set[int] = set()
    for row in rows:
        waiting = []
        up: ReadRow | None = row
        while up is not None and up.number not in done:
            done.add(up.number)
            waiting.append(up)
            up = _row_above(up, by_identifier)
        yield from reversed(waiting)


def _row_above(row: ReadRow, by_identifier: Mapping[str, ReadRow]) -> ReadRow | None:
    if row.parent:
        return by_identifier.get(row.parent)
    return next((by_identifier[up] for up in above(row.identifier) if up in by_identifier), None)
