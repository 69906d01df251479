"""Saying of an answer that it may be kept: what a view does, and what the door reads."""

from django.http import HttpRequest

from lifecycle.reading import Passport
from public.renditions.door import MARK, Mark


def may_be_kept(request: HttpRequest, shown: Passport, seq: int) -> None:
    """Mark the answer to a request as one for everybody, read when `seq` was the newest sequence.

    It holds until a product of the passport's chain changes, or the day does.
    """
    chain = tuple(product for product, _revision in shown.view.registration.chain)
    request.META[MARK] = Mark(seq, chain)
