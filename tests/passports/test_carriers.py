"""What a scanner reads from the codes is the address of the passport."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw

from domain.identifiers import address, new_own_key, parse
from passports.carriers import QUIET_ZONE, modules, path, png, svg, writing

BASE = "https://passports.example"
IDENTIFIERS = [
    parse("gs1:01/09506000134352"),
    parse("gs1:01/09506000134352/21/SN1"),
    parse("gs1:01/09506000134352/22/BLUE/10/2026-07/21/A%2FB-00000000000001"),
    new_own_key(bytes(range(16))),
]
NAMESPACE = {"svg": "http://www.w3.org/2000/svg"}

each_identifier = pytest.mark.parametrize("identifier", IDENTIFIERS, ids=lambda i: i.text)


def drawn(markup: bytes, scale: int = 8) -> Image.Image:
    """Draw the stroked path of one of our SVG files, in which every line is horizontal."""
    root = ET.fromstring(markup)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    image = Image.new("1", (round(width * scale), round(height * scale)), color=1)
    canvas = ImageDraw.Draw(image)
    (strokes,) = (p for p in root.findall("svg:path", NAMESPACE) if "stroke" in p.attrib)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-0-9. ]+)", strokes.attrib["d"]):
        values = [float(number) for number in numbers.split()]
        if command == "h":
            left, top = x * scale, (y - 0.5) * scale
            right, bottom = (x + values[0]) * scale - 1, top + scale - 1
            canvas.rectangle((left, top, right, bottom), fill=0)
            x += values[0]
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            x, y = values
    return image


def read(image: Image.Image) -> zxingcpp.Barcode:
    (code,) = zxingcpp.read_barcodes(image.convert("L"))
    return code


@each_identifier
def test_the_png_decodes_to_the_address(identifier):
    code = read(Image.open(io.BytesIO(png(identifier, BASE))))
    assert code.text == address(identifier, BASE)


@each_identifier
def test_the_svg_decodes_to_the_address(identifier):
    assert read(drawn(svg(identifier, BASE))).text == address(identifier, BASE)


@each_identifier
def test_the_error_correction_is_level_m_or_better(identifier):
    assert read(drawn(svg(identifier, BASE))).ec_level in {"M", "Q", "H"}


@each_identifier
def test_four_light_modules_surround_the_code_and_no_fifth(identifier):
    matrix = modules(address(identifier, BASE))
    width = len(matrix)
    dark = {(x, y) for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark}
    assert all(len(row) == width for row in matrix)
    assert {min(x for x, _ in dark), min(y for _, y in dark)} == {QUIET_ZONE}
    assert {max(x for x, _ in dark), max(y for _, y in dark)} == {width - 1 - QUIET_ZONE}


@each_identifier
def test_the_path_draws_exactly_the_dark_modules(identifier):
    content = address(identifier, BASE)
    image = drawn(svg(identifier, BASE), scale=1)
    matrix = modules(content)
    assert path(content)[0] == len(matrix)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            assert bool(image.getpixel((x, y))) is not dark


@each_identifier
def test_the_number_stands_below_in_writing_and_the_address_is_the_title(identifier):
    root = ET.fromstring(svg(identifier, BASE))
    texts = [text.text for text in root.iterfind(".//svg:text", NAMESPACE)]
    assert tuple(texts) == writing(identifier)
    assert root.attrib["role"] == "img"
    assert root.findtext("svg:title", namespaces=NAMESPACE) == address(identifier, BASE)


def test_a_gs1_number_is_written_with_its_application_identifiers():
    assert writing(IDENTIFIERS[2]) == (
        "(01)09506000134352",
        "(22)BLUE",
        "(10)2026-07",
        "(21)A/B-00000000000001",
    )


def test_an_own_number_is_written_bare():
    identifier = IDENTIFIERS[3]
    assert writing(identifier) == (identifier.path.removeprefix("/own/"),)


@each_identifier
def test_the_writing_leaves_the_quiet_zone_free(identifier):
    image = Image.open(io.BytesIO(png(identifier, BASE)))
    width = len(modules(address(identifier, BASE)))
    pixels = image.width // width
    zone = image.crop((0, (width - QUIET_ZONE) * pixels, image.width, width * pixels))
    assert not ImageChops.invert(zone).getbbox()
    below = image.crop((0, width * pixels, image.width, image.height))
    assert ImageChops.invert(below).getbbox()


def test_the_writing_fits_however_long_a_number_is():
    identifier = parse("gs1:01/09506000134352/21/" + "W" * 20)
    image = Image.open(io.BytesIO(png(identifier, BASE)))
    for edge in (0, image.width - 1):
        assert all(image.getpixel((edge, y)) for y in range(image.height))
