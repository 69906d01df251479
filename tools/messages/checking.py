"""What is wrong with the catalogues."""

import re
from collections.abc import Iterable, Iterator, Sequence
from gettext import c2py
from pathlib import Path

from tools.messages import catalogue
from tools.messages.catalogue import Catalogue, Translation
from tools.messages.message import Message, placeholders

# A plural form that stands for one number alone may say it in a word: "a step".
COUNTS = frozenset({"%(count)s", "%(n)s", "{count}"})
# A separator has the spaces that its language wants.
WORDS = re.compile("[a-z]")
COUNTED = range(1001)


def faults_of(path: Path, messages: Sequence[Message]) -> Iterator[str]:
    """Yield what is wrong with the catalogue of a .po file, a sentence each."""
    known = catalogue.read(path)
    wanted = {message.key: message for message in messages}
    for key, message in wanted.items():
        if key not in known.translations:
            yield f"missing: {_quoted(message.text)} of {_listed(message.places)}"
    for key, told in known.translations.items():
        if key in wanted:
            yield from _of_translation(wanted[key], told, known)
        else:
            yield f"used nowhere: {_quoted(key[1])}"
    if path.read_bytes() != catalogue.as_po(catalogue.updated(known, messages), messages):
        yield "not as `make messages` writes it"
    compiled = path.with_name(catalogue.COMPILED)
    if not compiled.exists() or compiled.read_bytes() != catalogue.as_mo(known):
        yield f"{compiled.name} is not what {path.name} compiles to"


def _of_translation(message: Message, told: Translation, known: Catalogue) -> Iterator[str]:
    quoted = _quoted(message.text)
    if told.is_fuzzy:
        yield f"fuzzy: {quoted}"
    if not all(told.texts):
        yield f"not translated: {quoted}"
        return
    forms, expression = known.plural_forms
    single = set(_single(expression, forms)) if message.plural else set()
    for number, text in enumerate(told.texts):
        found = placeholders(text)
        optional = COUNTS if number in single else frozenset()
        if not message.placeholders - optional <= found <= message.placeholders:
            wanted = _listed(message.placeholders)
            yield f"other placeholders: {quoted} has {wanted}, not {_listed(found)}"
        if WORDS.search(message.text) and _edges(text) != _edges(message.text):
            yield f"begins or ends with other spaces: {quoted}"


def _single(expression: str, forms: int) -> Iterator[int]:
    """Yield the plural forms that stand for one number alone."""
    chosen = [c2py(expression)(number) for number in COUNTED]
    return (form for form in range(forms) if chosen.count(form) == 1)


def _edges(text: str) -> tuple[bool, bool]:
    # Only what is typed by mistake: French has a no-break space before its semicolon.
    return text != text.lstrip(" \n"), text != text.rstrip(" \n")


def _quoted(text: str) -> str:
    return f'"{text}"'


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
