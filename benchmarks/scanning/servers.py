"""The programs that answer while a scan is measured, and what they use of the processor."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from config import serving

ROOT = Path(__file__).resolve().parents[2]
HOST = "passports.example"
READY_S = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True, slots=True)
class Server:
    """A process group that answers at a port of this machine."""

    port: int
    pid: int

    def cpu_s(self) -> float:
        """Return the seconds of processor time that its living processes have used."""
        ticks = 0
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                # man 5 proc: after the name come state, parent, group; utime and stime at 14, 15.
                if entry.name.isdigit() and int(fields[2]) == self.pid:
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / TICKS

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Response:
        """Return the answer to one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": HOST, **(headers or {})})
            response = connection.getresponse()
            return Response(response.status, response.headers, response.read())
        finally:
            connection.close()


@contextmanager
def hello(size: int) -> Iterator[Server]:
    """Serve `benchmarks.hello` with a body of `size` bytes as the registry is served."""
    port = free_port()
    argv = serving.web(port, "benchmarks.hello:application").argv
    with running(argv, {"HELLO_BYTES": str(size)}) as pid:
        yield ready(Server(port, pid))


@contextmanager
def running(argv: Sequence[str], environment: Mapping[str, str]) -> Iterator[int]:
    """Run a program in a process group of its own and yield its number; leave none of it."""
    process = subprocess.Popen(
        argv, cwd=ROOT, env={**os.environ, **environment}, start_new_session=True
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def manage(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *words]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def ready(server: Server) -> Server:
    until = time.monotonic() + READY_S
    while True:
        try:
            server.get("/livez")
        except (OSError, http.client.HTTPException):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return server
