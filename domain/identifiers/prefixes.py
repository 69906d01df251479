"""What an organisation claims: the beginning of the identifiers that it may give out.

A claim ends where a name ends, so that it covers no longer name that begins alike: behind a host
stands a slash, behind the name in a DID a colon.
"""

import re
from collections.abc import Mapping

from domain.faults import Fault
from domain.identifiers.identifier import Identifier
from domain.identifiers.keys import KEYS
from domain.identifiers.links import HOST

# For each scheme the form of a prefix, and the words for it.
_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "gs1": (
        re.compile("[0-9]{4,12}"),
        "Give the digits of the GS1 company prefix, such as 9506000.",
    ),
    "iso15459": (
        re.compile("[A-Z][0-9A-Z]{2,11}"),
        "Give the code of the issuing agency and the company's number there, together.",
    ),
    "did": (
        re.compile(
            rf"(?:web:{HOST}(?:%3A[0-9]{{1,5}})?(?::[!-~]+)?|(?!(?:did|web):)[a-z0-9]+:[!-~]*):"
        ),
        "Leave did: out and end it with a colon: web:maker.example: covers that host.",
    ),
    "iec61406": (
        re.compile(rf"{HOST}/(?:[!-~]*/)?"),
        "Leave https:// out and end it with a slash: maker.example/ covers that host.",
    ),
    "url": (
        re.compile(rf"{HOST}/(?:[!-~]*/)?"),
        "Leave https:// out and end it with a slash: maker.example/ covers that host.",
    ),
}


def claimed_part(identifier: Identifier) -> str:
    """Return what a claimed prefix has to begin for the claim to cover this identifier.

    Of a key of GS1, what begins with the company prefix: a GTIN less its indicator digit.
    """
    return KEYS[identifier.key[0]].claimed(identifier.key[1])


def prefix_fault(scheme: str, prefix: str) -> Fault | None:
    """Return what is wrong with a prefix to be claimed, None when it is right.

    Schemes without claims, and those not known here, are not judged.
    """
    if scheme not in _FORMS:
        return None
    form, remedy = _FORMS[scheme]
    if form.fullmatch(prefix):
        return None
    return Fault(
        "claim.prefix",
        "No identifier of this scheme begins with the prefix, or names would be covered in part.",
        "/prefix",
        remedy,
    )
