"""A registry whose triggers are gone is told so before it serves."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from ledger import append_only
from ledger.checks import MISSING

pytestmark = pytest.mark.django_db


def test_a_migrated_database_passes():
    call_command("check", databases=["default"])


def test_missing_triggers_are_an_error_that_names_them_and_says_what_to_do():
    append_only.remove()
    with pytest.raises(SystemCheckError, match=MISSING) as told:
        call_command("check", databases=["default"])
    assert "passports_product_no_insert" in str(told.value)
    assert "manage.py migrate" in str(told.value)


def test_a_check_that_names_no_database_does_not_ask_one(django_assert_num_queries):
    append_only.remove()
    with django_assert_num_queries(0):
        call_command("check")


def test_migrating_is_not_held_up_by_what_it_puts_back():
    append_only.remove()
    call_command("migrate", verbosity=0, skip_checks=False)
    call_command("check", databases=["default"])
