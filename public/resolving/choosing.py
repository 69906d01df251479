"""Which of a product's links a request is led to (GS1-Conformant Resolver 1.2, section 2.6).

The closest level that has links of the type asked for answers. Among several those count whose form
the reader takes at all; then the country decides, since who names one means it, then the language,
then how welcome the form is. Who says nothing about language or country is taken to a link that is
for all, if there is one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from public.negotiation import qualities
from public.resolving.links import Link
from public.resolving.relations import DEFAULT


@dataclass(frozen=True, slots=True)
class Several:
    """Links between which a request does not decide."""

    links: tuple[Link, ...]


def choose(
    links: Iterable[Link],
    relation: str,
    languages: Sequence[str] = (),
    accept: str = "",
    context: str = "",
) -> Link | Several | None:
    """Return the link of a type that fits best, several if nothing decides, None without any.

    `relation` is a link type as links have it, `languages` are the reader's, the dearest first, in
    small letters; `accept` is the header Accept, `context` a country or other word that links name.
    """
    found = [link for link in links if link.relation == relation]
    if not found:
        return None
    closest = min(link.level for link in found)
    found = [link for link in found if link.level == closest]
    if len(found) == 1:
        return found[0]
    welcome = qualities(accept, {link.media_type for link in found})
    # A reader who takes none of the forms has asked for this type of link all the same.
    found = [link for link in found if welcome[link.media_type]] or found
    if all(link.is_own for link in found):
        # The forms of the passport here: every one speaks, and the first is the dearest of equals.
        return max(found, key=lambda link: welcome[link.media_type])
    found = [link for link in found if _is_for(link, context)] or found
    found = _spoken(found, languages)
    best = max(welcome[link.media_type] for link in found)
    found = [link for link in found if welcome[link.media_type] == best]
    found = [link for link in found if _is_for(link, context)] or _for_all(found)
    return found[0] if len(found) == 1 else Several(tuple(found))


def available(links: Iterable[Link]) -> tuple[str, ...]:
    """Return the link types that a product has, in the order of its links."""
    return tuple(dict.fromkeys(link.relation for link in links if link.relation != DEFAULT))


def _spoken(links: list[Link], languages: Sequence[str]) -> list[Link]:
    """Return those in the reader's first language that any of them has, its main language first."""
    for wanted in languages:
        ranks = [_rank(link, wanted) for link in links]
        best = min((rank for rank in ranks if rank is not None), default=None)
        if best is not None:
            return [link for link, rank in zip(links, ranks, strict=True) if rank == best]
    return [link for link in links if not link.languages] or links


def _rank(link: Link, wanted: str) -> tuple[int, int] | None:
    """How well a link speaks a language: how near its tag is, then its place among the others.

    As RFC 4647, section 3.4, looks tags up, pt-BR is answered by pt; and by pt-PT for want of both.
    """
    nearest: tuple[int, int] | None = None
    for place, tag in enumerate(each.lower() for each in link.languages):
        distance = _distance(tag, wanted)
        if distance is not None:
            nearest = min(nearest or (distance, place), (distance, place))
    return nearest


def _distance(tag: str, wanted: str) -> int | None:
    if tag == wanted:
        return 0
    if wanted.startswith(f"{tag}-"):
        return 1
    return 2 if tag.partition("-")[0] == wanted.partition("-")[0] else None


def _is_for(link: Link, context: str) -> bool:
    return context.lower() in (each.lower() for each in link.contexts)


def _for_all(links: list[Link]) -> list[Link]:
    return [link for link in links if not link.contexts] or links
