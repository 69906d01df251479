"""What is not said, and what is not open: two things that a page must not mix up with zero.

Not saying something has reasons that are kept apart too: the law asks for it, will ask for it, does
not ask for it of this product, or leaves it to the operator (`domain.obligations`).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from domain.obligations import NOT_APPLICABLE, Answer, Ground, Standing, standing
from domain.pointers import pointer_of
from domain.sector_schema import PENDING, FieldSpec, Node, Obligation
from public import laws, wording
from public.audience_names import names_of
from public.pages.facts import ordered
from public.pages.page import Shut, Undeclared
from public.pages.sheet import Sheet

Path = tuple[str, ...]
OWED = (Answer.MISSING, Answer.NOT_YET_REQUIRED)
GRAVEST_FIRST = (*OWED, Answer.NOT_APPLICABLE, Answer.VOLUNTARY, Answer.DECLARED)


def shut_in(sheet: Sheet, node: Node, label: str) -> Iterator[Shut]:
    """Yield what others may see at and below a place of the schema, whole parts as one.

    It is read from the schema alone: whether a shut value is declared at all is not told.
    """
    shut = sheet.passport.view.visible.shut
    leaves = [pointer_of(leaf.path) for leaf in node.leaves()]
    audiences = {shut.get(pointer) for pointer in leaves}
    if audiences == {None} or not leaves:
        return
    if len(audiences) == 1:
        (only,) = audiences
        yield Shut(label, _open_to(only or frozenset()))
        return
    inner = node.each
    if inner is not None:
        yield from shut_in(sheet, inner, label)
        return
    together: dict[frozenset[str], list[str]] = {}
    for _name, child in ordered(node):
        title = wording.of_schema(child.title)
        if child.field is not None:
            found = shut.get(pointer_of(child.path))
            if found is not None:
                together.setdefault(found, []).append(title)
        else:
            yield from shut_in(sheet, child, wording.titled(label, title) if label else title)
    for audience, titles in together.items():
        names = wording.together(titles)
        yield Shut(wording.titled(label, names) if label else names, _open_to(audience))


def open_to_others(sheet: Sheet, node: Node) -> str:
    """Return who may see a place that this reader may not, in words; "" where it is open."""
    leaves = [pointer_of(leaf.path) for leaf in node.leaves()]
    shut = [sheet.passport.view.visible.shut.get(pointer) for pointer in leaves]
    if not leaves or None in shut:
        return ""
    return _open_to(frozenset().union(*(audiences or frozenset() for audiences in shut)))


def word_of(sheet: Sheet, node: Node) -> str:
    """Return how a place stands at which nothing is declared, in a word or two."""
    standings = [_standing(sheet, leaf) for leaf in _open_leaves(sheet, node)]
    return _told(_gravest(standings))[0] if standings else _("Not declared")


def undeclared_in(
    sheet: Sheet, node: Node, path: Path, label: str, value: Any
) -> Iterator[Undeclared]:
    """Yield what is open to this reader and not declared, a part that is wholly absent as one."""
    if not _open_leaves(sheet, node):
        return
    if value is None:
        yield from _absent(sheet, node, label)
        return
    if node.field is not None or not isinstance(value, dict):
        return
    if node.each is not None:
        yield from _owed(sheet, node.each, label)
        return
    for name, child in ordered(node):
        place, title = (*path, name), _joined(label, child)
        yield from undeclared_in(sheet, child, place, title, value.get(name))


def _absent(sheet: Sheet, node: Node, label: str) -> Iterator[Undeclared]:
    """Yield the duties in a part that is wholly absent, and the part itself for all else in it.

    What the operator rules out is told by the operator's own statement, and is not repeated.
    """
    owed = list(_owed(sheet, node, label)) if node.members else []
    yield from owed
    standings = [_standing(sheet, leaf) for leaf in _open_leaves(sheet, node)]
    rest = [s for s in standings if s.ground is not Ground.STATED]
    if owed:
        rest = [s for s in rest if s.answer is Answer.VOLUNTARY]
    if rest:
        yield Undeclared(label, *_told(_gravest(rest)))


def _owed(sheet: Sheet, node: Node, label: str) -> Iterator[Undeclared]:
    """Yield what the law asks for below a place and is not there, of one duty together."""
    together: dict[tuple[str, str, bool], list[str]] = {}
    for place, found in _owed_in(sheet, node, ""):
        together.setdefault(_told(found), []).append(place)
    for told, titles in together.items():
        names = wording.together(titles)
        yield Undeclared(wording.titled(label, names) if label else names, *told)


def _owed_in(sheet: Sheet, node: Node, label: str) -> Iterator[tuple[str, Standing]]:
    """Yield each leaf and each keyed map below that is owed, with its title."""
    for _name, child in ordered(node):
        title = _joined(label, child)
        if child.members:
            yield from _owed_in(sheet, child, title)
            continue
        leaves = _open_leaves(sheet, child)
        found = _gravest([_standing(sheet, leaf) for leaf in leaves]) if leaves else None
        if found is not None and found.answer in OWED:
            yield title, found


def _open_leaves(sheet: Sheet, node: Node) -> list[FieldSpec]:
    """Return the leaves that this reader sees; what the operator rules out is none of them."""
    leaves = (leaf for leaf in node.leaves() if leaf.path[-1] != NOT_APPLICABLE)
    return [leaf for leaf in leaves if not sheet.is_shut(leaf.path)]


def _standing(sheet: Sheet, field: FieldSpec) -> Standing:
    level = sheet.passport.view.registration.granularity
    return standing(field, sheet.document, sheet.today, level)


def _gravest(standings: Iterable[Standing]) -> Standing:
    return min(standings, key=lambda each: GRAVEST_FIRST.index(each.answer))


def _joined(label: str, node: Node) -> str:
    title = wording.of_schema(node.title)
    return wording.titled(label, title) if label and not title.startswith(label) else title


def _told(found: Standing) -> tuple[str, str, bool]:
    """Return how a field stands in a word or two, its duty in words, and whether it is missing."""
    if found.answer is Answer.MISSING and found.duty:
        duty = _duty(found.duty, _("Required since %(since)s by %(basis)s"))
        return _("Missing"), duty, True
    if found.answer is Answer.NOT_YET_REQUIRED and found.duty:
        duty = _duty(found.duty, _("Required from %(since)s by %(basis)s"))
        return _("Not yet required"), duty, False
    if found.ground is Ground.CATEGORY:
        return _("Not required of this category"), "", False
    if found.ground is Ground.LEVEL and found.duty:
        by_level = {"batch": _("Declared for each batch"), "item": _("Declared for each item")}
        return by_level[found.duty.level], "", False
    return _("Not declared"), "", False


def _duty(duty: Obligation, sentence: str) -> str:
    basis = laws.in_sentence(duty.basis)
    if duty.since == PENDING:
        told = _("Required by %(basis)s from a day that is still to be set") % {"basis": basis}
    else:
        told = sentence % {"basis": basis, "since": wording.day(duty.since)}
    return _("%(duty)s, where it applies") % {"duty": told} if duty.conditional else told


def _open_to(audiences: frozenset[str]) -> str:
    return _("Open to %(audiences)s") % {"audiences": names_of(audiences)}
