"""Product identifiers: GS1 keys, those of other schemes and the registry's own.

Each has a canonical text, a path and an address. `parse` takes canonical texts, as they are stored,
and `registrable` those of products alone; `from_path` and `from_uri` take addresses, `from_link`
the web addresses that makers give out. All of them raise Malformed and nothing else.
"""

from domain.identifiers.check_digits import check_digit, check_pair
from domain.identifiers.digital_link import (
    address,
    canonical_uri,
    from_link,
    from_path,
    from_uri,
    own_uri,
)
from domain.identifiers.identifier import Identifier, new_own_key, parse, registrable
from domain.identifiers.prefixes import claimed_part, prefix_fault

__all__ = [
    "Identifier",
    "address",
    "canonical_uri",
    "check_digit",
    "check_pair",
    "claimed_part",
    "from_link",
    "from_path",
    "from_uri",
    "new_own_key",
    "own_uri",
    "parse",
    "prefix_fault",
    "registrable",
]
