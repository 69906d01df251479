"""How the registry says no: a refusal lists every fault, each with its place and its remedy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self, TypeAlias

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
JsonObject: TypeAlias = Mapping[str, Json]


class Sentence(str):
    """A text with values in it, which remembers the message that it was made from.

    `message` has the places of the `values` in braces: "The {name} is wrong." and name="GTIN" make
    "The GTIN is wrong.". A door that speaks other languages looks the message up in them and fills
    it in again. Values are texts, or Sentences themselves.
    """

    __slots__ = ("message", "values")

    message: str
    values: Mapping[str, str]

    def __new__(cls, message: str, /, **values: str) -> Self:
        made = super().__new__(cls, message.format(**values))
        made.message, made.values = message, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str]]:
        return (self.message,), dict(self.values)


def message(text: str) -> str:
    """Return a text as it is; marks one that has translations and stands alone in the code."""
    return text


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    `code` is stable and dotted (`gtin.check_digit`), `sentence` says what is wrong, `pointer` is
    the place as a JSON pointer (RFC 6901; "" is the whole document), `remedy` says what to do.
    Where values belong into them, they are each a Sentence.
    No sentence quotes a submitted value: faults travel into logs and answers, values must not.
    """

    code: str
    sentence: str
    pointer: str = ""
    remedy: str = ""


class Refusal(Exception):  # noqa: N818 - it is an answer to the caller, not a breakdown
    """A request that changes nothing, with every fault found.

    Subclasses say of which kind; the doors map the kind to a status.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{f.pointer or '/'}: {f.sentence}" for f in faults))
        self.faults = faults

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> "Refusal":
        return cls(*faults)


class Malformed(Refusal):
    """The bytes or the address could not be read (400)."""


class Invalid(Refusal):
    """Readable, but against the schema or the rules (422)."""


class Forbidden(Refusal):
    """The actor may not do this (403)."""


class Missing(Refusal):
    """There is no such thing, or not for this actor (404)."""


class Conflict(Refusal):
    """Another accepted or pending change stands in the way (409)."""


class Stale(Refusal):
    """The caller's copy is older than what is stored (412)."""
