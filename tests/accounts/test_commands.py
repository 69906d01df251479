from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.actors import READ, WRITE
from accounts.claims import unclaimed
from accounts.models import ApiToken, Claim, Organisation
from accounts.tokens import actor_of_token
from domain.identifiers import parse
from tests.conftest import actor_of


def run(*words) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().strip()


def test_an_organisation_is_created_with_roles_and_claims(db):
    public_id = run(
        *("create_organisation", "Kettles", "--country", "DE", "--claim", "gs1:9506000"),
        *("--role", "operator", "--role", "importer"),
    )
    organisation = Organisation.objects.get(public_id=public_id)
    assert (organisation.name, organisation.country) == ("Kettles", "DE")
    assert {row.role for row in organisation.roles.all()} == {"operator", "importer"}
    assert unclaimed(actor_of(organisation), [parse("gs1:01/09506000134352")]) == set()


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("did:web:maker.example:", "did:web:maker.example:42"),
        ("url:maker.example/", "url:maker.example%2F42"),
        ("iec61406:maker.example/", "iec61406:maker.example%2F42"),
        ("iso15459:UN123456789", "iso15459:25S/UN12345678942"),
    ],
)
def test_a_claim_may_be_made_in_every_scheme_that_has_them(db, claim, text):
    public_id = run("create_organisation", "Kettles", "--claim", claim)
    organisation = Organisation.objects.get(public_id=public_id)
    assert unclaimed(actor_of(organisation), [parse(text)]) == set()


@pytest.mark.parametrize(
    "words",
    [
        [" "],
        ["Kettles", "--country", "Germany"],
        ["Kettles", "--role", "king"],
        ["Kettles", "--claim", "9506000"],
        ["Kettles", "--claim", "gs1:01/0950600"],
        ["Kettles", "--claim", "own:1234"],
        ["Kettles", "--claim", "url:maker.example"],
        ["Kettles", "--claim", "did:web:maker.example"],
        ["Kettles", "--claim", "gs1:4012345", "--claim", "gs1:40123456"],
    ],
)
def test_a_faulty_organisation_is_refused_and_nothing_left(db, words):
    with pytest.raises(CommandError):
        run("create_organisation", *words)
    assert not Organisation.objects.exists()
    assert not Claim.objects.exists()


def test_a_taken_prefix_is_refused_without_naming_its_holder(maker):
    with pytest.raises(CommandError) as refusal:
        run("create_organisation", "Kettles", "--claim", "gs1:95060001")
    assert "Example" not in str(refusal.value)
    assert not Organisation.objects.filter(name="Kettles").exists()


def test_a_token_is_printed_once_and_works(maker):
    token = run("create_token", "maker", "--scope", READ, "--scope", WRITE, "--days", "7")
    assert actor_of_token(token).scopes == {READ, WRITE}


@pytest.mark.parametrize(
    "words",
    [
        ["nobody", "--scope", READ],
        ["maker"],
        ["maker", "--scope", "everything"],
        ["maker", "--scope", READ, "--days", "0"],
        ["maker", "--scope", READ, "--days", "367"],
    ],
)
def test_a_faulty_token_is_refused(maker, words):
    with pytest.raises(CommandError):
        run("create_token", *words)
    assert not ApiToken.objects.exists()
