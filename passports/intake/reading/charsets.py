"""Which encoding a text that is in none of the Unicode ones is most likely written in.

Tables hold few words, so statistics over running text fail on them: a general guesser takes a
German price list for Turkish. What is known of the alphabets is stronger. Each language has few
letters beyond ASCII; Latin ones stand singly among ASCII letters, others fill whole words; the
two-byte sets of East Asia put their common characters first.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

# How well decoded text fits an encoding: 1 or a little less when all of it does.
Judge: TypeAlias = Callable[[str], float]

DOUBTFUL = 0.6

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_LONG_RUN = 3
_SEVERAL_LANGUAGES = 0.9
_ERRORS = 50  # one undecodable place among so many words is let pass
_SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC"}


@dataclass(frozen=True, slots=True)
class Guess:
    """The most likely encoding, and how well the text fits it; below DOUBTFUL it may be another."""

    encoding: str
    fit: float


def guess(sample: bytes) -> Guess:
    """Return the most likely encoding of whole lines that are not UTF-8; cp1252 when in doubt."""
    best = Guess("cp1252", 0.0)
    for encoding, judge in _CANDIDATES:
        text = sample.decode(encoding, "replace")
        words = _BEYOND_ASCII.findall(text)
        if text.count("\ufffd") * _ERRORS > len(words):
            continue
        fit = round(judge(text), 2)
        if fit > best.fit:
            best = Guess(encoding, fit)
    return best


_DATA: dict[str, Any] = json.loads(Path(__file__).with_name("alphabets.json").read_bytes())
_FAMILIAR = frozenset(_DATA["latin_symbols"])
_ALONE = frozenset(_DATA["latin_letters_alone"])
_IN_WORD = re.compile(
    r"(?<=[^\W\d_])[^\w\s\x00-\x7f\u2019\u00b4\u00b7\u00ad](?=[^\W\d_])|[²³¹¼½¾](?=[^\W\d_])"
)
_CAPITAL_BEHIND = re.compile(r"[à-öø-ÿ](?=[A-Z])")
_LETTER_ALONE = re.compile(r"(?<![^\W\d_\u2019'])[^\W\d_a-zA-Z](?![^\W\d_\u2019'])")


def _latin(*languages: str) -> Judge:
    """Judge by the letters of each language, and by symbols where technical data have them."""
    alphabets = [frozenset(letters + letters.upper()) for letters in languages]
    union = frozenset().union(*alphabets)

    def judge(text: str) -> float:
        runs = _BEYOND_ASCII.findall(text)
        beyond = "".join(runs)
        letters = [c for c in beyond if c.isalpha() and c not in _FAMILIAR]
        known = max(
            *(sum(letter in alphabet for letter in letters) for alphabet in alphabets),
            _SEVERAL_LANGUAGES * sum(letter in union for letter in letters),
        )
        familiar = sum(c in _FAMILIAR for c in beyond)
        strange = len(_IN_WORD.findall(text)) + len(_CAPITAL_BEHIND.findall(text))
        strange += sum(c.lower() not in _ALONE for c in _LETTER_ALONE.findall(text))
        whole_words = sum(len(run) for run in runs if _is_long(run))
        return (known + familiar - 2 * strange - whole_words) / max(1, len(beyond))

    return judge


def _is_long(run: str) -> bool:
    """Whether more letters beyond ASCII follow each other than in a Latin word."""
    return len(run) >= _LONG_RUN and sum(map(str.isalpha, run)) > 1


def _script(common: str, share: float) -> Judge:
    """Judge by how often the common letters of a script occur, `share` of all being usual."""
    script = unicodedata.name(common[0]).split()[0]

    def judge(text: str) -> float:
        runs = _BEYOND_ASCII.findall(text)
        letters = [c for c in "".join(runs) if unicodedata.name(c, "?").split()[0] in _SCRIPTS]
        if not letters:
            return 0.0
        own = [c for c in letters if unicodedata.name(c).startswith(script)]
        frequent = min(1.0, sum(c.lower() in common for c in own) / len(letters) / share)
        words = min(1.0, sum(len(run) for run in runs if len(run) >= _LONG_RUN) / len(letters))
        # Capitals behind small letters are what another encoding of the same script looks like.
        turned = sum(a.islower() and b.isupper() for a, b in pairwise(own))
        return frequent * words - turned / len(letters)

    return judge


def _two_bytes(encoding: str, rows: range, columns: range, frequent: str) -> Judge:
    """Judge by how many characters lie among the common ones of a set, given by their bytes."""
    usual = frozenset(frequent)

    def weight(character: str) -> float:
        if character in usual:
            return 1.0
        row, *column = character.encode(encoding, "replace")
        if column and row in rows and column[0] in columns:
            return 0.9
        return 0.3 if unicodedata.category(character)[0] in "LP" else 0.0

    def judge(text: str) -> float:
        beyond = "".join(_BEYOND_ASCII.findall(text))
        return sum(map(weight, beyond)) / max(1, len(beyond))

    return judge


def _judge_of(encoding: str) -> Judge:
    if encoding in _DATA["latin"]:
        return _latin(*_DATA["latin"][encoding])
    if encoding in _DATA["scripts"]:
        return _script(**_DATA["scripts"][encoding])
    (first, last), (left, right), frequent = _DATA["two_bytes"][encoding].values()
    return _two_bytes(encoding, range(first, last + 1), range(left, right + 1), frequent)


# The first of equals wins.
_CANDIDATES = tuple((encoding, _judge_of(encoding)) for encoding in _DATA["order"])
