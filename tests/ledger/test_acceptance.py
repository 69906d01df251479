"""One order for everything that is accepted; 201 means visible."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from domain.faults import Conflict
from domain.merkle import root
from ledger import acceptance, clock
from ledger.acceptance import abandon, accept, acceptance_of, head_seq, open_change, seq_at
from ledger.models import Abandonment, Acceptance, Change, Kind
from tests.faults import only_fault


def change(**more):
    return open_change(Kind.PUBLICATION, organisation="maker", reason="Because", **more)


@pytest.mark.django_db
def test_acceptances_are_numbered_without_a_gap():
    assert [accept(change(), []).seq for _ in range(3)] == [1, 2, 3]
    assert head_seq() == 3


@pytest.mark.django_db
def test_the_digest_of_a_change_is_the_merkle_root_over_its_versions():
    digests = [b"a" * 32, b"b" * 32]
    assert bytes(accept(change(), digests).digest) == root(digests)


@pytest.mark.django_db
def test_accepted_time_never_runs_backwards(monkeypatch):
    monkeypatch.setattr(acceptance, "now_ms", lambda: 2_000)
    accept(change(), [])
    monkeypatch.setattr(acceptance, "now_ms", lambda: 1_000)
    assert accept(change(), []).at_ms == 2_000


@pytest.mark.django_db
def test_a_time_gives_the_newest_sequence_accepted_until_then(monkeypatch):
    for ms in (1_000, 2_000, 2_000):
        monkeypatch.setattr(acceptance, "now_ms", lambda ms=ms: ms)
        accept(change(), [])
    assert [seq_at(ms) for ms in (999, 1_000, 1_999, 2_000, 9_999)] == [0, 1, 1, 3, 3]


@pytest.mark.django_db
def test_a_sequence_is_no_number_of_a_change():
    abandon(change(), "Not needed.")
    accepted = accept(change(), [])
    assert accepted.seq != accepted.change_id
    assert seq_at(accepted.at_ms) == accepted.seq


@pytest.mark.django_db
def test_a_repeated_idempotency_key_gives_the_first_change():
    first = change(idempotency_key="k", request_digest=b"same")
    accept(first, [])
    again = change(idempotency_key="k", request_digest=b"same")
    assert (again.pk, acceptance_of(again).seq) == (first.pk, 1)


@pytest.mark.django_db
def test_an_idempotency_key_is_refused_for_another_request():
    change(idempotency_key="k", request_digest=b"one")
    with pytest.raises(Conflict) as refusal:
        change(idempotency_key="k", request_digest=b"two")
    fault = only_fault(refusal)
    assert (fault.code, fault.pointer) == ("idempotency.reused", "")


@pytest.mark.django_db
def test_a_key_without_a_request_stands_for_no_request_alone():
    first = change(idempotency_key="k")
    assert change(idempotency_key="k").pk == first.pk
    with pytest.raises(Conflict):
        change(idempotency_key="k", request_digest=b"one")


@pytest.mark.django_db
def test_the_same_key_for_another_kind_means_another_change():
    one = change(idempotency_key="k")
    two = open_change(Kind.ERASURE, organisation="maker", reason="", idempotency_key="k")
    assert one.pk != two.pk


@pytest.mark.django_db
def test_without_a_key_every_request_is_a_change_of_its_own():
    assert change(request_digest=b"one").pk != change(request_digest=b"one").pk


@pytest.mark.django_db
def test_a_change_records_who_asked_why_and_what_was_accepted_before():
    assert (change().base_seq, head_seq()) == (0, 0)
    accept(change(), [])
    stored = Change.objects.get(pk=change(idempotency_key="k", request_digest=b"one").pk)
    assert (stored.kind, stored.organisation, stored.reason) == (
        Kind.PUBLICATION,
        "maker",
        "Because",
    )
    assert (stored.idempotency_key, bytes(stored.request_digest)) == ("k", b"one")
    assert stored.base_seq == 1


@pytest.mark.django_db
def test_the_same_key_of_two_organisations_means_two_changes():
    one = change(idempotency_key="k")
    two = open_change(Kind.PUBLICATION, organisation="other", reason="", idempotency_key="k")
    assert one.pk != two.pk


@pytest.mark.django_db
def test_an_abandoned_change_is_not_visible_and_says_when_and_why(monkeypatch):
    given_up = change()
    accept(change(), [])
    for ms, why in ((1_000, "Nothing changed."), (2_000, "Again.")):
        monkeypatch.setattr(acceptance, "now_ms", lambda ms=ms: ms)
        abandon(given_up, why)
    assert acceptance_of(given_up) is None
    row = Abandonment.objects.get()
    assert (row.change, row.at_ms, row.why) == (given_up, 1_000, "Nothing changed.")


@pytest.mark.usefixtures("real_transactions")
def test_accepting_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError, match=r"^accept\(\) belongs in the transaction .* records$"):
        accept(change(), [])


@pytest.mark.usefixtures("real_transactions")
def test_writers_at_the_same_time_queue_up_in_one_order():
    together = Barrier(4)

    def write():
        together.wait()
        for _ in range(5):
            with transaction.atomic():
                accept(change(), [])
        connection.close()

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = list(Acceptance.objects.order_by("seq").values_list("seq", "at_ms"))
    assert [seq for seq, _ in rows] == list(range(1, 21))
    assert [at for _, at in rows] == sorted(at for _, at in rows)


def test_moments_are_in_utc():
    assert clock.moment(0).isoformat() == "1970-01-01T00:00:00+00:00"
