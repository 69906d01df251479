"""How many guesses are right, on labelled headers in many languages over several sectors.

`headers.json` was there while the list of names was made; `headers_held_out.json` was first looked
at when that was done, and helped to improve it; `headers_unseen.json` was written last, and nothing
was changed for it. `to` lists the answers that are right; an empty one says that the name alone
does not settle it, so that the column has to be left open.
"""

import json
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pytest

from passports import labels
from passports.intake.mapping.guessing import guess
from passports.intake.mapping.mapping import from_json

HERE = Path(__file__).parent
FILES = ("headers.json", "headers_held_out.json", "headers_unseen.json")


@dataclass
class Counts:
    """How many columns came out how; a wrong guess is named."""

    right: int = 0
    wrong: tuple[str, ...] = ()
    missed: int = 0
    left_open: int = 0

    @property
    def precision(self):
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self):
        return self.right / (self.right + len(self.wrong) + self.missed)

    def __str__(self):
        return (
            f"{self.right} right, {len(self.wrong)} wrong, {self.missed} missed,"
            f" {self.left_open} rightly open: precision {self.precision:.3f},"
            f" recall {self.recall:.3f}"
        )


def tables(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=[(name, words) for name in FILES for words in (False, True)])
def guessed(request, sectors):
    """Guess every table of a file; give its name, and the tables with their mappings.

    Once by our own list of names alone, and once with the translated titles of the schemas.
    """
    name, with_titles = request.param
    words = labels.all_of() if with_titles else {}
    found = []
    for table in tables(name):
        columns = table["columns"]
        rows = zip_longest(*(column["cells"] for column in columns), fillvalue="")
        headers = [column["header"] for column in columns]
        found.append(
            (table, guess(headers, list(map(list, rows)), sectors[table["sector"]], words=words))
        )
    return f"{name}, {'with' if with_titles else 'without'} translated titles", found


def counted(tables_with_mappings):
    counts = Counts()
    for table, mapping in tables_with_mappings:
        for column in table["columns"]:
            found = mapping.columns.get(column["header"])
            if found is None and column["to"]:
                counts.missed += 1
            elif found is None:
                counts.left_open += 1
            elif found.to in column["to"]:
                counts.right += 1
            else:
                counts.wrong += (f"{column['header']} -> {found.to}",)
    return counts


def test_nearly_every_guess_is_right_and_most_columns_are_guessed(guessed):
    name, found = guessed
    counts = counted(found)
    print(f"{name}: {counts}")  # noqa: T201 - the figures are what this test is for
    assert counts.precision >= 0.95, counts.wrong
    assert counts.recall >= 0.8


def test_every_guessed_mapping_fits_its_sector(guessed, sectors):
    for _, mapping in guessed[1]:
        assert from_json(mapping.to_json(), sectors.__getitem__) == mapping


def test_every_column_is_either_mapped_or_open(guessed):
    for table, mapping in guessed[1]:
        headers = {column["header"] for column in table["columns"]}
        assert mapping.columns.keys() | mapping.open.keys() == headers
        assert mapping.columns.keys().isdisjoint(mapping.open)


def test_the_labelled_headers_are_many_and_of_several_sectors():
    labelled = [
        (table["sector"], column)
        for name in FILES
        for table in tables(name)
        for column in table["columns"]
    ]
    assert len(labelled) >= 200
    assert len({sector for sector, _ in labelled}) >= 5
    assert sum(1 for _, column in labelled if not column["to"]) >= 60
