from io import BytesIO

import pytest

from domain.faults import Invalid
from domain.identifiers import new_own_key, parse
from domain.pointers import path_of
from ledger.models import Change
from passports.intake.applying import import_whole
from passports.intake.choosing import stream_for
from passports.models import Product, Version
from passports.reading import read as read_passport
from tests.passports.conftest import BATCH, ITEM, MODEL, data, kettle, leaf, register, write_sector

UNCLAIMED = "gs1:01/04012345678901"
OWN = new_own_key(bytes(range(16)))


@pytest.fixture(autouse=True)
def _small_sector(schemas):
    write_sector(schemas, kettle(code=leaf("Code", pattern="^[A-Z][0-9]$", minLength=2)))


def run(actor, *lines):
    file = BytesIO("\n".join(lines).encode())
    stream = stream_for(actor, file, "products.csv", "kettle")
    return import_whole(actor=actor, stream=stream, reason="From a sheet.")


def refused(actor, *lines):
    """Return (code, row, column) of every fault of a refused sheet; nothing may be left of it."""
    before = Version.objects.count(), Product.objects.count(), Change.objects.count()
    with pytest.raises(Invalid) as refusal:
        run(actor, *lines)
    assert (Version.objects.count(), Product.objects.count(), Change.objects.count()) == before
    for fault in refusal.value.faults:
        assert fault.sentence.endswith(".")
    return [(f.code, *path_of(f.pointer)[1:]) for f in refusal.value.faults]


def counts(done):
    return done.registered, done.revised, done.unchanged


def shown(identifier):
    return read_passport(identifier).visible.document


HEADER = "identifier,name/en,category,mass"


def test_all_rows_go_in_as_one_change(maker):
    done = run(maker, HEADER, f"{MODEL},Kettle,kettle,900", f"{OWN.text},Second,kettle,")
    assert counts(done) == (2, 0, 0)
    change = Change.objects.get()
    assert change.reason == "From a sheet."
    assert done.identifiers == {2: MODEL, 3: OWN.text}
    assert shown(OWN) == {"name": {"en": "Second"}, "category": "kettle"}


def test_the_same_sheet_twice_changes_nothing(maker):
    lines = [HEADER, f"{MODEL},Kettle,kettle,900", f"{OWN.text},Second,kettle,"]
    run(maker, *lines)
    again = run(maker, *lines)
    assert counts(again) == (0, 0, 2)
    assert Change.objects.count() == 1


def test_a_row_that_differs_becomes_a_revision_and_leaves_the_rest_as_it_is(maker):
    register(maker, document=data(power=1500))
    done = run(maker, HEADER, f"{MODEL},,,880", f"{OWN.text},Second,kettle,1")
    assert counts(done) == (1, 1, 0)
    view = read_passport(parse(MODEL))
    assert view.registration.revision == 2
    assert view.visible.document == data(mass=880, power=1500)


def test_a_row_without_identifier_is_drawn_one_and_known_again(maker):
    lines = ["name/en,category,mass", "Kettle,kettle,1"]
    first, second = run(maker, *lines), run(maker, *lines)
    assert first.drawn.keys() == {2}
    assert second.drawn == {}
    assert (counts(first), counts(second)) == ((1, 0, 0), (0, 0, 1))
    assert first.identifiers == second.identifiers
    third = run(maker, "name/en,category,mass", "KETTLE ,kettle,2")
    assert counts(third) == (0, 1, 0)


def test_two_rows_that_seem_to_be_one_product_are_asked_about(maker):
    lines = ["name/en,category,mass", "Kettle,kettle,1", "kettle,kettle,2"]
    assert refused(maker, *lines) == [("question.same_product", "3")]


def test_parents_may_stand_below_their_children(maker):
    lines = [
        "identifier,parent,name/en,category,mass",
        f"{ITEM},{BATCH},,,905",
        f"{BATCH},,,,903",
        f"{MODEL},,Kettle,kettle,900",
    ]
    assert counts(run(maker, *lines)) == (3, 0, 0)
    chain = read_passport(parse(ITEM)).registration.chain
    assert [product for product, _ in chain] == [MODEL, BATCH, ITEM]
    assert counts(run(maker, *lines)) == (0, 0, 3)


def test_products_that_are_each_others_parents_are_refused(maker):
    other = new_own_key(bytes(range(1, 17))).text
    faults = refused(
        maker,
        "identifier,parent,name/en,category",
        f"{OWN.text},{other},A,kettle",
        f"{other},{OWN.text},B,kettle",
    )
    assert {fault[0] for fault in faults} == {"parent.unknown"}


def test_a_moved_parent_is_a_revision(maker):
    run(maker, HEADER, f"{MODEL},Kettle,kettle,900", f"{OWN.text},Second,kettle,1")
    run(maker, "identifier,parent", f"{ITEM},{MODEL}")
    done = run(maker, "identifier,parent", f"{ITEM},{OWN.text}")
    assert counts(done) == (0, 1, 0)
    assert read_passport(parse(ITEM)).registration.chain[0][0] == OWN.text


def test_every_faulty_cell_is_reported_at_once(maker):
    faults = refused(
        maker,
        f"{HEADER},power,code",
        f"{MODEL},Kettle,kettle,heavy,9999,a",
        f"{OWN.text},,teapot,-1,,",
        f"{UNCLAIMED},Third,kettle,1,,",
        "gs1:01/09506000134350,Fourth,kettle,1,,",
    )
    assert set(faults) == {
        ("cell.number", "2", "mass"),
        ("pattern", "2", "code"),
        ("min_length", "2", "code"),
        ("maximum", "2", "power"),
        ("cell.code", "3", "category"),
        ("minimum", "3", "mass"),
        ("required", "3", "name/en"),
        ("identifier.unclaimed", "4", "identifier"),
        ("gtin.check_digit", "5", "identifier"),
    }
    assert len(faults) == 9


def test_faults_come_in_the_order_of_the_rows(maker):
    rows = [f"own:{n},Kettle,kettle,heavy" for n in range(12)]
    numbers = [int(fault[1]) for fault in refused(maker, HEADER, *rows)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(2, 14))


def test_what_follows_from_an_unreadable_cell_is_not_told_again(maker):
    faults = refused(maker, "identifier,category", f"{OWN.text},kettle\0", f"{_own(1)},kettle")
    assert ("cell.nul", "2", "category") in faults
    assert ("required", "2", "category") not in faults


def test_a_missing_column_is_named(maker):
    assert refused(maker, "identifier,name/en", f"{OWN.text},Kettle") == [
        ("required", "2", "category")
    ]


def test_an_identifier_twice_is_a_fault_of_the_second_row(maker):
    row = f"{OWN.text},Kettle,kettle,1"
    assert refused(maker, HEADER, row, row) == [("sheet.duplicate", "3", "identifier")]


def test_anothers_product_is_taken_and_nobody_named(maker, other_maker):
    run(other_maker, HEADER, f"{OWN.text},Kettle,kettle,1")
    assert refused(maker, HEADER, f"{OWN.text},Mine,kettle,1") == [
        ("identifier.taken", "2", "identifier")
    ]


def test_a_sheet_without_rows_changes_nothing(maker):
    assert counts(run(maker, HEADER)) == (0, 0, 0)
    assert not Change.objects.exists()


def test_a_large_sheet_takes_few_queries(maker, django_assert_max_num_queries):
    def rows(mass):
        return [HEADER, *(f"{_own(n)},Kettle,kettle,{mass}" for n in range(300))]

    with django_assert_max_num_queries(40):
        run(maker, *rows(1))
    with django_assert_max_num_queries(40):
        assert counts(run(maker, *rows(2))) == (0, 300, 0)


def _own(number):
    return new_own_key((number << 63).to_bytes(16)).text
