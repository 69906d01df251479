"""A phone with its batch and one item, registered under GS1's demonstration prefix."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts.actors import Actor
from accounts.models import MemberRole, Organisation
from accounts.organisations import join
from passports.entries import Entry
from passports.publishing import publish
from tests.public.examples import BATCH, ITEM, MODEL, example

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
JSON = {"accept": "application/json"}


@pytest.fixture
def browser() -> Client:
    """A browser of nobody in particular."""
    return Client(headers=HTML)


@pytest.fixture
def machine() -> Client:
    """A program that asks for JSON."""
    return Client(headers=JSON)


@pytest.fixture
def phone(maker: Actor) -> Actor:
    """The maker, once its phone is registered: model, batch and item."""
    document = example("smartphone", "aster-5")
    patches = {"batch_number": "B1"}, {"durability": {"battery": {"cycle_count": 12}}}
    publish(
        actor=maker,
        reason="First registration",
        entries=[
            Entry(MODEL, document=document, sector="smartphone"),
            Entry(BATCH, patch=patches[0]),
            Entry(ITEM, patch=patches[1], parent=BATCH),
        ],
    )
    return maker


@pytest.fixture
def member(maker: Actor) -> User:
    """A person who works for the maker."""
    user = User.objects.create_user("mia", password="correct horse battery")
    join(user, Organisation.objects.get(public_id=maker.organisation), MemberRole.VIEWER)
    return user
