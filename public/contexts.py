"""The JSON-LD context of a sector, generated from its schema.

Every member gets an IRI from its path, so that "name" of a product and "name" of its maker differ;
the same path means the same in every sector and in every version. The base is a name that nobody
can resolve (RFC 2606): the vocabulary belongs to the registry's data and to no host.
"""

from typing import Any

from domain.sector_schema import ANY_KEY, FieldSpec, Node, Walk

VOCABULARY = "https://passport.invalid/vocabulary/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPES = {
    "date": XSD + "date",
    "date-time": XSD + "dateTime",
    "uri": "@id",
    "number": XSD + "double",
    "integer": XSD + "integer",
    "boolean": XSD + "boolean",
}
# What the registry itself says: member -> type, "" for plain text.
REGISTRATION = {
    **dict.fromkeys(("identifier", "granularity", "sector", "schema", "status", "digest"), ""),
    **dict.fromkeys(("operator", "registrant", "id", "name", "predecessor"), ""),
    **dict.fromkeys(("chain", "erased", "product"), ""),
    **dict.fromkeys(("number", "revision"), XSD + "integer"),
    "changed_at": XSD + "dateTime",
}


def context_of(walk: Walk) -> dict[str, Any]:
    """Return the JSON-LD 1.1 context document of a sector's schema."""
    return {
        "@context": {
            "@version": 1.1,
            # The data say something of the product itself, not of a thing called "data".
            "data": "@nest",
            "registration": {
                "@id": _iri(("registration",)),
                "@context": {
                    name: _typed({"@id": _iri(("registration", name))}, kind)
                    for name, kind in REGISTRATION.items()
                },
            },
            **{name: _term(child) for name, child in walk.root.members.items()},
        }
    }


def _term(node: Node) -> dict[str, Any]:
    term: dict[str, Any] = {"@id": _iri(node.path)}
    if node.field is not None:
        return _leaf(term, node.field)
    inner = node
    if node.each is not None:
        term["@container"] = "@index"
        inner = node.each
        if inner.field is not None:
            return {**_leaf(term, inner.field), "@container": "@index"}
    term["@context"] = {name: _term(child) for name, child in inner.members.items()}
    return term


def _leaf(term: dict[str, Any], field: FieldSpec) -> dict[str, Any]:
    if field.kind == "text":
        return {**term, "@container": "@language"}
    if field.kind == "list":
        items = str(field.schema.get("items", {}).get("type", ""))
        return _typed({**term, "@container": "@set"}, TYPES.get(items, ""))
    return _typed(term, TYPES.get(field.kind, ""))


def _typed(term: dict[str, Any], kind: str) -> dict[str, Any]:
    return {**term, "@type": kind} if kind else term


def _iri(path: tuple[str, ...]) -> str:
    return VOCABULARY + "/".join(name for name in path if name != ANY_KEY)
