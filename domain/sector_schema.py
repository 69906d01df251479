"""A sector is one annotated JSON Schema; this is the one walk of it that all derives from.

Form, page, spreadsheet columns, access filter, validation, commitments and tests read the `Walk`
built here, so a new sector needs a folder in `schemas/` and no code (design rule 1).
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from domain.canonical import canonical, sha256
from domain.code_lists import KEYWORD, written_out
from domain.faults import Fault, Invalid
from domain.pointers import path_of, pointer_of

MAX_REF_DEPTH = 16
ANY_KEY = "*"
PENDING = "pending"  # the date of a duty that an act not yet adopted will set

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Obligation:
    """A legal duty to declare a value; a finding when it is missing, never a refusal.

    `since` is a day (ISO), or PENDING. `categories` are the values of the document's member
    `category` for which the duty holds, empty for all of them. `level` is the coarsest level that
    owes the value: "model" (and all below), "batch" or "item". A `conditional` duty holds only
    where the value applies to the product, which its operator has to judge and to say.
    """

    basis: str
    since: str
    categories: frozenset[str] = frozenset()
    level: str = "model"
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One leaf of a sector schema.

    `path` holds member names, with "*" for a key that the declarant chooses; `kind` is one of text
    (a language map), string, number, integer, boolean, list, or the leaf's format (date, uri, ...).
    `unit` is a UCUM code, `access` the audiences that may read it, besides the operator itself.
    `codes` names the code list of the values, or of the entries of a list ("countries"), or is "";
    `labels` name the values where the schema does.
    """

    path: tuple[str, ...]
    title: str
    description: str
    kind: str
    unit: str
    section: str
    order: int
    access: frozenset[str]
    source: str
    obligations: tuple[Obligation, ...]
    labels: Mapping[str, str]
    codes: str
    schema: Mapping[str, Any] = field(repr=False, hash=False, compare=False)

    @property
    def pointer(self) -> str:
        return pointer_of(self.path)


@dataclass(frozen=True, slots=True)
class Node:
    """One place in the tree: a leaf has `field`, a record `members`, a keyed map `each`."""

    path: tuple[str, ...]
    title: str
    description: str
    section: str
    order: int
    access: frozenset[str]
    field: FieldSpec | None
    members: Mapping[str, "Node"]
    each: "Node | None"

    def child(self, name: str) -> "Node | None":
        """Return the place below under this member name or key, or None where none is declared."""
        return self.members.get(name) or self.each

    def leaves(self) -> Iterator[FieldSpec]:
        """Yield every leaf below, in schema order."""
        if self.field is not None:
            yield self.field
        for node in self.members.values():
            yield from node.leaves()
        if self.each is not None:
            yield from self.each.leaves()


@dataclass(frozen=True)
class Walk:
    """A sector schema, walked once: its tree, its leaves, its access groups and its digest."""

    sector: str
    version: str
    title: str
    schema: Schema
    root: Node

    @cached_property
    def source_bytes(self) -> bytes:
        """The self-contained schema as RFC 8785 bytes; what `digest` covers and what is stored."""
        return canonical(self.schema)

    @cached_property
    def digest(self) -> bytes:
        return sha256(self.source_bytes)

    @cached_property
    def fields(self) -> tuple[FieldSpec, ...]:
        return tuple(self.root.leaves())

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The fixed list of access groups: equal audience sets, named by their sorted audiences.

        "" is the group of nobody but the operator; it is always there, so that a value without a
        declared place still has one that is closed to everyone.
        """
        return tuple(sorted({"", *(group_label(spec.access) for spec in self.fields)}))

    def node(self, path: tuple[str, ...]) -> Node | None:
        """Return the place at `path`, real member names and keys included, or None."""
        here: Node | None = self.root
        for name in path:
            if here is None:
                return None
            here = here.child(name)
        return here


def group_label(access: frozenset[str]) -> str:
    """Return the name of an access group: its audiences sorted and joined with "+"."""
    return "+".join(sorted(access))


def expand(name: str, files: Mapping[str, Schema]) -> Schema:
    """Return schema `name` ("smartphone/0.1") with every $ref replaced by what it names.

    `files` maps names like "common/0.1" to parsed schema files; nothing else can be referred to, so
    no reference ever leaves the registry. Members beside a $ref override the members it brings.
    The codes of lists that fields name (x-codes, "codes/materials") are written out as well.
    Raises Invalid when a reference leads nowhere or deeper than 16 levels, or a list does.
    """
    if name not in files:
        raise Invalid(
            Fault("schema.missing", f"There is no schema file {name}.", "", "Check the name.")
        )
    schema = {k: v for k, v in files[name].items() if k != "$defs"}
    expanded = written_out(_expand(schema, name, files, depth=0), files)
    assert isinstance(expanded, dict)  # noqa: S101 - a schema file is an object
    return expanded


def _expand(value: Any, file: str, files: Mapping[str, Schema], depth: int) -> Any:
    if isinstance(value, list):
        return [_expand(item, file, files, depth) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" not in value:
        return {k: _expand(v, file, files, depth) for k, v in value.items()}
    if depth >= MAX_REF_DEPTH:
        raise Invalid(
            Fault(
                "schema.ref_depth",
                f"References in schema {file} go deeper than {MAX_REF_DEPTH} levels.",
                "",
                "Flatten them; a definition must not refer to itself.",
            )
        )
    target, target_file = _target(value["$ref"], file, files)
    brought = _expand(target, target_file, files, depth + 1)
    own = {k: _expand(v, file, files, depth) for k, v in value.items() if k != "$ref"}
    return {**brought, **own}


def _target(ref: str, file: str, files: Mapping[str, Schema]) -> tuple[Any, str]:
    location, _, fragment = ref.partition("#")
    name = file
    if location:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(file), location))
        name = name.removesuffix(".json")
    here: Any = files.get(name)
    for part in path_of(fragment):
        here = here.get(part) if isinstance(here, dict) else None
    if here is None:
        raise Invalid(
            Fault(
                "schema.ref",
                f"A reference in schema {file} leads to nothing in the registry's own files.",
                "",
                "Refer to #/$defs/... of this file or of a file under schemas/common.",
            )
        )
    return here, name


def walk(schema: Schema) -> Walk:
    """Return the walk of an expanded schema whose $id is "<sector>/<version>"."""
    sector, _, version = str(schema.get("$id", "")).partition("/")
    root = _node(schema, (), frozenset(), "", 0)
    return Walk(sector, version, str(schema.get("title", sector)), schema, root)


def _node(
    schema: Schema, path: tuple[str, ...], inherited: frozenset[str], section: str, order: int
) -> Node:
    access = frozenset(schema["x-access"]) if "x-access" in schema else inherited
    section = schema.get("x-section", section)
    order = schema.get("x-order", order)
    members: dict[str, Node] = {}
    each: Node | None = None
    leaf: FieldSpec | None = None
    if _is_leaf(schema):
        leaf = _field(schema, path, access, section, order)
    else:
        for position, (name, part) in enumerate(schema.get("properties", {}).items(), start=1):
            members[name] = _node(part, (*path, name), access, section, position)
        keyed = schema.get("additionalProperties")
        if isinstance(keyed, dict):
            each = _node(keyed, (*path, ANY_KEY), access, section, len(members))
    # x-order decides, since the stored canonical bytes of a schema have their members sorted
    ordered = dict(sorted(members.items(), key=lambda member: member[1].order))
    return Node(
        path,
        str(schema.get("title", "")),
        str(schema.get("description", "")),
        section,
        order,
        access,
        leaf,
        MappingProxyType(ordered),
        each,
    )


def _is_leaf(schema: Schema) -> bool:
    if schema.get("type") != "object":
        return True
    return schema.get("x-kind") == "text"


def _field(
    schema: Schema, path: tuple[str, ...], access: frozenset[str], section: str, order: int
) -> FieldSpec:
    holder = schema.get("items", {}) if schema.get("type") == "array" else schema
    return FieldSpec(
        path=path,
        title=str(schema.get("title", "")),
        description=str(schema.get("description", "")),
        kind=_kind(schema),
        unit=str(schema.get("x-unit", "")),
        section=section,
        order=order,
        access=access,
        source=str(schema.get("x-source", "")),
        obligations=_obligations(schema.get("x-required", [])),
        labels=MappingProxyType(dict(holder.get("x-labels", {}))),
        codes=str(holder.get(KEYWORD, "")),
        schema=schema,
    )


def _obligations(declared: Any) -> tuple[Obligation, ...]:
    """Return what x-required says: one duty, or a list of them where categories differ."""
    duties = declared if isinstance(declared, list) else [declared]
    return tuple(
        Obligation(
            basis=str(duty["basis"]),
            since=str(duty["from"]),
            categories=frozenset(duty.get("for", ())),
            level=str(duty.get("level", "model")),
            conditional=bool(duty.get("conditional", False)),
        )
        for duty in duties
    )


def _kind(schema: Schema) -> str:
    declared = schema.get("x-kind")
    if declared:
        return str(declared)
    kind = str(schema.get("type", "string"))
    if kind == "array":
        return "list"
    if kind == "string" and "format" in schema:
        return str(schema["format"])
    return kind
