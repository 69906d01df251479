"""How far a correction reaches: later revisions, and every passport below that follows them."""

from collections import deque
from collections.abc import Iterator

from domain.chain import fold_facts, in_force, resolve
from domain.faults import Fault, Refusal
from passports import words
from passports.histories import Histories
from passports.models import Version
from passports.schema_registry import validator


def broken_by_correction(histories: Histories, product: str, revision: int) -> list[Fault]:
    """Return a fault for everything that the pending correction of a revision would break.

    `histories` already counts the correction. The product's later revisions are judged first, then
    every revision of a child that follows the corrected one or a later one, level by level. Each
    distinct parent revision with the same patches is judged once, since thousands of items may
    share both.
    """
    faults = [
        words.later_broken(number, fault)
        for number in _revisions(histories, product)
        if number > revision
        for fault in _faults(histories, product, number)
    ]
    waiting = deque([(product, revision)])
    lowest: dict[str, int] = {}
    judged: set[tuple[str, int, str]] = set()
    while waiting:
        parent, since = waiting.popleft()
        children = _children(parent)
        histories.load(children)
        for child in children:
            for number, pin in _following(histories, child, parent, since):
                if number < lowest.get(child, number + 1):
                    lowest[child] = number
                    waiting.append((child, number))
                case = (parent, pin, repr(_patches(histories, child, number)))
                if case not in judged:
                    judged.add(case)
                    found = _faults(histories, child, number)
                    faults += [words.child_broken(child, fault) for fault in found]
    return faults


def _faults(histories: Histories, product: str, revision: int) -> list[Fault]:
    try:
        state = resolve(product, histories, revision=revision)
    except Refusal as refusal:
        return list(refusal.faults)
    return validator(state.root.versions[-1].schema).check(state.document)


def _revisions(histories: Histories, product: str) -> list[int]:
    return [version.number for version in histories(product) if version.corrects is None]


def _children(product: str) -> list[str]:
    """Return every product of which any version, revision or correction, names this parent."""
    rows = Version.objects.filter(parent__ident=product).exclude(change__acceptance=None)
    return list(rows.values_list("product__ident", flat=True).distinct().order_by("product__ident"))


def _following(
    histories: Histories, child: str, parent: str, since: int
) -> Iterator[tuple[int, int]]:
    """Yield (revision of the child, parent revision it follows), as its corrections leave it."""
    for number in _revisions(histories, child):
        facts = fold_facts(in_force(histories(child), revision=number))
        if facts.parent == parent and (facts.parent_revision or 0) >= since:
            yield number, facts.parent_revision or 0


def _patches(histories: Histories, child: str, number: int) -> list[object]:
    """Return the patches that make up revision `number` of a child, corrections included."""
    return [v.patch for v in histories(child) if (v.corrects or v.number) <= number]
