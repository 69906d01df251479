"""The query of an address: the data attributes beside an identifier."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from domain.faults import Fault, Malformed
from domain.identifiers import percent, words
from domain.identifiers.application_identifiers import ENTRIES, attribute_format
from domain.identifiers.diagnosis import attribute_fault
from domain.identifiers.identifier import Identifier, Pair
from domain.identifiers.key import Key
from domain.identifiers.keys import KEYS

# What may stand unescaped (RFC 3986, section 3.4).
_ILLEGAL = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@%/?-]")
_DELIMITER = re.compile(r"[&;]")


def read(
    identifier: Identifier, query: str, beyond: Iterable[Pair] = (), *, short_gtins: bool = False
) -> dict[str, str]:
    """Return the data attributes of a query, and those from elsewhere, {AI: value} sorted by AI.

    Raises Malformed with every fault.
    """
    if _ILLEGAL.search(query):
        raise Malformed(words.ILLEGAL)
    row = KEYS[identifier.key[0]]
    taken = {row.component.ai, *(ai for ai, _ in identifier.qualifiers)}
    attributes: dict[str, str] = {}
    faults: list[Fault] = []
    parameters = _parameters(query, short_gtins=short_gtins)
    for ai, value, unreadable in chain(((*pair, None) for pair in beyond), parameters):
        shape = attribute_format(ai)
        if ai in taken or ai in row.qualifiers or shape is None:
            faults.append(_misplaced(row, taken, ai))
        elif unreadable:
            faults.append(unreadable)
        elif not shape.accepts(value):
            faults.append(attribute_fault(ai, shape, value))
        taken.add(ai)
        attributes[ai] = value
    if faults:
        raise Malformed(*faults)
    return dict(sorted(attributes.items()))


def _parameters(query: str, *, short_gtins: bool) -> Iterator[tuple[str, str, Fault | None]]:
    for part in _DELIMITER.split(query):
        name, equals, raw = part.partition("=")
        ai = percent.decode_query(name)
        if equals and ai.isdecimal() and ai.isascii():
            value = percent.decode_query(raw)
            if short_gtins and ai in KEYS:
                value = KEYS[ai].component.in_full(value)
            yield ai, value, _unreadable(ai, raw)


def _unreadable(ai: str, raw: str) -> Fault | None:
    if not raw:
        return words.empty_attribute(ai)
    return words.BROKEN_ESCAPE if percent.is_broken(raw) else None


def _misplaced(row: Key, taken: set[str], ai: str) -> Fault:
    if ai in taken:
        return words.duplicate(ai if ai in ENTRIES else "")
    if ai in row.qualifiers:
        return words.qualifier_in_query(row, ai)
    return words.never_in_query(ai) if ai in ENTRIES else words.UNKNOWN_IN_QUERY
