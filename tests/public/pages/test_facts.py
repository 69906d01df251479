"""Facts and entries follow from the shape of a schema, whatever the sector."""

from public.pages.blocks import Advice, Documents, Entries, Facts, Scale, Scores, Steps
from public.pages.facts import advice_of, blocks_of
from tests.public.examples import sheet
from tests.public.pages.schemas import keyed, leaf, number, record, sector, text


def blocks(schema, document, name="part"):
    page = sheet(document, schema)
    return blocks_of(page, schema.root.members[name], (name,), "Part")


def facts(properties, value, **more):
    schema = sector(part=record("Part", properties))
    (group,) = blocks(schema, {"part": value}, **more)
    assert isinstance(group, Facts)
    return group.facts


def words(fact):
    return [value.text for value in fact.values]


def test_a_fact_has_its_label_its_value_and_its_unit():
    (fact,) = facts({"energy": number("Energy", "W.h")}, {"energy": 1234.5})
    assert (fact.label, words(fact), fact.unit) == ("Energy", ["1,234.5"], "Wh")
    assert not fact.is_zero


def test_a_declared_zero_is_marked_and_no_is_not_zero():
    zero, no = facts(
        {"lead": number("Lead", "mg"), "paired": leaf("Paired", "boolean")},
        {"lead": 0, "paired": False},
    )
    assert zero.is_zero
    assert (words(no), no.is_zero) == (["No"], False)


def test_codes_are_shown_by_their_labels_and_countries_by_their_names():
    found = facts(
        {
            "socket": leaf("Socket", enum=["usb-c"], **{"x-labels": {"usb-c": "USB-C"}}),
            "country": leaf("Country", **{"x-codes": "countries"}),
            "mines": leaf("Mines", "array", items={"type": "string", "x-codes": "countries"}),
        },
        {"socket": "usb-c", "country": "NL", "mines": ["CD", "XX"]},
    )
    assert [words(fact) for fact in found] == [
        ["USB-C"],
        ["Netherlands"],
        ["Congo - Kinshasa", "XX"],
    ]


def test_members_stand_in_the_order_that_the_schema_gives():
    found = facts(
        {"last": leaf("Last", **{"x-order": 2}), "first": leaf("First", **{"x-order": 1})},
        {"last": "z", "first": "a"},
    )
    assert [fact.label for fact in found] == ["First", "Last"]


def test_an_address_becomes_a_link_only_over_https():
    properties = {"manual": leaf("Manual", format="uri")}
    (link,) = facts(properties, {"manual": "https://devices.example/a/manual.pdf"})
    assert link.href == "https://devices.example/a/manual.pdf"
    assert words(link) == ["devices.example/a/manual.pdf"]
    for harmful in ("javascript:alert(1)", "http://devices.example", "data:text/html,x"):
        (fact,) = facts(properties, {"manual": harmful})
        assert fact.href == ""


def test_an_amount_of_money_is_one_fact():
    price = record("Price", {"amount": leaf("Amount"), "currency": leaf("Currency")})
    (fact,) = facts({"price": price}, {"price": {"amount": "29.00", "currency": "EUR"}})
    assert (fact.label, words(fact)) == ("Price", ["29.00 EUR"])


def test_what_is_not_declared_has_no_block():
    schema = sector(part=record("Part", {"a": leaf("A")}))
    assert blocks(schema, {}) == []


def test_a_record_within_a_record_gets_its_own_heading():
    schema = sector(
        part=record("Part", {"a": leaf("A"), "inner": record("Inner", {"b": leaf("B")})})
    )
    outer, inner = blocks(schema, {"part": {"a": "1", "inner": {"b": "2"}}})
    assert (outer.title, inner.title) == ("Part", "Inner")


def test_a_value_says_where_it_comes_from_and_what_it_means():
    (fact,) = facts({"a": leaf("A", **{"x-source": "Regulation (EU) 1"})}, {"a": "1"})
    assert fact.why.summary == "from this model, version 1"
    assert [(label, str(said.text)) for label, said in fact.why.rows] == [
        ("Means", "A, explained."),
        ("Basis", "Regulation (EU) 1"),
        ("Says", "Example Devices, 25 November 2026"),
        ("Level", "Model: the same for every item of it"),
    ]


def test_where_no_law_asks_for_a_value_no_basis_is_claimed():
    (fact,) = facts({"a": leaf("A", **{"x-source": "choice: readers ask"})}, {"a": "1"})
    assert [label for label, _said in fact.why.rows] == ["Means", "Says", "Level"]


# Shapes -------------------------------------------------------------------------------------------


def test_a_class_from_a_to_e_becomes_a_scale_with_its_figure_and_its_rules():
    schema = sector(
        part=record(
            "Part",
            {
                "class": leaf("Class", enum=["A", "B", "C", "D", "E"]),
                "index": number("Index"),
                "ruleset": leaf("Rules"),
            },
        )
    )
    (scale,) = blocks(schema, {"part": {"class": "B", "index": 3.98, "ruleset": "Rules 1"}})
    assert isinstance(scale, Scale)
    assert (scale.letter, scale.index, scale.rules) == ("B", "3.98", "Rules 1")


def test_a_class_on_a_longer_scale_stays_a_fact():
    (fact,) = facts({"class": leaf("Class", enum=list("ABCDEFG"))}, {"class": "B"})
    assert words(fact) == ["B"]


def test_scores_with_a_common_best_become_bars():
    score = {"minimum": 1, "maximum": 5}
    schema = sector(part=record("Part", {"x": number("X", **score), "y": number("Y", **score)}))
    (scores,) = blocks(schema, {"part": {"x": 2.5, "y": 5}})
    assert isinstance(scores, Scores)
    assert [(s.label, s.value, s.width) for s in scores.scores] == [
        ("X", "2.5", "50.0"),
        ("Y", "5", "100.0"),
    ]


def test_steps_stand_in_the_order_of_work_with_their_hazards():
    step = record(
        "Step",
        {
            "number": number("Step"),
            "action": text("What to do"),
            "tool": text("Tool"),
            "hazard": text("Hazard"),
        },
    )
    schema = sector(part=keyed("Steps", step))
    (steps,) = blocks(
        schema,
        {
            "part": {
                "b": {"number": 10, "action": {"en": "Lift."}, "hazard": {"en": "Sharp."}},
                "a": {"number": 2, "action": {"en": "Unscrew."}, "tool": {"en": "PH1"}},
            }
        },
    )
    assert isinstance(steps, Steps)
    assert [step.action.text for step in steps.steps] == ["Unscrew.", "Lift."]
    assert [step.hazard and step.hazard.text for step in steps.steps] == [None, "Sharp."]
    assert [fact.label for fact in steps.steps[0].details] == ["Tool"]


def test_entries_with_a_title_and_an_address_are_documents():
    document = record(
        "Document",
        {"title": text("Title"), "url": leaf("Link", format="uri"), "digest": leaf("Digest")},
    )
    schema = sector(part=keyed("Documents", document))
    (block,) = blocks(
        schema, {"part": {"m": {"title": {"en": "Manual"}, "url": "https://a.example/m"}}}
    )
    assert isinstance(block, Documents)
    (entry,) = block.entries
    assert (entry.title.text, entry.href, entry.details) == ("Manual", "https://a.example/m", ())


def test_an_entry_is_called_by_what_is_said_first_and_repeats_nothing():
    part = record("Part", {"kind": leaf("Kind"), "name": leaf("Name"), "code": leaf("Code")})
    schema = sector(part=keyed("Parts", part))
    (block,) = blocks(schema, {"part": {"k": {"kind": "Battery", "name": "Battery", "code": "B1"}}})
    assert isinstance(block, Entries)
    (entry,) = block.entries
    assert entry.title.text == "Battery"
    assert [fact.label for fact in entry.details] == ["Code"]


def test_what_all_entries_have_in_common_is_said_once():
    part = record("Part", {"name": leaf("Name"), "until": leaf("Until"), "code": leaf("Code")})
    schema = sector(part=keyed("Parts", part))
    value = {key: {"name": key, "until": "2030", "code": key * 2} for key in "abc"}
    (block,) = blocks(schema, {"part": value})
    assert [fact.label for fact in block.shared] == ["Until"]
    assert all([f.label for f in entry.details] == ["Code"] for entry in block.entries)


def test_a_map_within_an_entry_is_a_list_of_its_own():
    inner = keyed("Smelters", record("Smelter", {"name": leaf("Name")}))
    schema = sector(
        part=keyed("Minerals", record("Mineral", {"mineral": leaf("Mineral"), "smelters": inner}))
    )
    (block,) = blocks(
        schema, {"part": {"co": {"mineral": "Cobalt", "smelters": {"s": {"name": "Plant"}}}}}
    )
    (smelters,) = block.entries[0].lists
    assert (smelters.title, smelters.entries[0].title.text) == ("Smelters", "Plant")


def test_words_of_advice_become_things_to_do():
    schema = sector(part=record("Part", {"wipe": text("Erase"), "rate": number("Rate", "%")}))
    page = sheet({"part": {"wipe": {"en": "Reset."}, "rate": 52}}, schema)
    advice, told = advice_of(page, schema.root.members["part"], ("part",))
    assert isinstance(advice, Advice)
    assert [(title, said.text) for title, said in advice.rows] == [("Erase", "Reset.")]
    assert told == {("part", "wipe")}
