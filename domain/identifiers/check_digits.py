"""Check digits and characters: what shows that an identifier was misread or mistyped."""

DIGITS = frozenset("0123456789")

# Doubling in the field of 32 elements (x^5 + x^2 + 1), where adding is exclusive or.
_DOUBLE = tuple((value << 1) ^ (0b100101 * (value >> 4)) for value in range(32))
_DIGIT_VALUES = bytes.maketrans(b"0123456789", bytes(range(10)))

# GS1 General Specifications, figures 7.11-1 (character set 82, in the order of its values) and
# 7.9.5-3 (the 32 characters of check pairs).
_SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_SET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_VALUES_82 = {character: value for value, character in enumerate(_SET_82)}
_PRIMES = tuple(n for n in range(2, 510) if all(n % d for d in range(2, n)))
_PAIR_MODULUS = 1021


def check_digit(digits: str) -> str:
    """Return the check digit that belongs behind `digits`, as one character.

    Modulo 10 with weights 3, 1, 3, ... from the right (GS1 General Specifications, section 7.9);
    the same for GTIN, GLN, SSCC and every other GS1 key. Raises ValueError for anything but one or
    more ASCII digits.
    """
    if not digits or not DIGITS.issuperset(digits):
        raise ValueError("A check digit is calculated over ASCII digits only.")
    return str(-weighted_sum(digits) % 10)


def ends_in_check_digit(digits: str) -> bool:
    """Say whether the last of these ASCII digits is the check digit of those before it."""
    return (weighted_sum(digits[:-1]) + int(digits[-1])) % 10 == 0


def weighted_sum(digits: str) -> int:
    """Return the sum of ASCII digits with weights 3, 1, 3, ... from the right, modulo 10."""
    values = digits.encode("ascii").translate(_DIGIT_VALUES)
    return (sum(values) + 2 * sum(values[::-2])) % 10


def check_pair(characters: str) -> str:
    """Return the two check characters that belong behind `characters` of character set 82.

    The values of the characters are weighted with the prime numbers from the right, and the sum
    modulo 1021 is written in two characters (GS1 General Specifications, section 7.9.5: GMN).
    Raises ValueError for another character, or more of them than the 97 that weights are given for.
    """
    if len(characters) > len(_PRIMES) or not _VALUES_82.keys() >= set(characters):
        raise ValueError("A check pair is calculated over characters of GS1's set 82 only.")
    values = (_VALUES_82[character] for character in reversed(characters))
    total = sum(p * v for p, v in zip(_PRIMES, values, strict=False)) % _PAIR_MODULUS
    return _SET_32[total >> 5] + _SET_32[total & 31]


def ends_in_check_pair(characters: str) -> bool:
    """Say whether the last two of these characters of set 82 are the check pair of the others."""
    return len(characters) > 1 and check_pair(characters[:-2]) == characters[-2:]


def check_value(values: bytes) -> int:
    """Return the check value, 0 to 31, that belongs behind `values`, each of them 0 to 31.

    Each value is weighted with another power of 2 in the field of 32 elements. No weight is zero
    and neighbouring weights differ, so one changed value and two swapped neighbours always change
    the sum, the check value itself included; up to 30 values may stand in front of it.
    """
    check = 0
    for value in values:
        check = _DOUBLE[check ^ value]
    return check
