"""Registering a product together with its activity model: one use case, one transaction."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from accounts.actors import Actor
from domain.faults import Json
from lifecycle.activities import record_activity_models
from passports.entries import Accepted, Entry
from passports.publishing import publish


@transaction.atomic
def register(
    *,
    actor: Actor,
    reason: str,
    entries: Sequence[Entry],
    activities: Mapping[str, Json],
    key: str | None = None,
) -> Accepted:
    """Publish entries and record activity models (identifier -> body), all or nothing.

    With an idempotency `key` a repeated request is answered like the first and changes nothing.
    Raises what `passports.publishing.publish` and `record_activity_models` raise.
    """
    accepted = publish(
        actor=actor, reason=reason, entries=entries, key=key, beside=dict(activities) or None
    )
    if activities:
        record_activity_models(actor=actor, bodies=activities, reason=reason, key=key)
    return accepted
