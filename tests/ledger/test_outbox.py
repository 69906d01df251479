"""What must follow is never lost: a dead broker or worker only delays."""

import pytest
from django.db import transaction

from ledger import outbox, relay
from ledger.models import Outbox
from ledger.outbox import RETRY_MS, emit, finish, sweep


@pytest.fixture
def handed(monkeypatch):
    """What was handed over, as (topic, outbox id)."""
    seen: list[tuple[str, int]] = []
    monkeypatch.setattr(relay, "_installed", [lambda topic, pk: seen.append((topic, pk))])
    return seen


def later(monkeypatch, ms):
    from ledger.clock import now_ms

    monkeypatch.setattr(outbox, "now_ms", lambda: now_ms() + ms)


@pytest.mark.usefixtures("real_transactions")
def test_a_row_is_handed_over_when_its_transaction_commits(handed):
    with transaction.atomic():
        row = emit("topic", "subject")
        assert handed == []
    assert handed == [("topic", row.pk)]


@pytest.mark.usefixtures("real_transactions")
def test_a_row_of_a_rolled_back_transaction_never_existed(handed):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        emit("topic", "subject")
        _ = 1 / 0
    assert (handed, Outbox.objects.count()) == ([], 0)


@pytest.mark.usefixtures("real_transactions")
def test_a_dead_broker_does_not_break_the_writer_and_the_sweep_makes_up_for_it(handed, monkeypatch):
    def dead(topic, pk):
        raise ConnectionError

    working = list(relay._installed)
    monkeypatch.setattr(relay, "_installed", [dead])
    with transaction.atomic():
        row = emit("topic", "subject")
    monkeypatch.setattr(relay, "_installed", working)
    later(monkeypatch, RETRY_MS + 1)
    assert sweep() == 1
    assert handed == [("topic", row.pk)]


@pytest.mark.usefixtures("real_transactions")
def test_what_was_handed_over_and_not_done_is_swept_again_but_not_at_once(handed, monkeypatch):
    emit("topic", "subject")
    assert sweep() == 0
    later(monkeypatch, RETRY_MS + 1)
    assert sweep() == 1
    assert len(handed) == 2


@pytest.mark.usefixtures("real_transactions")
def test_what_is_done_is_not_swept(handed, monkeypatch):
    row = emit("topic", "subject")
    finish(row.pk)
    later(monkeypatch, RETRY_MS + 1)
    assert sweep() == 0


@pytest.mark.django_db
def test_only_the_first_of_two_deliveries_finishes_a_row():
    row = emit("topic", "subject")
    assert [finish(row.pk), finish(row.pk)] == [True, False]


@pytest.mark.usefixtures("real_transactions")
def test_of_two_sweepers_with_the_same_view_one_hands_over(handed):
    row = emit("topic", "subject")
    stale = Outbox.objects.get(pk=row.pk).due_ms
    assert outbox._hand_over(row.pk, stale)
    assert not outbox._hand_over(row.pk, stale)


@pytest.mark.usefixtures("real_transactions")
def test_a_row_that_fails_for_ever_is_given_up(handed, monkeypatch):
    row = emit("topic", "subject")
    Outbox.objects.filter(pk=row.pk).update(attempts=outbox.GIVE_UP_AFTER)
    later(monkeypatch, RETRY_MS + 1)
    assert sweep() == 0
