from datetime import timedelta

import pytest

from accounts.access import audiences_of
from accounts.actors import JOBS, Actor
from accounts.models import AccessGrant, Organisation, OrganisationRole, Role
from accounts.organisations import found, today
from ledger.clock import now_ms
from tests.conftest import actor_of

MODEL, ITEM, OTHER = "gs1:01/09506000134352", "gs1:01/09506000134352/21/1", "own:0000000000000"
CHAIN = (MODEL, ITEM)
HOUR = 3_600_000


def audiences(actor, operator="maker", products=CHAIN):
    return audiences_of(actor, operator=operator, products=products)


def grant(actor, **more):
    AccessGrant.objects.create(
        organisation=Organisation.objects.get(public_id=actor.organisation),
        **{
            "operator": "maker",
            "audience": "repairer",
            "ground": "contract",
            "until_ms": now_ms() + HOUR,
            **more,
        },
    )


def test_nobody_signed_in_reads_as_the_public():
    assert audiences(None) == {"public"}


def test_the_responsible_operator_reads_as_owner(maker):
    assert audiences(maker) == {"public", "owner"}


def test_another_operator_reads_as_the_public(other_maker):
    assert audiences(other_maker) == {"public"}


def test_without_an_operator_nobody_is_owner(maker):
    assert audiences(maker, operator=None) == {"public"}
    nobody = Actor("", "", maker.scopes)
    assert audiences(nobody, operator=None) == {"public"}


def test_an_actor_without_leave_to_read_reads_as_the_public(maker):
    blind = Actor(maker.organisation, maker.name, frozenset({JOBS}))
    assert audiences(blind) == {"public"}


@pytest.mark.parametrize(
    ("role", "read_as"),
    [
        (Role.AUTHORITY, {"authority", "market-surveillance"}),
        (Role.CUSTOMS, {"authority"}),
        (Role.NOTIFIED_BODY, {"notified-body"}),
        (Role.COMMISSION, {"commission"}),
    ],
)
def test_some_roles_read_by_law(db, role, read_as):
    assert audiences(actor_of(found("Some body", roles=(role,)))) == {"public", *read_as}


@pytest.mark.parametrize(
    "role", [Role.OPERATOR, Role.IMPORTER, Role.WORKSHOP, Role.RECYCLER, Role.RESEARCHER]
)
def test_every_other_role_needs_a_grant(db, role):
    assert audiences(actor_of(found("Some body", roles=(role,)))) == {"public"}


def test_a_role_counts_from_its_first_day_to_the_day_before_its_end(authority):
    rows = OrganisationRole.objects.filter(organisation__public_id="authority")
    for since, until, counts in [
        (0, None, True),
        (0, 1, True),
        (-9, 0, False),
        (1, None, False),
    ]:
        rows.update(
            since=today() + timedelta(days=since),
            until=None if until is None else today() + timedelta(days=until),
        )
        assert ("authority" in audiences(authority)) is counts, (since, until)


def test_a_grant_opens_one_audience_of_one_operator(workshop):
    grant(workshop)
    assert audiences(workshop) == {"public", "repairer"}
    assert audiences(workshop, operator="other") == {"public"}
    assert audiences(workshop, operator=None) == {"public"}


def test_a_grant_that_names_no_operator_opens_nothing(workshop):
    grant(workshop, operator="")
    assert audiences(workshop) == audiences(workshop, operator=None) == {"public"}


def test_a_grant_for_a_product_holds_for_all_below_it(workshop):
    grant(workshop, product=MODEL)
    assert audiences(workshop, products=(MODEL,)) == {"public", "repairer"}
    assert audiences(workshop, products=CHAIN) == {"public", "repairer"}
    assert audiences(workshop, products=(OTHER,)) == {"public"}


def test_a_grant_for_an_item_does_not_open_its_model(workshop):
    grant(workshop, product=ITEM)
    assert audiences(workshop, products=(MODEL,)) == {"public"}
    assert audiences(workshop, products=CHAIN) == {"public", "repairer"}


def test_a_lapsed_grant_opens_nothing(workshop):
    grant(workshop, until_ms=now_ms() - 1)
    assert audiences(workshop) == {"public"}


def test_anothers_grant_opens_nothing(workshop, other_maker):
    grant(workshop)
    assert audiences(other_maker) == {"public"}
