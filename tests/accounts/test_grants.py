import pytest

from accounts.access import audiences_of
from accounts.grants import grant_access
from accounts.models import AccessGrant, Organisation
from domain.faults import Invalid
from ledger.clock import now_ms
from tests.faults import only_fault


def grant(actor, audience):
    organisation = Organisation.objects.get(public_id=actor.organisation)
    return grant_access(
        organisation, operator="maker", audience=audience, ground="contract", days=1
    )


def test_a_granted_audience_is_read(workshop):
    grant(workshop, "repairer")
    read = audiences_of(workshop, operator="maker", products=())
    assert read == {"public", "repairer"}


@pytest.mark.parametrize("audience", ["owner", "public"])
def test_what_is_the_operators_and_what_is_everybodys_is_not_granted(workshop, audience):
    with pytest.raises(Invalid) as refusal:
        grant(workshop, audience)
    fault = only_fault(refusal)
    assert (fault.code, fault.pointer) == ("grant.audience", "/audience")
    assert not AccessGrant.objects.exists()


def test_a_grant_makes_nobody_owner_however_it_came_about(workshop):
    AccessGrant.objects.create(
        organisation=Organisation.objects.get(public_id=workshop.organisation),
        operator="maker",
        audience="owner",
        ground="contract",
        until_ms=now_ms() + 60_000,
    )
    assert audiences_of(workshop, operator="maker", products=()) == {"public"}
