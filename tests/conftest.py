"""The cast that the tests play with, and the one fixture that lifts the append-only triggers."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from hypothesis import Phase, settings

from accounts.actors import ALL_SCOPES, Actor
from accounts.claims import grant_claim
from accounts.models import MemberRole, Membership, Organisation, Role
from accounts.organisations import found
from ledger import append_only

settings.register_profile("suite", deadline=None, print_blob=True, derandomize=True)
# For mutmut: a mutant is killed by the first example that fails, however large.
settings.register_profile(
    "mutation",
    settings.get_profile("suite"),
    max_examples=10,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("suite")


def actor_of(organisation: Organisation, *, scopes: frozenset[str] = ALL_SCOPES) -> Actor:
    """Return an actor of an organisation with all scopes, or with these."""
    return Actor(organisation.public_id, organisation.name, scopes)


@pytest.fixture
def maker(db: None) -> Actor:
    """The manufacturer of most tests, with a verified claim to GS1's demonstration prefix."""
    organisation = found("Example Devices", roles=(Role.OPERATOR,), country="DE", public_id="maker")
    grant_claim(organisation, scheme="gs1", prefix="9506000", verified_by="registry")
    return actor_of(organisation)


def place(actor: Actor, *public_ids: str) -> tuple[str, ...]:
    """Give a new person a place in the actor's organisation under each of these member ids."""
    organisation = Organisation.objects.get(public_id=actor.organisation)
    for public_id in public_ids:
        user = User.objects.create(username=f"{actor.organisation}-{public_id}")
        Membership.objects.create(
            public_id=public_id, user=user, organisation=organisation, role=MemberRole.OWNER
        )
    return public_ids


@pytest.fixture
def members(maker: Actor) -> tuple[str, ...]:
    """Two members of the maker, by their member ids p1 and p2; together they may have erased."""
    return place(maker, "p1", "p2")


@pytest.fixture
def other_maker(db: None) -> Actor:
    """Another manufacturer, who must see and change nothing of the first one's."""
    return actor_of(found("Other Devices", roles=(Role.OPERATOR,), public_id="other"))


@pytest.fixture
def registry(db: None) -> Actor:
    """The host of the registry, who publishes the factors that everyone's products use."""
    return actor_of(found("This registry", roles=(Role.REGISTRY_HOST,), public_id="registry"))


@pytest.fixture
def workshop(db: None) -> Actor:
    """A repairer; without a grant it reads like everyone."""
    return actor_of(found("Corner Workshop", roles=(Role.WORKSHOP,), public_id="workshop"))


@pytest.fixture
def authority(db: None) -> Actor:
    """A market surveillance authority, which reads its part by law."""
    return actor_of(found("Market Authority", roles=(Role.AUTHORITY,), public_id="authority"))


@pytest.fixture
def _triggers_afterwards(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        append_only.install()


@pytest.fixture
def real_transactions(_triggers_afterwards: None, transactional_db: None) -> Iterator[None]:
    """Let transactions really commit; the tables are emptied afterwards.

    Emptying is what the append-only triggers refuse, so they are lifted for it and put back.
    """
    yield
    append_only.remove()
