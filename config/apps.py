"""The top of the house: settings, routes from topics to tasks, and the commands that run it all."""

from django.apps import AppConfig

from config.celery import app
from config.routes import TASKS
from ledger import relay


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
    """Send the task that answers a topic of the outbox; raises KeyError for one without."""
    app.send_task(TASKS[topic], args=[outbox_id])
