"""The cast that the tests play with, and the one fixture that lifts the append-only triggers."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from accounts.actors import ALL_SCOPES, Actor
from accounts.claims import grant_claim
from accounts.models import Organisation, Role
from accounts.organisations import found
from ledger import append_only

settings.register_profile("suite", deadline=None, print_blob=True, derandomize=True)
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


@pytest.fixture
def other_maker(db: None) -> Actor:
    """Another manufacturer, who must see and change nothing of the first one's."""
    return actor_of(found("Other Devices", roles=(Role.OPERATOR,), public_id="other"))


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
