"""Whether the whole index stands as today's rules and schemas would build it."""

from django.db import transaction

from domain.canonical import sha256
from passports.schema_registry import latest, sectors
from passports.search.models import SearchState

# Raised whenever the same passport would give another row.
RULES = 1


def fingerprint() -> str:
    """Return what the index is built by: its rules, and which schemas say what the public sees."""
    digests = [latest(sector).digest for sector in sectors()]
    return sha256(str(RULES).encode(), *digests).hex()


def is_fresh() -> bool:
    """Whether the index was built as a whole, by these rules and schemas."""
    return SearchState.objects.filter(fingerprint=fingerprint()).exists()


@transaction.atomic
def built(at_ms: int) -> None:
    """Record that the whole index was built; `at_ms` is the time."""
    SearchState.objects.all().delete()
    SearchState.objects.create(fingerprint=fingerprint(), at_ms=at_ms)
