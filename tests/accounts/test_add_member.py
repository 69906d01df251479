"""People join organisations by command, and get an opaque id that stands for them."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from accounts.models import Membership

pytestmark = pytest.mark.django_db


def add(*words: str) -> str:
    out = StringIO()
    call_command("add_member", *words, stdout=out)
    return out.getvalue().strip()


@pytest.fixture(autouse=True)
def _typed_password(monkeypatch):
    monkeypatch.setattr("accounts.management.commands.add_member.getpass", lambda: "long-enough-1")


def test_a_new_person_joins_and_its_opaque_id_is_shown(maker):
    shown = add("ada", maker.organisation, "--role", "publisher")
    member = Membership.objects.get()
    assert (member.public_id, member.user.username, member.role) == (shown, "ada", "publisher")
    assert User.objects.get().check_password("long-enough-1")


def test_adding_again_keeps_the_id_and_changes_the_role(maker):
    first = add("ada", maker.organisation)
    assert add("ada", maker.organisation, "--role", "owner") == first


def test_an_unknown_organisation_is_refused(maker):
    with pytest.raises(CommandError, match="no organisation"):
        add("ada", "nobody")
    assert not User.objects.exists()
