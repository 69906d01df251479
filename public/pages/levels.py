"""What the levels of a passport's chain are called, in the place that each has in a sentence.

In English "the model" is the same everywhere; in other languages it is not, so that each place has
words of its own.
"""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def name(granularity: str, *, own: bool) -> str:
    """Return what a level is called where it stands alone; `own` is that of the page itself."""
    names = {
        ("item", True): _("this item"),
        ("batch", True): _("this batch"),
        ("model", True): _("this model"),
        ("item", False): _("the item"),
        ("batch", False): _("the batch"),
        ("model", False): _("the model"),
    }
    return names[granularity, own]


def of(granularity: str, *, own: bool) -> str:
    """Return what a level is called behind "Version 2 of"."""
    names = {
        ("item", True): pgettext("a version of", "this item"),
        ("batch", True): pgettext("a version of", "this batch"),
        ("model", True): pgettext("a version of", "this model"),
        ("item", False): pgettext("a version of", "the item"),
        ("batch", False): pgettext("a version of", "the batch"),
        ("model", False): pgettext("a version of", "the model"),
    }
    return names[granularity, own]


def origin(granularity: str, number: int, *, own: bool) -> str:
    """Return a version of a level behind "from": "the model, version 2"."""
    words = {
        ("item", True): pgettext("a value is from", "this item, version %(number)s"),
        ("batch", True): pgettext("a value is from", "this batch, version %(number)s"),
        ("model", True): pgettext("a value is from", "this model, version %(number)s"),
        ("item", False): pgettext("a value is from", "the item, version %(number)s"),
        ("batch", False): pgettext("a value is from", "the batch, version %(number)s"),
        ("model", False): pgettext("a value is from", "the model, version %(number)s"),
    }
    return words[granularity, own] % {"number": number}
