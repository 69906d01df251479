"""The clockwork: what beat sends by itself."""

from celery import shared_task

from ledger.outbox import sweep


@shared_task(name="config.tasks.sweep_outbox")
def sweep_outbox() -> None:
    """Hand over again what was due and did not get done."""
    sweep()
