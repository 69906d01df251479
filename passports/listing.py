"""Which passports there are: models and batches only, since serial numbers must not be harvested."""

from collections.abc import Iterator

from domain.identifiers import Identifier, parse
from passports.models import Granularity, Product, Version


def newest_models(limit: int, operator: str | None = None) -> list[Identifier]:
    """Return the models registered last, newest first; those of one operator (public id) if given."""
    products = Product.objects.filter(granularity=Granularity.MODEL)
    if operator is not None:
        products = products.filter(
            pk__in=Version.objects.filter(operator__public_id=operator).values("product_id")
        )
    accepted = products.exclude(change__acceptance=None).order_by("-pk")
    return [parse(ident) for ident in accepted.values_list("ident", flat=True)[:limit]]


def items_of(model: Identifier, limit: int) -> Iterator[Identifier]:
    """Yield some items below a model, for its operator's own eyes."""
    items = (
        Product.objects.filter(granularity=Granularity.ITEM, ident__startswith=f"{model.text}/")
        .exclude(change__acceptance=None)
        .order_by("pk")
    )
    for ident in items.values_list("ident", flat=True)[:limit]:
        yield parse(ident)
