"""What people call units, in the languages of the pages and some others.

A word under several UCUM codes has several meanings; which of them is meant is seen from the unit
of the field, and asked where that leaves more than one. Case counts first ("mW" is not "MW"), and
is ignored where it leaves nothing.
"""

from domain.cells.word_lists import word_list

# UCUM atom -> its name in Pint's registry. Decibels are not here: nothing is converted into them.
ATOMS = {
    "1": "dimensionless",
    "%": "percent",
    "[ppth]": "permille",
    "[ppm]": "ppm",
    "ug": "microgram",
    "mg": "milligram",
    "g": "gram",
    "kg": "kilogram",
    "t": "metric_ton",
    "[oz_av]": "ounce",
    "[lb_av]": "pound",
    "[ston_av]": "short_ton",
    "[lton_av]": "long_ton",
    "um": "micrometer",
    "mm": "millimeter",
    "cm": "centimeter",
    "dm": "decimeter",
    "m": "meter",
    "km": "kilometer",
    "[in_i]": "inch",
    "[ft_i]": "foot",
    "[yd_i]": "yard",
    "[sin_i]": "square_inch",
    "[sft_i]": "square_foot",
    "mL": "milliliter",
    "cL": "centiliter",
    "L": "liter",
    "[foz_us]": "US_fluid_ounce",
    "[foz_br]": "imperial_fluid_ounce",
    "[gal_us]": "US_liquid_gallon",
    "[gal_br]": "imperial_gallon",
    "ms": "millisecond",
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "a": "year",
    "J": "joule",
    "kJ": "kilojoule",
    "MJ": "megajoule",
    "GJ": "gigajoule",
    "mW": "milliwatt",
    "W": "watt",
    "kW": "kilowatt",
    "MW": "megawatt",
    "mA": "milliampere",
    "A": "ampere",
    "mV": "millivolt",
    "V": "volt",
    "kV": "kilovolt",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "By": "byte",
    "kBy": "kilobyte",
    "MBy": "megabyte",
    "GBy": "gigabyte",
    "TBy": "terabyte",
    "PBy": "petabyte",
    "KiBy": "kibibyte",
    "MiBy": "mebibyte",
    "GiBy": "gibibyte",
    "TiBy": "tebibyte",
    "Gbit": "gigabit",
    "Tbit": "terabit",
    "cd": "candela",
}


def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, words in word_list("units").items():
        for word in dict.fromkeys((code, *words)):
            found[word] = (*found.get(word, ()), code)
    return found


# word -> the codes that it may stand for, as it is written and without case.
CODES = _by_word()
FOLDED: dict[str, tuple[str, ...]] = {}
for _word, _codes in CODES.items():
    _before = FOLDED.get(_word.casefold(), ())
    FOLDED[_word.casefold()] = (*_before, *(code for code in _codes if code not in _before))
