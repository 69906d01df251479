"""Taking apart: hazards first, then one step after the other, as far as the reader may see."""

from domain.audiences import PUBLIC
from public.pages.dismantling import work_of
from tests.public.examples import example, sector, sheet

PHONE = example("smartphone", "aster-5")


def work(document=PHONE, name="smartphone", *audiences):
    made = sheet(document, sector(name), audiences=frozenset({PUBLIC, *audiences}))
    return work_of(made)


def test_steps_come_in_their_order_with_what_each_needs():
    found = work()
    assert [task.title.text for task in found.tasks] == [
        *("Back cover", "Battery", "Main board", "Display")
    ]
    assert [task.number for task in found.tasks] == [1, 2, 3, 4]
    needs = {need.label: (need.value, need.note) for need in found.tasks[0].needs}
    assert needs == {
        "Tool": ("Pick", "Basic tool"),
        "Fasteners": ("10 clips", "Reusable"),
        "You hold": ("18.2 g", ""),
        "Time": ("1 minute", ""),
    }


def test_hazards_stand_first_and_lead_to_their_step():
    dangers = work().dangers
    assert [(d.part.text, d.href) for d in dangers] == [("Battery", "#s2"), ("Display", "#s4")]
    assert dangers[0].title.text == "Lithium battery: do not bend, pierce or heat it."


def test_who_may_see_hazards_of_treatment_sees_those_that_are_there():
    first = work(PHONE, "smartphone", "recycler").dangers[0]
    assert first.title.text == "Lithium battery"
    assert [words.text for words in first.sentences] == [
        *("Under the back cover", "52.8 g", "Take it out before shredding; store it dry and apart.")
    ]
    titles = [d.title.text for d in work(PHONE, "smartphone", "recycler").dangers]
    assert "Mercury" not in titles


def test_the_whole_work_needs_time_and_tools():
    time, tools = work().needs
    assert (time.value, time.note) == ("13 minutes", "4 steps")
    assert (tools.value, tools.note) == ("3", "Pick, PH00 screwdriver, T3 screwdriver")


def test_steps_that_are_not_open_are_not_told_and_neither_is_whether_there_are_any():
    battery = example("battery", "heron-78")
    bare = {**battery, "repair": {"spare_parts_until": "2040-01-01"}}
    told = [work(document, "battery") for document in (battery, bare)]
    assert told[0] == told[1]
    assert told[0].tasks == ()
    assert told[0].silence.startswith("The steps are open to ")


def test_steps_that_nobody_declared_are_said_to_be_missing():
    assert work({"name": {"en": "x"}, "category": "smartphone"}).silence == "No steps are declared."
