"""Reads a request body: the reader of activity models, with the members that requests have."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.body_reader import BodyReader, Place
from domain.faults import Invalid, JsonObject, Refusal
from domain.identifiers import parse
from domain.pointers import pointer_of

MAX_NUMBER = 2**31 - 1

_DIGEST = re.compile("[0-9a-f]{64}")


class EnvelopeReader(BodyReader):
    """Collects the faults of a request body; `finish` raises them all at once.

    Members that are not there, and faulty ones, are read as None or as the value given instead.
    """

    def finish(self) -> None:
        """Raise Invalid with every fault found, if there is any."""
        if self.faults:
            raise Invalid(*self.faults)

    def filled(
        self, members: Mapping[str, Any], name: str, at: Place = (), otherwise: str = ""
    ) -> str:
        """Return the text under this name, which must say something where it is there."""
        if name not in members:
            return otherwise
        before = len(self.faults)
        text = self.text(members, name, at)
        if len(self.faults) == before and not text.strip():
            self.note("min_length", (*at, name), "The text is empty.", "Write a text.")
        return text

    def identifier(self, members: Mapping[str, Any], name: str, at: Place = ()) -> str | None:
        """Return the canonical text of the product identifier under this name."""
        before = len(self.faults)
        text = self.filled(members, name, at)
        if name not in members or len(self.faults) > before:
            return None
        try:
            return parse(text).text
        except Refusal as refusal:
            place = pointer_of((*at, name))
            self.faults += [replace(fault, pointer=place) for fault in refusal.faults]
            return None

    def count(self, members: Mapping[str, Any], name: str, at: Place = ()) -> int | None:
        """Return the number of a version under this name."""
        if name not in members:
            return None
        value = members[name]
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_NUMBER:
            self.note(
                "type",
                (*at, name),
                "The value is not a whole number from 1 on.",
                "Give the number of a version.",
            )
            return None
        return value

    def record_or_none(
        self, members: Mapping[str, Any], name: str, at: Place = ()
    ) -> JsonObject | None:
        """Return the object under this name."""
        return self.mapping(members[name], (*at, name)) if name in members else None

    def digest(self, members: Mapping[str, Any], name: str, at: Place = ()) -> bytes | None:
        """Return the 32-byte digest under this name."""
        form = "the digest of a version, 64 hexadecimal digits in lower case"
        text = self.matching(members, name, at, _DIGEST, limit=64, form=form)
        return bytes.fromhex(text) if text else None
