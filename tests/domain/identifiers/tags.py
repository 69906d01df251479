"""What writes RFID tags for the tests, bit by bit, as strings of 0 and 1 (TDS 2.3, section 14)."""

HEX, BASE_64 = (
    "0123456789abcdef",
    "".join(
        (
            *"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            *"abcdefghijklmnopqrstuvwxyz",
            *"0123456789-_",
        )
    ),
)
PREFIX_BITS = {12: 40, 11: 37, 10: 34, 9: 30, 8: 27, 7: 24, 6: 20}


def unsigned(value, width):
    return format(int(value), f"0{width}b") if width else ""


def header(value, filter_value=3, *, more=False):
    """Return what a tag of TDS 2 begins with."""
    return unsigned(value, 8) + ("1" if more else "0") + unsigned(filter_value, 3)


def decimal(digits):
    """Return digits of four bits each."""
    return "".join(unsigned(digit, 4) for digit in digits)


def number(digits):
    """Return digits as one number, in as few bits as any of so many digits takes."""
    width = 0
    while 2**width < 10 ** len(digits):
        width += 1
    return unsigned(digits or 0, width) if width else ""


def sized(value, longest):
    return unsigned(len(value), len(format(longest, "b")))


def ascii_text(value, longest):
    """Return a text of seven bits for each character, behind its kind and its length."""
    characters = "".join(unsigned(ord(character), 7) for character in value)
    return unsigned(4, 3) + sized(value, longest) + characters


def seven_bits(value, width):
    """Return a text of the older schemes, filled with zeros."""
    return "".join(unsigned(ord(character), 7) for character in value).ljust(width, "0")


def date(yymmdd):
    year, month, day = yymmdd[:2], yymmdd[2:4], yymmdd[4:]
    return unsigned(year, 7) + unsigned(month, 4) + unsigned(day, 5)


def parted(prefix, reference, width, filter_value=1):
    """Return filter, partition, company prefix and reference of `width` bits together."""
    taken = PREFIX_BITS[len(prefix)]
    return (
        unsigned(filter_value, 3)
        + unsigned(12 - len(prefix), 3)
        + unsigned(prefix, taken)
        + unsigned(reference or 0, width - taken)
    )


def segment(bits, name="eh"):
    """Return bits as the segment of a path, "eh" in hexadecimal digits, "ex" in base64url."""
    alphabet, width = (HEX, 4) if name == "eh" else (BASE_64, 6)
    padded = bits + "0" * (-len(bits) % width)
    pieces = (padded[start : start + width] for start in range(0, len(padded), width))
    return name + "".join(alphabet[int(piece, 2)] for piece in pieces)


def bits_of(hexadecimal):
    return "".join(unsigned(int(digit, 16), 4) for digit in hexadecimal)
