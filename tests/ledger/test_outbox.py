"""What must follow is never lost: a dead broker or worker only delays."""

from itertools import pairwise

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
    first, second = (Outbox.objects.get(pk=row.pk) for _ in range(2))
    assert outbox._hand_over(first)
    assert not outbox._hand_over(second)


@pytest.mark.usefixtures("real_transactions")
def test_a_row_that_fails_is_handed_over_for_ever_and_ever_less_often(handed, monkeypatch):
    start = emit("topic", "subject").due_ms
    times = []
    for second in range(0, 3_600, 10):
        monkeypatch.setattr(outbox, "now_ms", lambda second=second: start + second * 1000)
        if sweep():
            times.append(second)
    pauses = [b - a for a, b in pairwise(times)]
    assert pauses[:5] == [40, 80, 160, 300, 300]
    assert set(pauses[3:]) == {300}
    assert times[-1] > 3_000


@pytest.mark.usefixtures("real_transactions")
@pytest.mark.parametrize(("before", "complaints"), [(10, 0), (11, 1), (32_767, 1)])
def test_from_the_twelfth_attempt_on_the_log_complains_and_names_topic_and_id_alone(
    handed, monkeypatch, caplog, before, complaints
):
    row = emit("topic.due", "subject-canary")
    Outbox.objects.filter(pk=row.pk).update(attempts=before)
    later(monkeypatch, RETRY_MS + 1)
    assert sweep() == 1
    told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(told) == complaints
    for sentence in told:
        assert "topic.due" in sentence
        assert str(row.pk) in sentence
        assert "canary" not in sentence


@pytest.mark.usefixtures("real_transactions")
def test_waiting_makes_a_row_neither_slower_nor_a_cause_for_complaint(handed, monkeypatch):
    row = emit("topic", "subject")
    Outbox.objects.filter(pk=row.pk).update(attempts=9)
    outbox.postpone(row.pk, 1_000)
    later(monkeypatch, 1_100)
    assert sweep() == 1
    row.refresh_from_db()
    assert (row.attempts, row.due_ms - row.sent_ms) == (1, RETRY_MS)
