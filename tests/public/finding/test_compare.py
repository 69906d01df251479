"""Products side by side: what each says, what it does not, and what a difference proves."""

import json

import pytest

from domain.finding.figure import figure_of
from passports.entries import Action, Entry
from passports.publishing import publish
from public.finding.carbon import carbon_beside
from public.finding.rows import DECLARED, NONE, SHUT, ZERO, parts_of
from public.wording import Words
from tests.public.examples import ITEM, MODEL, sheet
from tests.public.finding.conftest import own
from tests.public.pages.schemas import keyed, leaf, record, sector


def page_of(browser, *products, **query):
    response = browser.get("/compare", {"product": products, **query})
    return response, response.content.decode()


def figures(*carbons):
    return [figure_of({"carbon": each} if each else {}, None) for each in carbons]


def verdicts(*carbons):
    names = [Words(letter) for letter in "ABC"[: len(carbons)]]
    found = carbon_beside([], names, figures(*carbons)) if not _on_one_scale(carbons) else None
    if found is None:
        found = carbon_beside([_Nothing()] * len(carbons), names, figures(*carbons))
    return found.sentences


class _Nothing:
    footprint = None


def _on_one_scale(carbons):
    return all(carbons)


def pef(total, uncertainty=10, **more):
    return {"total": total, "uncertainty": uncertainty, "method": "PEF", **more}


def test_a_difference_inside_the_uncertainty_is_no_advantage():
    (said,) = verdicts(pef(100), pef(110))
    assert "no advantage" in said
    (said,) = verdicts(pef(130), pef(100))
    assert said.startswith("B has the smaller footprint")


def test_figures_of_two_methods_are_not_compared():
    (said,) = verdicts(pef(100), {**pef(500), "method": "GHG Protocol"})
    assert "cannot be compared" in said
    (said,) = verdicts(pef(100), pef(500, boundary="cradle-to-gate"))
    assert "cannot be compared" in said


def test_a_part_of_the_life_proves_nothing():
    (said,) = verdicts(*(pef(kg, boundary="cradle-to-gate") for kg in (1, 100)))
    assert "leave a part of the life out" in said


def test_without_a_known_uncertainty_a_difference_proves_nothing():
    (said,) = verdicts({"total": 1, "method": "PEF"}, {"total": 100, "method": "PEF"})
    assert "proves nothing" in said


def test_bars_stand_on_one_scale_only_where_one_method_found_them():
    names = [Words("A"), Words("B")]
    nothing = [_Nothing(), _Nothing()]
    one = carbon_beside(nothing, names, figures(pef(50), pef(100)))
    assert [each.width for each in one.figures] == ["45.5", "90.9"]
    other = carbon_beside(nothing, names, figures(pef(50), {**pef(100), "method": "GHG"}))
    assert [each.width for each in other.figures] == ["", ""]
    assert carbon_beside(nothing, names, [None, None]) is None


SCHEMA = sector(
    part=record(
        "Part",
        {
            "size": leaf("Size", "number", **{"x-unit": "g"}),
            "price": leaf("Price", **{"x-access": ["repairer"]}),
            "colour": leaf("Colour"),
        },
    ),
    pieces=keyed("Pieces", {"name": leaf("Name")}),
)


def cells(*documents, **more):
    sheets = [sheet({"name": {"en": "A"}, **each}, SCHEMA) for each in documents]
    parts = parts_of(sheets, **more)
    rows = {row.label: row for part in parts for row in (*part.rows, *part.shut)}
    return rows, [label for part in parts for label in part.silent]


def test_silence_zero_and_what_is_shut_are_told_apart():
    rows, silent = cells({"part": {"size": 0}}, {"part": {"colour": "red"}})
    assert [cell.state for cell in rows["Part: size"].cells] == [ZERO, NONE]
    assert [cell.state for cell in rows["Part: colour"].cells] == [NONE, DECLARED]
    assert {cell.state for cell in rows["Part: price"].cells} == {SHUT}
    assert rows["Part: price"].told == "Open to repairers"
    assert "Pieces" in silent


def test_whether_a_shut_value_is_declared_is_not_told():
    told, _ = cells({"part": {"price": "9 EUR"}}, {})
    untold, _ = cells({}, {})
    assert told["Part: price"] == untold["Part: price"]


def test_only_differences_leaves_out_what_is_the_same():
    same = {"part": {"size": 5, "colour": "red"}}
    rows, silent = cells(same, {"part": {"size": 6, "colour": "red"}}, only_differences=True)
    assert list(rows) == ["Part: size"]
    assert silent == []


def test_entries_of_a_map_are_named():
    pieces = {f"p{n}": {"name": f"Piece {n}"} for n in range(9)}
    rows, _ = cells({"pieces": pieces}, {})
    told = [words.text for words in rows["Pieces"].cells[0].values]
    assert told == [*(f"Piece {n}" for n in range(6)), "3 more"]


@pytest.mark.usefixtures("catalogue")
class TestPage:
    def test_up_to_three_products_of_several_kinds(self, browser):
        response, page = page_of(browser, own(1), own(2), MODEL)
        assert response.status_code == 200
        assert page.count('<th scope="col"><a href="/') == 3
        assert "Not asked of this kind of product" in page
        assert "cannot be compared" in page
        assert response["X-Robots-Tag"] == "noindex"
        assert '<input id="product"' not in page

    def test_the_same_twice_stands_once(self, browser):
        _, page = page_of(browser, own(1), own(1), "  ")
        assert page.count('<th scope="col"><a href="/') == 1

    def test_a_wrong_number_keeps_none_away(self, browser, machine):
        response, page = page_of(browser, own(1), "nonsense")
        assert response.status_code == 400
        assert "Latitude 1" in page
        assert 'value="nonsense" aria-invalid="true" aria-describedby="fault-1 "' in page
        response = machine.get("/compare", {"product": [own(1), "9506000134369"]})
        assert response.status_code == 404
        (fault,) = json.loads(response.content)["faults"]
        assert fault["pointer"] == "/product/1"

    def test_four_are_too_many(self, browser):
        response, page = page_of(browser, *(own(n) for n in range(1, 5)))
        assert response.status_code == 400
        assert "These are too many." in page

    def test_nothing_chosen_offers_the_search(self, browser):
        response, page = page_of(browser)
        assert response.status_code == 200
        assert "Nothing to compare yet." in page

    def test_an_item_is_compared_by_who_holds_its_number(self, browser):
        response, page = page_of(browser, ITEM)
        assert response.status_code == 200
        assert "Aster 5" in page

    def test_whoever_is_signed_in_sees_what_everybody_sees(self, browser, member):
        public = page_of(browser, MODEL)[1]
        browser.force_login(member)
        own_page = page_of(browser, MODEL)[1]
        table = public[public.index("<table") : public.index("</main>")]
        assert table == own_page[own_page.index("<table") : own_page.index("</main>")]

    def test_a_revision_is_shown_at_once(self, browser, maker):
        entry = Entry(own(1), Action.REVISE, patch={"name": {"en": "Renamed"}})
        publish(actor=maker, reason="Changed", entries=[entry])
        assert "Renamed" in page_of(browser, own(1))[1]
