"""A whole registry, started as a person starts it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.config.conftest import Start
from tests.config.started import Started, eventually, running

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("registries")]

SERVE = ("manage.py", "serve")


def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def embedded(folder: Path, number: int) -> dict[str, str]:
    """Return the environment of a registry on SQLite and its own broker, without demonstration."""
    unset = ("DATABASE_URL", "BROKER_URL", "BROKER_PREFIX", "PUBLIC_URL", "HOST")
    return dict.fromkeys(unset, "") | {"DATA_DIR": str(folder), "PORT": str(number), "DEMO": "0"}


def answer(number: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", number, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def family(pid: int) -> list[int]:
    """Every process below this one."""
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    parents = [tuple(map(int, line.split())) for line in listing.splitlines()]
    found = [pid]
    for one in found:
        found += [child for child, parent in parents if parent == one]
    return found[1:]


def gone(processes: list[int]) -> bool:
    return not any(map(running, processes))


def named(processes: list[int], words: str) -> int:
    for process in processes:
        line = subprocess.run(
            ["ps", "-o", "args=", "-p", str(process)], capture_output=True, text=True, check=False
        ).stdout
        if re.search(words, line) and "leash" not in line:
            return process
    raise AssertionError(words)


@dataclass(frozen=True)
class Registry:
    run: Started
    folder: Path
    port: int


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """One that is ready, for all tests of this module."""
    folder, number = tmp_path_factory.mktemp("registry"), port()
    run = Started([sys.executable, *SERVE], embedded(folder, number))
    assert run.says("Registry:"), run.lines
    assert run.says("ready."), run.lines
    yield Registry(run, folder, number)
    run.close()


def test_it_says_where_it_is_and_answers_there(registry: Registry) -> None:
    assert registry.run.says(f"Registry: http://127.0.0.1:{registry.port}/")
    assert answer(registry.port, "/livez") == 200


def test_a_second_one_on_its_folder_is_refused(registry: Registry, start: Start) -> None:
    second = start(*SERVE, **embedded(registry.folder, port()))
    assert second.ends() == 1
    assert second.says(f"Another registry runs on {registry.folder}")


def test_a_second_one_on_its_port_is_refused(
    registry: Registry, start: Start, tmp_path: Path
) -> None:
    second = start(*SERVE, **embedded(tmp_path, registry.port))
    assert second.ends() == 1
    assert second.says(f"Port {registry.port} of 127.0.0.1 is in use")


def test_a_killed_worker_is_started_again_and_the_registry_goes_on(registry: Registry) -> None:
    worker = named(family(registry.run.process.pid), "celery.*MainProcess|celery.* worker")
    os.kill(worker, signal.SIGKILL)
    run = registry.run
    assert run.says("worker ended with status 137; starting it again."), run.lines
    assert eventually(lambda: sum("ready." in line for line in run.lines) == 2), run.lines
    assert answer(registry.port, "/livez") == 200


def test_one_beside_it_may_be_killed_started_again_and_stopped(
    registry: Registry, start: Start, tmp_path: Path
) -> None:
    number = port()
    killed = start(*SERVE, **embedded(tmp_path, number))
    assert killed.says("Registry:"), killed.lines
    children = family(killed.process.pid)
    assert len(children) >= 9
    killed.process.send_signal(signal.SIGKILL)
    killed.ends()

    again = start(*SERVE, **embedded(tmp_path, number))
    assert again.says(f"Registry: http://127.0.0.1:{number}/"), again.lines
    assert gone(children)
    assert answer(number, "/livez") == 200
    children = family(again.process.pid)
    again.process.send_signal(signal.SIGINT)
    assert again.ends() == 0
    assert eventually(lambda: gone(children), 10)
    assert answer(registry.port, "/livez") == 200
