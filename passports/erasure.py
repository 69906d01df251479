"""Erasure: the one use case that may empty a payload; the record goes on to verify without it."""

from django.db import transaction

from accounts.actors import WRITE, Actor
from accounts.organisations import are_members
from domain.canonical import sha256
from domain.chain import resolve
from domain.faults import Fault, Invalid, Missing
from ledger.acceptance import accept, open_change
from ledger.models import Acceptance, Erasure, Kind
from ledger.outbox import emit
from passports import words
from passports.histories import Histories
from passports.models import Payload, Version
from passports.proof import header_of
from passports.publishing import PUBLISHED


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

    Two different members of the actor's organisation have to agree. They are named by the public
    ids of their memberships, for the record stands for ever and must hold no name. The version's
    header is kept, so that its digest still verifies; its values are gone and every answer says so.
    Erasing twice changes nothing.

    Raises Missing for a version that is not the actor's, Invalid unless there are two such members.
    """
    actor.need(WRITE)
    people = (first_person, second_person)
    if first_person == second_person or not are_members(people, actor.organisation):
        raise Invalid(
            Fault(
                "erasure.two_persons",
                "An erasure needs two different members of your organisation.",
                "/second_person",
                "Name two members by their member ids, never by their names.",
            )
        )
    version = (
        Version.objects.filter(product__ident=identifier, number=number)
        .exclude(change__acceptance=None)
        .first()
    )
    if version is None or _operator(identifier) != actor.organisation:
        raise Missing(words.unknown())
    if found := Erasure.objects.filter(version_id=version.pk).first():
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
    emit(PUBLISHED, str(change.pk), change, ids=[version.product_id])
    return accept(change, [sha256(header)])


def _operator(identifier: str) -> str | None:
    return resolve(identifier, Histories()).facts.operator
