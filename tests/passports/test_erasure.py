"""Erasure empties a payload for ever, and the record goes on to verify."""

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import READ, Actor
from domain.canonical import sha256
from domain.faults import Forbidden, Invalid, Missing
from domain.identifiers import parse
from domain.merkle import root
from ledger.acceptance import acceptance_of, open_change
from ledger.models import Change, Erasure, Kind
from passports.erasure import erase
from passports.models import Payload, Version
from passports.proof import verify, verify_change
from passports.reading import read
from tests.conftest import place
from tests.faults import only_fault
from tests.passports.conftest import ITEM, MODEL, data, register, revise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schemas")]


@pytest.fixture
def item(maker, members):
    register(maker)
    register(maker, ITEM, patch={"power": 1500, "spare_part": "jane-doe"})
    revise(maker, ITEM, patch={"power": 1600})
    return parse(ITEM)


def erase_first(actor, identifier=ITEM, **more):
    said = {"number": 1, "first_person": "p1", "second_person": "p2", **more}
    return erase(actor=actor, identifier=identifier, reason="Personal data", **said)


def test_an_erased_value_is_gone_and_the_passport_says_so(item, maker):
    erase_first(maker)
    view = read(item, maker)
    assert view.visible.document == data(power=1600)
    assert view.registration.erased == ((ITEM, 1),)


def test_nothing_of_the_erased_value_is_left_in_the_database(item, maker):
    erase_first(maker)
    row = Payload.objects.get(version__product__ident=ITEM, version__number=1)
    assert (row.patch, row.salt) == (None, None)
    assert b"jane-doe" not in bytes(Erasure.objects.get().header)


def test_the_record_verifies_before_and_after_an_erasure(item, maker):
    assert list(verify(ITEM)) == []
    erase_first(maker)
    assert list(verify(ITEM)) == []
    assert all(verify_change(change) for change in Change.objects.filter(kind=1))


@pytest.mark.parametrize(("first", "second"), [("p1", "p1"), ("", "p2"), ("p1", ""), ("", "")])
def test_it_takes_two_different_people(item, maker, first, second):
    with pytest.raises(Invalid) as refusal:
        erase_first(maker, first_person=first, second_person=second)
    fault = only_fault(refusal)
    assert (fault.code, fault.pointer) == ("erasure.two_persons", "/second_person")
    assert not Erasure.objects.exists()


def test_an_actor_who_may_only_read_cannot_erase(item, maker):
    reader = Actor(maker.organisation, maker.name, frozenset({READ}))
    with pytest.raises(Forbidden):
        erase_first(reader)
    assert not Erasure.objects.exists()


def test_the_record_says_who_erased_what_and_why(item, maker):
    accepted = erase_first(maker)
    erasure = Erasure.objects.get()
    assert erasure.version_id == Version.objects.get(product__ident=ITEM, number=1).pk
    assert (erasure.first_person, erasure.second_person) == ("p1", "p2")
    change = erasure.change
    assert (change.kind, change.organisation) == (Kind.ERASURE, "maker")
    assert change.reason == erasure.reason == "Personal data"
    assert accepted == acceptance_of(change)
    assert bytes(accepted.digest) == root([sha256(bytes(erasure.header))])


def test_an_erasure_empties_the_payload_of_its_version_alone(item, maker):
    erase_first(maker)
    left = Payload.objects.exclude(patch=None).values_list("version__product__ident", flat=True)
    assert sorted(left) == [MODEL, ITEM]  # the item's second version


def test_a_version_that_is_not_accepted_yet_cannot_be_erased(item, maker):
    pending = Version.objects.get(product__ident=ITEM, number=2)
    pending.pk, pending.number = None, 3
    pending.change = open_change(Kind.PUBLICATION, organisation="maker", reason="Not yet")
    pending.save()
    with pytest.raises(Missing):
        erase_first(maker, number=3)
    assert not Erasure.objects.exists()


def test_another_maker_cannot_erase_and_learns_nothing(item, other_maker):
    first, second = place(other_maker, "q1", "q2")
    theirs = {"first_person": first, "second_person": second}
    with pytest.raises(Missing) as foreign:
        erase_first(other_maker, **theirs)
    with pytest.raises(Missing) as never:
        erase_first(other_maker, ITEM + "X", **theirs)
    assert only_fault(foreign) == only_fault(never)


def test_erasing_twice_changes_nothing(item, maker):
    first = erase_first(maker)
    assert erase_first(maker).seq == first.seq
    assert Erasure.objects.count() == 1


def test_a_payload_cannot_be_emptied_without_an_erasure(item):
    with pytest.raises(IntegrityError), transaction.atomic():
        Payload.objects.update(patch=None, salt=None)


def test_a_payload_cannot_be_rewritten_even_where_an_erasure_exists(item, maker):
    erase_first(maker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payload.objects.filter(patch=None).update(patch=b"{}", salt=bytes(16))


def test_an_accepted_erasure_cannot_be_taken_back(item, maker):
    erase_first(maker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.all().delete()


def test_the_model_still_verifies_on_its_own(item, maker):
    erase_first(maker)
    assert list(verify(MODEL)) == []
