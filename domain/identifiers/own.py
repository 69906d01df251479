"""The registry's own keys: 13 characters drawn at random and one that checks them.

The 32 characters are the digits and the capital letters without I, L, O and U, which are mistaken
for others or spell words. All of them fit the alphanumeric mode of a QR Code.
"""

from domain.identifiers.check_digits import check_value

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DRAWN = 13
LENGTH = DRAWN + 1

_BITS = 5 * DRAWN
ENTROPY = -(-_BITS // 8)

_VALUES = {ord(character): value for value, character in enumerate(ALPHABET)}
_READ = {ord(character.lower()): character for character in ALPHABET} | {
    ord(typed): meant for typed, meant in zip("OoIiLl", "001111", strict=True)
}


def draw(random_bytes: bytes) -> str:
    """Return the own key, check character included, that these random bytes stand for.

    The first 65 bits count, so the same bytes give the same key. Raises ValueError when there are
    fewer than 9 bytes.
    """
    if len(random_bytes) < ENTROPY:
        raise ValueError(f"An own key is drawn from at least {ENTROPY} random bytes.")
    number = int.from_bytes(random_bytes[:ENTROPY]) >> (8 * ENTROPY - _BITS)
    values = bytes(number >> shift & 31 for shift in range(_BITS - 5, -1, -5))
    return "".join(ALPHABET[value] for value in (*values, check_value(values)))


def checks(key: str) -> bool:
    """Say whether the last of 14 characters of the alphabet is the one that belongs there."""
    values = key.translate(_VALUES).encode("ascii")
    return check_value(values[:-1]) == values[-1]


def read(typed: str) -> str:
    """Return a key as it is written canonically: in capitals, 0 for O and 1 for I and L."""
    return typed.translate(_READ)
