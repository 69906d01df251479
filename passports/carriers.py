"""Data carriers: the QR code that a product bears, as SVG and as PNG, with its number in writing.

The code holds the address under which the registry answers: a GS1 Digital Link, or an address of
the registry's own. Symbol: ISO/IEC 18004 at error correction level M, mask chosen by its penalty
rules, quiet zone of four modules. The line below is the human readable interpretation that GS1's
General Specifications (4.14) ask for, so that a number can be typed where a code is scratched.
"""

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from domain.identifiers import Identifier, address

QUIET_ZONE = 4
PIXELS = 10
LINE = 2.6  # height of a line of text, in modules
GLYPH = 0.62  # width of a character of a monospaced font, at size 1
LARGEST = 2.2  # size of the text, in modules

Matrix = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=1024)
def modules(content: str) -> Matrix:
    """Return the rows of the QR code of a text, quiet zone included; True is a dark module."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(content.encode(), optimize=0)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


@lru_cache(maxsize=1024)
def path(content: str) -> tuple[int, str]:
    """Return the width in modules and the SVG path of the QR code of a text.

    The path is to be stroked one module wide: a line for each run of dark modules.
    """
    matrix = modules(content)
    commands: list[str] = []
    x = y = 0
    for row, line in enumerate(matrix):
        for start, length in _runs(line):
            move = f"m{start - x} {row - y}" if commands else f"M{start} {row}.5"
            commands.append(f"{move}h{length}")
            x, y = start + length, row
    return len(matrix), "".join(commands)


def svg(identifier: Identifier, base_url: str) -> bytes:
    """Return the data carrier as an SVG document in UTF-8, one user unit a module.

    `base_url` is scheme and host of the registry; the code holds `base_url` + the product's path.
    """
    content = address(identifier, base_url)
    width, drawing = path(content)
    lines = writing(identifier)
    size = min(LARGEST, (width - 2) / (GLYPH * max(map(len, lines))))
    height = width + LINE * len(lines) + 1
    texts = "".join(
        f'<text x="{width / 2:g}" y="{_baseline(width, number):g}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    document = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" role="img">'
        f"<title>{escape(content)}</title>"
        f'<path fill="#fff" d="M0 0h{width}v{height:g}H0z"/>'
        f'<path stroke="#000" shape-rendering="crispEdges" d="{drawing}"/>'
        f'<g font-family="monospace" font-size="{size:.3g}" text-anchor="middle">{texts}</g></svg>'
    )
    return document.encode()


def png(identifier: Identifier, base_url: str) -> bytes:
    """Return the data carrier as a PNG in black and white, ten pixels a module."""
    matrix = modules(address(identifier, base_url))
    width, lines = len(matrix), writing(identifier)
    height = width + LINE * len(lines) + 1
    image = Image.new("1", (width * PIXELS, round(height * PIXELS)), color=1)
    canvas = ImageDraw.Draw(image)
    for row, line in enumerate(matrix):
        for start, length in _runs(line):
            left, top = start * PIXELS, row * PIXELS
            canvas.rectangle((left, top, left + length * PIXELS - 1, top + PIXELS - 1), fill=0)
    largest = ImageFont.load_default(LARGEST * PIXELS)
    longest = max(map(largest.getlength, lines))
    room = (width - 2) * PIXELS
    font = ImageFont.load_default(min(1, room / longest) * LARGEST * PIXELS)
    for number, text in enumerate(lines):
        where = (width * PIXELS / 2, _baseline(width, number) * PIXELS)
        canvas.text(where, text, fill=0, font=font, anchor="ms")
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def writing(identifier: Identifier) -> tuple[str, ...]:
    """Return the lines below the code: one element a line, the key of an own number bare."""
    key, *qualifiers = (identifier.key, *identifier.qualifiers)
    first = f"({key[0]}){key[1]}" if identifier.scheme == "gs1" else key[1]
    return (first, *(f"({ai}){value}" for ai, value in qualifiers))


def _runs(line: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield (first column, number of modules) of each run of dark modules."""
    start = None
    for column, dark in enumerate((*line, False)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            yield start, column - start
            start = None


def _baseline(width: int, number: int) -> float:
    # Below the quiet zone, never in it: a scanner takes ink there for part of the code.
    return width + LINE * (number + 1) - 0.6
