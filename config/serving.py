"""The registry as one process group: broker, worker, beat and web server, in their order."""

import http.client
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands
from django.db import connections

from config import lock, network, valkey, welcome
from config.processes import Group, Program

# Seconds for a former run that was killed to end its children; see `config.processes.LEFT_ALONE`.
PATIENCE = 15.0
# Seconds for the port, which the kernel may take back a moment after that run's last process ended,
# and for a program that was started to answer.
PORT_WITHIN, READY_WITHIN = 3.0, 60.0


class Refused(Exception):  # noqa: N818 - a sentence for the person at the terminal
    """The registry did not start; the text says why and what to do."""


class Server:
    """One run of the registry, from an empty or a used data folder to the last child's end."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._lock = self._locked()
        self.group = Group(
            say,
            folder=settings.BASE_DIR,
            environment={
                "DATA_DIR": str(settings.DATA_DIR),
                "PUBLIC_URL": settings.PUBLIC_URL,
                "PYTHONUNBUFFERED": "1",
            },
            keep_open=[self._lock],
        )

    def run(self) -> None:
        """Start everything, say where it is, and serve until asked to stop.

        Raises Refused when it cannot start, and processes.Failed when a child keeps ending. In
        every case no child is left.
        """
        try:
            self._start()
            self.group.watch()
        finally:
            self._say("Stopping.")
            self.group.stop()
            os.close(self._lock)

    def _start(self) -> None:
        if not self.group.wait_until(_port_is_free, PORT_WITHIN) and not self.group.stopping:
            raise Refused(
                f"Port {settings.PORT} of {settings.HOST} is in use. Stop the program that uses it,"
                f" or choose another port: make run PORT={settings.PORT + 1}"
            )
        self._prepare_database()
        if settings.BROKER_EMBEDDED:
            self._start_broker()
        for program in _programs():
            self.group.start(program)
        if not self._reached(
            _alive, "The web server does not answer; the lines above may say why."
        ):
            return
        if os.environ.get("DEMO") != "0" and "load_demo" in get_commands():
            self._say("Looking after the demonstration catalogue.")
            if self.group.run(_manage("load_demo")):
                self._say("The demonstration catalogue is incomplete; the lines above say why.")
        if not self.group.stopping:
            for line in welcome.lines(settings.PUBLIC_URL):
                self._say(line)
            connections.close_all()

    def _prepare_database(self) -> None:
        self._say("Preparing the database.")
        if self.group.run(_manage("migrate", "--verbosity", "0")):
            raise Refused("The database could not be prepared; the lines above say why.")
        if self.group.run(_manage("check", "--database", "default")):
            raise Refused("The database is not as it has to be; the lines above say why.")

    def _start_broker(self) -> None:
        try:
            valkey.prepare(settings.DATA_DIR)
            argv = valkey.command(settings.DATA_DIR)
        except ImproperlyConfigured as fault:
            raise Refused(str(fault)) from fault
        self.group.start(Program("broker", argv, outlives=True))
        self._reached(
            lambda: valkey.answers(settings.DATA_DIR),
            f"The broker does not answer; {valkey.log(settings.DATA_DIR)} may say why.",
        )

    def _reached(self, state: Callable[[], bool], otherwise: str) -> bool:
        reached = self.group.wait_until(state, READY_WITHIN)
        if not reached and not self.group.stopping:
            raise Refused(otherwise)
        return reached

    @staticmethod
    def _locked() -> int:
        try:
            return lock.take(Path(settings.DATA_DIR) / "registry.lock", PATIENCE)
        except lock.InUse as fault:
            raise Refused(
                f"Another registry runs on {settings.DATA_DIR}. Stop it, or give this one a folder"
                f" and a port of its own: make run DATA_DIR=./second PORT={settings.PORT + 1}"
            ) from fault


def web(port: int, application: str = "config.wsgi:application") -> Program:
    """Return the web server at a port, with the settings that every reader meets."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    return Program(
        "web",
        [
            *granian,
            *("--host", settings.HOST, "--port", str(port)),
            *("--workers", str(settings.WEB_WORKERS)),
            *("--blocking-threads", str(settings.WEB_THREADS)),
            *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
            *("--log-level", "warning"),
            application,
        ],
    )


def _manage(*words: str, name: str = "") -> Program:
    return Program(name or words[0], [sys.executable, str(settings.BASE_DIR / "manage.py"), *words])


def _programs() -> Iterator[Program]:
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "config.celery:app"]
    yield Program(
        "worker",
        [*celery, "worker", "--without-gossip", "--without-mingle", "--without-heartbeat"],
    )
    yield Program("beat", [*celery, "beat", "--pidfile="])
    if settings.RENDITIONS_MB:
        yield _manage("keep_renditions", name="keeper")
    yield web(settings.PORT)


def _port_is_free() -> bool:
    return network.free(settings.HOST, settings.PORT)


def _alive() -> bool:
    connection = http.client.HTTPConnection(network.local(settings.HOST), settings.PORT, timeout=2)
    try:
        connection.request("GET", "/livez", headers={"Host": "localhost"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
