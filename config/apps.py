"""The top of the house: settings, routes from topics to tasks, and the commands that run it all."""

import logging

from django.apps import AppConfig
from kombu.exceptions import OperationalError

from config.celery import app
from config.routes import TASKS
from ledger import relay

logger = logging.getLogger(__name__)


class RegistryConfig(AppConfig):
    name = "config"
    verbose_name = "Registry"

    def ready(self) -> None:
        """Make ours the Celery application of every thread, and connect the outbox to it.

        Celery remembers the current application per thread; the web server's threads would
        otherwise send their tasks to a default application with a broker that does not exist.
        """
        app.set_default()
        relay.install(send)


def send(topic: str, outbox_id: int) -> None:
    """Send the task that answers a topic of the outbox; raises KeyError for one without.

    A broker that is away is no fault of the caller's: the sweep sends what is not done.
    """
    try:
        app.send_task(TASKS[topic], args=[outbox_id])
    except OperationalError:
        logger.warning("The broker is away; outbox row %d waits for the sweep.", outbox_id)
