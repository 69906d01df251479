"""Build data/demo/devices.csv: 101 real devices as the import command reads them, one a row.

    python -m tools.build_demo_devices --masses MASSES.csv --to data/demo/devices.csv

MASSES.csv has category, product, section, component, material, mass_g (see data/README.md). The
same table gives the same bytes, identifiers included: an identifier is derived from the published
name, so that a rebuilt file describes the same products.
"""

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from domain.identifiers import new_own_key

ACTIVITY = "mass-based"
SOURCE_URL = "https://doi.org/10.6084/m9.figshare.11306792.v4"
SOURCE_TITLE = "Babbitt et al. 2020, disassembly data set"
CITATION = "Babbitt et al. 2020, Scientific Data 7, doi 10.1038/s41597-020-0573-9"
DISPLAY = "equipment/display_diagonal"
NOTICE = (
    "Demonstration. A real device, described from published research; its maker has declared"
    " nothing here and has no part in this page."
)
KEY_SEED = "product-passport-registry/demo-device/1/"

# published name -> code of the schemas; also the order of the columns
MATERIALS = {
    "Aluminum": "aluminium",
    "Copper": "copper",
    "Steel": "steel",
    "Plastic": "plastic",
    "Li-ion battery": "li-ion-battery",
    "PCB": "circuit-board",
    "Flat panel glass": "flat-panel-glass",
    "CRT glass": "crt-glass",
    "Other glass": "other-glass",
    "Other metals": "other-metals",
    "Others": "other",
}
# published category -> sector, category of its schema, what one says in a sentence
CATEGORIES = {
    "Basic mobile phone": ("product", "mobile-phone", "Basic mobile phone"),
    "Blu-ray player": ("product", "media-player", "Blu-ray player"),
    "CRT monitor": ("product", "monitor", "Monitor with a picture tube"),
    "CRT TV": ("product", "television", "Television with a picture tube"),
    "DVD player": ("product", "media-player", "DVD player"),
    "Digital camera": ("product", "camera", "Digital camera"),
    "Drone": ("product", "drone", "Drone"),
    "E-reader": ("product", "e-reader", "E-reader"),
    "Fitness tracker": ("product", "wearable", "Fitness tracker"),
    "Gaming console": ("product", "console", "Game console"),
    "Integrated desktop": ("product", "desktop", "Desktop computer with a built-in display"),
    "LCD monitor": ("product", "monitor", "LCD monitor"),
    "LED monitor": ("product", "monitor", "LED monitor"),
    "Laptop": ("product", "laptop", "Laptop"),
    "MP3 player": ("product", "media-player", "Portable music player"),
    "Netbook": ("product", "laptop", "Netbook"),
    "Plasma TV": ("product", "television", "Plasma television"),
    "Printer": ("product", "printer", "Printer"),
    "Smart & non-smart thermostat": ("product", "smart-home", "Thermostat"),
    "Smartphone": ("smartphone", "smartphone", "Smartphone"),
    "Tablet": ("product", "tablet", "Tablet"),
    "Traditional desktop": ("product", "desktop", "Desktop computer"),
}
# The published category holds both kinds; these two have no network.
NOT_SMART = "Honeywell"
# A brand is stated only where the published name begins with it.
BRANDS = (
    *("Acer", "Amazon", "Apple", "Aspire Digital", "Asus", "Blackberry", "Canon", "DJI", "Dell"),
    *("Ecobee", "Fitbit", "GE", "HP", "Honeywell", "Jawbone", "Kodak", "LG", "Motorola", "Nest"),
    *("Nikon", "Nintendo", "Nokia", "Palm", "Philips", "Promark", "Protocol", "RCA", "Samsung"),
    *("Sanyo", "Sony", "Toshiba", "UDI", "ZTE"),
)
SECTIONS = {
    "lab": "a device taken apart and weighed in a laboratory",
    "literature": "masses collected from earlier publications",
}
SLIPS = {
    "unkown": "unknown",
    "R -series": "R-series",
    '"1525': '" 1525',
    "V(2015)": "V (2015)",
    "Chasis": "Chassis",
    "catridge": "cartridge",
    "mainbody": "main body",
    "Power Supply": "Power supply",
    "Others components": "Other components",
    "wires,adapters&extra": "wires, adapters and extra",
}

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Material:
    """One material of a device: mass in g, and its components, the heaviest first."""

    mass: Decimal
    components: tuple[str, ...]


def tidy(text: str) -> str:
    """Return a published name without footnote star, doubled spaces and slips of the pen."""
    for slip, meant in SLIPS.items():
        text = text.replace(slip, meant)
    text = re.sub(r"\s*/\s*", "/", text.replace("*", ""))
    return re.sub(r"\s+", " ", text).strip()


def brand_of(name: str) -> str:
    """Return the brand that the name begins with, or an empty text."""
    return next((brand for brand in BRANDS if name.startswith(f"{brand} ")), "")


def age_of(name: str) -> str:
    """Return what the name says about the year of the model, as part of a sentence."""
    stated = re.search(r"\((?P<about>approx\. )?(?P<year>[12][0-9]{3})\)", name)
    if stated is None:
        return "model year unknown"
    return f"model of about {stated['year']}" if stated["about"] else f"model of {stated['year']}"


def display_of(sector: str, name: str) -> dict[str, str]:
    """Return the display diagonal in inches where the schema has one and the name states it."""
    stated = re.search(r'([0-9]+(?:\.[0-9]+)?)"', name)
    return {DISPLAY: stated[1]} if stated and sector == "product" else {}


def materials_of(rows: Iterable[Row]) -> dict[str, Material]:
    """Return material code -> mass and components of one device."""
    masses: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in rows:
        masses[MATERIALS[row["material"]]][tidy(row["component"])] += Decimal(row["mass_g"])
    return {
        code: Material(
            sum(by_component.values(), Decimal()),
            tuple(sorted(by_component, key=lambda name: (-by_component[name], name))),
        )
        for code, by_component in masses.items()
    }


def device(category: str, published: str, section: str, rows: Sequence[Row]) -> dict[str, str]:
    """Return one row of the file; a column that the device has nothing to say in is left out."""
    sector, code, kind = CATEGORIES[category]
    name = tidy(published)
    if code == "smart-home" and name.startswith(NOT_SMART):
        code = "other"
    materials = materials_of(rows)
    whole = sum((material.mass for material in materials.values()), Decimal())
    row = {
        "identifier": new_own_key(sha256(f"{KEY_SEED}{published}".encode()).digest()).text,
        "sector": sector,
        "activity": ACTIVITY,
        "name/en": name,
        "category": code,
        "brand": brand_of(name),
        "notice/en": NOTICE,
        "summary/en": (
            f"{kind}, {age_of(name)}. From published research, {SECTIONS[section]}; "
            "the maker has declared nothing."
        ),
        "mass": plain(whole),
        **display_of(sector, name),
        "documents/source/title/en": SOURCE_TITLE,
        "documents/source/kind": "other",
        "documents/source/url": SOURCE_URL,
    }
    for material, found in materials.items():
        place = f"materials/{material}"
        row |= {
            f"{place}/material": material,
            f"{place}/mass": plain(found.mass),
            f"{place}/component/en": "; ".join(found.components),
            f"{place}/measured_by/en": f"{CITATION}: {SECTIONS[section]}.",
        }
    return row


def columns() -> list[str]:
    """Return the header: where each value goes, as a JSON pointer without its first slash."""
    return [
        *("identifier", "sector", "activity", "notice/en", "name/en", "category", "brand"),
        "summary/en",
        *("mass", DISPLAY),
        *(
            f"materials/{code}/{member}"
            for code in MATERIALS.values()
            for member in ("material", "mass", "component/en", "measured_by/en")
        ),
        *(f"documents/source/{member}" for member in ("title/en", "kind", "url")),
    ]


def plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros at its end."""
    return format(number.normalize(), "f")


def main() -> None:
    """Read the table of masses and write one row per device, in the order of the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--masses", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    devices: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    with given.masses.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            devices[row["category"], row["product"], row["section"]].append(row)
    with given.to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(device(*described, rows) for described, rows in devices.items())


if __name__ == "__main__":
    main()
