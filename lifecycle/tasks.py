"""Doorways for the worker: an outbox id comes in, one function is called."""

from celery import shared_task

from lifecycle import indexing, recalculation, work


@shared_task(name="lifecycle.tasks.products_changed")
def products_changed(outbox_id: int) -> None:
    """Passports were published, or activity models recorded."""
    recalculation.after_change_of_products(outbox_id)


@shared_task(name="lifecycle.tasks.factor_set_published")
def factor_set_published(outbox_id: int) -> None:
    """A factor set was published."""
    recalculation.after_factor_set(outbox_id)


@shared_task(name="lifecycle.tasks.run_job")
def run_job(outbox_id: int) -> None:
    """The next chunks of a job are due."""
    work.run_job(outbox_id)


@shared_task(name="lifecycle.tasks.index_models")
def index_models(outbox_id: int) -> None:
    """What the public sees of some models may have changed."""
    indexing.follow(outbox_id)


@shared_task(name="lifecycle.tasks.rebuild_search")
def rebuild_search(outbox_id: int) -> None:
    """The next part of the search index is to be built."""
    indexing.rebuild_on(outbox_id)
