"""A patch is judged by what it touches, and never otherwise than the whole document would be."""

import pytest

from domain.chain import resolve
from domain.faults import Invalid
from passports import judging
from passports.entries import Entry
from passports.erasure import erase
from passports.histories import Histories
from passports.judging import Judge
from passports.publishing import publish
from passports.schema_registry import clear as clear_schemas
from passports.schema_registry import latest
from tests.passports.conftest import ITEM, MODEL, data, kettle, register, write_sector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schemas")]


class Watched:
    """A validator that keeps what it is asked about."""

    def __init__(self, validator):
        self.validator, self.verdicts, self.checks = validator, [], []

    def is_valid(self, document):
        self.verdicts.append(document)
        return self.validator.is_valid(document)

    def check(self, document):
        self.checks.append(document)
        return self.validator.check(document)


@pytest.fixture
def base(maker):
    register(maker, document=data(power=1500))
    return resolve(MODEL, Histories())


@pytest.fixture
def watched(base, monkeypatch):
    watched = Watched(judging.validator(latest("kettle").digest))
    monkeypatch.setattr(judging, "validator", lambda _digest: watched)
    return watched


def faults(judge, base, patch):
    return [(f.code, f.pointer) for f in judge.faults(latest("kettle"), base, patch)]


def test_of_a_good_patch_only_an_excerpt_is_looked_at(base, watched):
    judge = Judge()
    assert faults(judge, base, {"mass": 950}) == []
    assert faults(judge, base, {"mass": 960}) == []
    required = {"name": {"en": "Kettle"}, "category": "kettle"}
    assert watched.verdicts == [
        data(power=1500),
        {**required, "mass": 950},
        {**required, "mass": 960},
    ]
    assert watched.checks == []


def test_a_faulty_patch_is_told_by_the_whole_document(base, watched):
    assert faults(Judge(), base, {"mass": -1, "stray": 1}) == [
        ("minimum", "/mass"),
        ("additional", "/stray"),
    ]
    assert watched.checks == [data(power=1500, mass=-1, stray=1)]


def test_equal_faulty_patches_of_one_state_are_judged_once(base, watched):
    judge = Judge()
    assert faults(judge, base, {"mass": -1}) == faults(judge, base, {"mass": -1})
    assert len(watched.checks) == 1
    faults(judge, base, {"mass": -2})
    assert len(watched.checks) == 2


def test_a_removal_is_judged_by_the_whole_document(base):
    assert faults(Judge(), base, {"name": None}) == [("required", "/name")]


def test_a_first_version_is_judged_by_the_whole_document():
    assert faults(Judge(), None, data()) == []
    assert faults(Judge(), None, {}) == [("required", "/category"), ("required", "/name")]


def test_a_patch_of_a_state_that_is_not_sound_itself_is_judged_as_a_whole(maker, members):
    register(maker)
    erase(
        actor=maker, identifier=MODEL, number=1, reason="-", first_person="p1", second_person="p2"
    )
    with pytest.raises(Invalid) as refusal:
        register(maker, ITEM, patch={"mass": 950})
    assert {f.pointer for f in refusal.value.faults} == {"/data/name", "/data/category"}


def test_a_newer_schema_that_the_state_breaks_judges_the_whole_document(base, schemas):
    light = {**kettle()["properties"]["mass"], "maximum": 100}
    write_sector(schemas, kettle("0.2", mass=light))
    clear_schemas()
    assert faults(Judge(), base, {"power": 1600}) == [("maximum", "/mass")]


def test_items_of_one_change_are_judged_one_by_one(maker):
    register(maker)
    entries = [
        Entry(f"{MODEL}/21/S{n}", patch={"mass": mass}, place=f"/{n}")
        for n, mass in enumerate([950, -1, 951, -2, -1])
    ]
    with pytest.raises(Invalid) as refusal:
        publish(actor=maker, reason="Items", entries=entries)
    assert [f.pointer for f in refusal.value.faults] == [
        "/1/data/mass",
        "/3/data/mass",
        "/4/data/mass",
    ]
