"""Which organisation may register which identifiers."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from accounts.actors import Actor
from accounts.models import Claim, Organisation
from domain.faults import Conflict, Fault, Invalid
from domain.identifiers import Identifier, claimed_part, prefix_fault
from ledger.clock import now_ms
from ledger.locks import queue_up

# Own keys are drawn at random by the registry, so nobody has to claim them beforehand.
UNCLAIMED_SCHEMES = frozenset({"own"})


@transaction.atomic
def grant_claim(organisation: Organisation, *, scheme: str, prefix: str, verified_by: str) -> Claim:
    """Record that an organisation may use identifiers beginning with its company prefix.

    Raises Invalid for a prefix that no identifier of the scheme begins with, and Conflict when a
    live claim overlaps; the holder is not named.
    """
    # A claim that another is about to grant is no row yet that could be locked.
    queue_up("accounts.claim")
    live = Claim.objects.filter(scheme=scheme).filter(_live())
    for held in live.values_list("prefix", flat=True):
        if held.startswith(prefix) or prefix.startswith(held):
            raise Conflict(
                Fault(
                    "claim.overlap",
                    "A live claim covers identifiers that this prefix covers too.",
                    "/prefix",
                    "Claim a prefix of your own, or have the other claim ended first.",
                )
            )
    fault = prefix_fault(scheme, prefix)
    if fault:
        raise Invalid(fault)
    return Claim.objects.create(
        organisation=organisation,
        scheme=scheme,
        prefix=prefix,
        verified_by=verified_by,
        verified_ms=now_ms(),
    )


def unclaimed(actor: Actor, identifiers: Iterable[Identifier]) -> set[Identifier]:
    """Return those identifiers that the actor's organisation has no live claim to.

    What names no product belongs to them, whoever asks.
    """
    prefixes: dict[str, tuple[str, ...]] = {}
    claims = Claim.objects.filter(organisation__public_id=actor.organisation).filter(_live())
    for scheme, prefix in claims.values_list("scheme", "prefix"):
        prefixes[scheme] = (*prefixes.get(scheme, ()), prefix)
    return {
        identifier
        for identifier in identifiers
        if not identifier.names_product
        or (
            identifier.scheme not in UNCLAIMED_SCHEMES
            and not claimed_part(identifier).startswith(prefixes.get(identifier.scheme, ()))
        )
    }


def _live() -> Q:
    return Q(until_ms=None) | Q(until_ms__gt=now_ms())
