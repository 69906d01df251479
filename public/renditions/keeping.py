"""Saying of an answer that it may be kept: what a view does, and what the door reads."""

from django.http import HttpRequest

from domain.identifiers import from_path, parse
from passports.reading import View
from public.addresses import raw_path
from public.renditions.door import MARK, Mark


def may_be_kept(request: HttpRequest, view: View, seq: int) -> None:
    """Mark the answer to a request as one for everybody, read when `seq` was the newest sequence.

    It holds until a product of the passport's chain changes, or the day does.
    """
    may_be_kept_for(request, tuple(p for p, _revision in view.registration.chain), seq)


def may_be_kept_for(request: HttpRequest, products: tuple[str, ...], seq: int) -> None:
    """The same for an answer that depends on these products alone, by their identifiers' texts.

    An item answers without its batch and variant, and with any that nobody contradicts. Only those
    that are its own are worth keeping: the others are endless.
    """
    known = {pair for product in products for pair in parse(product).qualifiers}
    if known.issuperset(from_path(raw_path(request)).qualifiers):
        request.META[MARK] = Mark(seq, products)
