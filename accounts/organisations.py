"""Organisations come into being, and people join them."""

import secrets
from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from accounts.actors import ROLE_SCOPES, Actor
from accounts.models import MemberRole, Membership, Organisation, OrganisationRole, Role
from ledger.clock import moment, now_ms

ECONOMIC_OPERATORS = (Role.OPERATOR, Role.IMPORTER)
PUBLIC_ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


@transaction.atomic
def found(
    name: str, *, roles: tuple[Role, ...], country: str = "", public_id: str | None = None
) -> Organisation:
    """Create an organisation with roles that begin today; its public id is drawn unless given."""
    now = now_ms()
    organisation = Organisation.objects.create(
        public_id=public_id or _drawn(),
        name=name,
        country=country,
        created_ms=now,
    )
    OrganisationRole.objects.bulk_create(
        OrganisationRole(organisation=organisation, role=role, since=today()) for role in roles
    )
    return organisation


def join(user: User, organisation: Organisation, role: MemberRole) -> Membership:
    """Give a person a place in an organisation, or change the one it has."""
    membership, _ = Membership.objects.update_or_create(
        user=user,
        organisation=organisation,
        defaults={"role": role},
        create_defaults={"role": role, "public_id": _drawn()},
    )
    return membership


def are_members(public_ids: Collection[str], organisation: str) -> bool:
    """Whether each of these public ids is that of a member's place in an organisation.

    `organisation` is its public id. Someone who may no longer sign in is no member.
    """
    wanted = set(public_ids)
    held = Membership.objects.filter(
        public_id__in=wanted, organisation__public_id=organisation, user__is_active=True
    )
    return held.count() == len(wanted)


def actor_of_user(user: User) -> Actor | None:
    """Return the actor of a signed-in person: that of the first organisation joined."""
    membership = (
        Membership.objects.filter(user=user).select_related("organisation").order_by("pk").first()
    )
    if membership is None:
        return None
    organisation = membership.organisation
    return Actor(organisation.public_id, organisation.name, ROLE_SCOPES[membership.role])


def today() -> date:
    """Return the current day in UTC."""
    return moment(now_ms()).date()


def is_economic_operator(public_id: str) -> bool:
    """Whether an organisation is a manufacturer or importer today (its roles say so)."""
    return (
        OrganisationRole.objects.filter(
            organisation__public_id=public_id, role__in=ECONOMIC_OPERATORS, since__lte=today()
        )
        .filter(Q(until=None) | Q(until__gt=today()))
        .exists()
    )


def public_names(public_ids: frozenset[str]) -> dict[str, str]:
    """Return the names of those of these organisations whose name is public, by public id."""
    rows = Organisation.objects.filter(public_id__in=public_ids, is_public=True)
    return dict(rows.values_list("public_id", "name"))


def _drawn() -> str:
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(10))
