"""Units of activity data, and the one function that converts between them.

Codes are UCUM. The ratios are exact by definition: prefixes, tonne and hour from the SI brochure
(BIPM, 9th edition, tables 7 and 8), so that one kW.h is 1000 W x 3600 s = 3.6 MJ. A units library
may take the place of the table; `convert` is what the rest of the house calls.
"""

from domain.faults import Fault, Invalid

# unit -> (base unit, numerator, denominator): one unit is numerator/denominator base units.
# Kept as a ratio of whole numbers because a factor such as 0.001 would itself be rounded.
_RATIOS = {
    "g": ("kg", 1, 1000),
    "kg": ("kg", 1, 1),
    "t": ("kg", 1000, 1),
    "W.h": ("kW.h", 1, 1000),
    "kW.h": ("kW.h", 1, 1),
    "MJ": ("kW.h", 5, 18),
    "kg.km": ("t.km", 1, 1000),
    "t.km": ("t.km", 1, 1),
    "1": ("1", 1, 1),
}
UNITS = frozenset(_RATIOS)
BASE_UNITS = frozenset(base for base, _, _ in _RATIOS.values())


def base_of(unit: str) -> str:
    """Return the unit that factors of this kind refer to: kg, kW.h, t.km or 1.

    Raises Invalid (`unit.unknown`) for a unit outside UNITS.
    """
    return _ratio(unit)[0]


def convert(quantity: float, source: str, target: str) -> float:
    """Return a quantity given in `source` expressed in `target`, both UCUM codes of UNITS.

    Raises Invalid: `unit.unknown` for a unit outside UNITS, `unit.kind` when the two measure
    different things (mass, energy, mass times distance, pieces).
    """
    source_base, up, down = _ratio(source)
    target_base, target_up, target_down = _ratio(target)
    if source_base != target_base:
        raise Invalid(
            Fault(
                "unit.kind",
                "The two units measure different things: there is no conversion between them.",
                remedy="State the quantity in a unit of the same kind.",
            )
        )
    return quantity * (up * target_down) / (down * target_up)


def _ratio(unit: str) -> tuple[str, int, int]:
    try:
        return _RATIOS[unit]
    except KeyError:
        raise Invalid(
            Fault(
                "unit.unknown",
                "The unit is not one that this registry can convert.",
                remedy=f"Use one of {', '.join(_RATIOS)}.",
            )
        ) from None
