"""Our list of names fits the sectors that there are, and does not contradict itself."""

import json
from collections import Counter
from pathlib import Path

import pytest

from domain.cells.folding import folded
from domain.cells.locales import LANGUAGES
from domain.sector_schema import ANY_KEY
from passports.intake.mapping import names
from passports.intake.mapping.fields import OWN, field_of
from passports.intake.mapping.names import EITHER, SURE, listed

FILE = json.loads(Path(names.__file__).with_name("names.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pointers(sectors):
    return {spec.pointer for walk in sectors.values() for spec in walk.fields}


def test_every_element_of_the_list_is_in_a_sector(pointers):
    named = {name.to for name in listed() if name.to} - set(OWN)
    assert named - pointers == set()


def test_elements_that_every_sector_has_are_known_in_many_languages():
    languages = {}
    for name in listed():
        languages.setdefault(name.to, set()).add(name.language)
    for to in ("/name", "/brand", "/mass", "/model_number", "/carbon/total", "identifier"):
        assert languages[to] >= {"en", "de", "fr", "es", "zh", "ru", "ar"}, to


def test_languages_of_the_list_are_languages():
    known = {tag.partition("_")[0] for tag in LANGUAGES} | {""}
    assert {name.language for name in listed()} <= known
    assert set(FILE["tongues"].values()) <= known


def test_no_name_stands_twice_for_an_element_in_a_language():
    counts = Counter(
        (name.to, name.language, folded(name.name)) for name in listed() if name.how == SURE
    )
    assert [key for key, count in counts.items() if count > 1] == []


def test_a_name_that_stands_for_nothing_stands_for_no_element_of_every_sector(sectors):
    nothing = {folded(name.name) for name in listed() if not name.to}
    everywhere = set.intersection(
        *({spec.pointer for spec in walk.fields} for walk in sectors.values())
    )
    sure = {folded(name.name) for name in listed() if name.to in everywhere and name.how == SURE}
    assert nothing & sure == set()


def test_a_name_that_may_mean_several_elements_is_not_also_sure():
    either = {(name.to, folded(name.name)) for name in listed() if name.how == EITHER}
    sure = {(name.to, folded(name.name)) for name in listed() if name.how == SURE}
    assert either & sure - {("/repair/french_index", folded("indice de réparabilité"))} == set()


def test_codes_of_the_list_are_codes_of_their_element(sectors):
    for pointer, codes in FILE["codes"].items():
        path = tuple(pointer[1:].split("/"))
        assert path.count(ANY_KEY) == 1
        for walk in sectors.values():
            found = walk.node(path)
            assert found is None or set(codes) <= set(found.field.schema["enum"]), pointer


def test_what_else_takes_a_cell_stands_beside_the_element_in_most_sectors(sectors):
    for pointer, other in FILE["otherwise"].items():
        paths = [tuple(each[1:].split("/")) for each in (pointer, other)]
        both = [walk for walk in sectors.values() if all(field_of(walk, path) for path in paths)]
        assert len(both) > len(sectors) / 2, pointer


def test_shares_and_their_totals_are_amounts_of_one_unit(sectors):
    for parts, total in FILE["shares"].items():
        for walk in sectors.values():
            group = walk.node(tuple(parts.removesuffix("/*")[1:].split("/")))
            whole = walk.node(tuple(total[1:].split("/")))
            assert {leaf.unit for leaf in group.leaves()} == {whole.field.unit}


def test_no_name_is_empty_or_surrounded_by_space():
    assert [name for name in listed() if not name.name or name.name != name.name.strip()] == []
