"""Writing the index: rows go in and out, and what is counted over them follows in the same breath.

Whoever reads a passport in order to store its row holds the lock from before the reading: of two
that run at once the later one then has the newer state, and counts stay right.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from django.db import connection

from domain.finding.nearness import grams_of
from ledger.bulk import insert_rows
from ledger.locks import queue_up
from passports.search.entry import MARK, Row
from passports.search.models import (
    SearchEntry,
    SearchGram,
    SearchMaker,
    SearchTally,
    SearchWord,
)

COLUMNS = [each.name for each in fields(Row)]
TALLIED = ("sector", "maker_key", "country", "repair_class")
AT_ONCE = 400  # parameters of one statement, well below what SQLite takes


def hold() -> None:
    """Be the only one who writes the index until the transaction ends."""
    queue_up("passports.search")


def store(rows: Sequence[Row], products: Collection[int]) -> None:
    """Replace what the index says of these products (ids); those without a row are found no more.

    Call it in a transaction, behind `hold`.
    """
    words: Counter[str] = Counter()
    tallies: Counter[tuple[str, ...]] = Counter()
    for some in _portions(sorted(products)):
        held = SearchEntry.objects.filter(pk__in=some)
        for text, *tallied in held.values_list("words", *TALLIED):
            words.subtract(_counted(text))
            tallies[tuple(tallied)] -= 1
        _delete(some)
    for row in rows:
        words.update(_counted(row.words))
        tallies[row.sector, row.maker_key, row.country, row.repair_class] += 1
    insert_rows(SearchEntry, COLUMNS, map(attrgetter(*COLUMNS), rows))
    _count_words({word: change for word, change in words.items() if change})
    _tally({key: change for key, change in tallies.items() if change})
    makers = {row.maker_key: row.maker for row in rows if row.maker_key}
    _upsert(SearchMaker, ("key", "name"), makers.items(), "key", "name = excluded.name")


def clear() -> None:
    """Empty the index; call it in a transaction, behind `hold`."""
    for model in (SearchEntry, SearchWord, SearchGram, SearchTally, SearchMaker):
        table = model._meta.db_table  # noqa: SLF001 - Django's documented model API
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our models


def _delete(products: Sequence[int]) -> None:
    # Without Django's collector, which would read every row first.
    SearchEntry.objects.filter(pk__in=products)._raw_delete("default")  # noqa: SLF001


def _counted(words: str) -> list[str]:
    return [word for word in words.split(" ") if word and not word.startswith(MARK)]


def _count_words(changes: Mapping[str, int]) -> None:
    known: set[str] = set()
    for some in _portions(list(changes)):
        known.update(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
    grams: Counter[str] = Counter()
    rows = []
    for word, change in changes.items():
        own = grams_of(word)
        rows.append((word, change, " ".join(own)))
        if word not in known:
            grams.update(own)
    _upsert(
        SearchWord,
        ("word", "uses", "grams"),
        rows,
        "word",
        f"uses = {_table(SearchWord)}.uses + excluded.uses",
    )
    fallen = [word for word, change in changes.items() if change < 0]
    for some in _portions(fallen):
        unused = SearchWord.objects.filter(word__in=some, uses__lte=0)
        for word in unused.values_list("word", flat=True):
            grams.subtract(grams_of(word))
        unused.delete()
    _add(SearchGram, ("gram",), {(gram,): change for gram, change in grams.items() if change})


def _tally(changes: Mapping[tuple[str, ...], int]) -> None:
    _add(SearchTally, TALLIED, changes)


def _add(model: Any, key: Sequence[str], changes: Mapping[tuple[str, ...], int]) -> None:
    """Add to the `uses` of rows by their key, and drop those that come to nothing."""
    rows = [(*names, change) for names, change in changes.items()]
    added = f"uses = {_table(model)}.uses + excluded.uses"
    _upsert(model, (*key, "uses"), rows, ", ".join(key), added)
    if any(change < 0 for change in changes.values()):
        model.objects.filter(uses__lte=0).delete()


def _upsert(
    model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]], key: str, otherwise: str
) -> None:
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_table(model)} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of our models
            f" ON CONFLICT ({key}) DO UPDATE SET {otherwise}",
            list(rows),
        )


def _table(model: Any) -> str:
    return str(model._meta.db_table)  # noqa: SLF001


def _portions(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
