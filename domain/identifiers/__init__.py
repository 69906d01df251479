"""Product identifiers: GS1 keys and the registry's own, as text, as path and as address.

`parse` takes canonical texts, as they are stored; `from_path` and `from_uri` take addresses. All
three raise Malformed and nothing else.
"""

from domain.identifiers.check_digits import check_digit
from domain.identifiers.digital_link import address, canonical_uri, from_path, from_uri
from domain.identifiers.identifier import Identifier, new_own_key, parse

__all__ = [
    "Identifier",
    "address",
    "canonical_uri",
    "check_digit",
    "from_path",
    "from_uri",
    "new_own_key",
    "parse",
]
