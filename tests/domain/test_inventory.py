import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.inventory import Activity, Line, lines_of

TYPED = Line("use", "electricity", {"en": "Electricity"}, 120.0, "kW.h", "grid/DEU")
ROUTES = {"aluminium": "end-of-life/aluminium/closed-loop", "*": "end-of-life/weee/open-loop"}


def activity(*, materials="raw-materials", routes=ROUTES, lines=()):
    return Activity(
        "cradle-to-grave-screening/1", {"en": "One"}, materials, routes, tuple(lines), {}
    )


def materials(**masses):
    return {
        "materials": {key: {"material": key, "mass": grams} for key, grams in masses.items()},
    }


def test_each_material_becomes_a_raw_material_line_and_an_end_of_life_line_in_kilograms():
    document = materials(aluminium=250, steel=1500.0)
    assert lines_of(activity(lines=[TYPED]), document) == [
        Line("raw-materials", "materials/aluminium", {}, 0.25, "kg", "material/aluminium", 0.25),
        Line("raw-materials", "materials/steel", {}, 1.5, "kg", "material/steel", 1.5),
        Line(
            "end-of-life",
            "end-of-life/aluminium",
            {},
            0.25,
            "kg",
            "end-of-life/aluminium/closed-loop",
        ),
        Line("end-of-life", "end-of-life/steel", {}, 1.5, "kg", "end-of-life/weee/open-loop"),
        TYPED,
    ]


def test_an_activity_without_materials_and_routes_has_only_its_own_lines():
    only_lines = activity(materials=None, routes={}, lines=[TYPED])
    assert lines_of(only_lines, materials(steel=5)) == [TYPED]


def test_the_factor_follows_the_material_code_and_the_key_follows_the_passport():
    document = {"materials": {"lid": {"material": "steel", "mass": 10}}}
    (line,) = lines_of(activity(routes={}), document)
    assert (line.key, line.factor_key) == ("materials/lid", "material/steel")


def test_mass_without_a_declared_material_is_a_line_of_its_own():
    document = {"mass": 1000, **materials(steel=600, copper=150)}
    lines = {line.key: line for line in lines_of(activity(), document)}
    # 1000 g - 600 g - 150 g = 250 g
    assert lines["materials/*"].factor_key == "material/undeclared"
    assert lines["materials/*"].mass_kg == 0.25
    assert lines["end-of-life/*"].factor_key == "end-of-life/weee/open-loop"
    assert lines["end-of-life/*"].quantity == 0.25


def test_a_product_without_any_material_is_undeclared_mass_as_a_whole():
    (line,) = lines_of(activity(routes={}), {"mass": 400})
    assert (line.factor_key, line.mass_kg) == ("material/undeclared", 0.4)


@given(st.lists(st.decimals(0, 5000, places=2), max_size=30))
def test_masses_that_add_up_to_the_product_leave_nothing_undeclared(grams):
    document = {
        "mass": float(sum(grams)),
        "materials": {
            f"m{n}": {"material": "steel", "mass": float(g)} for n, g in enumerate(grams)
        },
    }
    keys = [line.key for line in lines_of(activity(routes={}), document)]
    assert "materials/*" not in keys
    assert len(keys) == len(grams)


@pytest.mark.parametrize(
    "entry",
    [
        {"material": "cobalt"},
        {"material": "cobalt", "mass": "12"},
        {"material": "cobalt", "mass": True},
        {"material": "cobalt", "mass": -1},
        {"material": "cobalt", "mass": float("nan")},
        {"material": "cobalt", "mass": 10**400},
    ],
)
def test_a_material_without_a_usable_mass_stays_in_the_list_without_quantity(entry):
    first, second = lines_of(activity(), {"materials": {"magnet": entry}})
    assert (first.quantity, first.mass_kg, first.factor_key) == (None, 0.0, "material/cobalt")
    assert second.quantity is None


@pytest.mark.parametrize("document", [{}, {"materials": []}, {"materials": {}, "mass": "heavy"}])
def test_a_passport_without_materials_has_no_material_lines(document):
    assert lines_of(activity(), document) == []


def test_an_entry_without_a_code_keeps_its_mass():
    (line,) = lines_of(activity(routes={}), {"materials": {"rest": {"mass": 20}}})
    assert (line.factor_key, line.mass_kg) == ("material/unspecified", 0.02)
