"""What must follow from a Change: written in its transaction, relayed on commit, swept until done.

A service names a topic and knows no task; `config` installs the relay that does. A row is handed
over again and again, less and less often, until its handler has finished it: a lost message, a dead
broker or a fault that is mended later only delays.
"""

import logging
from collections.abc import Iterable

from django.db import transaction

from ledger.clock import now_ms
from ledger.models import Change, Outbox
from ledger.relay import relay

RETRY_MS = 20_000
LONGEST_RETRY_MS = 300_000
WAIT_MS = 2_000
# By then a row has been due for more than half an hour: somebody should look.
COMPLAIN_FROM = 12
MOST_ATTEMPTS_TOLD = 32_767

logger = logging.getLogger(__name__)


def emit(topic: str, subject: str, change: Change | None = None, ids: Iterable[int] = ()) -> Outbox:
    """Record that `topic` is due for `subject`; it is relayed when the transaction commits."""
    row = Outbox.objects.create(
        topic=topic, subject=subject, change=change, ids=list(ids), due_ms=now_ms()
    )
    transaction.on_commit(lambda: _hand_over(row), robust=True)
    return row


def sweep(limit: int = 100) -> int:
    """Relay again what is due and not done; return how many rows were handed over."""
    due = Outbox.objects.filter(done_ms=None, due_ms__lte=now_ms()).order_by("due_ms")
    return sum(_hand_over(row) for row in due.defer("ids")[:limit])


def finish(outbox_id: int) -> bool:
    """Mark a row done, in the handler's own transaction; False when it was done already."""
    return bool(Outbox.objects.filter(pk=outbox_id, done_ms=None).update(done_ms=now_ms()))


def postpone(outbox_id: int, ms: int = WAIT_MS) -> None:
    """Make a row due later that could not be begun through no fault of its own.

    Its attempts begin anew, so that mere waiting makes it neither slower nor a cause for complaint.
    """
    Outbox.objects.filter(pk=outbox_id, done_ms=None).update(due_ms=now_ms() + ms, attempts=0)


def _hand_over(row: Outbox) -> bool:
    attempts = min(row.attempts + 1, MOST_ATTEMPTS_TOLD)
    # The condition on due_ms makes the claim: of two sweepers exactly one changes the row.
    claimed = Outbox.objects.filter(pk=row.pk, due_ms=row.due_ms, done_ms=None).update(
        sent_ms=now_ms(), due_ms=now_ms() + _pause_ms(attempts), attempts=attempts
    )
    if claimed:
        if attempts >= COMPLAIN_FROM:
            logger.error("Outbox row %d (%s) is handed over and never done.", row.pk, row.topic)
        relay(row.topic, row.pk)
    return bool(claimed)


def _pause_ms(attempts: int) -> int:
    """Return how long to wait for the answer to an attempt: 20 s, doubling up to 5 minutes."""
    # The shift is bounded so that the number stays small after months of attempts.
    return min(RETRY_MS << min(attempts - 1, 10), LONGEST_RETRY_MS)
