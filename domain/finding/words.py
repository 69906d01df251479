"""The words that a product is found by, as they are kept and as they are typed.

Case, accents and punctuation count for nothing. Scripts written without spaces are cut into single
characters and pairs of them; a code is kept in its parts and as one word, so that neither dashes
nor spaces matter.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from domain.cells.folding import folded

LONGEST_WORD = 40
MOST_WORDS = 200
MOST_TYPED = 10
SHORT = 4
# Letters that Unicode does not take apart, and those that Arabic script writes in several ways.
SAME = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "\u0131": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ħ": "h",
    }
    # teh marbuta, alef maksura, Persian yeh and kaf, heh doachashmee, tatweel
    | {"\u0629": "\u0647", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643"}
    | {"\u06be": "\u0647", "\u0640": None}
)
ARTICLE = "ال"
# Thai to Tibetan, Burmese, Khmer, kana, Han, Hangul, and the rarer Han characters.
DENSE = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"  # noqa: E501
RUN = re.compile(rf"[{DENSE}]+|[^{DENSE}\s]+")
IS_DENSE = re.compile(rf"[{DENSE}]")
PART = re.compile(r"\d+|\D+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return a text as it is compared: small letters, no accents, ASCII digits, single spaces."""
    # Some letters have a small form only once they are taken for what they stand for.
    plain = folded(text if text.isascii() else unicodedata.normalize("NFKC", text))
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFC", "".join(map(_digit, plain.translate(SAME))))


def compact(text: str) -> str:
    """Return a code without what is written between its letters and digits: "SM-G991B" -> smg991b.

    At most `LONGEST_WORD` characters of it.
    """
    return fold(text).replace(" ", "")[:LONGEST_WORD]


def kept_words(*texts: str) -> set[str]:
    """Return the words under which texts are found, at most `MOST_WORDS` of them."""
    found: dict[str, None] = {}
    for text in texts:
        runs = _runs(text)
        for run in runs:
            found.update(dict.fromkeys(_forms(run)))
        for one, other in pairwise(runs):
            if _belong_together(one, other):
                found[(one + other)[:LONGEST_WORD]] = None
    return set(list(found)[:MOST_WORDS])


def typed_words(text: str) -> list[str]:
    """Return the words to look for when a text was typed, at most `MOST_TYPED` of them."""
    found: dict[str, None] = {}
    for run in _runs(text):
        if not is_dense(run):
            found[run[:LONGEST_WORD]] = None
        else:
            found.update(dict.fromkeys([run] if len(run) == 1 else _pairs(run)))
    return list(found)[:MOST_TYPED]


def is_dense(word: str) -> bool:
    """Whether a word is of a script that is written without spaces."""
    return IS_DENSE.match(word) is not None


def _runs(text: str) -> list[str]:
    return RUN.findall(fold(text))


def _forms(run: str) -> Iterator[str]:
    if is_dense(run):
        yield from run
        yield from _pairs(run)
        return
    yield run[:LONGEST_WORD]
    parts = PART.findall(run)
    if len(parts) > 1:
        # A single letter or digit of a code tells nothing by itself.
        yield from (part[:LONGEST_WORD] for part in parts if len(part) > 1)
    if run.startswith(ARTICLE) and len(run) > SHORT:
        yield run.removeprefix(ARTICLE)[:LONGEST_WORD]


def _pairs(run: str) -> list[str]:
    return [one + other for one, other in pairwise(run)]


def _belong_together(one: str, other: str) -> bool:
    """Whether words that follow each other are often written as one: "iPhone 12", "Mac Book"."""
    if is_dense(one) or is_dense(other):
        return False
    has_digit = any(character.isdigit() for character in one + other)
    return has_digit or len(one) <= SHORT or len(other) <= SHORT


def _digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))
