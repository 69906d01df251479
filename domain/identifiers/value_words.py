"""What is said about a single value that is refused. No submitted value is quoted."""

from domain.faults import Fault

_HOURS = "Write hours from 00 to 23, minutes and seconds from 00 to 59."
_DATE = "Write year, month and day with two digits each, as in 270131."
_CODES = "Use one of the codes that the GS1 General Specifications list for it."

# What each rule says: the code, with {code} for the beginning, the sentence and the remedy.
_RULES = {
    "own": (
        "own.check",
        "The check character of the {name} does not fit: a character is wrong, or two are swapped.",
        "Compare the key with the label, or scan the label again.",
    ),
    "dots": (
        "link.dot_segment",
        "The {name} is nothing but one or two dots, which browsers remove from addresses.",
        "Choose a value with another character in it.",
    ),
    "link": (
        "{code}.spelling",
        "The {name} is not in the one spelling that identifies.",
        "Write the host in small letters, without port or fragment; escape only what must be.",
    ),
    "did_web": (
        "{code}.host",
        "The {name} does not begin with a host name in small letters behind web:.",
        "Write it as did:web: and the host name, then the path with colons.",
    ),
    "agency": (
        "{code}.agency",
        "The {name} does not begin with the code of an issuing agency and a company's number.",
        "Begin it with both, in capital letters and digits; for keys of GS1 use the scheme gs1.",
    ),
    "gcppos1": (
        "{code}.prefix",
        "The {name} does not begin with a GS1 company prefix, which has four digits at least.",
        "Begin it with the company prefix that GS1 gave out.",
    ),
    "cset64": (
        "{code}.format",
        "The {name} is no base64url text.",
        "Put at most two equals signs, and those at its end.",
    ),
    "hyphen": ("{code}.format", "The sign of the {name} is no minus.", "Write a minus, or none."),
    "iban": (
        "{code}.iban",
        "The {name} is no international bank account number.",
        "Compare country, check digits and length with the account's own documents.",
    ),
    "iso3166": (
        "{code}.country",
        "The {name} names no country.",
        "Use the three digits that ISO 3166-1 gives the country.",
    ),
    "iso3166alpha2": (
        "{code}.country",
        "The {name} names no country.",
        "Use the two capital letters that ISO 3166-1 gives the country.",
    ),
    "iso4217": (
        "{code}.currency",
        "The {name} names no currency.",
        "Use the three digits that ISO 4217 gives the currency.",
    ),
    "latitude": (
        "{code}.coordinates",
        "The latitude of the {name} is beyond the poles.",
        "Write it in ten digits, 90 degrees added, without the decimal point.",
    ),
    "longitude": (
        "{code}.coordinates",
        "The longitude of the {name} is beyond a full circle.",
        "Write it in ten digits, between 0 and 360 degrees, without the decimal point.",
    ),
    "nonzero": (
        "{code}.zero",
        "A part of the {name} is zero, which says nothing.",
        "Give its true value, or leave the attribute out.",
    ),
    "nozeroprefix": ("{code}.zero", "The {name} begins with a zero.", "Leave zeros in front out."),
    "pcenc": (
        "{code}.escape",
        "In the {name} a percent sign is not followed by two hexadecimal digits.",
        "Write a percent sign that is part of the value as %25.",
    ),
    "pieceoftotal": (
        "{code}.piece",
        "The last four digits of the {name} are no piece of a whole.",
        "Give the piece and how many there are, two digits each: neither 00, nor piece 03 of 02.",
    ),
    "posinseqslash": (
        "{code}.sequence",
        "The {name} is no place in a sequence.",
        "Write the place, a slash and how many there are, without zeros in front.",
    ),
    "yymmd0": ("{code}.date", "The {name} is no date of the calendar.", _DATE),
    "yyyymmdd": (
        "{code}.date",
        "The {name} is no date of the calendar.",
        "Write the year with four digits, month and day with two each, as in 20270131.",
    ),
    "zero": ("{code}.zero", "The {name} does not begin with a zero.", "Put a zero in front of it."),
}
_SAME = {"gcppos2": "gcppos1", "iso3166999": "iso3166", "yymmdd": "yymmd0"}
_TIMES = frozenset({"hh", "hhmi", "mi", "ss"})


def rule(rule_name: str, name: str, code: str) -> Fault:
    """Say that a value breaks the rule of this name."""
    if rule_name in _TIMES:
        return Fault(f"{code}.time", f"The {name} is no time of the day.", remedy=_HOURS)
    words = _RULES.get(_SAME.get(rule_name, rule_name))
    if words is None:
        return Fault(f"{code}.code", f"The {name} is none of its codes.", remedy=_CODES)
    told, sentence, remedy = words
    return Fault(told.format(code=code), sentence.format(name=name), remedy=remedy)


def check_digit(name: str, code: str, right: str) -> Fault:
    """Say that a check digit does not fit, and which one would where `right` is not empty."""
    told = f" If the other digits are right, the last one is {right}." if right else ""
    return Fault(
        f"{code}.check_digit",
        f"The check digit of the {name} does not fit its other digits.",
        remedy=f"Compare all digits with the label.{told}",
    )


def check_pair(name: str, code: str, right: str) -> Fault:
    """Say that the two check characters do not fit, and which would where `right` is not empty."""
    told = f" If the others are right, the last two are {right}." if right else ""
    return Fault(
        f"{code}.check_pair",
        f"The check characters of the {name} do not fit the others.",
        remedy=f"Compare all characters with the label.{told}",
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
        remedy="Look up its form in the standard that gives it out.",
    )
