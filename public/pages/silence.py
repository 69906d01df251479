"""What is not said, and what is not open: two things that a page must not mix up with zero."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from domain.pointers import pointer_of
from domain.sector_schema import FieldSpec, Node, Obligation
from public import wording
from public.audience_names import names_of
from public.pages.facts import ordered
from public.pages.page import Shut, Undeclared
from public.pages.sheet import Sheet

Path = tuple[str, ...]


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
            yield from shut_in(sheet, child, f"{label}: {title}" if label else title)
    for audience, titles in together.items():
        names = "; ".join(titles)
        yield Shut(f"{label}: {names}" if label else names, _open_to(audience))


def undeclared_in(
    sheet: Sheet, node: Node, path: Path, label: str, value: Any
) -> Iterator[Undeclared]:
    """Yield what is open to this reader and not declared, a part that is wholly absent as one."""
    open_leaves = [leaf for leaf in node.leaves() if not sheet.is_shut(leaf.path)]
    if not open_leaves:
        return
    if value is None:
        owed = [leaf for leaf in open_leaves if leaf.obligation and "*" not in leaf.path]
        if node.field is None:
            yield from (_leaf(sheet, leaf, _joined(label, leaf)) for leaf in owed)
        if node.field is not None or len(owed) < len(open_leaves):
            yield _leaf(sheet, node.field, label) if node.field else Undeclared(label, "")
        return
    if node.field is not None or node.each is not None or not isinstance(value, dict):
        return
    for name, child in ordered(node):
        title = wording.of_schema(child.title)
        joined = f"{label}: {title}" if label and not title.startswith(label) else title
        yield from undeclared_in(sheet, child, (*path, name), joined, value.get(name))


def _leaf(sheet: Sheet, field: FieldSpec, label: str) -> Undeclared:
    return Undeclared(label, _duty(field.obligation, sheet.today) if field.obligation else "")


def _joined(label: str, leaf: FieldSpec) -> str:
    title = wording.of_schema(leaf.title)
    return f"{label}: {title}" if label and not title.startswith(label) else title


def _duty(obligation: Obligation, today: date) -> str:
    since = wording.day(obligation.since)
    words = {"basis": obligation.basis, "since": since}
    if obligation.since > today.isoformat():
        return _("Required from %(since)s by %(basis)s") % words
    return _("Required since %(since)s by %(basis)s") % words


def _open_to(audiences: frozenset[str]) -> str:
    return _("Open to %(audiences)s") % {"audiences": names_of(audiences)}
