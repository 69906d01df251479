"""The translations of one language: read, brought up to date, written and compiled.

The same messages and translations give the same bytes: a catalogue holds no dates and no numbers of
lines. Reading, writing and compiling are Babel's.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.plurals import DEFAULT_PLURAL, get_plural
from babel.messages.pofile import read_po, write_po

from tools.messages.message import Key, Message, placeholders

DOMAIN = "django"
SOURCE, COMPILED = f"{DOMAIN}.po", f"{DOMAIN}.mo"
FUZZY = "fuzzy"
# How alike two texts are when the translation of one may serve for the other, to be looked at.
ALIKE = 0.8
NAME = re.compile(r"X-Name: (.+?)\\n")
HEADER = """\
# The words of the pages in this language. `make messages` keeps the list of messages up to date;
# docs/add-a-language.md says how to translate them.
"""


@dataclass(frozen=True, slots=True)
class Translation:
    """A message in another language: one text, or one for each plural form.

    `is_fuzzy` marks one that was taken over from a similar message and not looked at since;
    `comments` are the translators'.
    """

    texts: tuple[str, ...]
    plural: str = ""
    is_fuzzy: bool = False
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of a language ("zh_Hans") by their messages' keys.

    `name` is what the language is called in the menu of the pages: "中文".
    """

    locale: str
    name: str
    translations: Mapping[Key, Translation]

    @property
    def plural_forms(self) -> tuple[int, str]:
        """How many plural forms there are, and the expression of gettext that chooses."""
        try:
            count, expression = get_plural(self.locale)[:2]
        except (UnknownLocaleError, ValueError):
            return DEFAULT_PLURAL
        return count, expression


def name_of(locale: str) -> str:
    """Return what a language is called in itself: "Français"; its tag where that is not known."""
    try:
        name = Locale.parse(locale).get_display_name() or locale
    except (UnknownLocaleError, ValueError):
        name = locale
    return name[:1].upper() + name[1:]


def read(path: Path) -> Catalogue:
    """Return the catalogue that a .po file holds; the language is that of its folder."""
    written, locale = path.read_bytes(), path.parent.parent.name
    known = read_po(io.BytesIO(written), charset="utf-8")
    name = NAME.search(written.decode())
    translations = {}
    for entry in known:
        if not entry.id:
            continue
        text, plural = (entry.id, "") if isinstance(entry.id, str) else (entry.id[0], entry.id[1])
        told = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        translations[entry.context or "", text] = Translation(
            told, plural, entry.fuzzy, tuple(entry.user_comments)
        )
    return Catalogue(locale, name[1] if name else name_of(locale), translations)


def updated(known: Catalogue, messages: Iterable[Message]) -> Catalogue:
    """Return the catalogue with exactly these messages; what is new is empty, or fuzzy.

    A new message that is much like one that is gone takes its translation over, marked as fuzzy.
    """
    wanted = {message.key: message for message in messages}
    gone = {key[1]: told for key, told in known.translations.items() if key not in wanted}
    translations = {}
    for key, message in wanted.items():
        told = known.translations.get(key)
        if told is None:
            alike = get_close_matches(message.text, gone, 1, ALIKE)
            told = _taken_over(gone[alike[0]]) if alike else Translation(())
        elif told.plural != message.plural:
            told = _taken_over(told)
        translations[key] = _fitted(told, message, known.plural_forms[0])
    return Catalogue(known.locale, known.name, translations)


def _taken_over(told: Translation) -> Translation:
    return Translation(told.texts, told.plural, any(told.texts), told.comments)


def _fitted(told: Translation, message: Message, forms: int) -> Translation:
    wanted = forms if message.plural else 1
    texts = (*told.texts, *[""] * wanted)[:wanted]
    return Translation(texts, message.plural, told.is_fuzzy, told.comments)


def as_po(catalogue: Catalogue, messages: Iterable[Message]) -> bytes:
    """Return the .po file of a catalogue, with the places and notes of its messages."""
    written = io.BytesIO()
    write_po(
        written,
        _babel(catalogue, messages),
        width=0,
        omit_header=True,
        include_lineno=False,
    )
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in _headers(catalogue))
    return f'{HEADER}msgid ""\nmsgstr ""\n{lines}\n'.encode() + written.getvalue()


def as_mo(catalogue: Catalogue) -> bytes:
    """Return the compiled catalogue, without what is empty or fuzzy."""
    messages = [
        Message(text, told.plural, context)
        for (context, text), told in catalogue.translations.items()
        if all(told.texts) and not told.is_fuzzy
    ]
    written = io.BytesIO()
    write_mo(written, _babel(catalogue, messages))
    return written.getvalue()


class _Headed(Catalog):
    """A catalogue of Babel's whose first message has our headers: they hold no dates."""

    headers = ""

    def __iter__(self) -> Iterator[Entry]:
        _babels, *others = super().__iter__()
        return iter([Entry("", self.headers), *others])


def _babel(catalogue: Catalogue, messages: Iterable[Message]) -> Catalog:
    made = _Headed(domain=DOMAIN, charset="utf-8", fuzzy=False)
    made.mime_headers = _headers(catalogue)  # it reads the plural forms from them
    made.headers = "".join(f"{name}: {value}\n" for name, value in _headers(catalogue))
    for message in messages:
        told = catalogue.translations[message.key]
        entry = made.add(
            (message.text, message.plural) if message.plural else message.text,
            told.texts if message.plural else told.texts[0],
            locations=[(place, 0) for place in message.places],
            auto_comments=message.notes,
            user_comments=told.comments,
            context=message.context or None,
        )
        entry.flags = _flags(message, told)
    return made


def _flags(message: Message, told: Translation) -> set[str]:
    flags = {FUZZY} if told.is_fuzzy else set()
    for placeholder in placeholders(message.text):
        flags.add("python-format" if placeholder.startswith("%") else "python-brace-format")
    return flags


def _headers(catalogue: Catalogue) -> list[tuple[str, str]]:
    count, expression = catalogue.plural_forms
    return [
        ("Language", catalogue.locale),
        ("X-Name", catalogue.name),
        ("Plural-Forms", f"nplurals={count}; plural={expression};"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
