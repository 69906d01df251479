"""How a figure is spread over a category: quartiles, and bins for a picture."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

MOST_BINS = 12
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """A part of the scale, [low, high), and how many figures lie in it; the last one is closed."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """What is told of n figures: `quartiles` are the least, three quartiles, and the greatest."""

    n: int
    quartiles: tuple[float, float, float, float, float]
    bins: tuple[Bin, ...]

    @property
    def median(self) -> float:
        return self.quartiles[2]


def distribution(ordered: Sequence[float]) -> Distribution:
    """Return the distribution of one figure or more in ascending order.

    Quartiles are interpolated (Hyndman and Fan 1996, type 7). Raises ValueError for none.
    """
    if not ordered:
        raise ValueError("nothing is distributed")
    low, q1, median, q3, high = (quantile(ordered, share / 4) for share in range(5))
    return Distribution(len(ordered), (low, q1, median, q3, high), bins(ordered))


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the quantile of figures in ascending order, between two of them interpolated."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    low, high = ordered[below], ordered[above]
    # In this form it never leaves the two, whatever rounding does.
    return min(max(low + (high - low) * (place - below), low), high)


def bins(ordered: Sequence[float], most: int = MOST_BINS) -> tuple[Bin, ...]:
    """Return at most `most` bins of equal width with round bounds that hold all figures."""
    least, greatest = ordered[0], ordered[-1]
    if least == greatest:
        return (Bin(least, greatest, len(ordered)),)
    width = _width((greatest - least) / most)
    while math.floor(greatest / width) - math.floor(least / width) >= most:
        width = _width(width * 1.01)
    first = math.floor(least / width)
    count = math.floor(greatest / width) - first + 1
    bounds = [(first + place) * width for place in range(count + 1)]
    counted = [0] * count
    for figure in ordered:
        counted[min(max(bisect_right(bounds, figure) - 1, 0), count - 1)] += 1
    return tuple(
        Bin(low, high, n) for low, high, n in zip(bounds, bounds[1:], counted, strict=False)
    )


def thinned(ordered: Sequence[float], most: int) -> list[float]:
    """Return all figures, or `most` at equal distances, the first and the last among them."""
    if len(ordered) <= most:
        return list(ordered)
    return [ordered[round(place * (len(ordered) - 1) / (most - 1))] for place in range(most)]


def share_above(thin: Sequence[float], figure: float) -> float:
    """Return which share of figures in ascending order is greater than one."""
    return (len(thin) - bisect_right(thin, figure)) / len(thin)


def _width(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-12))
