"""The Application Identifiers that say something about a product without identifying it.

They stand in the query of a GS1 Digital Link and nowhere else. Numbers and formats: GS1 General
Specifications, section 3, as of the GS1 Barcode Syntax Dictionary of 2026-07-27, which also says
which of them may stand in a query. What an attribute means (whether a date exists, a country code
is given out, or an attribute needs another) is not looked at: a resolver has no use for it.
"""

from collections.abc import Iterator

from domain.identifiers import formats
from domain.identifiers.formats import Format


def _numbers(ranges: str) -> Iterator[str]:
    for part in ranges.split():
        first, _, last = part.partition("-")
        for number in range(int(first), int(last or first) + 1):
            yield f"{number:0{len(first)}}"


# Primary keys of GS1 Digital Link (URI Syntax, section 4.3): each may begin an identifier.
PRIMARY_KEYS = frozenset(
    _numbers("00 01 253 255 401 402 414 415 417 8003 8004 8006 8010 8013 8017 8018")
)

# Application Identifiers that may not stand in a query: they qualify a key in the path, or have no
# place in a Digital Link at all.
NEVER_IN_QUERY = frozenset(
    _numbers("03 21 22 235 254 7040 7041 8011 8014 8019 8020 8040 8041 8042 8043 8200")
)

_BY_FORMAT = {
    "N18*": "00 8017 8018",
    "N17*": "402",
    "N14*": "01 02",
    "N13*": "410-417",
    "N14* N4": "8006 8026",
    "N13* [X..17]": "253",
    "N13* [N..12]": "255",
    "N1 N13* [X..16]": "8003",
    "X..90": "91-99 7256",
    "X..70": "4302-4306 4312-4316 7257 8110 8112",
    "X..50": "8009",
    "X..40": "7253 7254 7259",
    "X..35": "4300 4301 4310 4311 4320",
    "X..34": "8007",
    "X..30": "90 240 241 250 251 400 401 403 4308 4319 7002 7023 8004",
    "X..25": "7242 8013",
    "X..20": "10 243 420 4318 7020-7022 710-717 7240 8002 8012",
    "X..12": "7005",
    "X..10": "7009 7255",
    "X..3": "427 7008",
    "X..2": "7010",
    "X3": "7258",
    "X2": "4307 4317",
    "X2 X..28": "7230-7239",
    "Y..30": "8010",
    "Z..90": "8030",
    "N..15": "3900-3909 3920-3929",
    "N..8": "30 37",
    "N..6": "242",
    "N..4": "7004",
    "N3 N..15": "3910-3919 3930-3939",
    "N3 X..27": "7030-7039",
    "N3 X..9": "421",
    "N3 [N3] [N3] [N3] [N3]": "423 425",
    "N4 N5 N3 N1 N1": "8001",
    "N6 [N6]": "7007",
    "N6 [N4]": "7011",
    "N6 [X1]": "4330-4333",
    "N6 N2 [N2] [N2]": "8008",
    "N20": "4309",
    "N13": "7001",
    "N12": "7251",
    "N10": "4324 4325 7003",
    "N8": "7250",
    "N6": "11-13 15-17 3950-3955 4326 7006 8005"
    " 3100-3105 3110-3115 3120-3125 3130-3135 3140-3145 3150-3155 3160-3165"
    " 3200-3205 3210-3215 3220-3225 3230-3235 3240-3245 3250-3255 3260-3265 3270-3275 3280-3285"
    " 3290-3295 3300-3305 3310-3315 3320-3325 3330-3335 3340-3345 3350-3355 3360-3365 3370-3375"
    " 3400-3405 3410-3415 3420-3425 3430-3435 3440-3445 3450-3455 3460-3465 3470-3475 3480-3485"
    " 3490-3495 3500-3505 3510-3515 3520-3525 3530-3535 3540-3545 3550-3555 3560-3565 3570-3575"
    " 3600-3605 3610-3615 3620-3625 3630-3635 3640-3645 3650-3655 3660-3665 3670-3675 3680-3685"
    " 3690-3695",
    "N4": "3940-3943 8111",
    "N3": "422 424 426",
    "N2": "20 7241",
    "N1": "4321-4323 7252",
}


ATTRIBUTES: dict[str, Format] = {
    ai: formats.of(notation) for notation, ranges in _BY_FORMAT.items() for ai in _numbers(ranges)
}
KNOWN = ATTRIBUTES.keys() | NEVER_IN_QUERY
