"""A figure beside its category: the picture, and what it does not prove."""

from dataclasses import replace

from domain.finding.distribution import distribution
from domain.finding.figure import Figure
from passports.search.categories import Comparison
from public.pages.category import category_blocks
from tests.public.examples import example, sector, sheet

FIGURES = [75.0, 80.0, 100.0, 200.0, 286.0, 300.0, 314.0, 525.0]


def figure(kg, spread=0.2, **more):
    low, high = (None, None) if spread is None else (kg * (1 - spread), kg * (1 + spread))
    given = {"method": "PEF", "by": "reported", "is_whole": True, "key": "k", **more}
    return Figure(kg, low, high, **given)


def block_of(own, figures=FIGURES, *, at="", **more):
    more.setdefault("is_exact", True)
    share = sum(each > own.kg for each in figures) / len(figures)
    page = sheet(example("smartphone", "aster-5"), sector("smartphone"))
    compared = Comparison(own, distribution(figures), share, at_ms=0, **more)
    page = replace(page, passport=replace(page.passport, comparison=compared), at=at)
    return next(iter(category_blocks(page)), None)


def test_the_own_column_is_marked_and_the_median_stands_in_its_place():
    block = block_of(figure(286.0))
    (own,) = [column for column in block.columns if column.is_own]
    assert own.x == "40.0"
    assert block.pointer == "45.0"
    assert (block.low, block.high) == ("50", "550")
    assert float(block.median) == round(100 * (243 - 50) / 500, 1)
    assert (block.band, block.band_width) == ("35.8", "22.9")
    assert max(float(column.height) for column in block.columns) == 88.0


def test_how_many_and_which_are_always_said():
    block = block_of(figure(286.0))
    assert block.sentences[0] == "3 of 8 have a larger footprint."
    assert "same method" in block.sentences[-1]
    assert "PEF" in block.sentences[-1]
    assert "286" in block.label


def test_a_gap_inside_the_uncertainty_is_no_advantage():
    assert "proves no advantage" in block_of(figure(200.0, 0.5)).sentences[2]
    assert "smaller by more" in block_of(figure(100.0)).sentences[2]
    assert "larger by more" in block_of(figure(525.0)).sentences[2]
    assert "proves nothing" in block_of(figure(100.0, None)).sentences[2]


def test_figures_for_a_part_of_the_life_prove_nothing():
    sentences = block_of(figure(100.0, is_whole=False)).sentences
    assert "leave a part of the life out" in sentences[2]


def test_where_there_are_many_a_share_is_told():
    sentences = block_of(figure(286.0), is_exact=False).sentences
    assert sentences[0].startswith("About 37.5")


def test_a_figure_newer_than_the_statistics_stays_within_the_picture():
    for kg, column in ((1.0, 0), (9_999.0, -1)):
        block = block_of(figure(kg))
        assert block.columns[column].is_own
        assert 0 <= float(block.pointer) <= 100
        assert 0 <= float(block.band or 0) <= 100


def test_equal_figures_need_no_picture():
    block = block_of(figure(7.0), [7.0] * 6)
    assert block.columns == ()
    assert block.sentences[0] == "0 of 6 have a larger footprint."


def test_an_earlier_day_is_not_compared_with_today():
    assert block_of(figure(286.0), at="2026-01-01") is None
