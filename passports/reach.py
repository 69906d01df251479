"""How far a correction reaches: later revisions, and every passport below that follows them."""

from collections import deque
from collections.abc import Iterator

from domain.chain import resolve
from domain.faults import Fault
from passports import words
from passports.histories import Histories
from passports.models import Version
from passports.schema_registry import validator


def broken_by_correction(histories: Histories, product: str, revision: int) -> list[Fault]:
    """Return a fault for everything that the pending correction of a revision would break.

    `histories` already counts the correction. The product's later revisions are judged first, then
    the children pinned at or after the corrected revision, level by level. Each distinct parent
    state with the same patches is validated once, since thousands of items may share both; a child
    without any patch reads like its parent.
    """
    faults = [
        words.later_broken(number, fault)
        for number in _later_revisions(histories, product, revision)
        for fault in _faults(histories, product, number)
    ]
    waiting = deque([(product, revision)])
    lowest: dict[str, int] = {}
    judged: set[tuple[str, int, str]] = set()
    while waiting:
        parent, since = waiting.popleft()
        children = list(_children(parent, since))
        histories.load(child for child, _, _ in children)
        for child, number, pin in children:
            if number < lowest.get(child, number + 1):
                lowest[child] = number
                waiting.append((child, number))
            patches = _patches(histories, child, number)
            case = (parent, pin, repr(patches))
            if any(patches) and case not in judged:
                judged.add(case)
                faults += [words.child_broken(child, f) for f in _faults(histories, child, number)]
    return faults


def _faults(histories: Histories, product: str, revision: int) -> list[Fault]:
    state = resolve(product, histories, revision=revision)
    return validator(state.root.versions[-1].schema).check(state.document)


def _later_revisions(histories: Histories, product: str, revision: int) -> list[int]:
    return [v.number for v in histories(product) if v.corrects is None and v.number > revision]


def _children(product: str, revision: int) -> Iterator[tuple[str, int, int]]:
    """Yield (child, its revision, the revision it follows) for children pinned at or after."""
    rows = (
        Version.objects.filter(parent__ident=product, parent_revision__gte=revision, corrects=None)
        .exclude(change__acceptance=None)
        .order_by("pk")
    )
    for child, number, pin in rows.values_list("product__ident", "number", "parent_revision"):
        yield child, number, pin or 0


def _patches(histories: Histories, child: str, number: int) -> list[object]:
    """Return the patches that make up revision `number` of a child, corrections included."""
    return [v.patch for v in histories(child) if (v.corrects or v.number) <= number]
