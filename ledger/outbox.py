"""What must follow from a Change: written in its transaction, relayed on commit, swept until done.

A service names a topic and knows no task; `config` installs the relay that does. A lost message or
a dead broker therefore only delays.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from ledger.clock import now_ms
from ledger.models import Change, Outbox
from ledger.relay import relay

RETRY_MS = 20_000
WAIT_MS = 2_000
GIVE_UP_AFTER = 12


def emit(topic: str, subject: str, change: Change | None = None, ids: Iterable[int] = ()) -> Outbox:
    """Record that `topic` is due for `subject`; it is relayed when the transaction commits."""
    row = Outbox.objects.create(
        topic=topic, subject=subject, change=change, ids=list(ids), due_ms=now_ms()
    )
    transaction.on_commit(lambda: _hand_over(row.pk, row.due_ms), robust=True)
    return row


def sweep(limit: int = 100) -> int:
    """Relay again what is due and not done; return how many rows were handed over."""
    due = Outbox.objects.filter(
        done_ms=None, due_ms__lte=now_ms(), attempts__lt=GIVE_UP_AFTER
    ).order_by("due_ms")
    return sum(_hand_over(pk, due_ms) for pk, due_ms in due.values_list("pk", "due_ms")[:limit])


def finish(outbox_id: int) -> bool:
    """Mark a row done, in the handler's own transaction; False when it was done already."""
    return bool(Outbox.objects.filter(pk=outbox_id, done_ms=None).update(done_ms=now_ms()))


def postpone(outbox_id: int, ms: int = WAIT_MS) -> None:
    """Make a row due later that could not be begun through no fault of its own."""
    Outbox.objects.filter(pk=outbox_id, done_ms=None).update(due_ms=now_ms() + ms, attempts=0)


def _hand_over(pk: int, due_ms: int) -> bool:
    # The condition on due_ms makes the claim: of two sweepers exactly one changes the row.
    claimed = Outbox.objects.filter(pk=pk, due_ms=due_ms, done_ms=None).update(
        sent_ms=now_ms(), due_ms=now_ms() + RETRY_MS, attempts=F("attempts") + 1
    )
    if claimed:
        topic = Outbox.objects.values_list("topic", flat=True).get(pk=pk)
        relay(topic, pk)
    return bool(claimed)
