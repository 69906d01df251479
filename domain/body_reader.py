"""Reads a JSON body member by member and notes every fault instead of stopping at the first."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from domain.faults import Fault, Json
from domain.pointers import pointer_of

Place = tuple[str, ...]
LanguageMap = Mapping[str, str]

_LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MAX_TEXT = 2000


class BodyReader:
    """Collects `faults` while a body is read; what is faulty is read as an empty value of its type.

    The codes are those of schema validation, so that a caller needs one list for both. `at` is the
    place of the object that is read from, as member names from the top.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def note(self, code: str, at: Place, sentence: str, remedy: str) -> None:
        """Add a fault at this place; neither text may quote what was submitted."""
        self.faults.append(Fault(code, sentence, pointer_of(at), remedy))

    def mapping(self, value: Json, at: Place) -> Mapping[str, Any]:
        """Return the object at this place (`type`)."""
        if isinstance(value, dict):
            return value
        self.note("type", at, "The value is not an object.", "Write it as an object.")
        return {}

    def record(
        self, value: Json, at: Place, *, required: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, Any]:
        """Return the object at this place with exactly these members (`required`, `additional`)."""
        members = self.mapping(value, at)
        for name in members:
            if name not in required and name not in optional:
                self.unknown((*at, name))
        if isinstance(value, dict):
            for name in required:
                if name not in members:
                    self.note("required", (*at, name), "The member is missing.", "Add this member.")
        return members

    def unknown(self, at: Place) -> None:
        """Note a member that the format does not have (`additional`)."""
        self.note(
            "additional",
            at,
            "There is no such member here.",
            "Remove it, or correct its name as the description of the format has it.",
        )

    def sequence(self, members: Mapping[str, Any], name: str, at: Place, limit: int) -> list[Any]:
        """Return the list under this name, empty where there is none (`type`, `max_items`)."""
        value = members.get(name, [])
        if not isinstance(value, list):
            self.note("type", (*at, name), "The value is not a list.", "Write it as a list.")
        elif len(value) > limit:
            self.note(
                "max_items",
                (*at, name),
                f"The list has more than {limit} entries.",
                "Sum up entries of the same kind.",
            )
        else:
            return value
        return []

    def text(self, members: Mapping[str, Any], name: str, at: Place, limit: int = _MAX_TEXT) -> str:
        """Return the text under this name, "" where there is none (`type`, `max_length`)."""
        if name not in members:
            return ""
        value = members[name]
        if not isinstance(value, str):
            self.note("type", (*at, name), "The value is not a text.", "Write it in quotes.")
        elif len(value) > limit:
            self.note(
                "max_length",
                (*at, name),
                f"The text is longer than {limit} characters.",
                "Shorten it.",
            )
        else:
            return value
        return ""

    def matching(
        self,
        members: Mapping[str, Any],
        name: str,
        at: Place,
        pattern: re.Pattern[str],
        *,
        limit: int,
        form: str,
    ) -> str:
        """Return the text of a given form under this name (`pattern`); `form` says it in words."""
        before = len(self.faults)
        value = self.text(members, name, at, limit)
        if name in members and len(self.faults) == before and not pattern.fullmatch(value):
            self.note("pattern", (*at, name), "The text has the wrong form.", f"Write {form}.")
            return ""
        return value

    def one_of(
        self, members: Mapping[str, Any], name: str, at: Place, choices: Collection[str]
    ) -> str:
        """Return the text under this name, one of `choices` (`enum`), "" where there is none."""
        before = len(self.faults)
        value = self.text(members, name, at)
        if name in members and len(self.faults) == before and value not in choices:
            self.note(
                "enum",
                (*at, name),
                "The value is not one of those allowed here.",
                f"Use one of {', '.join(choices)}.",
            )
            return ""
        return value

    def number(
        self, members: Mapping[str, Any], name: str, at: Place, lowest: float, highest: float
    ) -> float:
        """Return the number under this name, bounds included (`type`, `minimum`, `maximum`)."""
        if name not in members:
            return 0.0
        value = members[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.note("type", (*at, name), "The value is not a number.", "Write it without quotes.")
        elif value < lowest:
            self.note(
                "minimum",
                (*at, name),
                f"The number is below {lowest:g}.",
                f"Give a number from {lowest:g} on.",
            )
        elif not value <= highest:
            self.note(
                "maximum",
                (*at, name),
                f"The number is above {highest:g}.",
                f"Give a number up to {highest:g}; check its unit.",
            )
        else:
            return float(value)
        return 0.0

    def words(self, members: Mapping[str, Any], name: str, at: Place) -> LanguageMap:
        """Return the language map under this name: at least one language, no empty text."""
        if name not in members:
            return {}
        at = (*at, name)
        texts = self.mapping(members[name], at)
        if isinstance(members[name], dict) and not texts:
            self.note(
                "min_properties",
                at,
                "There is no text in any language.",
                'Give one, as {"en": ...}.',
            )
        for language in texts:
            if not _LANGUAGE.fullmatch(language):
                self.note(
                    "property_name",
                    (*at, language),
                    "The name is not a language tag.",
                    "Use a tag of BCP 47, such as en or pt-BR.",
                )
        found = {language: self.text(texts, language, at) for language in texts}
        for language, text in texts.items():
            if isinstance(text, str) and not text.strip():
                self.note("min_length", (*at, language), "The text is empty.", "Write a text.")
        return found
