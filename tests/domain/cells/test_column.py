import pytest

from domain.cells.column import Column, from_json
from domain.faults import Invalid


def test_a_column_comes_back_from_its_json():
    column = Column(
        unit="kg",
        decimal=",",
        date="dmy",
        scale="fraction",
        language="de",
        values={"WW": None, "Handy": "mobile-phone"},
        empty=("-", "n/a"),
        separator="/",
    )
    assert from_json(column.to_json()) == column


def test_what_is_not_known_is_not_written():
    assert Column().to_json() == {}
    assert from_json({}) == Column()
    assert from_json({"decimal": "", "unit": ""}) == Column()


def test_every_fault_is_named_at_its_member():
    with pytest.raises(Invalid) as refused:
        from_json(
            {
                "unit": 5,
                "decimal": ";",
                "date": "dym",
                "scale": 0,
                "values": [],
                "empty": ["-", 0],
                "colour": "red",
            }
        )
    assert {fault.pointer for fault in refused.value.faults} == {
        "/unit",
        "/decimal",
        "/date",
        "/scale",
        "/values",
        "/empty/1",
        "/colour",
    }


def test_there_are_only_so_many_words():
    with pytest.raises(Invalid):
        from_json({"values": {str(number): None for number in range(1001)}})
    with pytest.raises(Invalid):
        from_json({"empty": ["-"] * 1001})


def test_a_column_is_an_object():
    with pytest.raises(Invalid):
        from_json("kg")
