"""What opening another page about a passport costs, said before it is opened.

A page that has not been made has no size yet: these are estimates, from what makes it long. A test
compares them with the pages of every example in every language.
"""

from math import ceil

from django.utils.translation import gettext as _

from public import wording
from public.pages.sheet import Sheet

# Bytes, packed with brotli: of a page without contents, and of each thing in it.
VALUES, EACH_VALUE = 7_400, 17
HISTORY, EACH_EVENT = 3_700, 70
STEPS, EACH_STEP = 2_600, 170
KILO = 1000
LONGEST_HISTORY = 100


def of_values(sheet: Sheet) -> str:
    """Return the size of the view of all values, in words."""
    return _about(VALUES + EACH_VALUE * len(sheet.passport.view.visible.origins))


def of_history(sheet: Sheet) -> str:
    """Return the size of the view of the whole history, in words."""
    return _about(HISTORY + EACH_EVENT * min(len(sheet.passport.view.times), LONGEST_HISTORY))


def of_steps(steps: int) -> str:
    """Return the size of the view of so many steps of work, in words."""
    return _about(STEPS + EACH_STEP * steps)


def _about(size: int) -> str:
    return _("about %(size)s kB") % {"size": wording.number(ceil(size / KILO))}
