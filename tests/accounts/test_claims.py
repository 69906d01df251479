import pytest

from accounts.claims import grant_claim, unclaimed
from accounts.models import Claim, Organisation
from domain.faults import Conflict, Invalid
from domain.identifiers import check_digit, new_own_key, parse
from ledger.clock import now_ms
from tests.faults import only_fault


def gtin(digits: str) -> str:
    return f"gs1:01/{digits}{check_digit(digits)}"


MINE = parse(gtin("0950600013435"))
CASE = parse(gtin("1950600013435"))
THEIRS = parse(gtin("0401234567890"))
OWN = new_own_key(bytes(range(16)))


def organisation_of(actor) -> Organisation:
    return Organisation.objects.get(public_id=actor.organisation)


def test_identifiers_below_a_claimed_prefix_are_claimed(maker):
    item = parse(f"{MINE.text}/21/S1")
    assert unclaimed(maker, [MINE, CASE, item]) == set()
    assert unclaimed(maker, [MINE, THEIRS]) == {THEIRS}


def test_each_of_several_claims_covers_its_identifiers(maker):
    for prefix in ("4012345", "4099999"):
        grant_claim(organisation_of(maker), scheme="gs1", prefix=prefix, verified_by="registry")
    assert unclaimed(maker, [MINE, THEIRS]) == set()


def test_a_digit_that_only_looks_like_the_prefix_is_not_covered(maker):
    shifted = parse(gtin("0095060001343"))
    assert unclaimed(maker, [shifted]) == {shifted}


def test_a_claim_of_another_organisation_does_not_count(other_maker, maker):
    assert unclaimed(other_maker, [MINE]) == {MINE}


def test_without_any_claim_nothing_is_claimed_but_own_keys(other_maker):
    assert unclaimed(other_maker, [MINE, THEIRS, OWN]) == {MINE, THEIRS}


def test_own_keys_need_no_claim(maker, other_maker):
    assert unclaimed(maker, [OWN]) == unclaimed(other_maker, [OWN]) == set()


@pytest.mark.parametrize("prefix", ["9506000", "950600", "95060001", "9"])
def test_live_claims_never_overlap_and_the_holder_is_not_named(maker, other_maker, prefix):
    with pytest.raises(Conflict) as refusal:
        grant_claim(
            organisation_of(other_maker), scheme="gs1", prefix=prefix, verified_by="registry"
        )
    fault = only_fault(refusal)
    assert (fault.code, fault.pointer) == ("claim.overlap", "/prefix")
    assert "Example" not in fault.sentence + fault.remedy
    assert Claim.objects.count() == 1


def test_the_same_prefix_in_another_scheme_is_another_claim(maker, other_maker):
    grant_claim(
        organisation_of(other_maker), scheme="other", prefix="9506000", verified_by="registry"
    )
    assert unclaimed(other_maker, [MINE]) == {MINE}


def test_an_ended_claim_counts_no_more_and_frees_its_prefix(maker, other_maker):
    Claim.objects.update(until_ms=now_ms() - 1)
    assert unclaimed(maker, [MINE]) == {MINE}
    grant_claim(
        organisation_of(other_maker), scheme="gs1", prefix="9506000", verified_by="registry"
    )
    assert unclaimed(other_maker, [MINE]) == set()


def test_a_claim_that_ends_later_still_counts(maker, other_maker):
    Claim.objects.update(until_ms=now_ms() + 60_000)
    assert unclaimed(maker, [MINE]) == set()
    with pytest.raises(Conflict):
        grant_claim(
            organisation_of(other_maker), scheme="gs1", prefix="9506000", verified_by="registry"
        )


@pytest.mark.parametrize(
    "text",
    [
        "gs1:01/09506000134352/22/V/10/L/21/S",
        "gs1:8006/095060001343520102/21/S",
        "gs1:8003/09506000134352SN1",
        "gs1:8004/9506000ASSET1",
        "gs1:8010/9506000PART/8011/12",
        "gs1:8013/9506000ABCAS",
    ],
)
def test_a_company_prefix_covers_every_key_of_gs1_that_names_a_product(maker, other_maker, text):
    identifier = parse(text)
    assert unclaimed(maker, [identifier]) == set()
    assert unclaimed(other_maker, [identifier]) == {identifier}


@pytest.mark.parametrize(
    "text",
    [
        "gs1:414/9506000134352",
        "gs1:00/095060001343520000",
        "gs1:8018/950600013435200008",
        "gs1:8004/9506000ASSET1/7040/1ABC",
    ],
)
def test_what_names_no_product_belongs_to_nobody(maker, text):
    assert unclaimed(maker, [parse(text)]) == {parse(text)}


OTHER_SCHEMES = [
    ("did", "web:maker.example:", "did:web:maker.example:kettle:42", "did:web:maker.example.org:x"),
    ("did", "web:maker.example:", "did:web:maker.example", "did:web:maker.examples"),
    ("url", "maker.example/", "url:maker.example%2Fkettle/21/S", "url:maker.example.org%2Fkettle"),
    (
        "iec61406",
        "maker.example/p/",
        "iec61406:maker.example%2Fp%2F42",
        "iec61406:maker.example%2Fq",
    ),
    ("iso15459", "UN123456789", "iso15459:25S/UN1234567890001", "iso15459:25P/UN123456780001"),
]


@pytest.mark.parametrize(("scheme", "prefix", "mine", "theirs"), OTHER_SCHEMES)
def test_a_claim_of_another_scheme_ends_where_a_name_ends(
    other_maker, scheme, prefix, mine, theirs
):
    grant_claim(organisation_of(other_maker), scheme=scheme, prefix=prefix, verified_by="registry")
    assert unclaimed(other_maker, [parse(mine), parse(theirs)]) == {parse(theirs)}


@pytest.mark.parametrize(
    ("scheme", "prefix"),
    [
        ("gs1", "401"),
        ("gs1", "4012345678901"),
        ("gs1", "401234A"),
        ("did", "web:maker.example"),
        ("did", "web:Maker.example:"),
        ("did", "did:web:maker.example:"),
        ("did", "ethr:"),
        ("url", "maker.example"),
        ("url", "maker.example/p"),
        ("url", "https://maker.example/"),
        ("iec61406", "maker/"),
        ("iso15459", "1234567"),
        ("iso15459", "UN"),
    ],
)
def test_a_prefix_that_no_identifier_begins_with_is_refused(other_maker, scheme, prefix):
    before = Claim.objects.count()
    with pytest.raises(Invalid) as refusal:
        grant_claim(
            organisation_of(other_maker), scheme=scheme, prefix=prefix, verified_by="registry"
        )
    fault = only_fault(refusal)
    assert (fault.code, fault.pointer) == ("claim.prefix", "/prefix")
    assert prefix not in fault.sentence
    assert Claim.objects.count() == before


def test_a_claim_says_who_verified_it_and_when(maker):
    claim = Claim.objects.get()
    assert claim.verified_by == "registry"
    assert now_ms() - claim.verified_ms < 60_000
