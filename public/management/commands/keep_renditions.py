"""`manage.py keep_renditions`: one of them per machine, beside the web server."""

import signal
import threading
from types import FrameType
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand

from public.renditions import places
from public.renditions.door import Door
from public.renditions.following import Follower


class Command(BaseCommand):
    help = (
        "Follows the changes of the registry and looks after the passports that this machine keeps"
        " ready: clears away what a change spoils, makes those of new models, packs tighter what"
        " many read."
    )
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        over = threading.Event()

        def stop(_number: int, _frame: FrameType | None) -> None:
            over.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        places.forget_others()
        pulse = places.pulse()
        store = places.store(pulse)
        Follower(store, pulse, Door(WSGIHandler(), store, pulse)).run(over.wait)
