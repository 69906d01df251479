"""`manage.py serve`: the whole registry in one process group."""

import signal
import sys
import threading
from contextlib import suppress
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.processes import Failed
from config.serving import Refused, Server


class Command(BaseCommand):
    help = (
        "Starts web server, broker, worker and beat, prints where the registry is, and stops them"
        " all on Ctrl-C. HOST, PORT, DATA_DIR, PUBLIC_URL, DATABASE_URL and BROKER_URL say how."
    )
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        printing = threading.Lock()

        def say(line: str) -> None:
            # A terminal that was closed is no reason to stop reading what the children print.
            with printing, suppress(OSError):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()

        try:
            server = Server(say)

            def stop(_number: int, _frame: FrameType | None) -> None:
                server.group.ask_to_stop()

            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, stop)
            server.run()
        except (Refused, Failed) as fault:
            raise CommandError(str(fault)) from fault
