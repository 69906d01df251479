"""A cell fills the first element that takes it."""

from domain.cells.reading import EMPTY, Question, Reading
from domain.faults import Fault
from passports.intake.mapping.meanings import Mapped, first_taken

ASKED = Reading(question=Question("question.region", "A region."))
FAULTY = Reading(fault=Fault("cell.country", "No country."))


def reader(reading):
    return lambda _cell: reading


def test_the_first_reader_that_gives_a_value_takes_the_cell():
    readers = [reader(ASKED), reader(Reading("asia")), reader(Reading("world"))]
    assert first_taken(readers, "Asia") == (1, Reading("asia"))


def test_readers_behind_the_one_that_takes_it_are_not_called():
    def never(cell):
        raise AssertionError

    assert first_taken([reader(Reading("CN")), never], "CN") == (0, Reading("CN"))


def test_where_none_takes_it_the_first_says_why():
    assert first_taken([reader(ASKED), reader(FAULTY)], "?") == (0, ASKED)


def test_where_one_says_that_it_means_nothing_it_means_nothing():
    assert first_taken([reader(FAULTY), reader(EMPTY)], "none") == (1, EMPTY)


def test_a_value_goes_before_nothing():
    assert first_taken([reader(EMPTY), reader(Reading(5))], "5") == (1, Reading(5))


def test_false_and_zero_are_values():
    no = Reading(value=False)
    assert first_taken([reader(no), reader(Reading(1))], "no") == (0, no)


def test_a_meaning_stands_before_what_else_the_cells_may_fill():
    other = Mapped("/category")
    assert [each.to for each in Mapped("sector", also=(other,)).all] == ["sector", "/category"]
