import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from kombu import Connection

from config import brokers, valkey
from tests.config.started import eventually


def run(data_dir: Path) -> subprocess.Popen[bytes]:
    valkey.prepare(data_dir)
    return subprocess.Popen(valkey.command(data_dir), stdin=subprocess.DEVNULL)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = run(tmp_path)
    assert eventually(lambda: valkey.answers(tmp_path))
    yield process
    process.kill()
    process.wait()


def ask(data_dir: Path, *lines: str) -> str:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(str(brokers.socket_path(data_dir)))
        connection.sendall("".join(f"{line}\r\n" for line in lines).encode())
        return connection.recv(4096).decode()


def test_it_answers_on_its_socket_only(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
    assert "port\r\n$1\r\n0" in ask(tmp_path, "CONFIG GET port")
    assert brokers.socket_path(tmp_path).stat().st_mode & 0o077 == 0


def test_what_it_was_given_outlives_a_kill(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
    assert ask(tmp_path, "SET task waiting") == "+OK\r\n"
    server.kill()
    server.wait()
    assert not valkey.answers(tmp_path)
    # Its socket still lies there; a new server takes the place.
    assert brokers.socket_path(tmp_path).exists()
    again = run(tmp_path)
    try:
        assert eventually(lambda: valkey.answers(tmp_path))
        assert "waiting" in ask(tmp_path, "GET task")
    finally:
        again.kill()
        again.wait()


@pytest.mark.parametrize("name", ["a b", "50% #1?&", "ä", "long " * 40 + "end"])
def test_celery_finds_it_whatever_the_folder_is_called(tmp_path: Path, name: str) -> None:
    data_dir = tmp_path / name
    process = run(data_dir)
    try:
        assert eventually(lambda: valkey.answers(data_dir))
        with Connection(brokers.url(data_dir)) as connection:
            assert connection.default_channel.client.ping()
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(brokers.socket_path(data_dir).parent)


def test_nothing_answers_where_no_server_is(tmp_path: Path) -> None:
    assert not valkey.answers(tmp_path)


def test_a_folder_that_another_user_made_first_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(ImproperlyConfigured, match="another user"):
        valkey.prepare(tmp_path)


def test_a_machine_without_valkey_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(ImproperlyConfigured, match="BROKER_URL"):
        valkey.command(tmp_path)
