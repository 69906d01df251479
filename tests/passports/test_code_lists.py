"""Code lists as pages read them."""

import json

from passports import code_lists


def write(folder, name, content):
    (folder / "codes").mkdir(exist_ok=True)
    (folder / f"codes/{name}.json").write_text(json.dumps(content))


def test_what_a_list_says_of_its_codes_is_read_from_beside_the_sectors(schemas):
    write(schemas, "metals", {"codes": {"fe": {"name": "Iron", "element": "Fe"}}})
    assert code_lists.codes_of("metals")["fe"]["element"] == "Fe"


def test_a_list_that_is_open_or_missing_has_no_codes(schemas):
    write(schemas, "tags", {"cldr": "languages"})
    assert code_lists.codes_of("tags") == {}
    assert code_lists.codes_of("stones") == {}


def test_the_cldr_names_the_codes_of_the_lists_that_say_so(schemas):
    write(schemas, "places", {"cldr": "territories", "codes": {"NL": {}}})
    write(schemas, "metals", {"codes": {"NL": {"name": "Nickel lead"}}})
    assert code_lists.name_in("de", "places", "NL") == "Niederlande"
    assert code_lists.name_in("de", "places", "XX") == ""
    assert code_lists.name_in("de", "metals", "NL") == ""
    assert code_lists.name_in("de", "stones", "NL") == ""
