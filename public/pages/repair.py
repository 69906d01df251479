"""What can be said of repair in one sentence: how many steps, how long, how many parts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import ngettext

from domain.sector_schema import ANY_KEY, Node
from public import wording
from public.pages.facts import is_steps
from public.pages.sheet import Sheet

MINUTES = "min"


def lead(sheet: Sheet, nodes: list[Node]) -> str:
    """Return the sentence that opens the section, from the steps that are declared."""
    for node in nodes:
        for steps in _keyed(node):
            declared = sheet.value(*steps.path)
            if is_steps(steps) and declared:
                return _in_one_sentence(steps, declared)
    return ""


def _in_one_sentence(node: Node, steps: Mapping[str, Any]) -> str:
    durations = [step.get("duration") for step in steps.values()]
    duration = node.each.members.get("duration") if node.each else None
    known = [d for d in durations if isinstance(d, int | float)]
    in_minutes = duration is not None and duration.field and duration.field.unit == MINUTES
    if not in_minutes or len(known) < len(durations):
        return ngettext(
            "%(count)s step takes it apart.", "%(count)s steps take it apart.", len(steps)
        ) % {"count": len(steps)}
    minutes = max(1, round(sum(known)))
    return ngettext(
        "%(count)s step takes it apart, in about %(time)s.",
        "%(count)s steps take it apart, in about %(time)s.",
        len(steps),
    ) % {"count": len(steps), "time": wording.measured(minutes, MINUTES)}


def _keyed(node: Node) -> Iterator[Node]:
    """Yield the keyed maps at and below a place that stand once in the product."""
    if node.each is not None and ANY_KEY not in node.path:
        yield node
    for child in node.members.values():
        yield from _keyed(child)
