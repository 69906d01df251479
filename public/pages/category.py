"""A product's carbon figure beside those of its category, and what that does not prove."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from domain.finding.distribution import Bin
from passports.search.categories import Comparison
from public import wording
from public.pages import identity
from public.pages.blocks import Block, Column, Histogram
from public.pages.sheet import Sheet

# In per cent of the picture: room for the pointer above, and for the band underneath.
TOP, FLOOR, BAND = 4.0, 92.0, 94.0
GAP = 0.5


def category_blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield the comparison of the passport's figure with its category, where there is one."""
    found = sheet.passport.comparison
    if found is None or sheet.at:
        return
    category = identity.category_of(sheet)
    low, high = found.spread.bins[0].low, found.spread.bins[-1].high
    title = _("Compared with its category: %(category)s") % {"category": category}
    if low == high:
        yield Histogram(title, "", (), "", "", "", "", "", "", tuple(_sentences(found)))
        return

    def place(kg: float) -> float:
        return 100 * (min(max(kg, low), high) - low) / (high - low)

    start, end = (place(bound) for bound in found.figure.bounds)
    own = _own_bin(found)
    yield Histogram(
        title,
        _label(found, low, high),
        tuple(_columns(found.spread.bins, own)),
        f"{(own + 0.5) * 100 / len(found.spread.bins):.1f}",
        f"{place(found.spread.median):.1f}",
        f"{start:.1f}" if end > start else "",
        f"{end - start:.1f}" if end > start else "",
        wording.number(low),
        wording.number(high),
        tuple(_sentences(found)),
    )


def _own_bin(found: Comparison) -> int:
    """Return the bin of the own figure; the nearest one where the statistics are older than it."""
    kg = found.figure.kg
    inner = (place for place, each in enumerate(found.spread.bins) if kg < each.high)
    return next(inner, len(found.spread.bins) - 1)


def _columns(bins: tuple[Bin, ...], own: int) -> Iterator[Column]:
    most = max(each.count for each in bins)
    width = 100 / len(bins)
    for place, each in enumerate(bins):
        height = (FLOOR - TOP) * each.count / most
        if each.count:
            yield Column(
                f"{place * width:.1f}",
                f"{width - GAP:.1f}",
                f"{FLOOR - height:.1f}",
                f"{height:.1f}",
                is_own=place == own,
            )


def _label(found: Comparison, low: float, high: float) -> str:
    return _(
        "Number of products by footprint, from %(low)s to %(high)s kg; this one at %(own)s, the"
        " middle one at %(median)s"
    ) % {
        "low": wording.number(low),
        "high": wording.number(high),
        "own": wording.calculated(found.figure.kg),
        "median": wording.calculated(found.spread.median),
    }


def _sentences(found: Comparison) -> Iterator[str]:
    """Yield where the figure stands, what the gap proves, and which products are counted."""
    n = {"n": wording.number(found.n)}
    if found.is_exact:
        more = found.count_more
        yield ngettext(
            "%(more)s of %(n)s has a larger footprint.",
            "%(more)s of %(n)s have a larger footprint.",
            more,
        ) % {"more": wording.number(more), **n}
    else:
        share = {"share": wording.percent(found.more), **n}
        yield _("About %(share)s of %(n)s have a larger footprint.") % share
    median = found.spread.median
    yield _("The middle one (dotted line) has %(median)s kg.") % {
        "median": wording.calculated(median)
    }
    low, high = found.figure.bounds
    if not found.figure.is_whole:
        yield _("All of them leave a part of the life out, so a gap proves no advantage.")
    elif low == high:
        yield _("How uncertain this figure is is not declared, so a gap proves nothing.")
    elif low <= median <= high:
        yield _(
            "The gap is smaller than the uncertainty of this figure (the band underneath), so it"
            " proves no advantage."
        )
    elif found.figure.kg < median:
        yield _("This figure is smaller by more than its own uncertainty (the band underneath).")
    else:
        yield _("This figure is larger by more than its own uncertainty (the band underneath).")
    yield _(
        "Counted are the models of this category in this registry, this one among them, whose"
        " footprint was found by the same method over the same stages of life: %(method)s."
    ) % {"method": found.figure.method}
