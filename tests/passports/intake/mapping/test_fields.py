"""A place in the schema leads to its leaf; what is no place leads nowhere."""

import pytest

from passports.intake.mapping.fields import field_of


@pytest.mark.parametrize(
    ("path", "leaf"),
    [
        (("mass",), ("mass",)),
        (("name", "en"), ("name",)),
        (("name", "pt-BR"), ("name",)),
        (("materials", "frame-1", "mass"), ("materials", "*", "mass")),
        (("carbon", "stages", "use"), ("carbon", "stages", "use")),
    ],
)
def test_a_place_leads_to_its_leaf(path, leaf, kettles):
    assert field_of(kettles, path).path == leaf


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("name",),
        ("name", "not a language"),
        ("name", "en", "us"),
        ("mass", "en"),
        ("carbon",),
        ("materials", "frame"),
        ("materials", "Frame!", "mass"),
        ("materials", "", "mass"),
        ("weight",),
    ],
)
def test_what_is_no_place_leads_nowhere(path, kettles):
    assert field_of(kettles, path) is None
