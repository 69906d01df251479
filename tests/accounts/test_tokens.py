import re

import pytest

from accounts import tokens
from accounts.actors import ALL_SCOPES, READ
from accounts.models import ApiToken, Organisation
from accounts.tokens import actor_of_token, issue
from domain.faults import Forbidden, Invalid
from ledger import clock
from tests.faults import only_fault

NOW = 1_780_000_000_000
DAY = 86_400_000


@pytest.fixture
def organisation(maker) -> Organisation:
    return Organisation.objects.get(public_id=maker.organisation)


@pytest.fixture
def at(monkeypatch):
    """Lets a test say what time it is."""

    def set_clock(ms):
        monkeypatch.setattr(clock.time, "time_ns", lambda: ms * 1_000_000)

    set_clock(NOW)
    return set_clock


def test_a_token_stands_for_its_organisation_with_its_scopes_alone(organisation):
    token = issue(organisation, label="shop", scopes=frozenset({READ}))
    actor = actor_of_token(token)
    assert (actor.organisation, actor.name) == ("maker", "Example Devices")
    assert actor.scopes == {READ}
    actor.need(READ)
    with pytest.raises(Forbidden) as refusal:
        actor.need("passports:write")
    assert "passports:write" in refusal.value.faults[0].sentence


def test_tokens_differ_and_the_secret_is_not_stored(organisation):
    issued = [issue(organisation, label="shop", scopes=ALL_SCOPES) for _ in range(3)]
    assert len(set(issued)) == 3
    for token, row in zip(issued, ApiToken.objects.order_by("pk"), strict=True):
        prefix, lookup, secret = token.split("_", 2)
        assert (prefix, lookup) == ("dpp", row.lookup)
        assert len(secret) == 43
        stored = f"{row.label}{row.lookup}{bytes(row.secret_digest)!r}{row.scopes}"
        assert secret not in stored
        assert re.fullmatch("[0-9a-f]{12}", row.lookup)


def test_a_changed_character_anywhere_makes_the_token_dead(organisation):
    token = issue(organisation, label="shop", scopes=ALL_SCOPES)
    for place in range(len(token)):
        other = "x" if token[place] != "x" else "y"
        assert actor_of_token(token[:place] + other + token[place + 1 :]) is None, place
    assert actor_of_token(token) is not None


@pytest.mark.parametrize("token", ["", "dpp", "dpp_", "dpp__", "dpp_000000000000_", "_a_b", "x"])
def test_what_is_no_token_is_dead(db, token):
    assert actor_of_token(token) is None


def test_the_secret_of_one_token_does_not_open_another(organisation):
    one, other = (issue(organisation, label="shop", scopes=ALL_SCOPES) for _ in range(2))
    mixed = "_".join([*one.split("_", 2)[:2], other.split("_", 2)[2]])
    assert actor_of_token(mixed) is None


def test_a_token_lives_until_the_moment_it_expires(organisation, at):
    token = issue(organisation, label="shop", scopes=ALL_SCOPES, days=2)
    at(NOW + 2 * DAY - 1)
    assert actor_of_token(token) is not None
    at(NOW + 2 * DAY)
    assert actor_of_token(token) is None


def test_a_token_lives_ninety_days_unless_told_otherwise(organisation, at):
    token = issue(organisation, label="shop", scopes=ALL_SCOPES)
    at(NOW + 90 * DAY - 1)
    assert actor_of_token(token) is not None
    at(NOW + 90 * DAY)
    assert actor_of_token(token) is None


def test_a_token_keeps_the_label_by_which_its_organisation_knows_it(organisation):
    issue(organisation, label="shop", scopes=ALL_SCOPES)
    assert list(organisation.tokens.values_list("label", flat=True)) == ["shop"]


def test_the_last_day_of_use_is_kept_and_nothing_finer(organisation, at, django_assert_num_queries):
    token = issue(organisation, label="shop", scopes=ALL_SCOPES)
    actor_of_token(token)
    row = ApiToken.objects.get()
    assert row.last_day == clock.moment(NOW).date()
    with django_assert_num_queries(1):
        actor_of_token(token)


def test_an_unknown_scope_is_refused(organisation):
    with pytest.raises(Invalid) as refusal:
        issue(organisation, label="shop", scopes=frozenset({READ, "everything"}))
    fault = only_fault(refusal)
    assert (fault.code, fault.pointer) == ("token.scope", "/scopes")
    assert "everything" not in fault.sentence + fault.remedy
    assert f" {', '.join(sorted(ALL_SCOPES))}." in fault.remedy
    assert not ApiToken.objects.exists()


def test_secrets_are_compared_in_constant_time(organisation, monkeypatch):
    compared = []
    monkeypatch.setattr(
        tokens.hmac, "compare_digest", lambda one, other: compared.append(one) or one == other
    )
    assert actor_of_token(issue(organisation, label="shop", scopes=ALL_SCOPES)) is not None
    assert compared
