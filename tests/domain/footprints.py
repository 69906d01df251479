"""Inventories and factor sets for the footprint tests, by hand and at random."""

from hypothesis import strategies as st

from domain.footprint import Factor
from domain.inventory import STAGES, Line

FAMILY_UNITS = {"material": "kg", "grid": "kW.h", "freight": "t.km", "part": "1"}
KEYS = tuple(f"{family}/{n}" for family in FAMILY_UNITS for n in "abc")


def unit_of(key):
    return FAMILY_UNITS[key.partition("/")[0]]


def line(key, stage, quantity, factor_key, unit="kg", *, mass_kg=0.0):
    return Line(stage, key, {"en": key}, quantity, unit, factor_key, mass_kg)


def factor_set(**values):
    """Factors per kg by key; two underscores stand for the slash."""
    keyed = {name.replace("__", "/"): value for name, value in values.items()}
    return {key: Factor(key, value, "kg") for key, value in keyed.items()}


@st.composite
def inventories(draw, *, most=12):
    """Lines of which most can be calculated; some lack a quantity."""
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(STAGES),
                st.floats(0, 1e6) | st.none(),
                st.sampled_from(KEYS),
                st.booleans(),
            ),
            max_size=most,
        )
    )
    return [
        Line(
            stage,
            f"line-{n}",
            {"en": f"Line {n}"},
            quantity,
            unit_of(key),
            key,
            (quantity or 0.0) if is_mass and unit_of(key) == "kg" else 0.0,
        )
        for n, (stage, quantity, key, is_mass) in enumerate(rows)
    ]


@st.composite
def factor_sets(draw, *, bounded=False):
    """Factors for most keys; a few are missing, and one may count in another unit."""
    missing = draw(st.sets(st.sampled_from(KEYS), max_size=4))
    odd = draw(st.none() | st.sampled_from(KEYS))
    factors = {}
    for key in KEYS:
        low, value, high = sorted(draw(st.tuples(*[st.floats(-100, 1000)] * 3)))
        if key not in missing:
            unit = unit_of(key)
            if key == odd:
                unit = "kg" if unit == "1" else "1"
            bounds = (low, high) if bounded else (None, None)
            factors[key] = Factor(key, value, unit, *bounds)
    return factors


@st.composite
def releases(draw):
    """Two releases of a factor set of which the second differs in a few factors."""
    first = draw(factor_sets())
    other = draw(factor_sets())
    moved = draw(st.sets(st.sampled_from(KEYS), max_size=3))
    second = {key: factor for key, factor in first.items() if key not in moved}
    return first, second | {key: other[key] for key in moved & other.keys()}
