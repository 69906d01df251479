"""Load from wrk: how many requests a server answers in a second, and what each costs it."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.harness import LeftOut
from benchmarks.scanning.servers import HOST, Server

SCRIPT = Path(__file__).with_name("requests.lua")
CONNECTIONS = 12
SECONDS = 2
# Each run goes on among the requests where none has been for long.
STEP = 14_983


@dataclass(frozen=True, slots=True)
class Load:
    """One run: requests a second, processor time and bytes of each, latencies in us."""

    rate: float
    cpu_us: float
    size: float
    p50_us: float
    p99_us: float


class Loader:
    """Sends the requests of a file, run by run; `conditional` ones say that the bytes are there."""

    def __init__(self, requests: Path, *, conditional: bool = False) -> None:
        if shutil.which("wrk") is None:
            raise LeftOut("wrk is not installed")
        self._requests = requests
        self._mode = "conditional" if conditional else "whole"
        self._places = count(0, STEP)

    def run(self, server: Server) -> Load:
        """Load a server for some seconds; raises AssertionError when a request failed."""
        before = server.cpu_s()
        ended = subprocess.run(
            [
                *("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(SCRIPT)),
                *(f"http://127.0.0.1:{server.port}", "--", str(self._requests)),
                *(str(next(self._places)), HOST, self._mode),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        cpu_s = server.cpu_s() - before
        told = json.loads(ended.stdout.splitlines()[-1])
        assert not told["failed"], ended.stdout
        # Where nothing was answered at all, that is one answer too many.
        done = max(1, told["requests"])
        return Load(
            done / told["us"] * 1e6,
            cpu_s / done * 1e6,
            told["bytes"] / done,
            told["p50_us"],
            told["p99_us"],
        )

    def by_turns(
        self, ours: Server, baseline: Server, *, rounds: int
    ) -> Iterator[tuple[Load, Load]]:
        """Yield the loads of both for each round, after one round that does not count."""
        for turn in range(rounds + 1):
            pair = {}
            # Who comes first has the quieter machine, or the other way round.
            for server in (ours, baseline) if turn % 2 else (baseline, ours):
                pair[server] = self.run(server)
            if turn:
                yield pair[ours], pair[baseline]
