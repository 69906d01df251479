"""Notices that stand above a passport when the address and the registry do not agree."""

from django.utils.translation import gettext as _

from domain.faults import Fault
from domain.identifiers import Identifier, parse
from lifecycle.reading import Passport
from public.addresses import Found
from public.pages.blocks import Note
from public.wording import Words

UNKNOWN = Fault(
    "product.unknown",
    "No product is registered under this number.",
    "",
    "Compare the number with the one on the product, or ask the seller for its passport.",
)
UNKNOWN_ITEM = Fault(
    "product.unknown",
    "The model is registered, and this serial or batch number of it is not.",
    "",
    "Compare the number with the one on the product; if they agree, ask the seller.",
)
SPLITS = ("22", "10")


def unregistered(found: Found) -> Note:
    """Return the notice above a model that answers for a number which nobody registered."""
    finest = found.asked.qualifiers[-1][0] if found.asked.qualifiers else ""
    titles = {
        "21": _("This serial number is not registered"),
        "10": _("This batch number is not registered"),
        "22": _("This variant is not registered"),
    }
    return Note(
        "bad",
        titles.get(finest, _("This number is not registered")),
        (
            Words(_("Nobody has registered a product with the number in this address.")),
            Words(
                _(
                    "What stands below is the passport of the model. It says nothing about the"
                    " product in your hand: it may be a copy. Compare the numbers, and ask the"
                    " seller."
                )
            ),
        ),
    )


def disagreements(asked: Identifier, shown: Passport) -> tuple[Note, ...]:
    """Return a notice where the address names another batch or variant than the passport does."""
    wanted = dict(asked.qualifiers)
    known: dict[str, str] = {}
    for product, _revision in shown.view.registration.chain:
        known |= dict(parse(product).qualifiers)
    differ = [ai for ai in SPLITS if ai in wanted and ai in known and wanted[ai] != known[ai]]
    if not differ:
        return ()
    sentence = {
        "10": _("The address names another batch than the one that this item belongs to."),
        "22": _("The address names another variant than the one that this item belongs to."),
    }
    return (
        Note(
            "warn",
            _("The address and the passport disagree"),
            (
                *(Words(sentence[ai]) for ai in differ),
                Words(_("The serial number decides: this is the passport registered under it.")),
            ),
        ),
    )
