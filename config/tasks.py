"""The clockwork: what beat sends by itself."""

from celery import shared_task

from ledger.outbox import sweep
from passports.intake import uploads


@shared_task(name="config.tasks.sweep_outbox")
def sweep_outbox() -> None:
    """Hand over again what was due and did not get done."""
    sweep()


@shared_task(name="config.tasks.forget_old_uploads")
def forget_old_uploads() -> None:
    """Forget what was handed in long ago."""
    uploads.forget_old()
