"""Web addresses and e-mail addresses."""

import re
from urllib.parse import quote

from domain.cells import marks
from domain.cells.cell import Cell
from domain.cells.reading import Change, Reading, asked, repaired, right
from domain.faults import Fault

NO_ADDRESS = Fault(
    "cell.url",
    "The cell is no web address.",
    remedy="Write the whole address, such as https://example.com/manual.pdf.",
)
NO_EMAIL = Fault(
    "cell.email",
    "The cell is no e-mail address.",
    remedy="Write one address, such as service@example.com.",
)
ENCODED = Change("repair.url", "Characters that no address may hold were encoded.")
SCHEME = Change("repair.url", "The beginning of the address was written in small letters.")
WRAPPED = Change("repair.url", "What stood around the address was taken away.")
MAIL_WRAPPED = Change("repair.email", "What stood around the e-mail address was taken away.")

_LONGEST = 2000
_RIGHT = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")
_ADDRESS = re.compile(r"(https?)://([^/?#\s]+)([^\s]*(?: [^\s]+)*)", re.IGNORECASE)
_BEGINNING = re.compile(r"(?<![A-Za-z])https?://", re.IGNORECASE)
_NO_SCHEME = re.compile(
    r"(?://)?((?:www\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?:[:/?#]\S*)?)",
    re.IGNORECASE,
)
# What may stand in a path or query (RFC 3986), with the sign of what is encoded already.
_SAFE = "/?#:@!$&'()*+,;=~%-._[]"
_MAIL = re.compile(r"[!#-'*+/-9=?A-Z^-~-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,63}")
_AT = re.compile(r"\s*[(\[{]\s*(?:at|@)\s*[)\]}]\s*|\s+at\s+", re.IGNORECASE)
_DOT = re.compile(r"\s*[(\[{]\s*dot\s*[)\]}]\s*|\s+dot\s+", re.IGNORECASE)


class Addresses:
    """Reads the cells of a column of web addresses; `secure` says whether only https will do."""

    def __init__(self, *, secure: bool) -> None:
        self._schemes = ("https://",) if secure else ("https://", "http://")

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        if text.startswith(self._schemes) and _RIGHT.fullmatch(text):
            return right(text)
        return self._mended(text) if len(text) <= _LONGEST else Reading(fault=NO_ADDRESS)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        return marks.unfit(cell)

    def _mended(self, text: str) -> Reading:
        bare = text.strip("<>\"' \u200b\ufeff\u2060")
        several = [match.start() for match in _BEGINNING.finditer(bare)]
        if len(several) > 1:
            parts = [bare[a:b] for a, b in zip(several, [*several[1:], None], strict=True)]
            trimmed = [part.strip(" \t\r\n,;|<>") for part in parts]
            kept = [each for each in trimmed if _RIGHT.fullmatch(each)]
            return asked("question.url", "The cell holds several addresses.", *kept)
        found = _ADDRESS.fullmatch(bare)
        if found:
            return self._whole(text, bare, found)
        without = _NO_SCHEME.fullmatch(bare)
        if without is None:
            return marks.nothing_or(text, NO_ADDRESS)
        sentence = "The address lacks its beginning."
        return asked("question.url", sentence, f"https://{_encoded(without[1])}")

    def _whole(self, before: str, bare: str, found: re.Match[str]) -> Reading:
        scheme, host, rest = found.groups()
        address = f"{scheme.lower()}://{_host(host)}{_encoded(rest)}"
        if not _RIGHT.fullmatch(address):
            return marks.nothing_or(before, NO_ADDRESS)
        if not address.startswith(self._schemes):
            sentence = "The address is not encrypted: does the same one with https work?"
            return asked("question.url", sentence, f"https://{address.partition('://')[2]}")
        changes = (
            *((WRAPPED,) if bare != before else ()),
            *((SCHEME,) if not bare.startswith(scheme.lower()) else ()),
            *((ENCODED,) if not bare.endswith(address.partition("://")[2]) else ()),
        )
        return repaired(before, address, changes)


class Emails:
    """Reads the cells of a column of e-mail addresses."""

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        if _MAIL.fullmatch(text):
            return right(text)
        if len(text) > _LONGEST:
            return Reading(fault=NO_EMAIL)
        found = list(dict.fromkeys(_MAIL.findall(text)))
        bare = re.sub(r"(?i)^mailto:|[<>\s\u200b\ufeff]", "", text)
        if found in ([], [bare]) and _MAIL.fullmatch(bare):
            return repaired(text, bare, (MAIL_WRAPPED,))
        if found:
            return asked("question.email", "The cell holds more than an address.", *found)
        spelled = _DOT.sub(".", _AT.sub("@", text))
        if _MAIL.fullmatch(spelled):
            return asked("question.email", "The address is spelled out.", spelled)
        return marks.nothing_or(text, NO_EMAIL)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        return marks.unfit(cell)


def _host(host: str) -> str:
    """Return a host name in ASCII; one that has no such form stays, and is refused as it is."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _encoded(rest: str) -> str:
    return quote(rest, safe=_SAFE)
