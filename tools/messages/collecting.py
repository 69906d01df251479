"""Which sources have messages, and all their messages."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from django.template import Engine

from tools.messages import python_source, template_source
from tools.messages.message import Key, Message, Untranslatable

PACKAGES = ("config", "api", "public", "lifecycle", "passports", "accounts", "ledger", "domain")
# What says something on a page without gettext: refusals and differences.
FAULTS = (
    "public/",
    "domain/changes.py",
    "domain/identifiers/",
    "domain/moments.py",
    "passports/reading.py",
    "passports/search/",
)
# Said to an operator, not to readers of pages.
ELSEWHERE = ("domain/identifiers/prefixes.py",)
TEMPLATES = "templates"


def collect(root: Path) -> tuple[Message, ...]:
    """Return every message of a source tree once, file by file, each in the order of its file.

    Raises Untranslatable where two sources want one text in different ways.
    """
    found: dict[Key, Message] = {}
    for message in _all(root):
        known = found.get(message.key)
        found[message.key] = message if known is None else _together(known, message)
    return tuple(found.values())


def _all(root: Path) -> Iterator[Message]:
    engine = Engine.get_default()
    for path in _files(root, [TEMPLATES], "*"):
        place = path.relative_to(root).as_posix()
        name = path.relative_to(root / TEMPLATES).as_posix()
        yield from template_source.messages_of(engine, name, place)
    for path in _files(root, PACKAGES, "*.py"):
        place = path.relative_to(root).as_posix()
        told = place not in ELSEWHERE and place.startswith(FAULTS)
        yield from python_source.messages_of(path.read_text("utf-8"), place, faults=told)


def _files(root: Path, folders: Iterable[str], pattern: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((root / folder).rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _together(known: Message, other: Message) -> Message:
    if known.plural and other.plural and known.plural != other.plural:
        raise Untranslatable(f"{other.places[0]}: {other.text!r} has two plurals: give a context.")
    return replace(
        known,
        plural=known.plural or other.plural,
        places=tuple(dict.fromkeys([*known.places, *other.places])),
        notes=tuple(dict.fromkeys([*known.notes, *other.notes])),
    )
