"""The index of the search follows what the public sees: after each Change, and once as a whole.

A Change leaves a row in the outbox with the models that it may have altered; a worker reads them
anew, as many as it can in its time, and leaves a row for the rest. Whoever comes late or twice
reads what holds by then, so that nothing lost does more than delay.
"""

import time
from collections.abc import Iterator, Sequence

from django.db import transaction

from ledger.acceptance import head_seq
from ledger.clock import now_ms
from ledger.models import Change, Outbox
from ledger.outbox import emit, finish
from lifecycle.catalogue import catalogued
from passports.models import Granularity, Product, Version
from passports.search import storing
from passports.search.categories import summarise
from passports.search.entry import is_listed, row_of
from passports.search.freshness import built, is_fresh

DUE = "search.due"
REBUILD = "search.rebuild"
AT_ONCE = 200
IN_ONE_QUERY = 5_000
SECONDS = 20.0


def due(change: Change | None, products: Sequence[int]) -> None:
    """Record that what the public sees of these products may have changed.

    Batches and items are passed over; variants below a model are taken in.
    """
    models = list(_models_at_or_below(products))
    if models:
        emit(DUE, str(change.pk) if change else "", change, ids=models)


def follow(outbox_id: int) -> None:
    """Read the models of a row anew; what is not done in time goes into a row of its own."""
    row = Outbox.objects.get(pk=outbox_id)
    if row.done_ms is not None:
        return
    until = time.monotonic() + SECONDS
    ids = [int(each) for each in row.ids]
    while ids and time.monotonic() < until:
        index(ids[:AT_ONCE])
        ids = ids[AT_ONCE:]
    with transaction.atomic():
        if finish(outbox_id) and ids:
            emit(DUE, row.subject, row.change, ids=ids)


@transaction.atomic
def index(products: Sequence[int]) -> None:
    """Write what the index says of these models anew; the ids of others are taken out of it."""
    storing.hold()
    seq = head_seq()
    held = Product.objects.filter(pk__in=products, granularity=Granularity.MODEL)
    named = dict(held.exclude(change__acceptance=None).values_list("ident", "pk"))
    found = catalogued(list(named))
    rows = [
        row_of(named[each.model.identifier.text], each.model, each.figure, seq)
        for each in found
        if is_listed(each.model)
    ]
    storing.store(rows, products)


def tend() -> None:
    """Have the index built where it is not there yet, or was built by other rules or schemas."""
    if not is_fresh() and not Outbox.objects.filter(topic=REBUILD, done_ms=None).exists():
        emit(REBUILD, "0")


def rebuild_on(outbox_id: int) -> None:
    """Go on with building the whole index, from the product that the row names."""
    row = Outbox.objects.get(pk=outbox_id)
    if row.done_ms is not None:
        return
    until = time.monotonic() + SECONDS
    after: int | None = int(row.subject)
    while after is not None and time.monotonic() < until:
        after = index_after(after)
    if after is None:
        summarise(now_ms())
    with transaction.atomic():
        if finish(outbox_id):
            if after is None:
                built(now_ms())
            else:
                emit(REBUILD, str(after))


def rebuild() -> Iterator[int]:
    """Build the whole index, yielding how many models have been read; found are all meanwhile."""
    after: int | None = 0
    done = 0
    while after is not None:
        after = index_after(after)
        done += AT_ONCE
        yield done
    summarise(now_ms())
    built(now_ms())


def index_after(after: int) -> int | None:
    """Read the next models beyond a product id; return the last one, None when none is left."""
    models = Product.objects.filter(granularity=Granularity.MODEL, pk__gt=after).order_by("pk")
    ids = list(models.values_list("pk", flat=True)[:AT_ONCE])
    if not ids:
        return None
    index(ids)
    return ids[-1]


def _models_at_or_below(products: Sequence[int]) -> Iterator[int]:
    """Yield the models among these products and their variants, each once."""
    seen: set[int] = set()
    here = sorted(set(products))
    while here:
        found: set[int] = set()
        below: set[int] = set()
        for start in range(0, len(here), IN_ONE_QUERY):
            some = here[start : start + IN_ONE_QUERY]
            models = Product.objects.filter(pk__in=some, granularity=Granularity.MODEL)
            found |= set(models.values_list("pk", flat=True)) - seen
            children = Version.objects.filter(
                parent_id__in=some, product__granularity=Granularity.MODEL
            )
            below |= set(children.values_list("product_id", flat=True))
        yield from sorted(found)
        seen |= found
        here = sorted(below - seen)
