"""The one way in: open a Change, write its records, accept it (design section 9)."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Max

from domain.faults import Conflict, Fault
from domain.merkle import root
from ledger.clock import now_ms
from ledger.locks import queue_up
from ledger.models import Abandonment, Acceptance, Change, Kind


def open_change(
    kind: Kind,
    *,
    organisation: str,
    reason: str,
    idempotency_key: str | None = None,
    request_digest: bytes | None = None,
) -> Change:
    """Return a new Change, not yet visible.

    With an idempotency key that this organisation has used for the same kind, the earlier Change is
    returned when the request is the same (`request_digest`); ask `acceptance_of` whether it stands.
    Raises Conflict when the key was used for another request.
    """
    if idempotency_key is not None:
        earlier = Change.objects.filter(
            organisation=organisation, kind=kind, idempotency_key=idempotency_key
        ).first()
        if earlier is not None:
            if bytes(earlier.request_digest or b"") != (request_digest or b""):
                raise Conflict(
                    Fault(
                        "idempotency.reused",
                        "This idempotency key was used for a different request.",
                        "",
                        "Send a new key with a new request.",
                    )
                )
            return earlier
    return Change.objects.create(
        kind=kind,
        organisation=organisation,
        reason=reason,
        idempotency_key=idempotency_key,
        request_digest=request_digest,
        base_seq=head_seq(),
    )


def accept(change: Change, digests: Sequence[bytes]) -> Acceptance:
    """Make `change` visible as the newest in the one order; call it last in the transaction.

    `digests` are the 32-byte digests of its records, in their order. Acceptances queue up, and
    time never runs backwards.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("accept() belongs in the transaction that wrote the records")
    queue_up("ledger.accept")
    last = Acceptance.objects.order_by("-seq").values_list("seq", "at_ms").first()
    seq, at_ms = last or (0, 0)
    return Acceptance.objects.create(
        change=change, seq=seq + 1, at_ms=max(now_ms(), at_ms), digest=root(digests)
    )


def acceptance_of(change: Change) -> Acceptance | None:
    """Return the Acceptance of a Change, or None while it is not visible."""
    return Acceptance.objects.filter(change=change).first()


@transaction.atomic
def abandon(change: Change, why: str) -> None:
    """Give up a Change that was opened and not accepted; its key stays used."""
    Abandonment.objects.get_or_create(change=change, defaults={"at_ms": now_ms(), "why": why})


def digest_at(seq: int) -> str:
    """Return the digest of the Acceptance with this sequence in hexadecimal, "" without one.

    Together with the sequence it tells one registry's order of changes from another's.
    """
    found = Acceptance.objects.filter(seq=seq).values_list("digest", flat=True).first()
    return "" if found is None else bytes(found).hex()


def head_seq() -> int:
    """Return the sequence of the newest Acceptance, 0 before the first."""
    return Acceptance.objects.aggregate(head=Max("seq"))["head"] or 0


def seq_at(ms: int) -> int:
    """Return the newest sequence accepted at or before a time, 0 before the first."""
    newest = Acceptance.objects.filter(at_ms__lte=ms).order_by("-seq").values_list("seq", flat=True)
    return newest.first() or 0
