"""What is said about identifiers and addresses that are refused. No submitted value is quoted.

An Application Identifier is named where it is one of GS1's: then the number says nothing about the
product.
"""

from domain.faults import Fault
from domain.identifiers.keys import KEYS, Key

_KEYS_OF_PATHS = ", or ".join(
    f"{row.path_prefix} and the {row.component.name}" for row in KEYS.values()
)
_KEYS_OF_TEXTS = ", or ".join(
    f'"{row.text_prefix}" and the {row.component.name}' for row in KEYS.values()
)

TEXT_TOO_LONG = Fault(
    "identifier.length",
    "The identifier is longer than any that there can be.",
    remedy="Give the key and its qualifiers only.",
)
TEXT_SCHEME = Fault(
    "identifier.scheme",
    "The identifier does not begin with a known scheme and key.",
    remedy=f"Begin it with {_KEYS_OF_TEXTS}.",
)
TEXT_PAIRS = Fault(
    "identifier.pairs",
    "The identifier is not made of pairs.",
    remedy=f"Begin it with {_KEYS_OF_TEXTS}; then let qualifiers and their values follow, parted by"
    " slashes.",
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
    remedy=f"Begin it with {_KEYS_OF_PATHS}.",
)
NO_KEY = Fault(
    "link.no_key",
    "The path holds no key that identifies a product.",
    remedy=f"Let it end in {_KEYS_OF_PATHS}, then qualifiers.",
)
UNKNOWN_IN_QUERY = Fault(
    "link.unknown_ai",
    "A name in the query is all digits, but no Application Identifier for data attributes.",
    remedy="Correct the number, or begin the names of your own parameters with a letter.",
)
# Which check character would fit is not told: it would turn a misread key into another one.
OWN_CHECK = Fault(
    "own.check",
    "The check character of the own key does not fit: a character is wrong, or two are swapped.",
    remedy="Compare the key with the label, or scan the label again.",
)


def dot_segment(name: str) -> Fault:
    """Say that a value consists of one or two dots, which addresses lose on their way."""
    return Fault(
        "link.dot_segment",
        f"The {name} is nothing but one or two dots, which browsers remove from addresses.",
        remedy="Choose a value with another character in it.",
    )


def charset(name: str, alphabet: str) -> Fault:
    """Say that a value holds a character from outside its set; `alphabet` names what it may be."""
    return Fault(
        "link.charset",
        f"The {name} holds a character that is not allowed there.",
        remedy=f"Use only {alphabet}; no spaces, nothing invisible.",
    )


def length(name: str, code: str, shortest: int, longest: int) -> Fault:
    """Say that a value has too few or too many characters."""
    exactly = shortest == longest
    wanted = f"exactly {longest}" if exactly else f"{shortest} to {longest}"
    return Fault(
        f"{code}.length",
        f"The {name} has the wrong length.",
        remedy=f"Give it {wanted} characters.",
    )


def short_form(name: str, code: str, given: int, wanted: int) -> Fault:
    """Say that `given` digits lack the zeros that make them `wanted` ones."""
    zeros = "1 zero" if wanted - given == 1 else f"{wanted - given} zeros"
    return Fault(
        f"{code}.length",
        f"The {name} is in its short form of {given} digits.",
        remedy=f"Put {zeros} in front of it: it is always written with {wanted} digits.",
    )


def form(name: str, code: str, notation: str) -> Fault:
    """Say that a value is not put together as it should be."""
    return Fault(
        f"{code}.format",
        f"The {name} is not of the form {notation}.",
        remedy="Look up its form in the GS1 General Specifications, section 3.",
    )


def check_digit(name: str, code: str, right: str) -> Fault:
    """Say that a check digit does not fit, and which one would where `right` is not empty."""
    told = f" If the other digits are right, the last one is {right}." if right else ""
    return Fault(
        f"{code}.check_digit",
        f"The check digit of the {name} does not fit its other digits.",
        remedy=f"Compare all digits with the label.{told}",
    )


def duplicate(ai: str) -> Fault:
    """Say that an Application Identifier, "" for a nameless one, is given twice."""
    return Fault(
        "link.duplicate",
        f"({ai}) is given twice." if ai else "An Application Identifier is given twice.",
        remedy="Give each Application Identifier once, in the path or in the query.",
    )


def attribute_in_path(ai: str) -> Fault:
    """Say that a data attribute stands among the qualifiers."""
    return Fault(
        "link.attribute_in_path",
        f"({ai}) stands in the path, but is a data attribute.",
        remedy=f"Move it to the query: ?{ai}= and its value.",
    )


def foreign_qualifier(key: Key, ai: str) -> Fault:
    """Say that an Application Identifier qualifies other keys only."""
    return Fault(
        "link.qualifier",
        f"({ai}) is no qualifier of the {key.component.name} here.",
        remedy=f"Behind the {key.component.name}, use {_qualifiers(key)}.",
    )


def unknown_in_path(key: Key) -> Fault:
    """Say that something in the place of a qualifier is none of GS1's."""
    return Fault(
        "link.unknown_ai",
        f"Behind the {key.component.name} stands something that is no Application Identifier.",
        remedy=f"Behind the {key.component.name}, use {_qualifiers(key)}.",
    )


def order(key: Key) -> Fault:
    """Say that the qualifiers are the right ones in another order."""
    return Fault(
        "link.order",
        f"The qualifiers of the {key.component.name} are in the wrong order.",
        remedy=f"Put them in this order: {_qualifiers(key)}.",
    )


def pairs(key: Key) -> Fault:
    """Say that behind the key something is missing or left over."""
    return Fault(
        "link.pairs",
        f"The path does not go on in pairs behind /{key.component.ai}/.",
        remedy="Let a qualifier and its value follow one another; nothing may be left over.",
    )


def unsupported_key(ai: str) -> Fault:
    """Say that products are not identified by this key of GS1's."""
    return Fault(
        "link.unsupported_key",
        f"({ai}) is a GS1 key, but this registry does not identify products by it.",
        remedy=f"Let the path end in {_KEYS_OF_PATHS}, then qualifiers.",
    )


def qualifier_in_query(key: Key, ai: str) -> Fault:
    """Say that a qualifier of the key stands among the data attributes."""
    return Fault(
        "link.qualifier_in_query",
        f"({ai}) stands in the query, but qualifies the {key.component.name}.",
        remedy=f"Move it to the path: /{ai}/ and its value, behind the {key.component.name}.",
    )


def never_in_query(ai: str) -> Fault:
    """Say that an Application Identifier is no data attribute."""
    return Fault(
        "link.attribute",
        f"({ai}) is no data attribute, so it may not stand in the query.",
        remedy="Leave it out.",
    )


def empty_attribute(ai: str) -> Fault:
    """Say that a data attribute has no value."""
    return Fault(
        "link.empty",
        f"({ai}) has no value in the query.",
        remedy="Give its value, or leave it out.",
    )


def _qualifiers(key: Key) -> str:
    return ", ".join(f"/{row.ai}/ ({row.name})" for row in key.qualifiers.values())
