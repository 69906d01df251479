"""Links as a linkset (RFC 9264) in the form that GS1 prescribes, as JSON and as JSON-LD.

GS1's schema is narrower than the RFC: every link has one title and no translations of it, languages
are written with two letters or with two and a country, nothing else is allowed.
"""

import re
from collections.abc import Iterable
from typing import Any

import orjson

from public.resolving.links import ENGLISH, Link, Links, Titles

# Which terms of RFC 9264 mean what; ours, since a reader shall need no further request.
CONTEXT = {
    "@vocab": "http://www.iana.org/assignments/relation/",
    "linkset": "@graph",
    "anchor": "@id",
    "href": "@id",
    "itemDescription": "http://www.w3.org/2000/01/rdf-schema#comment",
    "title": "http://purl.org/dc/terms/title",
    "type": "http://purl.org/dc/terms/format",
    "hreflang": {"@id": "http://purl.org/dc/terms/language", "@container": "@set"},
    "context": {"@id": "http://purl.org/dc/terms/coverage", "@container": "@set"},
}
# GS1's own context, which its standard has linksets point at (Resolver 1.2, section 2.10).
CONTEXT_OF_GS1 = "https://ref.gs1.org/standards/resolver/linkset-context"

_LANGUAGE = re.compile(r"([a-z]{2})(?:-([A-Z]{2}))?")


def linkset(names: Titles, links: Iterable[Link]) -> dict[str, Any]:
    """Return links as the JSON of a linkset: one object for each anchor, in the order of levels."""
    anchors: dict[str, dict[str, Any]] = {}
    for link in links:
        member = anchors.setdefault(
            link.anchor, {"anchor": link.anchor, "itemDescription": title_of(names, ())}
        )
        member.setdefault(link.relation, []).append(_target(link))
    return {"linkset": list(anchors.values())}


def as_json(links: Links) -> bytes:
    """Return a linkset as JSON in UTF-8."""
    return orjson.dumps(linkset(links.names, links.links))


def as_json_ld(links: Links) -> bytes:
    """Return a linkset as JSON-LD in UTF-8, its context within."""
    return orjson.dumps({"@context": CONTEXT, **linkset(links.names, links.links)})


def title_of(titles: Titles, languages: Iterable[str]) -> str:
    """Return a title in the first of these languages that it has, else in English or in any."""
    told = dict(titles)
    wanted = next((language for language in (*languages, ENGLISH) if language in told), None)
    return told[wanted] if wanted else min(titles)[1]


def _target(link: Link) -> dict[str, Any]:
    target: dict[str, Any] = {
        "href": link.href,
        "title": title_of(link.titles, link.languages if len(link.languages) == 1 else ()),
    }
    if link.media_type:
        target["type"] = link.media_type
    languages = list(dict.fromkeys(filter(None, map(_hreflang, link.languages))))
    if languages:
        target["hreflang"] = languages
    if link.contexts:
        target["context"] = list(link.contexts)
    return target


def _hreflang(tag: str) -> str:
    """Return a tag as far as GS1's schema can write it: zh for zh-Hant, "" for gsw."""
    language, _, rest = tag.partition("-")
    written = f"{language}-{rest.upper()}" if len(rest) == len("DE") else language
    return written if _LANGUAGE.fullmatch(written) else ""
