"""The index follows what the public sees: corrections, withdrawal, erasure and footprints."""

import pytest
from django.core.management import call_command
from django.db import connection

from domain.chain import Status
from domain.identifiers import parse
from ledger.models import Outbox
from lifecycle import indexing
from lifecycle.categories import category_of
from lifecycle.reading import passport
from passports.entries import Action, Entry
from passports.erasure import erase
from passports.publishing import publish
from passports.search.freshness import is_fresh
from passports.search.models import CategoryCarbon, SearchEntry
from passports.search.query import Query, Sort
from passports.search.searching import search
from tests.lifecycle.conftest import (
    BODY,
    data,
    own,
    publish_factors,
    register_kettle,
    work_off,
)

pytestmark = pytest.mark.django_db
GTIN = "gs1:01/09506000134352"


def found(text="", **more):
    return [hit.identifier.text for hit in search(Query(text=text, **more)).hits]


def change(actor, ident, action, **more):
    publish(actor=actor, reason="Changed", entries=[Entry(ident, action, **more)])
    work_off()


@pytest.fixture
def ident(maker):
    identifier = own(1)
    publish(
        actor=maker, reason="First", entries=[Entry(identifier, document=data(), sector="kettle")]
    )
    work_off()
    return identifier


def test_a_new_model_is_found_once_its_row_was_worked_off(ident):
    assert found("kettle") == [ident]


def test_a_correction_and_a_revision_are_followed(ident, maker):
    change(maker, ident, Action.CORRECT, corrects=1, patch={"name": {"en": "Boiler"}})
    assert (found("boiler"), found("kettle power")) == ([ident], [ident])
    change(maker, ident, Action.REVISE, patch={"name": {"en": "Engine"}})
    assert (found("engine"), found("boiler")) == ([ident], [])


def test_what_is_withdrawn_is_found_no_more_and_comes_back(ident, maker):
    change(maker, ident, Action.REVISE, patch={}, status=Status.WITHDRAWN)
    assert found("kettle") == found() == []
    change(maker, ident, Action.REVISE, patch={}, status=Status.ACTIVE)
    assert found("kettle") == [ident]


def test_what_is_suspended_is_found_and_counts_for_no_statistics(ident, maker):
    change(maker, ident, Action.REVISE, patch={}, status=Status.SUSPENDED)
    assert found("kettle") == [ident]
    assert not SearchEntry.objects.get().is_active


def test_an_erased_value_is_found_no_more(ident, maker, members):
    change(maker, ident, Action.REVISE, patch={"name": {"en": "Secret"}})
    assert found("secret") == [ident]
    erase(
        actor=maker,
        identifier=ident,
        number=2,
        reason="Asked for",
        first_person=members[0],
        second_person=members[1],
    )
    work_off()
    assert found("secret") == []
    assert "secret" not in " ".join(SearchEntry.objects.values_list("words", flat=True))


def test_batches_and_items_have_no_entry(maker):
    entries = [
        Entry(GTIN, document=data(), sector="kettle"),
        Entry(f"{GTIN}/10/B1", patch={"mass": 1}),
        Entry(f"{GTIN}/21/SERIAL7", patch={"mass": 2}),
    ]
    publish(actor=maker, reason="First", entries=entries)
    work_off()
    assert found() == [GTIN]
    assert found("serial7") == []
    # Whoever holds the item's number is led to its model by the search, to the item by its address.
    assert found(f"{GTIN}/21/SERIAL7") == [GTIN]


def test_a_variant_follows_its_model(maker):
    variant = f"{GTIN}/22/RED"
    publish(
        actor=maker,
        reason="First",
        entries=[
            Entry(GTIN, document=data(), sector="kettle"),
            Entry(variant, patch={"mass": 5}, parent=GTIN),
        ],
    )
    work_off()
    change(maker, GTIN, Action.CORRECT, corrects=1, patch={"name": {"en": "Boiler"}})
    assert set(found("boiler")) == {GTIN, variant}


def test_a_restricted_value_is_no_word(maker):
    entry = Entry(own(1), document={**data(), "supplier": "Hidden Works"}, sector="kettle")
    publish(actor=maker, reason="First", entries=[entry])
    work_off()
    assert found("hidden") == []
    assert "hidden" not in str(list(SearchEntry.objects.values()))


def test_an_accepted_footprint_is_followed(maker, registry):
    publish_factors(registry, "1")
    light, heavy = register_kettle(maker, 1, steel=100), register_kettle(maker, 2, steel=900)
    work_off()
    assert found(sort=Sort.CARBON) == [light, heavy]
    before = SearchEntry.objects.get(product__ident=heavy).carbon_kg
    publish_factors(registry, "2", **{"material/steel": 4.0})
    work_off()
    assert SearchEntry.objects.get(product__ident=heavy).carbon_kg > before


def test_a_lost_message_only_delays(ident, maker):
    publish(
        actor=maker,
        reason="Changed",
        entries=[Entry(ident, Action.REVISE, patch={"name": {"en": "Engine"}})],
    )
    assert found("engine") == []
    work_off()
    row = Outbox.objects.filter(topic=indexing.DUE).latest("pk")
    assert row.done_ms is not None
    indexing.follow(row.pk)
    assert found("engine") == [ident]


def test_what_is_not_done_in_time_is_left_to_the_next(maker, monkeypatch):
    monkeypatch.setattr(indexing, "AT_ONCE", 2)
    ticks = iter(range(0, 10_000, 15))
    monkeypatch.setattr(indexing.time, "monotonic", lambda: next(ticks))
    entries = [Entry(own(n), document=data(), sector="kettle") for n in range(1, 8)]
    publish(actor=maker, reason="First", entries=entries)
    work_off()
    assert len(found()) == 7
    assert Outbox.objects.filter(topic=indexing.DUE).count() > 1


def test_the_index_is_built_by_itself_where_it_is_missing(ident, monkeypatch):
    assert not is_fresh()
    SearchEntry.objects.all().delete()
    indexing.tend()
    indexing.tend()
    rows = Outbox.objects.filter(topic=indexing.REBUILD)
    assert rows.count() == 1
    indexing.rebuild_on(rows.get().pk)
    assert is_fresh()
    assert found("kettle") == [ident]
    indexing.tend()
    assert rows.count() == 1


def test_other_rules_have_the_index_built_anew(ident, monkeypatch):
    call_command("rebuild_search")
    assert is_fresh()
    monkeypatch.setattr("passports.search.freshness.RULES", 99)
    assert not is_fresh()


@pytest.mark.parametrize("options", [{}, {"empty": True}])
def test_the_command_builds_what_following_has_built(ident, maker, options, capsys):
    before = list(SearchEntry.objects.values())
    call_command("rebuild_search", **options)
    assert list(SearchEntry.objects.values()) == before
    assert "built" in capsys.readouterr().out


def test_a_figure_stands_beside_its_category_from_five_on(maker, registry):
    publish_factors(registry, "1")
    for number in range(1, 5):
        register_kettle(maker, number, steel=100 * number)
    other = {name: value for name, value in BODY.items() if name != "lines"}
    odd = register_kettle(maker, 9, body=other, steel=100)
    work_off()
    call_command("rebuild_search")
    assert passport(parse(own(1))).comparison is None
    register_kettle(maker, 5, steel=500)
    work_off()
    call_command("rebuild_search")
    found = passport(parse(own(2))).comparison
    assert (found.n, found.count_more, found.is_exact) == (5, 3, True)
    assert sum(each.count for each in found.spread.bins) == 5
    assert passport(parse(odd)).comparison is None
    assert CategoryCarbon.objects.count() == 1
    shown = passport(parse(own(5)))
    assert category_of(shown.view, shown.footprint).count_more == 0


def test_of_an_earlier_day_there_is_no_comparison(maker, registry):
    publish_factors(registry, "1")
    for number in range(1, 6):
        register_kettle(maker, number, steel=100 * number)
    work_off()
    call_command("rebuild_search")
    now = passport(parse(own(1)))
    assert now.comparison is not None
    at_ms = now.footprint.at_ms
    assert passport(parse(own(1)), at_ms=at_ms).comparison is None


def test_reading_many_costs_as_few_questions_as_reading_some(maker, django_assert_max_num_queries):
    entries = [Entry(own(n), document=data(), sector="kettle") for n in range(1, 40)]
    publish(actor=maker, reason="First", entries=entries)
    pks = list(range(1, 400))
    extra = 12 if connection.vendor == "postgresql" else 0
    with django_assert_max_num_queries(30 + extra):
        indexing.index(pks)
