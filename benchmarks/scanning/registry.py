"""Registries of their own for the scans: a folder each, with as many items as are asked for.

They lie below the folder of the session and are thrown away with it. One that is bigger begins as a
copy of the next smaller one, so that each item is published once.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from benchmarks.scanning.servers import HOST, ROOT, Server, free_port, manage, ready, running
from config import serving
from public.renditions.door import FRESH_MS
from public.renditions.pulse import Pulse

FEW = 1_000
# Fewer, to try the benchmarks out.
MANY = int(os.environ.get("BENCH_ADDRESSES", "100000"))
MOST = 10 * MANY
# 100,000 pages are more than the registry keeps unless it is told to.
KEPT_MB = 8_000
FOLLOWED_WITHIN_S = 300.0


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry in a folder. `requests` are those that the pages kept answer (`stock`)."""

    folder: Path

    @property
    def requests(self) -> Path:
        return self.folder / "requests.tsv"

    def links(self) -> Path:
        """Return the requests that redirects kept of the first `MANY` items answer."""
        requests = self.folder / "links.tsv"
        if not requests.exists():
            print(f"    keeping {MANY:,} redirects", flush=True)
            with followed(self.folder, self.environment):
                self.call("keep_answers", MANY, requests, "?linkType=gs1:instructions")
        return requests

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": "",
            "PUBLIC_URL": f"http://{HOST}",
            "RENDITIONS_MB": str(KEPT_MB),
        }

    def call(self, function: str, *arguments: object) -> None:
        """Call a function of `benchmarks.scanning.stock` in a process of this registry."""
        subprocess.run(
            [
                *(sys.executable, "-m", "benchmarks.within", f"scanning.stock.{function}"),
                *(str(argument) for argument in arguments),
            ],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            check=True,
        )

    def kept(self) -> int:
        """Return how many renditions its store holds."""
        path = next((self.folder / "renditions").glob("*.sqlite3"))
        with closing(sqlite3.connect(path)) as store:
            return int(store.execute("SELECT count(*) FROM rendition").fetchone()[0])

    @contextmanager
    def served(self) -> Iterator[Server]:
        """Serve it as `make run` does: the web server, and whoever looks after its store."""
        port = free_port()
        argv = serving.web(port).argv
        with followed(self.folder, self.environment), running(argv, self.environment) as pid:
            yield ready(Server(port, pid))


@contextmanager
def followed(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Follow the changes of a registry, and look after its store."""
    pulses = folder / "renditions"
    with running(manage("keep_renditions"), environment):
        until = time.monotonic() + FOLLOWED_WITHIN_S
        while not any(Pulse(each).is_fresh(FRESH_MS) for each in pulses.glob("*.pulse")):
            if time.monotonic() > until:
                raise TimeoutError("Nobody follows the changes of the registry.")
            time.sleep(0.1)
        yield


@cache
def registry(items: int) -> Registry:
    """Return a registry with so many items and their pages, those of the first `MANY` at most."""
    made = Registry(Path(settings.DATA_DIR) / f"scans-{items}")
    smaller = max((size for size in (FEW, MANY) if size < items), default=0)
    if smaller:
        # Pages are kept anew, but for those of the largest registry.
        left = shutil.ignore_patterns("renditions") if items <= MANY else None
        shutil.copytree(registry(smaller).folder, made.folder, ignore=left)
    print(f"    publishing {items - smaller:,} items", flush=True)
    made.call("publish_items", smaller, items)
    if items <= MANY:
        print(f"    keeping {items:,} pages", flush=True)
        with followed(made.folder, made.environment):
            made.call("keep_answers", items, made.requests)
    return made
