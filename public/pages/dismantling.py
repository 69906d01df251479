"""Taking a product apart, for whoever does it with one hand: what can hurt, then step by step.

Steps and hazards are known by their shape, as everywhere: entries with numbers and actions are
steps, entries that say how to handle something are hazards. Both are there as far as the reader may
see them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from domain.pointers import pointer_of
from domain.sector_schema import ANY_KEY, Node
from public import wording
from public.audience_names import names_of
from public.pages.blocks import Danger, Need, Task, Work
from public.pages.facts import is_steps, ordered
from public.pages.sheet import Sheet
from public.wording import Words

HANDLING = frozenset({"handling", "measure"})
ABSENT = "no"
BARE_HANDS = "none"
LONG = 20  # characters, from which on words on a fastener are a note on their number
MINUTES = "min"


def work_of(sheet: Sheet) -> Work:
    """Return what a reader may know of taking a product apart."""
    maps = list(_maps(sheet.walk.root))
    places = [node for node in maps if is_steps(node)]
    steps = [(node, step) for node in places for step in _in_order(sheet.value(*node.path))]
    tasks = tuple(
        _task(sheet, node, step, number) for number, (node, step) in enumerate(steps, start=1)
    )
    dangers = [danger for node in maps for danger in _dangers(sheet, node)]
    dangers += [
        Danger(task.hazard, (), task.title, f"#s{task.number}") for task in tasks if task.hazard
    ]
    if tasks:
        return Work(tuple(dangers), _needs(sheet, [step for _node, step in steps]), tasks, "")
    return Work(tuple(dangers), (), (), _silence(sheet, places))


def _silence(sheet: Sheet, places: list[Node]) -> str:
    """Return why no steps are shown; whether shut ones are declared at all is not told."""
    for node in places:
        for leaf in node.leaves():
            shut = sheet.passport.view.visible.shut.get(pointer_of(leaf.path))
            if shut is not None:
                return _("The steps are open to %(audiences)s.") % {"audiences": names_of(shut)}
    return _("No steps are declared.")


def _maps(node: Node) -> Iterator[Node]:
    """Yield the keyed maps at and below a place that stand once in the product."""
    if node.each is not None and ANY_KEY not in node.path:
        yield node
    for _name, child in ordered(node):
        yield from _maps(child)


def _in_order(steps: Any) -> list[Mapping[str, Any]]:
    entries = steps.items() if isinstance(steps, dict) else ()
    return [step for _key, step in sorted(entries, key=lambda e: (e[1].get("number", 0), e[0]))]


def _dangers(sheet: Sheet, node: Node) -> Iterator[Danger]:
    """Yield the entries of a list of hazards, the first word on each as its title."""
    if node.each is None or not HANDLING & set(node.each.members):
        return
    for entry in (sheet.value(*node.path) or {}).values():
        if entry.get("present") == ABSENT:
            continue
        titles: list[Words] = []
        said: list[Words] = []
        for name, child in ordered(node.each):
            if child.field is None or name not in entry or name == "present":
                continue
            words, unit = wording.quantity(entry[name], child.field, sheet.spoken)
            text = f"{wording.listed([each.text for each in words])} {unit}".rstrip()
            kept = said if titles else titles
            kept.append(Words(text, words[0].language if words else ""))
        yield Danger(titles[0] if titles else Words(""), tuple(said), None, "")


def _task(sheet: Sheet, node: Node, step: Mapping[str, Any], number: int) -> Task:
    part, action = step.get("part"), step.get("action")
    title = sheet.text(part or action)
    hazard = step.get("hazard")
    return Task(
        number=number,
        title=title,
        action=sheet.text(action) if part and action else None,
        hazard=sheet.text(hazard) if hazard else None,
        needs=tuple(_needs_of(sheet, node, step)),
    )


def _needs_of(sheet: Sheet, node: Node, step: Mapping[str, Any]) -> Iterator[Need]:
    """Yield what a step needs: tool, fasteners, time, and what it leaves in the hand."""

    def said(name: str) -> str:
        child = node.each.members.get(name) if node.each else None
        if child is None or child.field is None or name not in step:
            return ""
        words, unit = wording.quantity(step[name], child.field, sheet.spoken)
        return f"{wording.listed([each.text for each in words])} {unit}".rstrip()

    kind, count, fastener = said("tool_class"), said("fastener_count"), said("fastener")
    tool = said("tool") if _needs_tool(step) else ""
    if tool or kind:
        yield Need(_("Tool"), tool or kind, kind if tool else "")
    if fastener or count:
        named = f"{count} {wording.in_sentence(fastener)}".strip()
        notes = [said("fastener_class")]
        if count and len(fastener) > LONG:
            named, notes = count, [fastener, *notes]
        yield Need(_("Fasteners"), named, wording.together([*filter(None, notes)]))
    if said("mass_freed"):
        yield Need(_("You hold"), said("mass_freed"), "")
    if said("duration"):
        yield Need(_("Time"), said("duration"), "")


def _needs_tool(step: Mapping[str, Any]) -> bool:
    return step.get("tool_class") != BARE_HANDS


def _needs(sheet: Sheet, steps: list[Mapping[str, Any]]) -> tuple[Need, ...]:
    """Return what the whole work needs: time, and which tools."""
    count = ngettext("%(count)s step", "%(count)s steps", len(steps)) % {"count": len(steps)}
    durations = [step.get("duration") for step in steps]
    known = [each for each in durations if isinstance(each, int | float)]
    minutes = max(1, round(sum(known)))
    time = wording.measured(minutes, MINUTES)
    tools = dict.fromkeys(
        sheet.text(step["tool"]).text for step in steps if step.get("tool") and _needs_tool(step)
    )
    needs = [Need(_("Time"), time, count) if len(known) == len(steps) else Need(count, "", "")]
    if tools:
        needs.append(Need(_("Tools"), wording.number(len(tools)), ", ".join(tools)))
    return tuple(needs)
