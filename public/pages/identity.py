"""What stands above the sections: what the product is, its place in the chain, its state."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from domain.chain import Status
from domain.identifiers import parse
from passports import carriers
from passports.listing import Listed
from public import wording
from public.pages.blocks import Note
from public.pages.page import Card, Level
from public.pages.sheet import Sheet
from public.wording import Words

VARIANT = "22"


def category_of(sheet: Sheet) -> str:
    """Return what kind of thing the product is, "" where that is not open or not declared."""
    node, value = sheet.walk.node(("category",)), sheet.value("category")
    if node is None or node.field is None or value is None:
        return ""
    return wording.value_of(value, node.field, sheet.spoken)[0].text


def maker_of(sheet: Sheet) -> str:
    """Return who made the product, or under which brand it is sold."""
    for path in (("manufacturer", "name"), ("brand",)):
        value = sheet.value(*path)
        if isinstance(value, str):
            return value
    return ""


def title_of(name: str, category: str, *, is_genuine: bool) -> str:
    """Return the title of the document, as browsers and search engines show it."""
    words = {"name": name, "category": category}
    if not is_genuine:
        return _("Not registered: %(name)s") % words
    if category:
        return _("%(name)s, %(category)s: product passport") % words
    return _("%(name)s: product passport") % words


def levels_of(sheet: Sheet) -> tuple[Level, ...]:
    """Return the chain, the finest level first, each but the product's own with its address."""
    names = {
        "model": _("Model"),
        "variant": _("Variant"),
        "batch": _("Batch"),
        "item": _("Item"),
    }
    levels = []
    for product, _revision in reversed(sheet.passport.view.registration.chain):
        identifier = parse(product)
        ai, value = (identifier.key, *identifier.qualifiers)[-1]
        own = product == sheet.passport.view.registration.identifier
        kept = f"?{urlencode(sheet.kept)}" if sheet.kept else ""
        href = "" if own else identifier.path + kept
        level = "variant" if ai == VARIANT else identifier.granularity
        levels.append(Level(names[level], value, href))
    return tuple(levels)


def predecessor_of(sheet: Sheet) -> Level | None:
    """Return the passport whose place this one takes, if there is one."""
    product = sheet.passport.view.registration.predecessor
    if product is None:
        return None
    identifier = parse(product)
    return Level(_("Takes the place of"), "".join(carriers.writing(identifier)), identifier.path)


def version_of(sheet: Sheet) -> str:
    """Return which version is shown, and since when nothing has changed."""
    registration = sheet.passport.view.registration
    return _("Version %(number)s, last changed on %(day)s") % {
        "number": registration.number,
        "day": wording.day_of(registration.boundary_ms),
    }


def status_remarks(status: Status) -> tuple[Note, ...]:
    """Return the notice that a passport needs which is not in order."""
    remarks = {
        Status.SUSPENDED: (
            _("This passport is suspended"),
            _("It is under review. What it says may be wrong."),
        ),
        Status.WITHDRAWN: (
            _("This passport is withdrawn"),
            _("It no longer holds, and is kept so that what it said stays known."),
        ),
        Status.ARCHIVED: (
            _("This passport is archived"),
            _("The product's life has ended; the passport is kept as it was."),
        ),
    }
    if status not in remarks:
        return ()
    title, sentence = remarks[status]
    return (Note("warn" if status is Status.ARCHIVED else "bad", title, (Words(sentence),)),)


def about(maker: str, category: str) -> str:
    """Return who makes a product and what kind of thing it is, as far as that is known."""
    if not maker or not category:
        return maker or category
    return pgettext("a model", "%(maker)s, %(category)s") % {"maker": maker, "category": category}


def card_of(model: Listed, spoken: tuple[str, ...]) -> Card:
    """Return a model of a list: its name, its maker and what kind of thing it is."""
    node, value = model.walk.node(("category",)), model.document.get("category")
    category = ""
    if node is not None and node.field is not None and value is not None:
        category = wording.value_of(value, node.field, spoken)[0].text
    brand = model.document.get("brand")
    name = model.document.get("name")
    title = wording.text_of(name, spoken) if isinstance(name, dict) else Words(model.walk.title)
    return Card(
        title, about(brand if isinstance(brand, str) else "", category), model.identifier.path
    )
