"""The command: see the package."""

import argparse
import os
import sys
from pathlib import Path

import django

from tools.messages import catalogue, checking
from tools.messages.collecting import collect
from tools.messages.message import Message, Untranslatable

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = "locale"
INSIDE = "LC_MESSAGES"


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Do what the arguments ask for; return how the process ends: 0, or 1 where all is not well."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    parser.add_argument("--add", metavar="LANGUAGE", help="begin a language, such as sv or zh_Hant")
    parser.add_argument("--check", action="store_true", help="only say what is wrong")
    asked = parser.parse_args(arguments)
    try:
        messages = collect(root)
    except Untranslatable as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    if asked.check:
        return _check(root / FOLDER, messages)
    if asked.add:
        begin(root / FOLDER, asked.add)
    for path in files(root / FOLDER):
        sys.stdout.write(f"{path.relative_to(root)}: {update(path, messages)}\n")
    return 0


def files(folder: Path) -> list[Path]:
    """Return the .po file of every language of a folder."""
    return sorted(folder.glob(f"*/{INSIDE}/{catalogue.SOURCE}"))


def begin(folder: Path, locale: str) -> Path:
    """Make an empty catalogue for a language, where there is none, and return its file."""
    path = folder / locale / INSIDE / catalogue.SOURCE
    if not path.exists():
        path.parent.mkdir(parents=True)
        empty = catalogue.Catalogue(locale, catalogue.name_of(locale), {})
        path.write_bytes(catalogue.as_po(empty, ()))
    return path


def update(path: Path, messages: tuple[Message, ...]) -> str:
    """Bring a catalogue up to date and compile it; return how complete it is, in words."""
    known = catalogue.updated(catalogue.read(path), messages)
    path.write_bytes(catalogue.as_po(known, messages))
    path.with_name(catalogue.COMPILED).write_bytes(catalogue.as_mo(known))
    told = known.translations.values()
    done = sum(all(each.texts) and not each.is_fuzzy for each in told)
    fuzzy = sum(each.is_fuzzy for each in told)
    return f"{done} of {len(messages)} messages, {fuzzy} fuzzy"


def _check(folder: Path, messages: tuple[Message, ...]) -> int:
    found = [
        (path, fault) for path in files(folder) for fault in checking.faults_of(path, messages)
    ]
    for path, fault in found:
        sys.stderr.write(f"{path.relative_to(folder.parent)}: {fault}\n")
    if found:
        sys.stderr.write("See docs/add-a-language.md.\n")
        return 1
    count = len(files(folder))
    sys.stdout.write(f"{len(messages)} messages in {count} languages are in order.\n")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
