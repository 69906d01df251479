"""What is counted over the index follows every change of it."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.chain import Status
from domain.finding.nearness import grams_of
from domain.identifiers import parse
from ledger.acceptance import accept, open_change
from ledger.models import Kind
from passports.listing import Listed
from passports.models import Product
from passports.schema_registry import latest
from passports.search import storing
from passports.search.entry import row_of
from passports.search.models import SearchEntry, SearchGram, SearchTally, SearchWord
from tests.passports.search.conftest import document, found, own, read, revise

pytestmark = pytest.mark.django_db
NAMES = st.sampled_from(["Galaxy Boiler", "Galaxy 9", "小米 壶", "Boilers", "x"])
STEPS = st.lists(
    st.tuples(st.integers(1, 4), st.none() | st.tuples(NAMES, st.sampled_from(["", "One", "Two"]))),
    max_size=12,
)


def counted_by_hand():
    """Return what words, grams and tallies ought to be, from the entries themselves."""
    words, tallies = {}, {}
    for entry in SearchEntry.objects.all():
        for word in entry.words.split(" "):
            if not word.startswith("§"):
                words[word] = words.get(word, 0) + 1
        key = (entry.sector, entry.maker_key, entry.country, entry.repair_class)
        tallies[key] = tallies.get(key, 0) + 1
    grams = {}
    for word in words:
        for gram in grams_of(word):
            grams[gram] = grams.get(gram, 0) + 1
    return words, grams, tallies


def counted():
    tallies = SearchTally.objects.values_list(
        "sector", "maker_key", "country", "repair_class", "uses"
    )
    return (
        dict(SearchWord.objects.values_list("word", "uses")),
        dict(SearchGram.objects.values_list("gram", "uses")),
        {tuple(key): uses for *key, uses in tallies},
    )


def test_counts_follow_whatever_is_stored_and_taken_out(schemas, maker):
    walk = latest("kettle")
    change = open_change(Kind.PUBLICATION, organisation="maker", reason="First")
    products = {
        number: Product.objects.create(ident=own(number), granularity=1, change=change).pk
        for number in range(1, 5)
    }
    accept(change, [bytes(32)])

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS)
    def check(steps):
        with transaction.atomic():
            for number, told in steps:
                rows = []
                if told is not None:
                    name, brand = told
                    shown = document(name, **({"brand": brand} if brand else {}))
                    model = Listed(parse(own(number)), shown, walk, Status.ACTIVE, (), {}, 0)
                    rows = [row_of(products[number], model, None, 1)]
                storing.store(rows, [products[number]])
                assert counted() == counted_by_hand()
            transaction.set_rollback(True)

    check()


def test_an_index_that_is_emptied_finds_nothing_and_counts_nothing(models):
    (ident,) = models({"name": "Boiler"})
    with transaction.atomic():
        storing.hold()
        storing.clear()
    assert found("boiler") == []
    assert counted() == ({}, {}, {})
    read(ident)
    assert found("boiler") == [ident]


def test_reading_twice_changes_nothing(models):
    (ident,) = models({"name": "Boiler", "brand": "One"})
    before = counted()
    read(ident)
    assert counted() == before


def test_an_old_name_is_found_no_more(models, maker):
    (ident,) = models({"name": "Boiler"})
    revise(maker, ident, document=document("Engine"))
    assert found("engine") == [ident]
    assert found("boiler") == []


def test_the_inverted_index_stands_over_the_table():
    """A migration that remakes the table has to make the triggers again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            names = {row[0] for row in cursor.fetchall()}
            wanted = {
                f"search_{column}_{verb}"
                for column in ("words", "grams")
                for verb in ("insert", "delete", "update")
            }
        else:
            cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%% gin %%'")
            names, wanted = {row[0] for row in cursor.fetchall()}, {"search_words", "search_grams"}
    assert wanted <= names
