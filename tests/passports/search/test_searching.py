"""What is typed finds what was meant, and filters leave what they say."""

import pytest

from domain.faults import Malformed
from passports.search import searching
from passports.search.query import Query, Sort
from passports.search.searching import search
from tests.passports.search.conftest import found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "Galaxy Boiler",
        "galaxy",
        "GALAXY",
        "galxy",
        "glaaxy boiler",
        "galax",
        "boiler galaxy",
        "gálaxÿ",
        "Ketl-9000",
        "SM G991B",
        "smg991b",
        "sm-g991b",
        "g991b",
    ],
)
def test_a_model_is_found_by_its_name_and_number_however_they_are_typed(models, typed):
    ident, _other = models(
        {"name": "Galaxy Boiler", "brand": "Ketl 9000", "model_number": "SM-G991B"},
        {"name": "Steam Engine", "brand": "Watt", "model_number": "XR-77"},
    )
    assert found(typed)[0] == ident


@pytest.mark.parametrize("typed", ["煮水壶", "水壶", "小米", "غلاية", "الغلاية", "Bouilloire"])
def test_names_in_every_language_are_found(models, typed):
    names = {"en": "Boiler", "zh": "小米煮水壶", "ar": "غلاية الماء", "fr": "Bouilloire"}
    (ident,) = models({"name": names})
    assert found(typed) == [ident]


@pytest.mark.parametrize("typed", ["toaster", "toster", "烤面包", "面包机", "toas"])
def test_a_kind_of_product_is_found_in_the_languages_of_the_schemas(models, typed):
    models({"name": "Boiler"})
    (ident,) = models({"name": "Sunny"}, sector="toaster", first=9)
    assert found(typed) == [ident]


def test_the_very_model_number_goes_first_in_every_order(models):
    near, ident, _ = models(
        {"name": "A for G991B"},
        {"name": "Z", "model_number": "G-991 B"},
        {"name": "A", "model_number": "G991"},
    )
    for sort in Sort:
        page = search(Query(text="g991b", sort=sort))
        assert page.hits[0].identifier.text == ident
        assert page.hits[0].is_exact
        assert not page.hits[1].is_exact
        assert page.total == 2
        assert page.hits[1].identifier.text == near


@pytest.mark.parametrize("spelling", ["{0}", "{1}", "/own/{1}", "https://host.example/own/{1}"])
def test_a_product_number_is_found_in_every_spelling(models, spelling):
    ident, _ = models({"name": "One"}, {"name": "Other"})
    page = search(Query(text=spelling.format(ident, ident.partition(":")[2])))
    assert page.hits[0].identifier.text == ident
    assert page.hits[0].is_exact


def test_a_model_has_all_the_words_or_the_answer_says_that_it_has_not(models):
    both, one = models({"name": "Red Boiler"}, {"name": "Red Engine"})
    assert found("red boiler") == [both]
    page = search(Query(text="engine boiler"))
    assert page.is_loose
    assert {hit.identifier.text for hit in page.hits} == {both, one}


def test_words_that_no_model_has_are_left_aside_and_named(models):
    (ident,) = models({"name": "Red Boiler"})
    page = search(Query(text="red qqqqqqqq"))
    assert [hit.identifier.text for hit in page.hits] == [ident]
    assert page.unknown == ("qqqqqqqq",)
    assert search(Query(text="qqqqqqqq")).total == 0


def test_who_types_a_whole_number_does_not_mean_a_longer_one(models):
    short, _long = models({"name": "Boiler 12"}, {"name": "Boiler 125"})
    assert found("boiler 12") == [short]


def test_filters_leave_what_they_say_and_count_the_alternatives(models):
    cn, de, _ = models(
        {"brand": "Ö-Works", "origin": {"assembly_country": "CN"}, "repair": {"class": "A"}},
        {"brand": "O works", "origin": {"assembly_country": "DE"}, "repair": {"class": "B"}},
        {"brand": "Else", "origin": {"assembly_country": "DE"}},
    )
    assert found(maker="o-works") == [de, cn]
    assert found(maker="O WORKS", country="DE") == [de]
    assert found(repair="A", sector="kettle") == [cn]
    assert found("kettle", country="CN", sort=Sort.NAME) == [cn]
    for text in ("", "kettle"):
        choices = search(Query(text=text, maker="O works", country="DE")).choices
        assert {c.value: c.count for c in choices["country"]} == {"CN": 1, "DE": 1}
        assert [c.value for c in choices["country"] if c.is_chosen] == ["DE"]
        assert {c.name: c.count for c in choices["maker"]} == {"O works": 1, "Else": 1}
        assert {c.value: c.count for c in choices["repair"]} == {"B": 1}


def test_orders(models):
    b, a, c = models(
        {"name": "B", "carbon": {"total": 5}, "repair": {"class": "B", "index": 3}},
        {"name": "A", "carbon": {"total": 9}, "repair": {"class": "B", "index": 4}},
        {"name": "C", "carbon": {"total": 1, "boundary": "cradle-to-gate"}, "repair": {"index": 5}},
    )
    (none,) = models({"name": "D"}, first=9)
    assert found() == [none, c, a, b]
    assert found(sort=Sort.NAME) == [a, b, c, none]
    # What leaves out a part of the life is no better for being smaller.
    assert found(sort=Sort.CARBON) == [b, a, c, none]
    assert found(sort=Sort.REPAIR) == [a, b, c, none]
    assert found("kettle", sort=Sort.REPAIR) == found(sort=Sort.REPAIR)


def test_pages_follow_each_other_without_gaps(models):
    idents = models(*({"name": f"Boiler {letter}"} for letter in "ABCDEFG"))
    for text in ("", "boiler"):
        for sort in Sort:
            pages = [found(text, sort=sort, size=3, page=page) for page in (1, 2, 3)]
            assert [len(page) for page in pages] == [3, 3, 1]
            assert {each for page in pages for each in page} == set(idents)
    assert search(Query(text="boiler", size=3)).pages == 3


def test_more_than_is_counted_is_said_and_not_counted(models, monkeypatch):
    models(*({"name": f"Boiler {letter}", "brand": letter} for letter in "ABCDEFG"))
    monkeypatch.setattr(searching, "COUNTED", 4)
    page = search(Query(text="boiler"))
    assert (page.total, page.is_counted) == (4, False)
    assert {c.count for c in page.choices["maker"]} == {None}
    assert len(page.choices["maker"]) == 7
    assert search(Query(text="boiler", maker="B")).is_counted


def test_the_exact_words_are_likened_before_others(models, monkeypatch):
    (ident,) = models({"name": "Boil"})
    models(*({"name": f"Boiler {letter}"} for letter in "ABCDEFG"), first=9)
    monkeypatch.setattr(searching, "LIKENED", 3)
    assert found("boil")[0] == ident


def test_a_typed_mark_of_a_filter_means_nothing(models):
    models({"brand": "Else"})
    assert found("§melse §skettle") == found("melse skettle")


@pytest.mark.parametrize("text", ['"', "' OR 1=1", "a AND b", "NEAR(", "%", "*", "\\", "🙂", "()"])
def test_no_text_breaks_the_index(models, text):
    models({"name": "Boiler"})
    search(Query(text=text))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"text": "x" * 201}, "long"),
        ({"page": 0}, "page"),
        ({"page": 43}, "page"),
        ({"size": 0}, "size"),
    ],
)
def test_a_question_out_of_bounds_is_refused(wrong, code):
    with pytest.raises(Malformed) as refusal:
        Query(**wrong)
    assert refusal.value.faults[0].code == f"search.{code}"


def test_the_last_page_that_can_be_asked_for_is_the_last_there_is():
    assert Query(page=42).offset < 1_008
