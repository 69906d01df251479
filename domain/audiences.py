"""The one way out: who may see which part of a passport, and commitments along the same lines.

`visible` feeds every representation: page, JSON, JSON-LD, search, export, error. A field without a
declared audience is visible to nobody but the operator. What is shut is named from the schema and
never from the document: whether a restricted value was declared at all is itself not told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.canonical import canonical, leaf_of_bytes
from domain.chain import Origin, State, origin_of
from domain.faults import JsonObject
from domain.merkle import root
from domain.pointers import pointer_of
from domain.sector_schema import Node, Walk, group_label

PUBLIC = "public"
OWNER = "owner"
ANYONE = frozenset({PUBLIC})


@dataclass(frozen=True, slots=True)
class Visible:
    """The part of a passport that a set of audiences may read.

    `origins` gives for each shown leaf (JSON pointer) where its value comes from; `shut` names for
    each field of the schema that is not open ("/parts/*/price") the audiences that may see it.
    """

    document: dict[str, Any]
    origins: dict[str, Origin]
    shut: dict[str, frozenset[str]]


def allowed(access: frozenset[str], audiences: frozenset[str]) -> bool:
    """Whether a reader in `audiences` may see a field open to `access`."""
    return OWNER in audiences or not access.isdisjoint(audiences)


def visible(
    state: State, today: Walk, walks: Mapping[bytes, Walk], audiences: frozenset[str]
) -> Visible:
    """Return the part of `state` that is open to `audiences`.

    A value is seen through the narrower of two schemas: the one its version was written against
    (`walks`, by digest) and today's. A path that either of them does not declare stays shut.
    """
    origins: dict[str, Origin] = {}
    projection = _Projection(today, walks, audiences, origins)
    document = projection.record(state.document, state.provenance, today.root)
    shut = {
        spec.pointer: spec.access for spec in today.fields if not allowed(spec.access, audiences)
    }
    return Visible(document, origins, shut)


@dataclass(frozen=True, slots=True)
class _Projection:
    today: Walk
    walks: Mapping[bytes, Walk]
    audiences: frozenset[str]
    origins: dict[str, Origin]

    def record(
        self,
        document: JsonObject,
        provenance: Mapping[str, Any],
        node: Node,
        path: tuple[str, ...] = (),
    ) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for name, value in document.items():
            child = node.child(name)
            if child is None:
                continue
            place = (*path, name)
            if child.field is not None:
                if self._open(child, provenance[name], place):
                    shown[name] = value
            elif isinstance(value, dict):
                below = self.record(value, provenance[name], child, place)
                if below:
                    shown[name] = below
        return shown

    def _open(
        self, node: Node, provenance: Mapping[str, Any] | Origin, path: tuple[str, ...]
    ) -> bool:
        if not allowed(node.access, self.audiences):
            return False
        origin = origin_of(provenance)
        if origin is None or not all(self._was_open(o, path) for o in _origins(provenance)):
            return False
        self.origins[pointer_of(path)] = origin
        return True

    def _was_open(self, origin: Origin, path: tuple[str, ...]) -> bool:
        if origin.schema == self.today.digest or OWNER in self.audiences:
            return True
        then = self.walks.get(origin.schema)
        node = then.node(path) if then else None
        return node is not None and allowed(node.access, self.audiences)


def _origins(provenance: Mapping[str, Any] | Origin) -> list[Origin]:
    if isinstance(provenance, Origin):
        return [provenance]
    return [origin for part in provenance.values() for origin in _origins(part)]


def cut_by_group(patch: JsonObject, walk: Walk) -> dict[str, dict[str, Any]]:
    """Return the patch cut along the schema's access groups: {group: part}, empty parts included.

    A removal of a whole record or map is cut to every group that has a leaf below it. A member that
    the schema does not declare goes to the group "", open to the operator alone.
    """
    parts: dict[str, dict[str, Any]] = {group: {} for group in walk.groups}
    _cut(patch, walk.root, parts)
    return parts


def _cut(patch: JsonObject, node: Node, parts: dict[str, dict[str, Any]]) -> None:
    for name, value in patch.items():
        child = node.child(name)
        if child is None:
            parts[""][name] = value
        elif child.field is not None:
            parts[group_label(child.access)][name] = value
        elif isinstance(value, dict) and value:
            below: dict[str, dict[str, Any]] = {group: {} for group in parts}
            _cut(value, child, below)
            for group, part in below.items():
                if part:
                    parts[group][name] = part
        else:
            for group in {group_label(spec.access) for spec in child.leaves()} or {""}:
                parts[group][name] = value


def commitment_root(patch: JsonObject, walk: Walk, salt: bytes) -> bytes:
    """Return the 32-byte root over one salted leaf per access group, in the schema's fixed order.

    Only the root is stored; whoever holds a group's part and the salt can recompute its leaf. The
    salt (16 random bytes per version) keeps small values from being guessed (design section 9).
    """
    parts = cut_by_group(patch, walk)
    return root([leaf_of_bytes(salt, group, canonical(parts[group])) for group in walk.groups])
