"""What search engines and shops read: public values in words of schema.org."""

import json

from domain.audiences import PUBLIC
from public.pages.markup import markup_of
from tests.public.examples import example, sector, sheet
from tests.public.first_views import full_sheet

PHONE = example("smartphone", "aster-5")
ADDRESS = "https://passports.example/01/09506000134352"


def test_it_names_the_product_and_its_passport():
    told = json.loads(markup_of(full_sheet(PHONE, "smartphone", "en"), ADDRESS))
    passport = told.pop("hasDigitalProductPassport")
    assert passport["@type"] == "DigitalProductPassport"
    assert passport["url"] == ADDRESS
    assert told == {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Aster 5",
        "category": "Smartphone",
        "model": PHONE["model_number"],
        "gtin": "09506000134352",
        "serialNumber": "S1",
        "brand": {"@type": "Brand", "name": PHONE["brand"]},
        "manufacturer": {"@type": "Organization", "name": PHONE["manufacturer"]["name"]},
        "countryOfAssembly": PHONE["origin"]["assembly_country"],
        "weight": {"@type": "QuantitativeValue", "value": PHONE["mass"], "unitCode": "GRM"},
    }


def test_what_is_not_declared_is_left_out():
    bare = sheet({"name": {"en": "Thing"}, "category": "smartphone"}, sector("smartphone"))
    assert set(json.loads(markup_of(bare, ADDRESS))) == {
        *("@context", "@type", "name", "category", "gtin", "hasDigitalProductPassport")
    }


def test_no_text_of_a_maker_ends_the_block():
    attack = {**PHONE, "brand": "</script><script>alert(1)</script><!--&amp;"}
    text = markup_of(sheet(attack, sector("smartphone")), ADDRESS)
    assert not set("<>&") & set(text)
    assert json.loads(text)["brand"]["name"] == attack["brand"]


def test_a_reader_who_sees_more_than_the_public_gets_none():
    audiences = frozenset({PUBLIC, "repairer"})
    assert markup_of(sheet(PHONE, sector("smartphone"), audiences=audiences), ADDRESS) is None
