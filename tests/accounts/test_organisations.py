import re

import pytest
from django.contrib.auth.models import User

from accounts.actors import ALL_SCOPES, READ
from accounts.models import MemberRole, Membership, Organisation, OrganisationRole, Role
from accounts.organisations import actor_of_user, found, join, public_names, today


@pytest.fixture
def person(db) -> User:
    return User.objects.create_user("person")


def test_an_organisation_begins_with_its_roles_today_and_an_opaque_id(db):
    organisation = found("Kettles", roles=(Role.OPERATOR, Role.IMPORTER), country="FR")
    assert re.fullmatch("[0-9a-hj-km-np-tv-z]{10}", organisation.public_id)
    rows = OrganisationRole.objects.filter(organisation=organisation)
    assert {(row.role, row.since, row.until) for row in rows} == {
        ("operator", today(), None),
        ("importer", today(), None),
    }
    assert found("Kettles", roles=()).public_id != organisation.public_id


def test_a_person_acts_for_the_organisation_joined_first(person):
    first, second = (found(name, roles=(Role.OPERATOR,)) for name in ("First", "Second"))
    assert actor_of_user(person) is None
    join(person, first, MemberRole.VIEWER)
    join(person, second, MemberRole.OWNER)
    actor = actor_of_user(person)
    assert (actor.organisation, actor.name) == (first.public_id, "First")
    assert actor.scopes == {READ}


def test_joining_again_changes_the_role(person):
    organisation = found("Kettles", roles=())
    join(person, organisation, MemberRole.VIEWER)
    join(person, organisation, MemberRole.OWNER)
    assert Membership.objects.count() == 1
    assert actor_of_user(person).scopes == ALL_SCOPES


@pytest.mark.parametrize("role", MemberRole)
def test_every_role_may_read_and_only_owners_may_do_all(person, role):
    join(person, found("Kettles", roles=()), role)
    scopes = actor_of_user(person).scopes
    assert READ in scopes
    assert (scopes == ALL_SCOPES) is (role is MemberRole.OWNER)


def test_only_public_names_are_told(db):
    shown, hidden = (found(name, roles=()) for name in ("Shown", "Hidden"))
    Organisation.objects.filter(pk=hidden.pk).update(is_public=False)
    asked = frozenset({shown.public_id, hidden.public_id, "nobody"})
    assert public_names(asked) == {shown.public_id: "Shown"}
