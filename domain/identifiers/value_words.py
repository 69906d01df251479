"""What is said about a single value that is refused. No submitted value is quoted."""

from domain.faults import Fault, Sentence, message

_HOURS = message("Write hours from 00 to 23, minutes and seconds from 00 to 59.")
_DATE = message("Write year, month and day with two digits each, as in 270131.")
_CODES = message("Use one of the codes that the GS1 General Specifications list for it.")

# What each rule says: the code, with {code} for the beginning, the sentence and the remedy.
_RULES = {
    "own": (
        "own.check",
        message(
            "The check character of the {name} does not fit: a character is wrong, or two are"
            " swapped."
        ),
        message("Compare the key with the label, or scan the label again."),
    ),
    "dots": (
        "link.dot_segment",
        message("The {name} is nothing but one or two dots, which browsers remove from addresses."),
        message("Choose a value with another character in it."),
    ),
    "link": (
        "{code}.spelling",
        message("The {name} is not in the one spelling that identifies."),
        message(
            "Write the host in small letters, without port or fragment; escape only what must be."
        ),
    ),
    "did_web": (
        "{code}.host",
        message("The {name} does not begin with a host name in small letters behind web:."),
        message("Write it as did:web: and the host name, then the path with colons."),
    ),
    "agency": (
        "{code}.agency",
        message(
            "The {name} does not begin with the code of an issuing agency and a company's number."
        ),
        message(
            "Begin it with both, in capital letters and digits; for keys of GS1 use the scheme gs1."
        ),
    ),
    "gcppos1": (
        "{code}.prefix",
        message(
            "The {name} does not begin with a GS1 company prefix, which has four digits at least."
        ),
        message("Begin it with the company prefix that GS1 gave out."),
    ),
    "cset64": (
        "{code}.format",
        message("The {name} is no base64url text."),
        message("Put at most two equals signs, and those at its end."),
    ),
    "hyphen": (
        "{code}.format",
        message("The sign of the {name} is no minus."),
        message("Write a minus, or none."),
    ),
    "iban": (
        "{code}.iban",
        message("The {name} is no international bank account number."),
        message("Compare country, check digits and length with the account's own documents."),
    ),
    "iso3166": (
        "{code}.country",
        message("The {name} names no country."),
        message("Use the three digits that ISO 3166-1 gives the country."),
    ),
    "iso3166alpha2": (
        "{code}.country",
        message("The {name} names no country."),
        message("Use the two capital letters that ISO 3166-1 gives the country."),
    ),
    "iso4217": (
        "{code}.currency",
        message("The {name} names no currency."),
        message("Use the three digits that ISO 4217 gives the currency."),
    ),
    "latitude": (
        "{code}.coordinates",
        message("The latitude of the {name} is beyond the poles."),
        message("Write it in ten digits, 90 degrees added, without the decimal point."),
    ),
    "longitude": (
        "{code}.coordinates",
        message("The longitude of the {name} is beyond a full circle."),
        message("Write it in ten digits, between 0 and 360 degrees, without the decimal point."),
    ),
    "nonzero": (
        "{code}.zero",
        message("A part of the {name} is zero, which says nothing."),
        message("Give its true value, or leave the attribute out."),
    ),
    "nozeroprefix": (
        "{code}.zero",
        message("The {name} begins with a zero."),
        message("Leave zeros in front out."),
    ),
    "pcenc": (
        "{code}.escape",
        message("In the {name} a percent sign is not followed by two hexadecimal digits."),
        message("Write a percent sign that is part of the value as %25."),
    ),
    "pieceoftotal": (
        "{code}.piece",
        message("The last four digits of the {name} are no piece of a whole."),
        message(
            "Give the piece and how many there are, two digits each: neither 00, nor piece 03 of"
            " 02."
        ),
    ),
    "posinseqslash": (
        "{code}.sequence",
        message("The {name} is no place in a sequence."),
        message("Write the place, a slash and how many there are, without zeros in front."),
    ),
    "yymmd0": ("{code}.date", message("The {name} is no date of the calendar."), _DATE),
    "yyyymmdd": (
        "{code}.date",
        message("The {name} is no date of the calendar."),
        message("Write the year with four digits, month and day with two each, as in 20270131."),
    ),
    "zero": (
        "{code}.zero",
        message("The {name} does not begin with a zero."),
        message("Put a zero in front of it."),
    ),
}
_SAME = {"gcppos2": "gcppos1", "iso3166999": "iso3166", "yymmdd": "yymmd0"}
_TIMES = frozenset({"hh", "hhmi", "mi", "ss"})


def rule(rule_name: str, name: str, code: str) -> Fault:
    """Say that a value breaks the rule of this name."""
    if rule_name in _TIMES:
        sentence = Sentence("The {name} is no time of the day.", name=name)
        return Fault(f"{code}.time", sentence, remedy=_HOURS)
    words = _RULES.get(_SAME.get(rule_name, rule_name))
    if words is None:
        sentence = Sentence("The {name} is none of its codes.", name=name)
        return Fault(f"{code}.code", sentence, remedy=_CODES)
    told, text, remedy = words
    return Fault(told.format(code=code), Sentence(text, name=name), remedy=remedy)


def check_digit(name: str, code: str, right: str) -> Fault:
    """Say that a check digit does not fit, and which one would where `right` is not empty."""
    return Fault(
        f"{code}.check_digit",
        Sentence("The check digit of the {name} does not fit its other digits.", name=name),
        remedy=Sentence(
            "Compare all digits with the label. If the other digits are right, the last one is"
            " {right}.",
            right=right,
        )
        if right
        else "Compare all digits with the label.",
    )


def check_pair(name: str, code: str, right: str) -> Fault:
    """Say that the two check characters do not fit, and which would where `right` is not empty."""
    return Fault(
        f"{code}.check_pair",
        Sentence("The check characters of the {name} do not fit the others.", name=name),
        remedy=Sentence(
            "Compare all characters with the label. If the others are right, the last two are"
            " {right}.",
            right=right,
        )
        if right
        else "Compare all characters with the label.",
    )


def charset(name: str, alphabet: str) -> Fault:
    """Say that a value holds a character from outside its set; `alphabet` names what it may be."""
    return Fault(
        "link.charset",
        Sentence("The {name} holds a character that is not allowed there.", name=name),
        remedy=Sentence("Use only {alphabet}; no spaces, nothing invisible.", alphabet=alphabet),
    )


def length(name: str, code: str, shortest: int, longest: int) -> Fault:
    """Say that a value has too few or too many characters."""
    return Fault(
        f"{code}.length",
        Sentence("The {name} has the wrong length.", name=name),
        remedy=Sentence("Give it exactly {longest} characters.", longest=str(longest))
        if shortest == longest
        else Sentence(
            "Give it {shortest} to {longest} characters.",
            shortest=str(shortest),
            longest=str(longest),
        ),
    )


def short_form(name: str, code: str, given: int, wanted: int) -> Fault:
    """Say that `given` digits lack the zeros that make them `wanted` ones."""
    numbers = {"zeros": str(wanted - given), "wanted": str(wanted)}
    return Fault(
        f"{code}.length",
        Sentence("The {name} is in its short form of {given} digits.", name=name, given=str(given)),
        remedy=Sentence(
            "Put {zeros} zero in front of it: it is always written with {wanted} digits.", **numbers
        )
        if wanted - given == 1
        else Sentence(
            "Put {zeros} zeros in front of it: it is always written with {wanted} digits.",
            **numbers,
        ),
    )


def form(name: str, code: str, notation: str) -> Fault:
    """Say that a value is not put together as it should be."""
    return Fault(
        f"{code}.format",
        Sentence("The {name} is not of the form {notation}.", name=name, notation=notation),
        remedy="Look up its form in the standard that gives it out.",
    )
