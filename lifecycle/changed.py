"""Which passports show something else since a place in the one order: for all that keeps copies."""

from dataclasses import dataclass
from itertools import islice

from ledger.models import Acceptance, Kind, Outbox
from lifecycle.models import AcceptedFootprint
from passports.models import Product

AT_ONCE, NAMED_AT_ONCE = 500, 10_000


@dataclass(frozen=True, slots=True)
class Changed:
    """What was accepted up to `seq`: the products (identifiers) that Changes name, by sequence.

    What stands below such a product may show something else, too. `is_all` tells that nothing was
    accepted after `seq`.
    """

    seq: int
    products: dict[str, int]
    is_all: bool


def changed_since(seq: int) -> Changed:
    """Return which products the Changes after an acceptance sequence name, oldest Changes first.

    At most 500 Changes are read at once.
    """
    rows = Acceptance.objects.filter(seq__gt=seq).order_by("seq")
    accepted = list(rows.values_list("seq", "change_id", "change__kind")[: AT_ONCE + 1])
    is_all, accepted = len(accepted) <= AT_ONCE, accepted[:AT_ONCE]
    if not accepted:
        return Changed(seq, {}, is_all)
    seqs = {change: seq for seq, change, _kind in accepted}
    footprints = [change for _seq, change, kind in accepted if kind == Kind.FOOTPRINTS]
    named: dict[int, int] = {}
    shown = AcceptedFootprint.objects.filter(change_id__in=footprints)
    for change, product in shown.values_list("change_id", "product_id"):
        named[product] = max(named.get(product, 0), seqs[change])
    for change, ids in Outbox.objects.filter(change_id__in=seqs).values_list("change_id", "ids"):
        for product in ids:
            named[product] = max(named.get(product, 0), seqs[change or 0])
    products: dict[str, int] = {}
    keys = iter(named)
    while some := list(islice(keys, NAMED_AT_ONCE)):
        idents = Product.objects.filter(pk__in=some).values_list("ident", "pk")
        products |= {ident: named[key] for ident, key in idents}
    return Changed(accepted[-1][0], products, is_all)
