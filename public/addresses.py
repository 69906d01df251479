"""From a request to the product it asks for: the path as the client sent it, and who answers."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.http import HttpRequest

from domain.faults import Malformed
from domain.identifiers import Identifier, from_path
from passports.reading import registered

# What the path of a passport begins with: the schemes, and GS1's keys.
KEYS = "01|8003|8004|8006|8010|8013|own|url|did|iec61406|25P|25S"
# Qualifiers stand in one order (GS1 Digital Link URI Syntax, 4.9), so that what lies between their
# numbers is the value, slashes included. A key that is a web address holds slashes, too.
DECODED = re.compile(
    r"/(?P<scheme>[0-9A-Za-z]+)/(?P<key>[^/]+|.+?)(?:/22/(?P<cpv>.+?))?(?:/10/(?P<lot>.+?))?(?:/21/(?P<serial>.+))?/?"
)
QUALIFIERS = {"cpv": "22", "lot": "10", "serial": "21"}
LONGEST = 512
UNRESERVED = "/:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Found:
    """Who answers for an address: `answering` is the nearest registered product, if any.

    `asked` is what the address names. A serial number answers without its batch and variant, too.
    """

    asked: Identifier
    answering: Identifier | None

    @property
    def is_genuine(self) -> bool:
        """Whether the very product that was asked for answers."""
        if self.answering is None:
            return False
        return self.asked == self.answering or (
            self.asked.names_product
            and self.asked.granularity == self.answering.granularity == "item"
        )


def find(request: HttpRequest, path: str) -> Found:
    """Return who answers for a raw path; raises Malformed for one that names no product.

    Where the server handed the path over decoded, a slash of a value can no longer be told from
    one between values: a product whose number would fit is then found all the same.
    """
    try:
        asked = from_path(path)
    except Malformed:
        mended = None if _target(request) else _mended(path)
        if mended is None or registered([mended]) is None:
            raise
        asked = mended
    return Found(asked, registered(asked.walk_up()))


def raw_path(request: HttpRequest) -> str:
    """Return the path of the request as the client sent it, percent-encoded.

    Servers pass it on as RAW_URI or REQUEST_URI. WSGI demands no more than a decoded path: where
    there is nothing else, that is encoded anew.
    """
    target = _target(request)
    return path_of(target) if target else quote(request.path, safe=UNRESERVED)


def path_of(target: str) -> str:
    """Return the path of a request target, which may be a whole address (RFC 9112, 3.2.2)."""
    return urlsplit(target).path if "://" in target else target.partition("?")[0]


def _target(request: HttpRequest) -> str:
    return str(request.META.get("RAW_URI") or request.META.get("REQUEST_URI") or "")


def _mended(raw: str) -> Identifier | None:
    parts = DECODED.fullmatch(raw) if len(raw) <= LONGEST else None
    if parts is None:
        return None
    path = f"/{parts['scheme']}/{parts['key'].replace('/', '%2F')}"
    for name, ai in QUALIFIERS.items():
        if parts[name]:
            path += f"/{ai}/{parts[name].replace('/', '%2F')}"
    try:
        return from_path(path)
    except Malformed:
        return None
