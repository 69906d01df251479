"""The one projection and the commitments cut along its groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audiences import ANYONE, OWNER, commitment_root, cut_by_group, visible
from domain.canonical import canonical
from domain.chain import Facts, Version, apply, resolve
from domain.sector_schema import walk

REPAIRER = frozenset({"public", "repairer"})
AUTHORITY = frozenset({"public", "authority"})


def leaf(access=None, kind="string", **more):
    return {"type": kind, **({"x-access": access} if access is not None else {}), **more}


def sector(version="0.1", **overrides):
    properties = {
        "name": {"type": "object", "x-kind": "text", "additionalProperties": {"type": "string"}},
        "mass": leaf(kind="number"),
        "supplier": leaf(["authority"]),
        "parts": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "until": leaf(),
                    "price": leaf(["repairer"], "number"),
                    "supplier": leaf(["authority"]),
                },
            },
        },
        "undeclared": {"type": "string", "x-access": []},
    }
    return walk(
        {
            "$id": f"toy/{version}",
            "type": "object",
            "x-access": ["public", "repairer", "authority"],
            "properties": properties | overrides,
        }
    )


TOY = sector()
DOCUMENT = {
    "name": {"en": "Phone", "fr": "Téléphone"},
    "mass": 1.5,
    "supplier": "secret-a",
    "parts": {"screen": {"until": "2030-01-01", "price": 9}, "chip": {"supplier": "secret-b"}},
    "undeclared": "secret-c",
}


def state_of(document, schema=TOY):
    version = Version(1, None, 1, document, Facts(), schema.digest)
    return resolve("p", lambda _: [version])


def seen(audiences, document=DOCUMENT, written=TOY, today=TOY):
    return visible(state_of(document, written), today, {written.digest: written}, audiences)


def test_the_public_sees_public_values_only():
    assert seen(ANYONE).document == {
        "name": {"en": "Phone", "fr": "Téléphone"},
        "mass": 1.5,
        "parts": {"screen": {"until": "2030-01-01"}},
    }


def test_a_repairer_sees_the_repairers_part_and_not_the_authoritys():
    shown = seen(REPAIRER).document
    assert shown["parts"] == {"screen": {"until": "2030-01-01", "price": 9}}
    assert "supplier" not in shown


def test_an_authority_does_not_see_what_is_open_to_repairers_alone():
    assert "price" not in seen(AUTHORITY).document["parts"]["screen"]


def test_the_operator_sees_everything_of_its_own():
    assert seen(frozenset({OWNER})).document == DOCUMENT


def test_a_field_without_a_declared_audience_is_visible_to_nobody_outside():
    everyone = frozenset({"public", "repairer", "recycler", "authority"})
    assert "undeclared" not in seen(everyone).document


def test_a_member_that_the_schema_does_not_know_is_never_shown():
    assert seen(ANYONE, {"stray": "x", "mass": 1}).document == {"mass": 1}


def test_the_key_of_an_entry_without_any_open_value_is_not_told():
    assert "chip" not in seen(ANYONE).document["parts"]


def test_what_is_shut_is_named_whether_or_not_it_was_declared():
    assert seen(ANYONE).shut == seen(ANYONE, {"mass": 1}).shut
    assert seen(ANYONE).shut["/parts/*/price"] == {"repairer"}


def test_every_shown_leaf_has_an_origin_and_nothing_else_has():
    origins = seen(ANYONE).origins
    assert set(origins) == {"/name", "/mass", "/parts/screen/until"}
    assert {(o.product, o.number, o.schema) for o in origins.values()} == {("p", 1, TOY.digest)}


def test_a_value_that_was_and_is_open_is_shown_through_a_newer_schema():
    newer = sector("0.2", extra=leaf())
    assert seen(ANYONE, DOCUMENT, TOY, newer).document == seen(ANYONE).document


def test_the_operator_sees_its_values_whatever_schema_they_were_written_against():
    shown = visible(state_of(DOCUMENT), sector("0.2"), {}, frozenset({OWNER}))
    assert shown.document == DOCUMENT


def test_a_value_that_was_shut_when_it_was_written_stays_shut_when_the_schema_opens():
    opened = sector("0.2", supplier=leaf(["public"]))
    assert "supplier" not in seen(ANYONE, DOCUMENT, TOY, opened).document


def test_a_value_that_was_open_when_it_was_written_shuts_when_the_schema_narrows():
    narrowed = sector("0.2", mass=leaf(["authority"], "number"))
    assert "mass" not in seen(ANYONE, DOCUMENT, TOY, narrowed).document


def test_a_value_of_an_unknown_schema_stays_shut():
    shown = visible(state_of(DOCUMENT), sector("0.2"), {}, ANYONE)
    assert shown.document == {}


sets = st.sets(st.sampled_from(["public", "repairer", "recycler", "authority", OWNER]))


def flat(tree, path=()):
    if not isinstance(tree, dict):
        return {path: tree}
    return {k: v for name, below in tree.items() for k, v in flat(below, (*path, name)).items()}


@given(sets, sets)
def test_more_audiences_never_show_less(some, more):
    lesser = flat(seen(frozenset(some)).document)
    assert lesser.items() <= flat(seen(frozenset(some | more)).document).items()


values = st.sampled_from(["s1", "s2", "s3"])


@given(values, values, st.dictionaries(st.sampled_from(["screen", "chip"]), values))
def test_documents_that_differ_in_restricted_values_only_look_the_same(one, two, suppliers):
    other = apply(DOCUMENT, {"supplier": one, "undeclared": two})
    other = apply(other, {"parts": {part: {"supplier": s} for part, s in suppliers.items()}})
    assert seen(ANYONE, other) == seen(ANYONE)


# Commitments --------------------------------------------------------------------------------------


def test_the_groups_are_the_distinct_audience_sets_and_the_operators_own():
    assert TOY.groups == ("", "authority", "authority+public+repairer", "repairer")


def test_the_parts_of_a_patch_put_together_give_the_patch():
    together: dict = {}
    for part in cut_by_group(DOCUMENT, TOY).values():
        together = apply(together, part)
    assert together == DOCUMENT


def test_each_part_holds_the_leaves_of_its_group_alone():
    parts = cut_by_group(DOCUMENT, TOY)
    assert parts["repairer"] == {"parts": {"screen": {"price": 9}}}
    assert parts["authority"] == {
        "supplier": "secret-a",
        "parts": {"chip": {"supplier": "secret-b"}},
    }
    assert parts[""] == {"undeclared": "secret-c"}


def test_a_removed_entry_is_cut_to_every_group_below_it():
    parts = cut_by_group({"parts": {"screen": None}}, TOY)
    assert parts[""] == {}
    assert all(parts[g] == {"parts": {"screen": None}} for g in TOY.groups if g)


def test_an_emptied_map_is_cut_to_every_group_below_it():
    parts = cut_by_group({"parts": {}}, TOY)
    assert all(parts[group] == {"parts": {}} for group in TOY.groups if group)


def test_a_record_without_any_field_goes_to_the_operators_own_group():
    schema = sector(box={"type": "object", "properties": {}})
    assert cut_by_group({"box": {}}, schema)[""] == {"box": {}}


def test_a_stray_member_goes_to_the_operators_own_group():
    assert cut_by_group({"stray": 1}, TOY)[""] == {"stray": 1}


@pytest.mark.parametrize("pointer", ["mass", "supplier", "undeclared"])
def test_every_value_moves_the_commitment(pointer):
    salt = bytes(16)
    other = {**DOCUMENT, pointer: "other"}
    assert commitment_root(other, TOY, salt) != commitment_root(DOCUMENT, TOY, salt)


def test_the_salt_moves_the_commitment_of_equal_values():
    assert commitment_root({}, TOY, bytes(16)) != commitment_root({}, TOY, b"x" * 16)


def test_the_order_of_members_does_not_move_the_commitment():
    turned = dict(reversed(list(DOCUMENT.items())))
    assert canonical(turned) == canonical(DOCUMENT)
    assert commitment_root(turned, TOY, bytes(16)) == commitment_root(DOCUMENT, TOY, bytes(16))
