"""A message: a text of the pages that is translated as a whole."""

import re
from dataclasses import dataclass, field

# Django's templates and gettext write %(name)s, faults of the domain write {name}.
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Message:
    """A text in English, as the source has it.

    `context` tells apart what is the same in English and differs in other languages, `plural` is
    the form for several, "" where the text counts nothing. `places` are the files that it stands
    in, `notes` what they say to translators.
    """

    text: str
    plural: str = ""
    context: str = ""
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    key: Key = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", (self.context, self.text))

    @property
    def placeholders(self) -> frozenset[str]:
        return placeholders(self.text) | placeholders(self.plural)


def placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a text as they are written: %(name)s or {name}."""
    return frozenset(found[0] for found in PLACEHOLDER.finditer(text))


class Untranslatable(Exception):  # noqa: N818 - it is a finding about a source
    """A source marks a text for translation that cannot be known before it runs."""
