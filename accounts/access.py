"""Who reads as what: the audiences of a reader for one passport, decided anew on each request."""

from django.db.models import Q

from accounts.actors import READ, Actor
from accounts.models import AccessGrant, OrganisationRole, Role
from accounts.organisations import today
from domain.audiences import OWNER, PUBLIC
from ledger.clock import now_ms

# An authority reads by law, whatever the operator wants; every other interest needs a grant.
# Customs are an authority; what Annex XIII(3) of Regulation (EU) 2023/1542 shuts to them is open to
# market surveillance.
ROLE_AUDIENCES = {
    Role.AUTHORITY: ("authority", "market-surveillance"),
    Role.CUSTOMS: ("authority",),
    Role.NOTIFIED_BODY: ("notified-body",),
    Role.COMMISSION: ("commission",),
}


def audiences_of(
    actor: Actor | None, *, operator: str | None, products: tuple[str, ...]
) -> frozenset[str]:
    """Return the audiences in which `actor` reads a passport.

    `operator` is the responsible operator's public id, `products` the canonical identifiers of the
    passport's chain. Nobody signed in reads as the public alone.
    """
    if actor is None or READ not in actor.scopes:
        return frozenset({PUBLIC})
    audiences = {PUBLIC}
    if operator is not None and actor.organisation == operator:
        audiences.add(OWNER)
    held = OrganisationRole.objects.filter(
        Q(organisation__public_id=actor.organisation)
        & Q(since__lte=today())
        & (Q(until=None) | Q(until__gt=today()))
    ).values_list("role", flat=True)
    audiences.update(audience for r in held for audience in ROLE_AUDIENCES.get(Role(r), ()))
    granted = AccessGrant.objects.filter(
        organisation__public_id=actor.organisation,
        operator=operator,
        product__in=("", *products),
        until_ms__gt=now_ms(),
    )
    # Whoever is responsible reads as owner; a grant makes nobody responsible.
    audiences.update(granted.exclude(audience=OWNER).values_list("audience", flat=True))
    return frozenset(audiences)
