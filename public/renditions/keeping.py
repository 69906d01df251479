"""Saying of an answer that it may be kept: what a view does, and what the door reads."""

from django.http import HttpRequest

from domain.identifiers import from_path, parse
from lifecycle.reading import Passport
from public.addresses import raw_path
from public.renditions.door import MARK, Mark


def may_be_kept(request: HttpRequest, shown: Passport, seq: int) -> None:
    """Mark the answer to a request as one for everybody, read when `seq` was the newest sequence.

    It holds until a product of the passport's chain changes, or the day does. An item answers
    without its batch and variant, and with any that nobody contradicts: only those that are its own
    are worth keeping, the others are endless.
    """
    chain = tuple(product for product, _revision in shown.view.registration.chain)
    known = {pair for product in chain for pair in parse(product).qualifiers}
    if known.issuperset(from_path(raw_path(request)).qualifiers):
        request.META[MARK] = Mark(seq, chain)
