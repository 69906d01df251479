"""The links of a product, from its passport as everybody may see it.

They lead to the passport itself in its three forms, and to what it names by address: documents,
repair, recycling, conformity, and the operator's own pages. Each belongs to the level of the chain
that declares it, so that those of a model hold for its batches and items as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson

from domain.identifiers import Identifier, address, parse
from domain.pointers import pointer_of
from domain.sector_schema import ANY_KEY, FieldSpec, Walk
from passports import labels
from passports.reading import View
from public.negotiation import FORMATS, HTML, JSON, JSON_LD
from public.resolving import relations

ENGLISH = "en"
OWN_PAGES = "/links/*/url"
URL = "url"
# What the passport is called in each of its forms, and the parameter that names the form.
FORMS = {
    HTML: ("html", "Product passport"),
    JSON: ("json", "Product passport as JSON"),
    JSON_LD: ("jsonld", "Product passport as JSON-LD"),
}
# By the ending of an address; what has none of them is a web page.
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "json": JSON,
    "jsonld": JSON_LD,
    "xml": "application/xml",
    "zip": "application/zip",
    "csv": "text/csv",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "mp4": "video/mp4",
    "webm": "video/webm",
}

Titles = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One link. `level` is 0 for what was asked for, 1 for what stands above it, and so on.

    `anchor` is the address of that level, `titles` pairs of language and title. `languages` has the
    main one first; `media_type` is "" for a default link, which has nothing but a title. `contexts`
    are countries. `is_own` marks the passport here.
    """

    level: int
    anchor: str
    relation: str
    href: str
    titles: Titles
    languages: tuple[str, ...] = ()
    media_type: str = ""
    contexts: tuple[str, ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """All links of a product, the closest level first. `names` is what the product is called."""

    names: Titles
    links: tuple[Link, ...]


def links_of(
    view: View, base: str, offered: tuple[str, ...], asked: Identifier | None = None
) -> Links:
    """Return the links of what the public sees of a passport.

    `base` is the address of this registry, `offered` are the languages of its pages, and `asked` is
    what the product was asked for as, where the address names its batch as well. Levels are those
    that the address names, up to the key (GS1-Conformant Resolver 1.2, 2.5.9): what stands between
    them by registration alone lends its links to the level below it.
    """
    asked = asked or view.identifier
    products = [parse(product) for product, _revision in reversed(view.registration.chain)]
    named = [asked, *products[1:]]
    on_path = {identifier.text for identifier in asked.walk_up()}
    homes: list[int] = []
    for level, identifier in enumerate(named):
        homes.append(level if not homes or identifier.text in on_path else homes[-1])
    found = [link for level, each in enumerate(named) for link in _own(level, each, base, offered)]
    depth = {product.text: level for level, product in enumerate(products)}
    document, origins = view.visible.document, view.visible.origins
    for spec in view.walk.fields:
        if spec.kind != "uri":
            continue
        for path, record in _places(document, spec.path):
            home = homes[depth.get(origins[pointer_of(path)].product, 0)]
            title = _title(view.walk, spec)
            found.append(_declared(spec, record, title, home, address(named[home], base)))
    name = document.get("name") or {ENGLISH: view.identifier.element_string}
    return Links(tuple(name.items()), _each_once(found))


def default_href(identifier: Identifier, base: str) -> str:
    """Return where the default link of a product leads: its passport here, as a page."""
    return f"{address(identifier, base)}?format={FORMS[HTML][0]}"


def stored(links: Links) -> bytes:
    """Return the links as bytes that `restored` reads."""
    return orjson.dumps(links)


def restored(body: bytes) -> Links:
    """Return the links that `stored` wrote."""
    told = orjson.loads(body)
    return Links(_pairs(told["names"]), tuple(_link(each) for each in told["links"]))


def _link(told: Mapping[str, Any]) -> Link:
    lists = {name: tuple(told[name]) for name in ("languages", "contexts")}
    return Link(**{**told, **lists, "titles": _pairs(told["titles"])})


def _pairs(told: list[list[str]]) -> Titles:
    return tuple((language, text) for language, text in told)


def _own(level: int, identifier: Identifier, base: str, offered: tuple[str, ...]) -> Iterator[Link]:
    anchor, page = address(identifier, base), default_href(identifier, base)
    titles = ((ENGLISH, FORMS[HTML][1]),)
    yield Link(level, anchor, relations.DEFAULT, page, titles, is_own=True)
    for relation in (relations.PASSPORT, relations.PASSPORT_OF_IANA):
        for media_type, (form, title) in FORMS.items():
            spoken = offered if media_type == HTML else ()
            href = f"{anchor}?format={form}"
            titles = ((ENGLISH, title),)
            yield Link(level, anchor, relation, href, titles, spoken, media_type, is_own=True)


def _places(
    value: Any, pattern: tuple[str, ...], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield the path of each value at a path of the schema, and the record that it stands in."""
    if not isinstance(value, dict):
        return
    name, *rest = pattern
    keys = value if name == ANY_KEY else [name] if name in value else []
    for key in keys:
        if rest:
            yield from _places(value[key], tuple(rest), (*path, key))
        else:
            yield (*path, key), value


def _each_once(links: list[Link]) -> tuple[Link, ...]:
    """Return links by level; of two of a type with one target, the one that names its languages."""
    kept: dict[tuple[int, str, str], Link] = {}
    for link in sorted(links, key=lambda link: link.level):
        place = (link.level, link.relation, link.href)
        if place not in kept or (link.languages and not kept[place].languages):
            kept[place] = link
    return tuple(kept.values())


def _title(walk: Walk, spec: FieldSpec) -> str:
    """Return what an address of a schema is called: an entry's own has no name but the entry's."""
    node = walk.node(spec.path[:-1]) if spec.path[-1] == URL else None
    return node.title if node else spec.title


def _declared(spec: FieldSpec, record: dict[str, Any], field: str, level: int, anchor: str) -> Link:
    href = str(record[spec.path[-1]])
    is_entry = spec.path[-1] == URL
    kind = str(record.get("kind", "")) if is_entry else ""
    relation = relations.relation_at(spec.pointer, kind)
    if spec.pointer == OWN_PAGES and kind:
        relation = relations.VOCABULARY + kind
    told = record if is_entry else {}
    title = told.get("title")
    return Link(
        level,
        anchor,
        relation,
        href,
        tuple(title.items()) if isinstance(title, dict) else _titles(field),
        tuple(told.get("languages", ())),
        str(told.get("media_type", "")) or _media_type(href),
        tuple(told.get("countries", ())),
    )


def _titles(text: str) -> Titles:
    """Return the title of a field in every language that has one."""
    translated = [(language, words.get(text, "")) for language, words in labels.all_of().items()]
    return ((ENGLISH, text), *((language, title) for language, title in translated if title))


def _media_type(href: str) -> str:
    name, dot, ending = urlsplit(href).path.rpartition("/")[2].rpartition(".")
    return MEDIA_TYPES.get(ending.lower(), HTML) if name and dot else HTML


assert FORMATS.keys() == {form for form, _ in FORMS.values()}  # noqa: S101 - one list of forms
