import pytest
from django.contrib.auth.models import User

from accounts.models import MemberRole, Organisation
from accounts.organisations import are_members, join
from tests.conftest import place


def test_people_are_members_of_their_own_organisation_alone(members, other_maker):
    theirs = place(other_maker, "q1")
    assert are_members(members, "maker")
    assert are_members(theirs, "other")
    assert not are_members(members, "other")
    assert not are_members([members[0], *theirs], "maker")


@pytest.mark.parametrize("unknown", ["", "Jane Doe", "P1"])
def test_what_is_no_member_id_names_nobody(members, unknown):
    assert not are_members([members[0], unknown], "maker")


def test_whoever_may_no_longer_sign_in_is_no_member(members):
    User.objects.filter(memberships__public_id=members[1]).update(is_active=False)
    assert not are_members(members, "maker")


def test_a_member_id_is_drawn_once_and_tells_nothing_of_the_person(maker):
    organisation = Organisation.objects.get(public_id="maker")
    ids = set()
    for name in ("jane", "john"):
        user = User.objects.create(username=name)
        drawn = join(user, organisation, MemberRole.VIEWER).public_id
        assert join(user, organisation, MemberRole.OWNER).public_id == drawn
        assert name not in drawn
        ids.add(drawn)
    assert len(ids) == 2
    assert all(len(drawn) == 10 for drawn in ids)
