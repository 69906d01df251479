"""Checks of the translations: whether each language has every text of the schemas, and no other."""

import json
from collections.abc import Iterator
from pathlib import Path

from domain.code_lists import FOLDER as CODES
from domain.faults import Fault, Refusal
from domain.labels import texts_of
from domain.sector_schema import expand, walk
from domain.strict_json import Limits, loads
from domain.validation.subset import is_text
from passports.findings import Finding
from passports.labels import FOLDER
from passports.schema_registry import read_files, sector_names

AUDIENCES = "audiences.json"
# Room for all texts of many sectors, in an alphabet with three bytes a letter.
LIMITS = Limits(bytes=4_000_000, nodes=50_000)
NAMED = 3  # texts that a finding names as examples


def check_labels(folder: Path) -> list[Finding]:
    """Return what is wrong with the translations of a folder whose schemas are in order.

    A language without a file is none that somebody promised; each file has to be complete.
    """
    paths = sorted((folder / FOLDER).glob("*.json"))
    expected = texts(folder) if paths else ()
    return [
        Finding(f"{FOLDER}/{path.name}", fault)
        for path in paths
        for fault in _faults(path, expected)
    ]


def missing(folder: Path, language: str) -> list[str]:
    """Return the texts that have no translation in a language yet, in the order of the schemas.

    Raises Refusal for a file of the language that is no JSON.
    """
    path = folder / FOLDER / f"{language}.json"
    known = loads(path.read_bytes(), LIMITS) if path.exists() else {}
    told = known if isinstance(known, dict) else {}
    return [text for text in texts(folder) if not is_text(told.get(text))]


def texts(folder: Path) -> tuple[str, ...]:
    """Return the English texts of a folder of schemas that need a translation, each once."""
    files = read_files(folder)
    audiences = json.loads((folder / AUDIENCES).read_text(encoding="utf-8"))
    walks = [walk(expand(name, files)) for name in sector_names(files)]
    lists = [files[name].get("codes", {}) for name in files if name.startswith(f"{CODES}/")]
    return texts_of(walks, lists, audiences)


def _faults(path: Path, expected: tuple[str, ...]) -> Iterator[Fault]:
    try:
        told = loads(path.read_bytes(), LIMITS)
    except Refusal as refusal:
        yield from refusal.faults
        return
    if not isinstance(told, dict):
        yield Fault("type", "The file does not hold an object.", "", "Write one.")
        return
    language = path.stem
    absent = [text for text in expected if text not in told]
    if absent:
        yield Fault(
            "labels.missing",
            f"{_counted(absent)} not translated.",
            "",
            f"See them with: manage.py check_schemas --missing {language}",
        )
    known = frozenset(expected)
    surplus = [text for text in told if text not in known]
    if surplus:
        sentence = f"{_counted(surplus)} in no schema any more."
        yield Fault("labels.superfluous", sentence, "", f"Leave out: {_some(surplus)}")
    empty = [text for text in expected if text in told and not is_text(told[text])]
    if empty:
        sentence = f"{_counted(empty)} translated with nothing."
        yield Fault("labels.empty", sentence, "", f"Translate: {_some(empty)}")


def _counted(some: list[str]) -> str:
    return "1 text is" if len(some) == 1 else f"{len(some)} texts are"


def _some(some: list[str]) -> str:
    named = ", ".join(json.dumps(text, ensure_ascii=False) for text in some[:NAMED])
    return f"{named}, ..." if len(some) > NAMED else f"{named}."
