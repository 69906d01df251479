"""Lists for those who watch: the jobs of an organisation, the releases of factor sets."""

from dataclasses import dataclass

from django.db.models import Count

from ledger.models import Job
from lifecycle.models import FactorSet


@dataclass(frozen=True, slots=True)
class Release:
    """A published factor set: how many factors it has, when it was accepted (ms, UTC) and why."""

    series: str
    version: str
    factors: int
    reason: str
    seq: int
    at_ms: int


def jobs_of(organisation: str, newest: int = 100) -> list[Job]:
    """Return the newest jobs of an organisation, the last one started first."""
    return list(
        Job.objects.filter(organisation=organisation).order_by("-created_ms", "pk")[:newest]
    )


def releases() -> list[Release]:
    """Return every published factor set, the newest first."""
    rows = (
        FactorSet.objects.exclude(change__acceptance=None)
        .annotate(count=Count("factors"))
        .order_by("-change__acceptance__seq")
        .values_list(
            "series",
            "version",
            "count",
            "change__reason",
            "change__acceptance__seq",
            "change__acceptance__at_ms",
        )
    )
    return [Release(*row) for row in rows]
