"""Letters that went through a wrong encoding: UTF-8 that was read as Windows-1252 or Latin-1.

"Ã©" is "é" and "Ã¼" is "ü". A few pairs that look like it can be meant ("CAFÉ»"), so only the
letters that begin such pairs in texts of the known languages count.
"""

import re

_TIMES = 3  # a text may have gone through it more than once


def _byte_of() -> dict[str, int]:
    found = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        found[bytes([byte]).decode("cp1252", errors="replace")] = byte
    found.pop("\ufffd", None)
    return found


_BYTE_OF = _byte_of()
# The bytes that go on with a character in UTF-8.
_FOLLOWING = "".join(c for c, byte in _BYTE_OF.items() if byte in range(0x80, 0xC0))
_PAIRS = re.compile(
    f"[\xc2-\xc5\xce-\xd1\xd7-\xdb][{_FOLLOWING}]"
    f"|[\xe0-\xef][{_FOLLOWING}]{{2}}"
    f"|[\xf0-\xf4][{_FOLLOWING}]{{3}}"
)
# Pairs that nobody writes, however they got there.
_CERTAIN = re.compile(f"[\xc2\xc3\xd0\xd1][{_FOLLOWING}]|\xe2[\x80\u20ac][{_FOLLOWING}]")


def looks_broken(text: str) -> bool:
    """Say whether a text holds what may be a letter that went through a wrong encoding."""
    return _PAIRS.search(text) is not None


def mended(text: str) -> tuple[str, bool]:
    """Return a text with its letters restored, and whether that is beyond doubt.

    It is where nothing outside ASCII is left that was right already, or where the pairs are such as
    nobody writes.
    """
    certain = True
    for _ in range(_TIMES):
        found = _PAIRS.findall(text)
        restored = _PAIRS.sub(_decoded, text) if found else text
        if restored == text:
            break
        rest = _PAIRS.sub("", text)
        certain &= rest.isascii() and (len(found) > 1 or bool(_CERTAIN.search(text)))
        text = restored
    return text, certain


def _decoded(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[character] for character in found[0]).decode()
    except UnicodeDecodeError:
        return found[0]
