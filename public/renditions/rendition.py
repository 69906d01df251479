"""A stored answer, and how the store writes it down so that damage is noticed."""

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of Django's: its status line, its headers, its bytes."""

    status: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Rendition:
    """A stored answer: its place and key, its entity tag, "" for none, and what it says.

    `day` is the day in UTC on which it was made. A reader who has the bytes gets none.
    """

    id: int
    key: str
    day: int
    tag: str
    status: str
    headers: Headers
    body: bytes


def whole(
    place: int,
    key: str,
    day: int,
    head_sum: int,
    body_sum: int,
    tag: str,
    status: str,
    headers: str,
    body: bytes | None,
) -> Rendition | None:
    """Return the rendition of a row, None where something happened to it in the file."""
    try:
        is_whole = sum_of(key, tag, status, headers) == head_sum and body is not None
        # A body that was left out is empty.
        if not is_whole or (body and crc32(body) != body_sum):
            return None
    except (TypeError, AttributeError):
        return None
    return Rendition(place, key, day, tag, status, _headers(headers), body or b"")


def sum_of(key: str, tag: str, status: str, headers: str) -> int:
    """Return the sum over all of an answer but its bytes, and over the key it lies under."""
    return crc32(f"{key}\n{tag}\n{status}\n{headers}".encode())


def text_of(headers: Headers) -> str:
    """Return headers as one text."""
    return "\n".join(f"{name}: {value}" for name, value in headers)


@lru_cache(maxsize=4096)
def _headers(text: str) -> Headers:
    pairs = (line.partition(": ") for line in text.split("\n"))
    return tuple((name, value) for name, _, value in pairs)
