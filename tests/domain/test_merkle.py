import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.merkle import leaf_hash, node_hash, root

VECTORS = Path(__file__).parents[3] / "shared/reference/merkle/rfc6962-tree-roots.json"


def textbook_root(leaves):
    """RFC 6962 section 2.1 as it stands there: split at the largest power of two below the size."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    halves = textbook_root(leaves[:split]) + textbook_root(leaves[split:])
    return sha256(b"\x01" + halves).digest()


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ([b"a"], "022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c"),
        ([b"a", b"b"], "b137985ff484fb600db93107c77b0365c80d78f5b429ded0fd97361d077999eb"),
        ([b"a", b"b", b"c"], "36642e73c2540ab121e3a6bf9545b0a24982cd830eb13d3cd19de3ce6c021ec1"),
    ],
    ids=["no leaf", "one leaf", "two leaves", "three leaves, the last rising unhashed"],
)
def test_the_root_has_the_value_that_openssl_gives(leaves, expected):
    assert root(leaves).hex() == expected


def test_the_roots_are_those_that_certificate_transparency_logs_publish():
    if not VECTORS.exists():
        pytest.skip(f"the vectors {VECTORS.name} are not beside the repository")
    vectors = json.loads(VECTORS.read_text())
    leaves = [bytes.fromhex(leaf) for leaf in vectors["leaf_inputs_hex"]]
    roots = [root(leaves[:size]).hex() for size in range(len(leaves) + 1)]
    assert roots == vectors["roots_hex_by_size"]
    assert leaf_hash(b"").hex() == vectors["empty_leaf_hash_hex"]


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_root_is_that_of_the_recursive_definition(leaves):
    assert root(leaves) == textbook_root(leaves)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=20), st.data())
def test_changing_one_leaf_changes_the_root(leaves, data):
    changed = list(leaves)
    position = data.draw(st.integers(0, len(leaves) - 1))
    changed[position] += b"!"
    assert root(changed) != root(leaves)


def test_a_leaf_that_looks_like_an_inner_node_does_not_pass_for_one():
    inner = leaf_hash(b"a") + leaf_hash(b"b")
    assert root([inner]) != root([b"a", b"b"])
    assert node_hash(leaf_hash(b"a"), leaf_hash(b"b")) == root([b"a", b"b"])


def test_the_order_of_the_leaves_counts():
    assert root([b"a", b"b"]) != root([b"b", b"a"])
