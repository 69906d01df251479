"""How long a reader waits when there are more products: first reads, and reads of pages kept."""

import http.client
import random
import time
from collections.abc import Iterator
from statistics import median

from benchmarks.harness import Figures
from benchmarks.scanning.asking import language_of, path_of
from benchmarks.scanning.pages import Request, requests_of
from benchmarks.scanning.registry import FEW, MANY, MOST, Registry, registry
from benchmarks.scanning.servers import HOST, Server

FIRST, WARM = "first", "warm"
ROUNDS = 7
READS = {FIRST: 60, WARM: 600}  # in a round
_HOW = {
    FIRST: "first reads of items, each in a language that it was not read in before",
    WARM: "reads of pages kept",
}


def many(kind: str) -> Figures:
    return _compared(MANY, kind, shift=1)


def most(kind: str) -> Figures:
    return _compared(MOST, kind, shift=2)


def _compared(items: int, kind: str, shift: int) -> Figures:
    """Return the median latencies in ms of a large registry and a small one, round by round.

    Both answer by turns, read by read, on one connection each.
    """
    large, small = registry(items), registry(FEW)
    reads = READS[kind]
    with large.served() as ours, small.served() as baseline:
        asked = [
            _first_reads(size, shift) if kind == FIRST else _warm_reads(where)
            for where, size in ((large, items), (small, FEW))
        ]
        readers = [_reader(*each) for each in zip((ours, baseline), asked, strict=True)]
        rounds = [
            [[next(reader) for reader in readers] for _ in range(reads)] for _ in range(ROUNDS + 1)
        ]
    return Figures(
        [(median(a for a, _ in turns), median(b for _, b in turns)) for turns in rounds[1:]],
        items,
        f"median latency of {_HOW[kind]}; {items:,} items against {FEW:,}, published through the"
        f" one write path, {min(items, MANY):,} pages kept; one connection, SQLite",
    )


def _first_reads(items: int, shift: int) -> list[Request]:
    numbers = random.Random(shift).sample(range(items), READS[FIRST] * (ROUNDS + 1))
    return [Request(path_of(number), language_of(number + shift), "", 0) for number in numbers]


def _warm_reads(where: Registry) -> list[Request]:
    return random.Random(0).choices(requests_of(where.requests), k=READS[WARM] * (ROUNDS + 1))


def _reader(server: Server, requests: list[Request]) -> Iterator[float]:
    """Yield the milliseconds that each request takes."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for one in requests:
        begun = time.perf_counter()
        connection.request("GET", one.target, headers={"Host": HOST, **one.headers})
        response = connection.getresponse()
        response.read()
        yield (time.perf_counter() - begun) * 1000
        assert response.status == 200, one.target
    connection.close()
