"""The English texts of schemas that people read, as far as they need a translation.

A text is its own key: the same English words mean the same wherever they stand. Names that the CLDR
has in every language (countries, currencies, languages, most units) are not among them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from domain.sector_schema import Node, Walk

Named = Mapping[str, Mapping[str, Any]]


def texts_of(walks: Iterable[Walk], lists: Iterable[Named], audiences: Named) -> tuple[str, ...]:
    """Return each text once, in the order of the schemas, then of code lists and audiences.

    `lists` are the codes of code lists, code -> what is said of it; `audiences` are code -> title,
    name within a sentence, and description.
    """
    found = [
        *(text for walk in walks for text in _of_sector(walk)),
        *(name_of(entry) for codes in lists for entry in codes.values()),
        *(str(told.get(member, "")) for told in audiences.values() for member in _TOLD),
    ]
    return tuple(dict.fromkeys(text for text in found if text))


def name_of(entry: Mapping[str, Any]) -> str:
    """Return the name of a code, "" where people read something else in every language.

    That is what the CLDR has for it, or a symbol that is the same everywhere.
    """
    return "" if entry.keys() & {"cldr", "symbol"} else str(entry.get("name", ""))


_TOLD = ("title", "name", "description")


def _of_sector(walk: Walk) -> Iterator[str]:
    yield walk.title
    yield str(walk.schema.get("description", ""))
    for node in walk.root.members.values():
        yield from _of_node(node)


def _of_node(node: Node) -> Iterator[str]:
    yield node.title
    yield node.description
    if node.field is not None:
        yield from node.field.labels.values()
    for below in node.members.values():
        yield from _of_node(below)
    if node.each is not None:
        yield from _of_node(node.each)
