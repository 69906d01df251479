"""How a benchmark is taken: ours and its baseline by turns, in rounds, in one process.

On a shared machine every figure drifts. Two that were taken one after the other drift together, so
what is compared is the pair of one round, and what is reported is the round in the middle.
"""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Work = Callable[[], object]
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What is measured: its fixed name, where its code is, its unit and its goal for the ratio.

    `argument` is what its code is called with. `better` says whether the ratio should be "lower" (a
    cost) or "higher" (a yield). `databases` lists where it runs; a benchmark without a database
    runs beside the first.
    """

    name: str
    code: str
    unit: str
    better: str
    goal: float
    databases: tuple[str, ...] = ("sqlite",)
    argument: tuple[str, ...] = ()

    def ratio(self, pair: Pair) -> float:
        """Return ours over the baseline, turned round where a rate is to be read as a cost."""
        ours, baseline = pair
        if self.better == "lower" and self.unit.endswith("/s"):
            return baseline / ours
        return ours / baseline

    def is_met(self, ratio: float) -> bool:
        return ratio <= self.goal if self.better == "lower" else ratio >= self.goal


class LeftOut(Exception):  # noqa: N818 - not a fault: the text says what this machine lacks
    """A benchmark cannot be taken here."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: a pair for each round in the benchmark's unit, and under what conditions.

    `n` is how many things were handled in a round.
    """

    pairs: Sequence[Pair]
    n: int
    note: str


def result(benchmark: Benchmark, figures: Figures) -> dict[str, Any]:
    """Return the row of `results.json`: the round with the median ratio, and the spread of all."""
    pairs = sorted(figures.pairs, key=benchmark.ratio)
    ours, baseline = middle = pairs[len(pairs) // 2]
    return {
        "name": benchmark.name,
        "ours": _short(ours),
        "baseline": _short(baseline),
        "unit": benchmark.unit,
        "ratio": _short(benchmark.ratio(middle)),
        "better": benchmark.better,
        "rounds": len(pairs),
        "spread": [_short(benchmark.ratio(pairs[0])), _short(benchmark.ratio(pairs[-1]))],
        "n": figures.n,
        "note": figures.note,
    }


def seconds(work: Work) -> float:
    """Return the wall-clock seconds that `work` takes, with the collector on as in the product.

    What is garbage already is collected beforehand, so that neither side pays for the other's.
    """
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_turns(ours: Work, baseline: Work, *, rounds: int, times: int) -> list[Pair]:
    """Return microseconds per call of both for each round, after one round that does not count."""

    def loop(work: Work) -> float:
        return seconds(lambda: [work() for _ in range(times)]) / times * 1e6

    return [(loop(ours), loop(baseline)) for _ in range(rounds + 1)][1:]


def _short(figure: float) -> float:
    return float(f"{figure:.4g}")
