"""Web addresses that identify: an operator's own, and identification links (IEC 61406-1).

The value is the address without https://, which an identification link may leave out (IANA, URI
scheme `ilstring`, after IEC 61406-2, annex F). One product has one spelling (RFC 3986, section
6.2.2): host in small letters, no port, no fragment, no dot segments, nothing escaped that need not
be, capital hexadecimal digits.

Identification links are of 255 characters at most, and free of percent signs: DIN SPEC 91406, from
which IEC 61406-1 was made. The text of IEC 61406 itself could not be read.
"""

import re
from collections.abc import Callable

from domain.faults import Sentence
from domain.identifiers.formats import Format, Rule

LONGEST = 255 - len("https://")

_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = rf"(?:{_LABEL}\.)+(?=[a-z]){_LABEL}"
_PLAIN = "A-Za-z0-9._~!$&'()*+,;=:@/-"
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_DOTS = re.compile(r"/\.{1,2}(?=/|$)")


def tidy(address: str) -> str:
    """Return an address without its scheme in the one spelling that identifies.

    What cannot be an address comes out as something that is refused afterwards.
    """
    rest, _, query = address.partition("#")[0].partition("?")
    host, _, path = rest.partition("/")
    tidied = f"{host.lower().removesuffix(':443')}/{_unescaped(path)}"
    return f"{tidied}?{_unescaped(query)}" if query else tidied


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if _UNRESERVED.fullmatch(character) else escape[0].upper()


def _is_tidy(value: str) -> bool:
    return tidy(value) == value and not _DOTS.search(value.partition("?")[0])


def _format(notation: str, escapes: str, *rules: tuple[str, Callable[[str], bool]]) -> Format:
    character = f"(?:[{_PLAIN}]{escapes})"
    return Format(
        notation,
        re.compile(rf"(?=.{{1,{LONGEST}}}\Z){HOST}/{character}*(?:\?(?:{character}|\?)*)?"),
        re.compile(r"[!-~]*"),
        Sentence("letters A to Z, a to z, digits and -._~!$&'()*+,;=:@/?"),
        len("a.aa/"),
        LONGEST,
        tuple((slice(None), Rule(name, holds)) for name, holds in rules),
    )


WEB_ADDRESS = _format(Sentence("a host, a path and a query"), "|%[0-9A-F]{2}", ("link", _is_tidy))
IDENTIFICATION_LINK = _format(Sentence("a host, a path and a query"), "", ("link", _is_tidy))
