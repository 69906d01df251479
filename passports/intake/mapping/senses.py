"""The header of a column, taken apart: its words, and the unit and the language that it names."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from domain.cells.folding import folded
from domain.cells.languages import language
from domain.cells.locales import LANGUAGES
from domain.cells.units import is_unit, resolve
from passports.intake.mapping.names import ARTICLES, SHARE_WORDS, TONGUES

PERCENT = "%"

# Longer headers are sentences.
MAX_LENGTH = 200
_MOST_UNIT_WORDS = 3

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}|【([^【】]*)】")
_RAW_WORDS = re.compile(r"[^\W_]+(?:/[^\W\d_]+)?|%")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ])")
_BEFORE_UNIT = re.compile(r"^(?:(?:in|en|em|w|v|в)\s+|(?:单位|單位|単位)[\s::]*)", re.IGNORECASE)
# "kg éq. CO2" is written "kg CO2e" elsewhere.
_GAS_BEHIND = re.compile(r"(?:éq|eq|äq|équ|equ)[.\w]*[\s-]*(?:de |of )?CO2", re.IGNORECASE)
_LONGEST_CODE = 2
_KNOWN_LANGUAGES = frozenset(tag.partition("_")[0] for tag in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Sense:
    """One way to understand a header.

    `words` are folded, without articles; `unit` is a word for a unit, `language` a tag, each "" for
    none; `share` says that the header names a share of something, `cut` that words in brackets
    were left out of which it is not known what they say.
    """

    words: tuple[str, ...]
    unit: str = ""
    language: str = ""
    share: bool = False
    cut: bool = False


@lru_cache(maxsize=4096)
def senses(header: str) -> tuple[Sense, ...]:
    """Return the ways to understand a header, as it stands first; () for one without words.

    "Weight (kg)" names a unit; so may "mass_kg", whose last word can also belong to the name.
    """
    if len(header) > MAX_LENGTH:
        return ()
    text = unicodedata.normalize("NFKC", header)
    unit, tag, kept = "", "", []
    for found in _BRACKETS.finditer(text):
        inner = next(filter(None, found.groups()), "").strip()
        if not unit and (said := _unit(inner)):
            unit = said
        elif not tag and (named := _language(inner)):
            tag = named
        else:
            kept.append(inner)
    raw = _RAW_WORDS.findall(" ".join([_BRACKETS.sub(" ", text), *kept]))
    found_senses = [Sense(_words(raw), unit, tag)]
    if not unit:
        found_senses += [Sense(_words(rest), tail, tag) for rest, tail in _unit_tails(raw)]
    if not tag:
        found_senses += list(_with_language(raw, unit))
    if kept and _BRACKETS.sub("", text).strip():
        outside = _RAW_WORDS.findall(_BRACKETS.sub(" ", text))
        found_senses.append(Sense(_words(outside), unit, tag, cut=True))
    found_senses += [shared for sense in found_senses if (shared := _as_share(sense))]
    return tuple(dict.fromkeys(sense for sense in found_senses if sense.words))


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as those of a header are: folded, without articles."""
    return _words(_RAW_WORDS.findall(unicodedata.normalize("NFKC", name)))


def _words(raw: Sequence[str]) -> tuple[str, ...]:
    parts = (folded(part) for word in raw for part in _CAMEL.split(word) if part != PERCENT)
    words = [word for part in parts for word in part.split()]
    return tuple(word for word in words if word not in ARTICLES) or tuple(words)


def _unit(text: str) -> str:
    """Return the unit that a text is, or ""."""
    said = _GAS_BEHIND.sub("CO2e", _BEFORE_UNIT.sub("", text))
    return said if said and is_unit(said) else ""


def _unit_tails(raw: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """Yield the words before the last ones, and the unit that these may name, the longest first."""
    for count in range(min(_MOST_UNIT_WORDS, len(raw) - 1), 0, -1):
        if tail := _unit(" ".join(raw[-count:])):
            yield [*raw[:-count]], tail
    if raw and not _unit(raw[-1]):
        *camel, last = _CAMEL.split(raw[-1])
        if camel and (tail := _unit(last)):
            yield [*raw[:-1], *camel], tail


def _with_language(raw: Sequence[str], unit: str) -> Iterator[Sense]:
    """Yield senses in which a word, or the beginning of one, says the language."""
    if len(raw) > 1 and (tag := _language(raw[-1])):
        yield Sense(_words(raw[:-1]), unit, tag)
    for index, word in enumerate(raw):
        for tongue, tag in TONGUES.items():
            rest = word.casefold().removeprefix(tongue)
            others = [*raw[:index], *filter(None, [rest]), *raw[index + 1 :]]
            if rest != word.casefold() and others and (not rest or not tongue.isascii()):
                yield Sense(_words(others), unit, tag)


def _language(word: str) -> str:
    """Return the tag of a language that a word names, or ""."""
    if len(word) <= _LONGEST_CODE and word.isascii():
        return word.lower() if word.lower() in _KNOWN_LANGUAGES else ""
    tag = language(word)
    return tag if tag.partition("-")[0] in _KNOWN_LANGUAGES else ""


def _as_share(sense: Sense) -> Sense | None:
    rest = tuple(word for word in sense.words if word not in SHARE_WORDS)
    said = len(rest) < len(sense.words) or (sense.unit and resolve(sense.unit, PERCENT))
    return replace(sense, words=rest, share=True) if said and rest else None
