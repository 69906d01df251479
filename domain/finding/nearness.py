"""How near a typed word is to a known one, and a typed text to what a product is called.

Both decide the same on every database: an index brings candidates, this puts them in order.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from domain.finding.words import is_dense

EDGE = "·"  # stands before and behind a word, so that its ends count
GRAM = 3
SHORTEST = 4  # of words in which an error is forgiven
LONG = 7  # of words in which two are
NEAREST = 12


def grams_of(word: str) -> list[str]:
    """Return the trigrams of a word with its ends; none for words in which no error is forgiven."""
    if not errors_forgiven(word):
        return []
    edged = f"{EDGE}{word}{EDGE}"
    starts = range(len(edged) - GRAM + 1)
    return list(dict.fromkeys(edged[at : at + GRAM] for at in starts))


def errors_forgiven(word: str) -> int:
    """Return how many letters of a word may be wrong, missing, too many or exchanged.

    None of a number: one digit more or less is the number of something else.
    """
    if len(word) < SHORTEST or is_dense(word) or word.isdigit():
        return 0
    return 2 if len(word) >= LONG else 1


def telling_grams(word: str, uses: Mapping[str, int]) -> list[str]:
    """Return the grams of which every word that is near enough must have one, the rarest there are.

    An error spoils at most three grams, and two letters exchanged spoil four: of one gram more than
    all errors together spoil, at least one is left. `uses` counts known words by gram.
    """
    spoilt = errors_forgiven(word) * (GRAM + 1)
    rarest = sorted(grams_of(word), key=lambda gram: (uses.get(gram, 0), gram))
    return rarest[: spoilt + 1]


def nearest_words(word: str, known: Mapping[str, int]) -> list[str]:
    """Return the known words (word -> uses) within the errors forgiven, the nearest first.

    At equal distance the one that more products use goes first; at most `NEAREST` words.
    """
    most = errors_forgiven(word)
    found = process.extract_iter(word, list(known), scorer=OSA.distance, score_cutoff=most)
    ranked = sorted(found, key=lambda each: (each[1], -known[each[0]], each[0]))
    return [each for each, _distance, _place in ranked[:NEAREST]]


def likeness(typed: str, labels: Sequence[str]) -> list[float]:
    """Return how like each label (folded, one spelling per line) is to what was typed, 0 to 300.

    Three measures in one: whether the words are there, whether there are no others, and whether
    one text lies in the other, which is all that helps where no spaces are written.
    """
    lines = [(place, line) for place, label in enumerate(labels) for line in label.split("\n")]
    if not lines:
        return []
    texts = [line for _place, line in lines]
    scores = sum(
        process.cdist([typed], texts, scorer=scorer, dtype=np.float32)[0]
        for scorer in (fuzz.token_set_ratio, fuzz.token_sort_ratio, fuzz.partial_ratio)
    )
    best = [0.0] * len(labels)
    for (place, _line), score in zip(lines, scores, strict=True):
        best[place] = max(best[place], round(float(score), 2))
    return best
