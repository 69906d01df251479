"""Activity models: how a product is made, used and treated; versions beside the passport."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from accounts.actors import WRITE, Actor
from domain.activity import parse_activity
from domain.canonical import canonical, sha256
from domain.chain import resolve
from domain.faults import Fault, Invalid, Json, Missing
from ledger.acceptance import accept, acceptance_of, open_change
from ledger.models import Acceptance, Kind
from ledger.outbox import emit
from lifecycle.models import ActivityModel
from passports import words
from passports.histories import Histories
from passports.models import Product

RECORDED = "activity_model.recorded"


@transaction.atomic
def record_activity_models(
    *, actor: Actor, bodies: Mapping[str, Json], reason: str, key: str | None = None
) -> Acceptance:
    """Record a new activity model for each product (canonical identifier -> body) as one Change.

    It holds from the product's newest revision on. With an idempotency `key` a repeated request
    returns the first acceptance and records nothing. Raises Invalid with the faults of all bodies,
    at /activities/<identifier>/..., and Missing for a product that is not the actor's.
    """
    actor.need(WRITE)
    faults: list[Fault] = []
    for identifier, body in bodies.items():
        faults += _faults(identifier, body)
    if faults:
        raise Invalid(*faults)
    histories = Histories()
    histories.load(bodies)
    change = open_change(
        Kind.ACTIVITY_MODEL,
        organisation=actor.organisation,
        reason=reason,
        idempotency_key=key,
        request_digest=None if key is None else sha256(canonical([reason, dict(bodies)])),
    )
    earlier = acceptance_of(change)
    if earlier is not None:
        return earlier
    products = dict(Product.objects.filter(ident__in=bodies).values_list("ident", "pk"))
    versions = dict(
        ActivityModel.objects.filter(product__in=products.values())
        .values_list("product")
        .annotate(Max("version"))
    )
    models = []
    for identifier, body in bodies.items():
        state = resolve(identifier, histories)
        if state.facts.operator != actor.organisation:
            raise Missing(words.unknown())
        product = products[identifier]
        models.append(
            ActivityModel(
                product_id=product,
                product_revision=state.subject.revision,
                version=versions.get(product, 0) + 1,
                body=body,
                change=change,
            )
        )
    created = ActivityModel.objects.bulk_create(models, batch_size=500)
    emit(RECORDED, str(change.pk), change, ids=sorted(products.values()))
    return accept(
        change, [sha256(canonical([m.product_revision, m.version, m.body])) for m in created]
    )


def _faults(identifier: str, body: Json) -> list[Fault]:
    place = "/activities/" + identifier.replace("~", "~0").replace("/", "~1")
    try:
        parse_activity(body)
    except Invalid as refusal:
        return [replace(fault, pointer=place + fault.pointer) for fault in refusal.faults]
    return []
