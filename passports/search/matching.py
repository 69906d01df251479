"""From typed words to what stands in the inverted index, and to the models that have it.

A typed word stands for a group of kept words: itself, those that begin with it, and, where there is
none of either, those that differ by a letter or two; a word for a kind of product stands for the
category as well. A model matches that has a word of every group.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection

from domain.finding.nearness import errors_forgiven, grams_of, nearest_words, telling_grams
from domain.finding.words import is_dense, kept_words, typed_words
from passports import labels
from passports.schema_registry import walks
from passports.search.entry import category_mark
from passports.search.models import SearchGram, SearchWord

SHORTEST_BEGINNING = 2
MOST_BEGINNINGS = 2_000
MOST_FORMS = 40
MOST_LIKE = 5_000
LAST = "\U0010ffff"

Groups = list[list[str]]


@dataclass(frozen=True, slots=True)
class Meant:
    """What typed words stand for. `exact` groups hold just what was typed, `groups` all forms.

    `unknown` are words for which nothing stands; they are in no group.
    """

    exact: Groups
    groups: Groups
    unknown: tuple[str, ...]


def meant_by(text: str) -> Meant:
    """Return what a typed text stands for; a few indexed reads per word."""
    typed = typed_words(text)
    known = set(SearchWord.objects.filter(word__in=typed).values_list("word", flat=True))
    exact, groups, unknown = [], [], []
    for word in typed:
        kinds = list(_kinds_of(word))
        own = ([word] if word in known else []) + kinds
        forms = own
        if not own or word.isalpha():
            # Who typed a whole number did not mean a longer one.
            forms = list(dict.fromkeys([*own, *_beginning_with(word)])) or _like(word)
        if not forms:
            unknown.append(word)
            continue
        exact.append(own)
        groups.append(forms[:MOST_FORMS])
    return Meant(exact, groups, tuple(unknown))


def matching(
    groups: Groups, needed: Iterable[str], most: int, *, any_group: bool = False
) -> list[int]:
    """Return the newest models (product ids, descending) with a word of every group.

    At most `most` of them. `needed` are words that each must be there, too. With `any_group` one
    group is enough.
    """
    every = [*groups] if not any_group else [[word for group in groups for word in group]]
    every += [[word] for word in needed]
    if connection.vendor == "postgresql":
        where, values = _arrays("words", every)
        query = (
            f"SELECT product_id FROM search_searchentry WHERE {where}"  # noqa: S608 - words are parameters
            " ORDER BY product_id DESC LIMIT %s"
        )
        return _ids(query, [*values, most])
    query = (
        "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s"
    )
    return _ids(query, [_expression(every), most])


def _beginning_with(word: str) -> list[str]:
    """Return kept words that begin with a typed one, those of most products first."""
    if len(word) < SHORTEST_BEGINNING or is_dense(word):
        return []
    found = SearchWord.objects.filter(word__gt=word, word__lt=word + LAST).order_by("word")
    rows = list(found.values_list("word", "uses")[:MOST_BEGINNINGS])
    ranked = sorted(rows, key=lambda row: (-row[1], len(row[0]), row[0]))
    kinds = [kind for each, of in kinds_by_word().items() if each.startswith(word) for kind in of]
    return [*kinds, *(found for found, _uses in ranked[:MOST_FORMS])]


def _like(word: str) -> list[str]:
    """Return kept words and kinds of product that a typed word with an error in it may mean."""
    off = errors_forgiven(word)
    if not off:
        return []
    counted = SearchGram.objects.filter(gram__in=grams_of(word))
    grams = telling_grams(word, dict(counted.values_list("gram", "uses")))
    bounds = [len(word) - off, len(word) + off]
    if connection.vendor == "postgresql":
        where, values = _arrays("grams", [grams])
        query = (
            f"SELECT word, uses FROM search_searchword WHERE {where}"  # noqa: S608
            " AND length(word) BETWEEN %s AND %s LIMIT %s"
        )
        values += [*bounds, MOST_LIKE]
    else:
        query = (
            "SELECT w.word, w.uses FROM search_grams g JOIN search_searchword w ON w.id = g.rowid"
            " WHERE search_grams MATCH %s AND length(w.word) BETWEEN %s AND %s LIMIT %s"
        )
        values = [_expression([grams]), *bounds, MOST_LIKE]
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        known = dict(cursor.fetchall())
    kinds = kinds_by_word()
    near = nearest_words(word, {**dict.fromkeys(kinds, 0), **known})
    forms = [(*([each] if each in known else ()), *kinds.get(each, ())) for each in near]
    return list(dict.fromkeys(form for some in forms for form in some))


def _kinds_of(word: str) -> Sequence[str]:
    return kinds_by_word().get(word, ())


def kinds_by_word() -> dict[str, tuple[str, ...]]:
    """Return the marks of categories by the words for them, in every language of the schemas."""
    return _kinds(str(settings.SCHEMAS_DIR))


@lru_cache(maxsize=8)
def _kinds(_folder: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for walk in walks():
        node = walk.node(("category",))
        if node is None or node.field is None:
            continue
        for value in node.field.schema.get("enum", ()):
            label = node.field.labels.get(value, value)
            told = [label, *(words.get(label, "") for words in labels.all_of().values())]
            for word in kept_words(*told):
                found.setdefault(word, set()).add(category_mark(walk.sector, value))
    return {word: tuple(sorted(each)) for word, each in found.items()}


def _arrays(column: str, every: Groups) -> tuple[str, list[Any]]:
    """Return a condition for PostgreSQL: the array of words overlaps with each of these groups."""
    overlap = f"string_to_array({column}, ' ') && %s::text[]"
    return " AND ".join([overlap] * len(every)), list(every)


def _expression(every: Groups) -> str:
    """Return a condition for FTS5; words are letters and digits, and MARK, never a quote."""
    joined = (" OR ".join(f'"{word}"' for word in group) for group in every)
    return " AND ".join(f"({group})" for group in joined)


def _ids(query: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]
