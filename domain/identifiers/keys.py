"""All keys that are known here, by the name that stands in front of their value.

Another key is another row of `gs1_keys` or `other_keys`.
"""

from collections.abc import Mapping
from itertools import chain

from domain.identifiers import gs1_keys, other_keys
from domain.identifiers.application_identifiers import ENTRIES
from domain.identifiers.key import Key

KEYS: Mapping[str, Key] = {
    key.component.ai: key for key in chain(gs1_keys.keys(), other_keys.keys())
}

# An address in capitals makes a smaller symbol, so that the case of a name does not count there.
BY_SEGMENT: Mapping[str, Key] = {ai.lower(): key for ai, key in KEYS.items()}

# The schemes, and how long a canonical text of each may be.
SCHEMES: Mapping[str, int] = {
    scheme: max(key.longest_text for key in KEYS.values() if key.scheme == scheme)
    for scheme in {key.scheme for key in KEYS.values()}
}

# What may stand in front of a value in a path: everything else ends the look for a key.
IN_PATHS = frozenset(ENTRIES).union(*(key.qualifiers for key in KEYS.values()))
