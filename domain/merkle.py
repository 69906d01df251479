"""Merkle tree hashing as in Certificate Transparency (RFC 6962 section 2.1; same in RFC 9162)."""

from collections.abc import Iterable
from hashlib import sha256


def leaf_hash(leaf: bytes) -> bytes:
    """Return the 32-byte hash of a leaf; the first byte keeps leaves apart from inner nodes."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the 32-byte hash of an inner node over the hashes of its two halves."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the 32-byte root over `leaves` in their order; of none it is SHA-256 of nothing."""
    # RFC 6962 splits at the largest power of two from the top. Pairing from the bottom, an odd
    # last node rising unhashed, builds the same tree without recursion and in one list.
    level = [leaf_hash(leaf) for leaf in leaves]
    if not level:
        return sha256(b"").digest()
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)] + odd
    return level[0]
