"""Facts and entries, drawn from any part of a schema: no sector is known by name here.

What a part looks like follows from its shape. A keyed map whose entries have an address and a title
is a list of documents; one with numbers and actions is a list of steps; a record of scores with
a common best is a set of bars; a class from A to E is a scale. All else are facts and entries.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.pointers import pointer_of
from domain.sector_schema import FieldSpec, Node
from public import wording
from public.pages.blocks import (
    Advice,
    Block,
    Documents,
    Entries,
    Entry,
    Fact,
    Facts,
    Scale,
    Score,
    Scores,
    Step,
    Steps,
)
from public.pages.sheet import Sheet
from public.wording import Words

Path = tuple[str, ...]
CLASSES = ("A", "B", "C", "D", "E")
# Members that say by which rules a class was found, and what figure stands behind it.
INDEX, RULES = "index", "ruleset"
MONEY = {"amount", "currency"}
BEST_SCORE = 10
LONG_LINK = 60
ENOUGH_TO_SHARE = 3


def blocks_of(
    sheet: Sheet, node: Node, path: Path, title: str = "", skip: frozenset[Path] = frozenset()
) -> list[Block]:
    """Return the blocks that show what is declared at and below a place of the document."""
    if path in skip:
        return []
    value = sheet.value(*path)
    if value is None:
        return []
    if node.each is not None:
        return [_entries_block(sheet, node, path, value, title)]
    if _is_scores(node):
        return [_scores(sheet, node, path, value)]
    facts: list[Fact] = []
    scales: list[Block] = []
    below: list[Block] = []
    told = _told_by_scale(node, value)
    for name, child in ordered(node):
        place = (*path, name)
        if name not in value or name in told or place in skip:
            continue
        if child.field is None:
            if is_money(child):
                facts.append(fact_of(sheet, child, place, value[name]))
            else:
                below += blocks_of(sheet, child, place, wording.of_schema(child.title), skip)
        elif is_class(child.field):
            scales.append(_scale(sheet, child.field, place, value[name], value))
        else:
            facts.append(fact_of(sheet, child, place, value[name]))
    group: list[Block] = [Facts(title, tuple(facts))] if facts else []
    # What a class is made of stands right below it.
    made_of = [block for block in below if isinstance(block, Scores)] if scales else []
    return [*scales, *made_of, *group, *(block for block in below if block not in made_of)]


def ordered(node: Node) -> list[tuple[str, Node]]:
    """Return the members of a record in the order in which the schema wants them shown."""
    return sorted(node.members.items(), key=lambda member: member[1].order)


def fact_of(sheet: Sheet, node: Node, path: Path, value: Any, *, explained: bool = True) -> Fact:
    """Return a leaf, or an amount of money, as a fact."""
    label = wording.of_schema(node.title)
    if node.field is None:
        amount = Words(wording.money(value.get("amount", ""), value.get("currency", "")))
        why = sheet.explain_below(path, node.description) if explained else None
        return Fact(label, (amount,), why=why)
    field = node.field
    href = value if field.kind == "uri" and str(value).startswith("https://") else ""
    values, unit = wording.quantity(value, field, sheet.spoken)
    return Fact(
        label,
        (Words(_short(href)),) if href else tuple(values),
        unit,
        href,
        is_zero=value == 0 and not isinstance(value, bool),
        is_code="[0-9a-f]{64}" in str(field.schema.get("pattern", "")),
        why=sheet.explain(field, path) if explained else None,
    )


def entries_of(sheet: Sheet, node: Node, path: Path, value: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield the entries of a keyed map, each with the first thing said about it as its title."""
    assert node.each is not None  # noqa: S101 - the caller looked
    for key, entry in value.items():
        place = (*path, key)
        if node.each.field is not None:
            words = wording.value_of(entry, node.each.field, sheet.spoken)
            yield Entry(words[0] if words else Words(key), "", ())
            continue
        details: list[Fact] = []
        lists: list[Entries] = []
        for name, child in ordered(node.each):
            if name not in entry:
                continue
            if child.each is not None:
                inner = tuple(entries_of(sheet, child, (*place, name), entry[name]))
                lists.append(Entries(wording.of_schema(child.title), inner))
            elif child.field is not None or is_money(child):
                details.append(fact_of(sheet, child, (*place, name), entry[name], explained=False))
        yield _entry(key, details, tuple(lists))


def is_money(node: Node) -> bool:
    """Whether a record is an amount with its currency."""
    return set(node.members) == MONEY


def is_class(field: FieldSpec) -> bool:
    """Whether a leaf is a class from A to E."""
    return tuple(field.schema.get("enum", ())) == CLASSES


def is_steps(node: Node) -> bool:
    """Whether the entries of a keyed map are steps of work."""
    each = node.each
    return each is not None and {"number", "action"} <= set(each.members)


def is_documents(node: Node) -> bool:
    """Whether the entries of a keyed map are files to open."""
    each = node.each
    return each is not None and {"title", "url"} <= set(each.members)


def advice_of(sheet: Sheet, node: Node, path: Path) -> tuple[Advice | None, frozenset[Path]]:
    """Return what a record advises to do in words, and the paths of these words."""
    value = sheet.value(*path) or {}
    rows = [
        (name, child)
        for name, child in ordered(node)
        if child.field is not None and child.field.kind == "text" and name in value
    ]
    if not rows:
        return None, frozenset()
    told = tuple((wording.of_schema(c.title), sheet.text(value[name])) for name, c in rows)
    origins = sheet.passport.view.visible.origins
    found = [origins[pointer_of((*path, name))] for name, _ in rows]
    paths = frozenset((*path, name) for name, _ in rows)
    return Advice(told, sheet.explanation(found)), paths


def _entry(key: str, details: list[Fact], lists: tuple[Entries, ...]) -> Entry:
    href = next((fact.href for fact in details if fact.href), "")
    named = next((fact for fact in details if not fact.href and fact.values), None)
    title = named.values[0] if named else Words(key)
    rest = tuple(
        fact
        for fact in details
        if fact is not named and fact.href != (href or None) and fact.values != (title,)
    )
    return Entry(title, href, rest, lists)


def _entries_block(
    sheet: Sheet, node: Node, path: Path, value: Mapping[str, Any], title: str
) -> Block:
    why = sheet.explain_below(path, node.description)
    if is_steps(node):
        return Steps(title, _steps(sheet, node, path, value), why)
    entries = tuple(entries_of(sheet, node, path, value))
    if is_documents(node):
        return Documents(title, entries, why)
    shared = _shared(entries)
    alone = tuple(
        replace(entry, details=tuple(fact for fact in entry.details if fact not in shared))
        for entry in entries
    )
    return Entries(title, alone, why, shared)


def _shared(entries: tuple[Entry, ...]) -> tuple[Fact, ...]:
    """Return the details that all entries have in common, where there are entries enough."""
    if len(entries) < ENOUGH_TO_SHARE:
        return ()
    first, *others = entries
    return tuple(fact for fact in first.details if all(fact in other.details for other in others))


def _steps(sheet: Sheet, node: Node, path: Path, value: Mapping[str, Any]) -> tuple[Step, ...]:
    assert node.each is not None  # noqa: S101 - the caller looked
    members = ordered(node.each)
    steps = []
    in_order = sorted(value.items(), key=lambda step: (step[1].get("number", 0), step[0]))
    for key, step in in_order:
        details = tuple(
            fact_of(sheet, child, (*path, key, name), step[name], explained=False)
            for name, child in members
            if name in step and name not in {"number", "action", "hazard"}
        )
        hazard = sheet.text(step["hazard"]) if isinstance(step.get("hazard"), dict) else None
        steps.append(Step(sheet.text(step.get("action")), details, hazard))
    return tuple(steps)


def _is_scores(node: Node) -> bool:
    fields = [child.field for child in node.members.values()]
    return len(fields) > 1 and all(
        field is not None
        and field.kind == "number"
        and field.unit == "1"
        and "minimum" in field.schema
        and field.schema.get("maximum", BEST_SCORE + 1) <= BEST_SCORE
        for field in fields
    )


def _scores(sheet: Sheet, node: Node, path: Path, value: Mapping[str, Any]) -> Scores:
    scores = []
    for name, child in ordered(node):
        if isinstance(value.get(name), int | float) and child.field is not None:
            width = 100 * value[name] / child.field.schema["maximum"]
            label = wording.of_schema(child.title)
            scores.append(Score(label, wording.number(value[name]), f"{width:.1f}"))
    return Scores(
        wording.of_schema(node.title), tuple(scores), sheet.explain_below(path, node.description)
    )


def _told_by_scale(node: Node, value: Mapping[str, Any]) -> set[str]:
    """Return the members that stand beside the scale of a class already."""
    has_scale = any(
        name in value and child.field is not None and is_class(child.field)
        for name, child in node.members.items()
    )
    return {INDEX, RULES} if has_scale else set()


def _scale(
    sheet: Sheet, field: FieldSpec, path: Path, value: Any, siblings: Mapping[str, Any]
) -> Scale:
    index, rules = siblings.get(INDEX), siblings.get(RULES)
    return Scale(
        wording.of_schema(field.title),
        str(value),
        wording.number(index) if isinstance(index, int | float) else "",
        str(rules) if isinstance(rules, str) else "",
        sheet.explain(field, path),
    )


def _short(address: str) -> str:
    bare = address.removeprefix("https://").removesuffix("/")
    return bare if len(bare) <= LONG_LINK else f"{bare[:LONG_LINK]}…"
