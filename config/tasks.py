"""The clockwork: what beat sends by itself."""

from celery import shared_task

from ledger.clock import now_ms
from ledger.outbox import sweep
from lifecycle import indexing
from passports.intake import uploads
from passports.search import categories


@shared_task(name="config.tasks.sweep_outbox")
def sweep_outbox() -> None:
    """Hand over again what was due and did not get done."""
    sweep()


@shared_task(name="config.tasks.forget_old_uploads")
def forget_old_uploads() -> None:
    """Forget what was handed in long ago."""
    uploads.forget_old()


@shared_task(name="config.tasks.tend_search")
def tend_search() -> None:
    """Have the search index built where it is missing or out of date."""
    indexing.tend()


@shared_task(name="config.tasks.summarise_categories")
def summarise_categories() -> None:
    """Work out how the carbon figures of each category are spread."""
    categories.summarise(now_ms())
