"""A language made on the fly: the pages in Greek letters, which nobody has to translate.

Greek has its place in the CLDR and none among the languages of the pages. Its "translations" are
the English texts, letter by letter in another alphabet: what still shows Latin letters on a page
was never translated.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

from tools.messages import catalogue
from tools.messages.__main__ import begin, update
from tools.messages.catalogue import Catalogue, Translation
from tools.messages.message import PLACEHOLDER, Message

TAG = "el"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
GREEK = "αβξδεφγηιϳκλμνοπϙρστυωϝχψζΑΒΞΔΕΦΓΗΙϏΚΛΜΝΟΠϘΡΣΤΥΩϜΧΨΖ"
LETTERS = str.maketrans(LATIN, GREEK)
VOID = frozenset({"meta", "link", "br", "input", "path", "use", "rect", "circle"})
# Elements whose texts are the maker's, or the same in every language.
ALIKE = frozenset({"style", "script", "bdi", "code"})
READ_ALOUD = ("aria-label", "title", "alt", "placeholder")


def translated(text: str) -> str:
    """Return a text in Greek letters, its placeholders as they were."""
    return re.sub(
        rf"({PLACEHOLDER.pattern})|(.)",
        lambda found: found[0] if found[1] else found[0].translate(LETTERS),
        text,
        flags=re.DOTALL,
    )


class Words(dict[str, str]):
    """The words of the schemas, all of them."""

    def get(self, text: str, _default: object = None) -> str:  # type: ignore[override]
        return translated(text)


def write(folder: Path, messages: tuple[Message, ...], wanted: tuple[Message, ...]) -> Path:
    """Write a catalogue with translations of the wanted messages, as `make messages` does."""
    path = begin(folder, TAG)
    told = {
        message.key: Translation(
            tuple(translated(text) for text in (message.text, message.plural) if text),
            message.plural,
        )
        for message in wanted
    }
    path.write_bytes(catalogue.as_po(Catalogue(TAG, "Ελληνικά", told), wanted))
    update(path, messages)
    return path


class _Reader(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        apart = tag in ALIKE or told.get("lang", self.language) != self.language
        if not apart and not self._is_apart():
            self.texts += [told[name] for name in READ_ALOUD if told.get(name)]
        if tag not in VOID:
            self.open.append((tag, apart))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self._is_apart() and data.strip():
            self.texts.append(data.strip())

    def _is_apart(self) -> bool:
        return any(apart for _tag, apart in self.open)


def texts_of(markup: str, language: str = TAG) -> list[str]:
    """Return the texts of a page that its language is answerable for, in order."""
    reader = _Reader(language)
    reader.feed(markup)
    return reader.texts
