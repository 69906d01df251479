"""A stored answer, and how the store writes it down so that damage is noticed."""

from typing import NamedTuple
from zlib import crc32

Headers = tuple[tuple[str, str], ...]


class Answer(NamedTuple):
    """An answer of Django's: its status line, its headers, its bytes."""

    status: str
    headers: Headers
    body: bytes


class Rendition(NamedTuple):
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
    """Return headers as one text: names and values by turns, a line each, read again at once."""
    return "\n".join(part for header in headers for part in header)


def _headers(text: str) -> Headers:
    lines = text.split("\n")
    return tuple(zip(lines[::2], lines[1::2], strict=True))
