"""What is sealed, told value by value, and that nobody can guess it."""

from itertools import islice

import pytest

from domain.canonical import canonical, leaf_of_bytes, subject_commitment, version_digest
from domain.chain import Facts, Status, Version
from domain.merkle import root
from domain.sector_schema import walk
from passports import sealing
from passports.sealing import Seal, Sealer, header, parts_of

SALT = bytes(range(16))
COMMITTED, PREVIOUS, SCHEMA = bytes([1] * 32), bytes([2] * 32), bytes([3] * 32)
ITEM, MODEL, OLD = "gs1:01/09506000134352/21/S1", "gs1:01/09506000134352", "own:0000000000000"
PATCH = {"mass": 900, "supplier": "Canary"}


def toy(version="0.1", supplier_for=("authority",)):
    properties = {
        "mass": {"type": "number"},
        "supplier": {"type": "string", "x-access": list(supplier_for)},
    }
    return walk(
        {
            "$id": f"toy/{version}",
            "title": "Toy",
            "type": "object",
            "x-access": ["public", "repairer", "authority"],
            "properties": properties,
        }
    )


@pytest.fixture
def salts(monkeypatch):
    """Makes the random bytes count up, and keeps how many were asked for at once."""
    asked = []

    def token_bytes(number):
        asked.append(number)
        return b"".join(n.to_bytes(16, "big") for n in range(number // 16))

    monkeypatch.setattr(sealing.secrets, "token_bytes", token_bytes)
    return asked


def test_the_header_of_a_revision_tells_everything_and_names_no_product():
    facts = Facts(MODEL, 4, Status.SUSPENDED, "maker", OLD)
    assert header(ITEM, Version(7, None, 99, PATCH, facts, SCHEMA), SALT, COMMITTED, PREVIOUS) == {
        "subject": subject_commitment(SALT, ITEM).hex(),
        "number": 7,
        "kind": "revision",
        "corrects": None,
        "facts": {
            "parent": subject_commitment(SALT, MODEL).hex(),
            "parent_revision": 4,
            "status": "suspended",
            "operator": "maker",
            "predecessor": subject_commitment(SALT, OLD).hex(),
        },
        "schema": "03" * 32,
        "previous": "02" * 32,
        "root": "01" * 32,
    }


def test_the_header_of_a_first_correction_leaves_unsaid_what_it_does_not_say():
    told = header(ITEM, Version(2, 1, 99, {}, Facts(), SCHEMA), SALT, COMMITTED, None)
    assert (told["kind"], told["corrects"], told["previous"]) == ("correction", 1, None)
    assert told["facts"] == {
        "parent": None,
        "parent_revision": None,
        "status": None,
        "operator": None,
        "predecessor": None,
    }


def test_a_patch_is_cut_to_every_group_in_the_order_of_the_schema():
    schema = toy()
    parts = parts_of(PATCH, schema)
    assert [group for group, _ in parts] == list(schema.groups)
    told = {group: part for group, part in parts if part != b"{}"}
    assert sorted(told.values()) == [b'{"mass":900}', b'{"supplier":"Canary"}']


def root_of(patch, schema, salt):
    return root([leaf_of_bytes(salt, group, part) for group, part in parts_of(patch, schema)])


def test_a_seal_holds_patch_salt_root_and_digest(salts):
    schema, salt = toy(), bytes(16)
    version = Version(1, None, 0, PATCH, Facts(operator="maker"), schema.digest)
    committed = root_of(PATCH, schema, salt)
    digest = version_digest(header(ITEM, version, salt, committed, PREVIOUS))
    expected = Seal(canonical(PATCH), salt, committed, digest)
    assert Sealer().seal(ITEM, version, schema, PREVIOUS) == expected


def test_equal_patches_of_one_schema_are_cut_once_and_sealed_each_with_a_salt_of_its_own(
    salts, monkeypatch
):
    cut = []
    monkeypatch.setattr(sealing, "parts_of", lambda *parts: cut.append(parts) or parts_of(*parts))
    sealer, schema, stricter = Sealer(), toy(), toy("0.2", supplier_for=())
    version = Version(1, None, 0, PATCH, Facts(), schema.digest)
    seals = [sealer.seal(ITEM, version, schema, None) for _ in range(3)]
    assert [seal.salt for seal in seals] == [number.to_bytes(16, "big") for number in range(3)]
    assert [seal.root for seal in seals] == [root_of(PATCH, schema, seal.salt) for seal in seals]
    assert cut == [(PATCH, schema)]
    other = sealer.seal(ITEM, version, stricter, None)
    assert other.root == root_of(PATCH, stricter, other.salt)
    assert cut == [(PATCH, schema), (PATCH, stricter)]


def test_a_version_without_values_is_sealed_like_one_with_an_empty_patch(salts):
    schema = toy()
    seal = Sealer().seal(ITEM, Version(1, None, 0, None, Facts(), schema.digest), schema, None)
    assert (seal.patch, seal.root) == (b"{}", root_of({}, schema, seal.salt))


def test_salts_are_drawn_in_bulk_and_never_twice(salts):
    drawn = list(islice(sealing._salts(), 5_000))
    assert salts == [65_536, 65_536]
    assert drawn[:4_096] == [n.to_bytes(16, "big") for n in range(4_096)]
    assert drawn[4_096:] == drawn[:904]
