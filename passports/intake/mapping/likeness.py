"""How much a header is like the names of a sector's elements.

Names are the places and titles of the schema, titles in other languages, and our own list. A title
such as "Use" or "Method" says little without what stands above it: it weighs less.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.pointers import pointer_of
from domain.sector_schema import ANY_KEY, FieldSpec, Walk
from passports.intake.mapping.names import EITHER, MEASURED, SURE, THINGS, listed
from passports.intake.mapping.senses import Sense, words_of

# What schema texts are called in other languages: language -> English text -> translated text.
Words = Mapping[str, Mapping[str, str]]
NO_WORDS: Words = MappingProxyType({})

PLACE, OWN_LIST, TITLE, NOTHING, VAGUE = 0.97, 0.95, 0.95, 0.93, 0.7
_LISTED = {SURE: OWN_LIST, EITHER: 0.75, MEASURED: VAGUE}
# A name beside other words is worth a proposal, never more.
_PART = 0.6
_BY_RANK = 0.0004
_AS_GOOD = 100 * _BY_RANK
_IN_OTHER_ORDER = 0.98
_WITHOUT_THINGS = 0.97
_NEAR = 0.97
# Shorter names are not compared letter by letter: one letter makes another word.
_SHORTEST = 6
_SIMILAR = 0.88
_WORD_SIMILAR = 0.75
_MOST_NEAR = 12


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure a header names an element, from 0 to 1.

    `how` says why; `languages` are those in which it is one of its names, none where it is only
    nearly one.
    """

    score: float
    how: str
    languages: frozenset[str] = frozenset()
    exact: bool = True


@dataclass(frozen=True)
class _Name:
    to: str
    words: tuple[str, ...]
    weight: float
    language: str

    @cached_property
    def word_set(self) -> frozenset[str]:
        return frozenset(self.words)


class Names:
    """The names of all elements of a sector, to compare headers with.

    An element is given by its pointer, a text by the one without language; "" stands for names of
    what passports have no place for.
    """

    def __init__(self, walk: Walk, words: Words = NO_WORDS) -> None:
        self._names = [name for name in _names(walk, words) if name.words]
        self._by_text: dict[str, list[_Name]] = {}
        self._by_words: dict[tuple[str, ...], list[_Name]] = {}
        for name in self._names:
            self._by_text.setdefault("".join(name.words), []).append(name)
            self._by_words.setdefault(tuple(sorted(name.words)), []).append(name)
        self._texts = [text for text in self._by_text if len(text) >= _SHORTEST]

    def like(self, sense: Sense) -> dict[str, Likeness]:
        """Return the elements that a header may name, by what it says in this sense."""
        bare = tuple(word for word in sense.words if word not in THINGS)
        found: dict[str, Likeness] = {}
        for words, factor in ((sense.words, 1.0), (bare, _WITHOUT_THINGS)):
            if words and (factor == 1 or bare != sense.words):
                for to, likeness in self._alike(words):
                    score = likeness.score * factor
                    _keep_better(found, to, replace(likeness, score=score))
        return found

    def _alike(self, words: tuple[str, ...]) -> Iterator[tuple[str, Likeness]]:
        text = "".join(words)
        same = self._by_text.get(text, [])
        for name in same:
            yield name.to, _likeness(name, 1, "The header is a name of the element")
        for name in self._by_words.get(tuple(sorted(words)), []):
            if name not in same:
                how = "The header has the words of a name of the element"
                yield name.to, _likeness(name, _IN_OTHER_ORDER, how)
        if same or len(text) < _SHORTEST:
            return
        yield from self._near(text, words)
        yield from self._within(words)

    def _near(self, text: str, words: tuple[str, ...]) -> Iterator[tuple[str, Likeness]]:
        near = process.extract(
            text,
            self._texts,
            scorer=OSA.normalized_similarity,
            score_cutoff=_SIMILAR,
            limit=_MOST_NEAR,
        )
        for close, similarity, _ in near:
            for name in self._by_text[close]:
                if _differs_in_letters(words, name.words):
                    how = "The header is nearly a name of the element"
                    score = name.weight * similarity * _NEAR
                    yield name.to, Likeness(score, how, exact=False)

    def _within(self, words: tuple[str, ...]) -> Iterator[tuple[str, Likeness]]:
        """Yield elements of which the header has a name beside other words."""
        said, length = frozenset(words), len("".join(words))
        for name in self._names:
            if name.to and said > name.word_set:
                part = len("".join(name.words)) / length
                how = "The header has a name of the element beside other words"
                yield name.to, Likeness(name.weight * _PART * part**0.5, how, exact=False)


def _likeness(name: _Name, factor: float, how: str) -> Likeness:
    languages = frozenset({name.language} - {""})
    return Likeness(name.weight * factor, how, languages)


def _keep_better(found: dict[str, Likeness], to: str, likeness: Likeness) -> None:
    """Keep the better of two likenesses to an element; where both are as good, all languages."""
    held = found.get(to)
    if held is None or likeness.score > held.score + _AS_GOOD:
        found[to] = likeness
    elif likeness.score >= held.score - _AS_GOOD and likeness.exact == held.exact:
        better = max(held, likeness, key=lambda each: each.score)
        found[to] = replace(better, languages=held.languages | likeness.languages)


def _differs_in_letters(words: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether two names are the same but for letters: no other word, no other number."""
    digits = [[c for c in "".join(each) if c.isdigit()] for each in (words, others)]
    if digits[0] != digits[1]:
        return False
    if len(words) != len(others):
        return True
    return all(
        OSA.normalized_similarity(a, b) >= _WORD_SIMILAR for a, b in zip(words, others, strict=True)
    )


def _names(walk: Walk, words: Words) -> Iterator[_Name]:
    known = {spec.pointer for spec in walk.fields}
    for name in listed():
        if name.to in known or not name.to.startswith("/"):
            weight = (_LISTED[name.how] if name.to else NOTHING) - _BY_RANK * name.rank
            yield _Name(name.to, words_of(name.name), weight, name.language)
    doubtful = {words_of(name.name) for name in listed() if name.how == EITHER}
    for spec in walk.fields:
        if ANY_KEY not in spec.path:
            for own in _of_schema(walk, spec, words):
                # A title that people also use for something else is no surer than our list has it.
                doubt = own.words in doubtful
                yield replace(own, weight=min(own.weight, _LISTED[EITHER])) if doubt else own


def _of_schema(walk: Walk, spec: FieldSpec, words: Words) -> Iterator[_Name]:
    to = pointer_of(spec.path)
    yield _Name(to, words_of(" ".join(spec.path)), PLACE, "")
    deep = len(spec.path) > 1
    yield _Name(to, words_of(spec.path[-1]), _weight(spec.path[-1], deep=deep), "")
    above = walk.node(spec.path[:-1])
    headings = [spec.title, above.title if above and deep else ""]
    for language, texts in [("en", None), *words.items()]:
        title, heading = (texts.get(t, "") if texts is not None else t for t in headings)
        if title:
            weight = _weight(spec.title, deep=deep)
            yield _Name(to, words_of(title), weight, language)
        if title and heading and heading != title:
            yield _Name(to, words_of(f"{heading} {title}"), PLACE, language)


def _weight(name: str, *, deep: bool) -> float:
    """Return the weight of a name of the schema; inside a group, one word alone says little."""
    return VAGUE if deep and len(words_of(name)) == 1 else TITLE
