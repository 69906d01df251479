"""A stored page through our server, against a bare hello of its size through the same server."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean, median

from benchmarks.harness import Figures
from benchmarks.scanning.asking import ACCEPT, ENCODINGS
from benchmarks.scanning.load import CONNECTIONS, Load, Loader
from benchmarks.scanning.registry import MANY, registry
from benchmarks.scanning.servers import Server, hello
from public.responses import tag_of

PAGE, NOT_MODIFIED, REDIRECT = "page", "304", "307"
_WHAT = {
    PAGE: "pages of {size:,.0f} bytes on average, brotli 5",
    NOT_MODIFIED: "304 for pages that readers have; the baseline sends no body",
    REDIRECT: "linkType=gs1:instructions to 307; the baseline sends no body",
}
ROUNDS = 7
SAMPLE = 64
# What the warm-up of the newest models may keep besides.
WARMED = 24 * 7


@dataclass(frozen=True, slots=True)
class Request:
    """A request of `stock.keep_answers`, with the entity tag and the length of its answer."""

    target: str
    language: str
    tag: str
    size: int

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Accept": ACCEPT,
            "Accept-Encoding": ENCODINGS,
            "Accept-Language": self.language,
        }


def page_vs_hello() -> Figures:
    """Whole pages a second."""
    return _figures(PAGE, lambda load: load.rate)


def not_modified_vs_hello() -> Figures:
    """Answers a second to readers who have the page already."""
    return _figures(NOT_MODIFIED, lambda load: load.rate)


def cpu_us() -> Figures:
    """Microseconds of processor time of the web server for each page."""
    return _figures(PAGE, lambda load: load.cpu_us)


def redirect_vs_hello() -> Figures:
    """Readers a second who are led on to what a link type names."""
    return _figures(REDIRECT, lambda load: load.rate)


def requests_of(where: Path) -> list[Request]:
    """Return what the answers kept in a registry answer; see `stock.keep_answers`."""
    lines = (line.split("\t") for line in where.read_text().splitlines())
    return [Request(target, language, tag, int(size)) for target, language, tag, size in lines]


def check(server: Server, requests: list[Request], status: int) -> None:
    """Assert that a server answers with what is kept, and with 304 to whoever has the bytes.

    What is read much may have been packed tighter meanwhile, under another tag.
    """
    as_kept = 0
    for one in requests[:SAMPLE]:
        found = server.get(one.target, one.headers)
        tag = found.headers.get("ETag", "")
        assert found.status == status, one.target
        as_kept += tag == one.tag
        if tag:
            assert tag == tag_of(found.body), one.target
            again = server.get(one.target, {**one.headers, "If-None-Match": tag})
            assert (again.status, again.headers["ETag"], again.body) == (304, tag, b"")
    assert as_kept > SAMPLE / 2


def _figures(kind: str, of: Callable[[Load], float]) -> Figures:
    pairs, size = measured(kind)
    p99 = (median(load.p99_us for load in side) / 1000 for side in zip(*pairs, strict=True))
    return Figures(
        [(of(ours), of(baseline)) for ours, baseline in pairs],
        MANY,
        f"{_WHAT[kind].format(size=size)}; distinct items in 7 languages, shuffled, one rendered"
        " per batch and language and the rest made from it; wrk with"
        f" {CONNECTIONS} connections on the same machine; p99"
        f" {' against '.join(f'{each:.1f}' for each in p99)} ms",
    )


@cache
def measured(kind: str) -> tuple[list[tuple[Load, Load]], float]:
    """Return the loads of our server and of hello, and the mean length of our answers in bytes."""
    where = registry(MANY)
    asked = where.links() if kind == REDIRECT else where.requests
    requests = requests_of(asked)
    size = mean(one.size for one in requests)
    before = where.kept()
    with where.served() as ours, hello(round(size) if kind == PAGE else 0) as baseline:
        check(ours, requests, 307 if kind == REDIRECT else 200)
        loader = Loader(asked, conditional=kind == NOT_MODIFIED)
        pairs = list(loader.by_turns(ours, baseline, rounds=ROUNDS))
    # Who is sent what a key does not name gets it from Django, and it is kept.
    assert where.kept() - before <= WARMED
    return pairs, size
