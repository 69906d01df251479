import pytest

from domain.cells.column import Column
from domain.cells.reader import reader_of
from tests.domain.cells.reads import field, reading, tale, told

KINDS = {
    "type": "string",
    "enum": ["laptop", "tablet", "thin-client", "mobile-phone", "4a"],
    "x-labels": {"laptop": "Laptop", "thin-client": "Thin client", "4a": "Large equipment"},
}
RATING = {"type": "string", "enum": ["60", "240"], "x-labels": {"60": "60 W", "240": "240 W"}}
ANSWER = {"type": "string", "enum": ["yes", "no", "not-known"]}
COMMODITY = {"type": "string", "pattern": "^([0-9]{6}|[0-9]{8}|[0-9]{10})$"}
UNU_KEY = {"type": "string", "pattern": "^[0-9]{4}$"}
CAS = {"type": "string", "pattern": "^[1-9][0-9]{1,6}-[0-9]{2}-[0-9]$"}
INGRESS = {"type": "string", "pattern": "^IP[0-6X][0-9X]$"}


@pytest.mark.parametrize(
    ("schema", "cell", "code"),
    [
        (KINDS, "laptop", "laptop"),
        (RATING, 60.0, "60"),
        (RATING, 240, "240"),
        (ANSWER, True, "yes"),
    ],
)
def test_a_value_of_the_list_is_right_as_it_stands(schema, cell, code):
    assert told(schema, cell) == (code,)


@pytest.mark.parametrize(
    ("schema", "cell", "code"),
    [
        (KINDS, "Laptop", "laptop"),
        (KINDS, "LAPTOP", "laptop"),
        (KINDS, "Thin Client", "thin-client"),
        (KINDS, "thin_client", "thin-client"),
        (KINDS, "large equipment", "4a"),
        (RATING, "60 W", "60"),
        (RATING, "60w", "60"),
        (ANSWER, "Oui", "yes"),
        (ANSWER, "Not Known", "not-known"),
    ],
)
def test_a_label_in_any_case_and_with_any_signs_stands_for_its_value(schema, cell, code):
    assert told(schema, cell) == (code, "repair.code")


def test_labels_in_other_languages_can_be_handed_in():
    read = reader_of(field(KINDS), Column(), (), labels={"Ordinateur portable": "laptop"})
    assert tale(read("ordinateur portable")) == ("laptop", "repair.code")


def test_labels_of_values_that_the_field_lacks_count_for_nothing():
    read = reader_of(field(KINDS), Column(), (), labels={"Desktop": "desktop"})
    assert tale(read("Desktop")) == "cell.code"


@pytest.mark.parametrize(
    ("cell", "choices"), [("labtop", ("laptop",)), ("Mobile phones", ("mobile-phone",))]
)
def test_a_close_miss_is_asked_about(cell, choices):
    assert told(KINDS, cell) == ("question.code", *choices)


def test_a_label_of_two_values_is_asked_about():
    twins = {"type": "string", "enum": ["a-b", "a_b"]}
    assert told(twins, "A B") == ("question.code", "a-b", "a_b")


def test_what_is_none_of_the_values_is_told_what_they_are():
    fault = reading(KINDS, "toaster").fault
    assert fault.code == "cell.code"
    assert fault.remedy == "Write one of: laptop, tablet, thin-client, mobile-phone, 4a"
    assert "toaster" not in fault.sentence


def test_a_constant_is_a_list_of_one():
    assert told({"type": "string", "const": "laptop"}, "LAPTOP") == ("laptop", "repair.code")


def test_a_sign_for_nothing_is_asked_about():
    assert told(KINDS, "n/a") == ("question.empty", None)


@pytest.mark.parametrize(
    ("schema", "cell", "value"),
    [
        (COMMODITY, "85171300", "85171300"),
        (COMMODITY, 85171300.0, "85171300"),
        (COMMODITY, 851713, "851713"),
        (CAS, "7440-48-4", "7440-48-4"),
    ],
)
def test_a_code_in_its_form_is_right_as_it_stands(schema, cell, value):
    assert told(schema, cell) == (value,)


@pytest.mark.parametrize(
    ("schema", "cell", "value"),
    [
        (COMMODITY, "8517.13.00", "85171300"),
        (COMMODITY, "8517 13", "851713"),
        (COMMODITY, "'85171300", "85171300"),
        (COMMODITY, "85171300.0", "85171300"),
        (CAS, "7440\u201348\u20134", "7440-48-4"),
        (CAS, "7440 - 48 - 4", "7440-48-4"),
        (INGRESS, "ip68", "IP68"),
        (INGRESS, "IP 68", "IP68"),
    ],
)
def test_a_code_is_brought_into_its_form(schema, cell, value):
    assert told(schema, cell) == (value, "repair.code")


def test_zeros_that_a_code_lost_are_asked_about():
    assert told(UNU_KEY, 303) == ("question.zeros", "0303")
    assert told(UNU_KEY, "303") == ("question.zeros", "0303")


@pytest.mark.parametrize("cell", ["foo", "12345", "1-2"])
def test_what_cannot_be_brought_into_its_form_is_left_for_validation(cell):
    assert told(UNU_KEY, cell) == (cell,)


def test_a_word_is_no_code_in_the_wrong_case():
    eori = {"type": "string", "pattern": "^[A-Z]{2}[A-Za-z0-9]{1,15}$"}
    assert told(eori, "not yet") == ("not yet",)
