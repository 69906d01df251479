"""Erasure: the one use case that may empty a payload; the record goes on to verify without it."""

from django.db import transaction

from accounts.actors import WRITE, Actor
from domain.canonical import sha256
from domain.chain import resolve
from domain.faults import Fault, Invalid, Missing
from ledger.acceptance import accept, open_change
from ledger.models import Acceptance, Erasure, Kind
from passports import words
from passports.histories import Histories
from passports.models import Payload, Version
from passports.proof import header_of


@transaction.atomic
def erase(
    *,
    actor: Actor,
    identifier: str,
    number: int,
    reason: str,
    first_person: str,
    second_person: str,
) -> Acceptance:
    """Empty patch and salt of one version for ever, and return the acceptance of that Change.

    Two different people (opaque ids) have to agree. The version's header is kept, so that its
    digest still verifies; its values are gone and every answer says so. Erasing twice changes
    nothing.

    Raises Missing for a version that is not the actor's, Invalid when one person stands for both.
    """
    actor.need(WRITE)
    if not first_person or first_person == second_person:
        raise Invalid(
            Fault(
                "erasure.two_persons",
                "An erasure needs two different people.",
                "/second_person",
                "Have a second person of your organisation agree.",
            )
        )
    version = (
        Version.objects.select_related("product", "change__acceptance", "payload")
        .filter(product__ident=identifier, number=number)
        .exclude(change__acceptance=None)
        .first()
    )
    if version is None or _operator(identifier) != actor.organisation:
        raise Missing(words.unknown())
    earlier = Erasure.objects.filter(version_id=version.pk).select_related("change__acceptance")
    if found := earlier.first():
        return found.change.acceptance
    change = open_change(Kind.ERASURE, organisation=actor.organisation, reason=reason)
    header = header_of(version)
    Erasure.objects.create(
        version_id=version.pk,
        change=change,
        header=header,
        reason=reason,
        first_person=first_person,
        second_person=second_person,
    )
    Payload.objects.filter(version=version).update(patch=None, salt=None)
    return accept(change, [sha256(header)])


def _operator(identifier: str) -> str | None:
    return resolve(identifier, Histories()).facts.operator
