"""How an answer is packed for the way: brotli, gzip or not at all (RFC 9110, 8.4 and 12.5.3)."""

import gzip
from collections.abc import Mapping
from functools import lru_cache

import brotli

BROTLI, GZIP, IDENTITY = "br", "gzip", "identity"
# What is packed while the reader waits, and what is packed later because many will read it.
AT_ONCE, FOR_MANY = 5, 11
GZIP_LEVEL = 6
MEMORY = 1024  # different headers that are remembered: browsers send few


@lru_cache(MEMORY)
def coding_for(accept_encoding: str) -> str:
    """Return the coding to answer with: the most welcome one, brotli before gzip."""
    welcome = _qualities(accept_encoding.lower())
    anything = welcome.get("*", 0.0)
    brotli_, gzip_ = (welcome.get(coding, anything) for coding in (BROTLI, GZIP))
    # Without the header anything may be sent; who does not name a coding may not know it.
    if brotli_ > 0 and brotli_ >= gzip_:
        return BROTLI
    return GZIP if gzip_ > 0 else IDENTITY


def packed(body: bytes, coding: str, *, for_many: bool = False) -> bytes:
    """Return a text packed in a coding; the same text gives the same bytes in every process."""
    if coding == BROTLI:
        quality = FOR_MANY if for_many else AT_ONCE
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality))
    # The time stays out of it.
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if coding == GZIP else body


def unpacked(body: bytes, coding: str) -> bytes:
    """Return what was packed in a coding."""
    if coding == BROTLI:
        return bytes(brotli.decompress(body))
    return gzip.decompress(body) if coding == GZIP else body


def _qualities(accept_encoding: str) -> Mapping[str, float]:
    found = {}
    for part in accept_encoding.split(","):
        name, _, parameters = part.partition(";")
        found[name.strip()] = quality(parameters.split(";"))
    return found


def quality(parameters: list[str]) -> float:
    """Return the quality that the parameters of a preference give to it: 0 to 1, 1 by default."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
