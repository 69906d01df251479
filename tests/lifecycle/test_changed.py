"""What keeps copies learns which products a Change names, and up to where it knows them all."""

import pytest

from domain.chain import Status
from ledger.acceptance import abandon, head_seq, open_change
from ledger.models import Kind, Outbox
from lifecycle import changed as module
from lifecycle.activities import record_activity_models
from lifecycle.changed import changed_since
from passports.entries import Action, Entry
from passports.erasure import erase
from passports.publishing import publish
from tests.lifecycle.conftest import (
    BODY,
    data,
    own,
    publish_factors,
    register_kettle,
    work_off,
)


def revise(actor, *identifiers, mass=600, **more):
    patch = {"materials": {"steel": {"mass": mass}}}
    entries = [Entry(each, Action.REVISE, patch=patch, **more) for each in identifiers]
    return publish(actor=actor, reason="Heavier", entries=entries).seq


@pytest.fixture
def kettles(maker):
    """Three kettles, registered as one Change."""
    found = [own(number) for number in range(1, 4)]
    entries = [Entry(each, document=data(), sector="kettle") for each in found]
    publish(actor=maker, reason="First", entries=entries)
    return found


@pytest.mark.django_db
def test_before_the_first_change_there_is_none():
    found = changed_since(0)
    assert (found.seq, found.products, found.is_all) == (0, {}, True)


def test_a_publication_names_its_products(kettles):
    seq = head_seq()
    found = changed_since(0)
    assert (found.seq, found.is_all) == (seq, True)
    assert found.products == dict.fromkeys(kettles, seq)


def test_what_is_known_is_not_told_again(kettles, maker):
    seq = head_seq()
    assert changed_since(seq).products == {}
    assert changed_since(seq).seq == seq
    later = revise(maker, kettles[1])
    found = changed_since(seq)
    assert (found.seq, found.products) == (later, {kettles[1]: later})


def test_a_product_that_changed_often_is_told_with_its_newest_change(kettles, maker):
    seq = head_seq()
    revise(maker, kettles[0], mass=601)
    second = revise(maker, kettles[0], mass=602)
    third = revise(maker, kettles[1])
    assert changed_since(seq).products == {kettles[0]: second, kettles[1]: third}


def test_a_correction_names_the_model_and_not_what_lies_below(kettles, maker):
    item = Entry(f"{kettles[0]}/21/S1", patch={}, parent=kettles[0])
    publish(actor=maker, reason="First", entries=[item])
    seq = head_seq()
    patch = {"name": {"en": "Pot"}}
    entry = Entry(kettles[0], Action.CORRECT, patch=patch, corrects=1)
    publish(actor=maker, reason="Mistyped", entries=[entry])
    assert changed_since(seq).products == {kettles[0]: seq + 1}


def test_a_withdrawal_names_its_product(kettles, maker):
    seq = head_seq()
    entry = Entry(kettles[2], Action.REVISE, patch={}, status=Status.WITHDRAWN)
    publish(actor=maker, reason="Unsafe", entries=[entry])
    assert changed_since(seq).products == {kettles[2]: seq + 1}


def test_an_erasure_names_its_product(kettles, maker, members):
    seq = head_seq()
    first, second = members
    erase(
        actor=maker,
        identifier=kettles[1],
        number=1,
        reason="A person's name",
        first_person=first,
        second_person=second,
    )
    assert changed_since(seq).products == {kettles[1]: seq + 1}


def test_an_activity_model_names_its_product(kettles, maker):
    seq = head_seq()
    record_activity_models(actor=maker, bodies={kettles[0]: BODY}, reason="First")
    assert changed_since(seq).products == {kettles[0]: seq + 1}


def test_accepted_footprints_name_their_products_and_a_factor_set_none(maker, registry):
    first, second = register_kettle(maker, 1), register_kettle(maker, 2)
    seq = head_seq()
    publish_factors(registry, "1")
    assert changed_since(seq).products == {}
    assert changed_since(seq).seq == seq + 1
    work_off()
    found = changed_since(seq + 1)
    assert found.products == {first: found.seq, second: found.seq}
    assert found.seq == head_seq() > seq + 1


def test_what_was_opened_and_not_accepted_is_not_told(kettles, maker):
    seq = head_seq()
    change = open_change(Kind.PUBLICATION, organisation=maker.organisation, reason="Never")
    assert changed_since(seq).products == {}
    abandon(change, "Given up")
    assert (changed_since(seq).seq, changed_since(seq).is_all) == (seq, True)


def test_many_changes_are_told_in_several_looks_oldest_first(kettles, maker, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 2)
    seq = head_seq()
    for place in (0, 1, 2, 0):
        revise(maker, kettles[place], mass=700 + place + head_seq())
    first = changed_since(seq)
    assert (first.seq, first.is_all) == (seq + 2, False)
    assert first.products == {kettles[0]: seq + 1, kettles[1]: seq + 2}
    second = changed_since(first.seq)
    assert (second.seq, second.is_all) == (seq + 4, True)
    assert second.products == {kettles[2]: seq + 3, kettles[0]: seq + 4}


def test_exactly_as_many_as_are_read_at_once_are_all(kettles, maker, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 2)
    seq = head_seq()
    revise(maker, kettles[0])
    revise(maker, kettles[1])
    assert changed_since(seq).is_all
    revise(maker, kettles[2])
    assert not changed_since(seq).is_all


def test_one_change_of_many_products_is_told_whole(maker, monkeypatch):
    monkeypatch.setattr(module, "NAMED_AT_ONCE", 3)
    keys = [own(number) for number in range(1, 9)]
    entries = [Entry(each, document=data(), sector="kettle") for each in keys]
    publish(actor=maker, reason="First", entries=entries)
    assert changed_since(0).products == dict.fromkeys(keys, head_seq())


def test_the_number_of_questions_does_not_grow_with_changes(
    kettles, maker, django_assert_max_num_queries
):
    for number in range(6):
        revise(maker, *kettles, mass=800 + number)
    with django_assert_max_num_queries(4):
        changed_since(0)


def test_what_was_worked_off_long_ago_is_still_told(kettles):
    work_off()
    assert not Outbox.objects.filter(done_ms=None).exists()
    assert set(changed_since(0).products) == set(kettles)
