"""The Celery application. Its options stand in `config.settings` under CELERY_."""

import os
import warnings
from typing import Any

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import setup_logging

# Celery warns whom root runs it for, because of pickled messages. Ours are JSON, and in a container
# root is the usual user.
warnings.filterwarnings("ignore", category=SecurityWarning)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("registry")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_the_logging_of_the_settings(**_options: Any) -> None:
    """Leave logging as Django set it up; that somebody listens stops Celery from replacing it."""
