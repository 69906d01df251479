"""Many rows at the price of rows."""

import gc

import pytest
from django.db import transaction

from ledger.acceptance import open_change
from ledger.bulk import allocate_ids, collector_paused, insert_rows, lock_existing
from ledger.models import Change, Kind

COLUMNS = ("id", "kind", "organisation", "reason", "base_seq")


def insert(reasons):
    with transaction.atomic():
        ids = allocate_ids(Change, len(reasons))
        rows = ((pk, Kind.PUBLICATION, "maker", text, 0) for pk, text in zip(ids, reasons))  # noqa: B905
        insert_rows(Change, COLUMNS, rows)
    return list(ids)


@pytest.mark.django_db
def test_rows_are_inserted_under_the_keys_allocated_for_them():
    ids = insert(["one", "two"])
    assert list(Change.objects.order_by("pk").values_list("pk", "reason")) == [
        (ids[0], "one"),
        (ids[1], "two"),
    ]


@pytest.mark.django_db
def test_no_key_is_allocated_that_another_row_has_or_gets():
    first = open_change(Kind.PUBLICATION, organisation="maker", reason="").pk
    ids = insert(["a"] * 3)
    later = open_change(Kind.PUBLICATION, organisation="maker", reason="").pk
    assert len({first, *ids, later}) == 5
    assert not {first, *ids, later} & set(insert(["b"] * 3))


@pytest.mark.django_db
def test_bytes_and_nulls_are_stored_as_they_are():
    [pk] = insert(["a"])
    hostile = bytes(range(256))
    with transaction.atomic():
        [other] = allocate_ids(Change, 1)
        row = (other, Kind.PUBLICATION, "maker\t\\N\n", "", 0, hostile, None)
        insert_rows(Change, (*COLUMNS, "request_digest", "idempotency_key"), [row])
    stored = Change.objects.get(pk=other)
    assert (stored.organisation, bytes(stored.request_digest)) == ("maker\t\\N\n", hostile)
    assert stored.idempotency_key is None
    assert Change.objects.get(pk=pk).request_digest is None


@pytest.mark.django_db
def test_those_of_many_texts_that_exist_are_found_by_ascending_key():
    insert(["b", "a", 'quote"', "c"])
    asked = {'quote"', "b", "missing", "a", "", "\u20ac"}
    with transaction.atomic():
        assert lock_existing(Change, "reason", asked) == ["b", "a", 'quote"']
        assert lock_existing(Change, "reason", []) == []


@pytest.mark.django_db
def test_ten_thousand_texts_are_one_query(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        assert lock_existing(Change, "reason", {str(n) for n in range(10_000)}) == []


def test_the_collector_is_paused_and_goes_on_whatever_happens():
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), collector_paused():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
