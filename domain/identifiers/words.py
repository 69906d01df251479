"""What is said about texts and addresses that are refused. No submitted value is quoted.

An Application Identifier is named where it is one of GS1's: then the number says nothing about the
product.
"""

from domain.faults import Fault, Sentence
from domain.identifiers.key import Component, Key

TEXT_TOO_LONG = Fault(
    "identifier.length",
    "The identifier is longer than any that there can be.",
    remedy="Give the key and its qualifiers only.",
)
TEXT_SCHEME = Fault(
    "identifier.scheme",
    "The identifier does not begin with a known scheme and key.",
    remedy='Begin it with "gs1:01/" and the GTIN, "own:" and the own key, or another key of a'
    " product.",
)
TEXT_PAIRS = Fault(
    "identifier.pairs",
    "The identifier is not made of pairs.",
    remedy='Begin it with "gs1:01/" and the GTIN, "own:" and the own key, or another key of a'
    " product; then let qualifiers and their values follow, parted by slashes.",
)
TEXT_NOT_CANONICAL = Fault(
    "identifier.canonical",
    "The identifier is percent-encoded differently from its canonical form.",
    remedy="Encode everything but A-Z, a-z, 0-9, hyphen, dot and underscore, with capital"
    " hexadecimal digits, and nothing else.",
)
ADDRESS_TOO_LONG = Fault(
    "link.length",
    "The address is too long to be read.",
    remedy="Remove what does not identify the product.",
)
SCHEME = Fault(
    "link.scheme",
    "The address does not begin with http:// or https://.",
    remedy="Begin it with https://, all small or all capital letters.",
)
HOST = Fault(
    "link.host",
    "The address has no host name, or one that cannot be read.",
    remedy="Behind https:// give a host name, and a port where one is needed; no user name.",
)
ILLEGAL = Fault(
    "link.charset",
    "The address holds a character that no address may hold.",
    remedy="Percent-encode everything in a value but A-Z, a-z, 0-9, hyphen, dot and underscore.",
)
NULL = Fault(
    "link.charset",
    "The address holds an encoded null character.",
    remedy="Remove %00 from it.",
)
BROKEN_ESCAPE = Fault(
    "link.escape",
    "In the address a percent sign is not followed by two hexadecimal digits.",
    remedy="Write a percent sign that is part of a value as %25.",
)
RELATIVE = Fault(
    "link.path",
    "The path does not begin with a slash.",
    remedy="Begin it with /01/ and the GTIN, /own/ and the own key, or another key of a product.",
)
NO_KEY = Fault(
    "link.no_key",
    "The path holds no key that is known here.",
    remedy="Let it end in /01/ and the GTIN, /own/ and the own key, or another key of a product,"
    " then qualifiers.",
)
NOT_HTTPS = Fault(
    "link.scheme",
    "The address does not begin with https://.",
    remedy="Give the whole address, beginning with https://.",
)
UNKNOWN_EPC = Fault(
    "link.epc",
    "The address ends in a compressed EPC of a scheme that has no GS1 Digital Link.",
    remedy="Write the identifier out, as in /01/ and the GTIN, /21/ and the serial number.",
)
BROKEN_EPC = Fault(
    "link.epc",
    "The address ends in a compressed EPC that cannot be decoded: bits are missing or wrong.",
    remedy="Read the tag again, or write the identifier out.",
)
UNKNOWN_IN_QUERY = Fault(
    "link.unknown_ai",
    "A name in the query is all digits, but no Application Identifier for data attributes.",
    remedy="Correct the number, or begin the names of your own parameters with a letter.",
)


def no_product(component: Component) -> Fault:
    """Say that something else than a product is named, which has no passport."""
    return Fault(
        "identifier.no_product",
        Sentence(
            "The Application Identifier ({ai}) names {other}, which has no passport.",
            ai=component.ai,
            other=component.other,
        ),
        remedy="Register the product under an identifier of its own, such as its GTIN.",
    )


def duplicate(ai: str) -> Fault:
    """Say that an Application Identifier, "" for a nameless one, is given twice."""
    return Fault(
        "link.duplicate",
        Sentence("The Application Identifier ({ai}) is given twice.", ai=ai)
        if ai
        else "An Application Identifier is given twice.",
        remedy="Give each Application Identifier once, in the path or in the query.",
    )


def attribute_in_path(ai: str) -> Fault:
    """Say that a data attribute stands among the qualifiers."""
    return Fault(
        "link.attribute_in_path",
        Sentence(
            "The Application Identifier ({ai}) stands in the path, but is a data attribute.", ai=ai
        ),
        remedy=Sentence("Move it to the query: ?{ai}= and its value.", ai=ai),
    )


def foreign_qualifier(key: Key, ai: str) -> Fault:
    """Say that an Application Identifier qualifies other keys only."""
    return Fault(
        "link.qualifier",
        Sentence(
            "The Application Identifier ({ai}) is no qualifier of the {name} here.",
            ai=ai,
            name=key.component.name,
        ),
        remedy=_what_may_follow(key),
    )


def unknown_in_path(key: Key) -> Fault:
    """Say that something in the place of a qualifier is none of GS1's."""
    return Fault(
        "link.unknown_ai",
        Sentence(
            "Behind the {name} stands something that is no Application Identifier.",
            name=key.component.name,
        ),
        remedy=_what_may_follow(key),
    )


def order(key: Key) -> Fault:
    """Say that the qualifiers are the right ones in another order."""
    return Fault(
        "link.order",
        Sentence(
            "The qualifiers of the {name} are in the wrong order, or do not mix.",
            name=key.component.name,
        ),
        remedy=Sentence("Put them in this order: {qualifiers}.", qualifiers=_qualifiers(key)),
    )


def pairs(key: Key) -> Fault:
    """Say that behind the key something is missing or left over."""
    return Fault(
        "link.pairs",
        Sentence("The path does not go on in pairs behind /{ai}/.", ai=key.component.ai),
        remedy="Let a qualifier and its value follow one another; nothing may be left over.",
    )


def qualifier_in_query(key: Key, ai: str) -> Fault:
    """Say that a qualifier of the key stands among the data attributes."""
    return Fault(
        "link.qualifier_in_query",
        Sentence(
            "The Application Identifier ({ai}) stands in the query, but qualifies the {name}.",
            ai=ai,
            name=key.component.name,
        ),
        remedy=Sentence(
            "Move it to the path: /{ai}/ and its value, behind the {name}.",
            ai=ai,
            name=key.component.name,
        ),
    )


def never_in_query(ai: str) -> Fault:
    """Say that an Application Identifier is no data attribute."""
    return Fault(
        "link.attribute",
        Sentence(
            "The Application Identifier ({ai}) is no data attribute: it may not stand in the"
            " query.",
            ai=ai,
        ),
        remedy="Leave it out.",
    )


def empty_attribute(ai: str) -> Fault:
    """Say that a data attribute has no value."""
    return Fault(
        "link.empty",
        Sentence("The Application Identifier ({ai}) has no value in the query.", ai=ai),
        remedy="Give its value, or leave it out.",
    )


def _what_may_follow(key: Key) -> str:
    name = key.component.name
    if not key.qualifiers:
        return Sentence("Leave out what stands behind the {name}.", name=name)
    return Sentence("Behind the {name}, use {qualifiers}.", name=name, qualifiers=_qualifiers(key))


def _qualifiers(key: Key) -> str:
    first, *others = [_in_order([key.qualifiers[ai] for ai in order]) for order in key.orders]
    for other in others:
        first = Sentence("{orders}; or {other}", orders=first, other=other)
    return first


def _in_order(rows: list[Component]) -> str:
    first, *others = [Sentence("/{ai}/ ({name})", ai=row.ai, name=row.name) for row in rows]
    for other in others:
        first = Sentence("{qualifiers}, {other}", qualifiers=first, other=other)
    return first
