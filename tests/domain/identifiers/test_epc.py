"""Addresses that end in the bits of an RFID tag (GS1 EPC Tag Data Standard 2.3)."""

import pytest

from domain.faults import Malformed
from domain.identifiers import from_path, from_uri
from tests.domain.identifiers import tags
from tests.domain.identifiers.refusing import codes, faults
from tests.faults import check_wording

# Annex E.3: an example of each scheme.
OLDER = {
    "SGTIN-96": ("3066C4409047E140075BCD15", "/01/09506000134352/21/123456789"),
    "SGTIN-198": (
        "3666C4409047E159B2C2BF100000000000000000000000000000",
        "/01/09506000134352/21/32a%2Fb",
    ),
    "SSCC-96": ("311BA1B300CE0A6A83000000", "/00/095201234567891235"),
    "SGLN-96": ("3276451FD46072000000162E", "/414/9521141123454/254/5678"),
    "SGLN-195": (
        "3976451FD46072CD9615F8800000000000000000000000000000",
        "/414/9521141123454/254/32a%2Fb",
    ),
    "GRAI-96": ("3376451FD40C0E400000162E", "/8003/095211411234545678"),
    "GRAI-170": (
        "3776451FD40C0E59B2C2BF1000000000000000000000",
        "/8003/0952114112345432a%2Fb",
    ),
    "GIAI-96": ("3476451FD40000000000162E", "/8004/95211415678"),
    "GIAI-202": (
        "3876451FD59B2C2BF10000000000000000000000000000000000",
        "/8004/952114132a%2Fb",
    ),
    "GSRN-96": ("2D76451FD4499602D2000000", "/8018/952114112345678906"),
    "GSRNP-96": ("2E76451FD4499602D2000000", "/8017/952114112345678906"),
    "GDTI-96": ("2C76451FD46072000000162E", "/253/95211411234545678"),
    "GDTI-174": (
        "3E76451FD7039B061438997367D0C18B266D1AB66EE0",
        "/253/9521141987650ABCDefgh012345678",
    ),
    "CPI-96": ("3C76451FD400C0E680003039", "/8010/952114198765/8011/12345"),
    "CPI-var": (
        "3D76451FD75411DEF6B4CC00000003039000",
        "/8010/95211415PQ7%2FZ43/8011/12345",
    ),
    "SGCN-96": ("3F76451FD612640000019907", "/255/952114167890904711"),
    "ITIP-110": ("4076451FD40C0E40820000000F54", "/8006/095211411234540102/21/981"),
    "ITIP-212": (
        "4176451FD40C0E4082DBDD8B36600000000000000000000000000000",
        "/8006/095211411234540102/21/mw133",
    ),
}
NEWER = {
    "SGTIN+": ("F73795211411234538566CB0AFC4", "/01/79521141123453/21/32a%2Fb"),
    "SSCC+": ("F90095201234567891235", "/00/095201234567891235"),
    "SGLN+": ("F2395211411234548566CB0AFC4", "/414/9521141123454/254/32a%2Fb"),
    "GRAI+": ("F13095211411234548566CB0AFC4", "/8003/0952114112345432a%2Fb"),
    "GIAI+": ("FA3952114132E83C2BF10", "/8004/952114132a%2Fb"),
    "GSRN+": ("F43952114112345678906", "/8018/952114112345678906"),
    "GSRNP+": ("F53952114112345678906", "/8017/952114112345678906"),
    "GDTI+": ("F6395211411234540458B8", "/253/95211411234545678"),
    "CPI+": ("F0395211415E87A145BAFB4D19A8C0E4", "/8010/95211415PQ7%2FZ43/8011/12345"),
    "SGCN+": ("F839521141678909509338", "/255/952114167890904711"),
    "ITIP+": ("F3309521141123454010266AE27FDF35", "/8006/095211411234540102/21/rif981"),
}
WITH_HOST = {
    "SGTIN++": (
        "FD3795211411234538566CB0AFC525065F1876F0D996D800",
        "/01/79521141123453/21/32a%2Fb",
    ),
    # Printed with the header F9, that of SSCC+; table 14-1 gives EF.
    "SSCC++": ("EF009520123456789123592832F8C3B786CCB6C0", "/00/095201234567891235"),
    "SGLN++": (
        "E9395211411234548566CB0AFC525065F1876F0D996D8000",
        "/414/9521141123454/254/32a%2Fb",
    ),
    "GRAI++": (
        "EB3095211411234548566CB0AFC525065F1876F0D996D800",
        "/8003/0952114112345432a%2Fb",
    ),
    "GIAI++": ("EE3952114132E83C2BF1494197C61DBC3665B600", "/8004/952114132a%2Fb"),
    "GSRN++": ("E7395211411234567890692832F8C3B786CCB6C0", "/8018/952114112345678906"),
    "GSRNP++": ("E8395211411234567890692832F8C3B786CCB6C0", "/8017/952114112345678906"),
    "GDTI++": ("EA395211411234540458BA4A0CBE30EDE1B32DB0", "/253/95211411234545678"),
    "CPI++": (
        "E6395211415E87A145BAFB4D19A8C0E64A0CBE30EDE1B32DB000",
        "/8010/95211415PQ7%2FZ43/8011/12345",
    ),
    "SGCN++": ("EC3952114167890950933C94197C61DBC3665B60", "/255/952114167890904711"),
    # Printed with the header F3, that of ITIP+; table 14-1 gives ED.
    "ITIP++": (
        "ED309521141123454010266AE27FDF3592832F8C3B786CCB6C00",
        "/8006/095211411234540102/21/rif981",
    ),
}
EXAMPLES = OLDER | NEWER | WITH_HOST
SGTIN = f"eh{OLDER['SGTIN-96'][0].lower()}"
NO_DIGITAL_LINK = {
    "GID-96": "3500E86F8000A9E000000586",
    "USDOD-96": "2F320434147455900000162E",
    "ADI-var": "3B0E0CF5E76C9047759AD00373DC7602E7200",
}
TRADE_ITEM = tags.decimal("09506000134352")
SERIAL = tags.ascii_text("S", 20)


@pytest.mark.parametrize("scheme", EXAMPLES)
@pytest.mark.parametrize("name", ["eh", "ex"])
def test_a_tag_of_each_scheme_is_read_in_both_alphabets(scheme, name):
    hexadecimal, path = EXAMPLES[scheme]
    segment = tags.segment(tags.bits_of(hexadecimal), name)
    assert from_path(f"/{segment}").path == path
    assert from_uri(f"https://a.example/{segment}") == (from_path(path), {})


@pytest.mark.parametrize(
    "hexadecimal",
    [
        "FB342CDE795211411234538566CB0AFC4",
        "FC342CDE795211411234538566CB0AFC525065F1876F0D996D80",
    ],
)
def test_a_date_in_the_tag_becomes_a_data_attribute(hexadecimal):
    identifier, attributes = from_uri(f"https://a.example/eh{hexadecimal.lower()}")
    assert identifier.path == "/01/79521141123453/21/32a%2Fb"
    assert attributes == {"17": "220630"}
    assert from_path(f"/eh{hexadecimal.lower()}") == identifier


def test_other_segments_may_stand_in_front_and_a_slash_behind():
    assert from_path(f"/a/01/b/{SGTIN}/") == from_path(f"/{SGTIN}")


def test_a_value_that_looks_like_a_tag_is_a_value():
    path = f"/01/09506000134352/21/{SGTIN[:20]}"
    assert from_path(path).path == path


def test_data_attributes_may_stand_in_the_query_beside_a_tag():
    _, attributes = from_uri(f"https://a.example/{SGTIN}?17=270131&lang=en")
    assert attributes == {"17": "270131"}


def test_what_a_tag_says_may_not_be_said_again_in_the_query():
    dated = "ehfb342cde795211411234538566cb0afc4"
    assert codes(from_uri, f"https://a.example/{dated}?17=270131") == ["link.duplicate"]
    assert codes(from_uri, f"https://a.example/{SGTIN}?21=1") == ["link.duplicate"]


def test_a_place_of_the_older_scheme_without_an_extension_has_none():
    bits = tags.unsigned(0x32, 8) + tags.parted("9521141", "12345", 41) + tags.unsigned(0, 41)
    assert from_path(f"/{tags.segment(bits)}").path == "/414/9521141123454"


def _tag(*further, more=True, head=0xF7):
    return tags.segment("".join((tags.header(head, more=more), TRADE_ITEM, SERIAL, *further)))


def test_further_data_of_a_tag_are_qualifiers_and_data_attributes():
    tag = _tag(
        *(tags.decimal("17"), tags.date("270131")),
        *(tags.decimal("10"), tags.ascii_text("L", 20)),
        *(tags.decimal("3103"), tags.number("000750")),
    )
    identifier, attributes = from_uri(f"https://a.example/{tag}")
    assert identifier.path == "/01/09506000134352/10/L/21/S"
    assert attributes == {"17": "270131", "3103": "000750"}
    assert from_path(f"/{tag}") == identifier


def test_a_container_code_behind_a_trade_item_begins_with_zeros_and_is_no_padding():
    sscc = tags.decimal("00") + tags.decimal("095201234567891235")
    _, attributes = from_uri(f"https://a.example/{_tag(sscc)}")
    assert attributes == {"00": "095201234567891235"}
    assert codes(from_path, f"/{_tag(sscc, more=False)}") == ["link.epc"]


@pytest.mark.parametrize("zeros", [0, 3, 16, 70])
def test_zeros_fill_the_end_of_a_tag(zeros):
    for more in (False, True):
        assert from_path(f"/{_tag('0' * zeros, more=more)}").qualifiers == (("21", "S"),)


@pytest.mark.parametrize(
    ("further", "code"),
    [
        (tags.decimal("17") + tags.date("270231"), "attribute.date"),
        (tags.decimal("21") + SERIAL, "link.duplicate"),
        (tags.decimal("7041") + tags.ascii_text("WX", 4), "link.attribute"),
        (tags.decimal("235") + tags.ascii_text("T", 28), "link.order"),
        (tags.decimal("03") + TRADE_ITEM, "link.epc"),
        (tags.decimal("18"), "link.epc"),
        (tags.decimal("17") + "101", "link.epc"),
        (tags.unsigned(0xFF, 8), "link.epc"),
    ],
)
def test_wrong_further_data_refuse_the_whole_tag(further, code):
    (fault,) = faults(from_path, f"/{_tag(further)}")
    assert fault.code == code
    check_wording(fault)


def test_a_wrong_check_digit_in_a_tag_is_told():
    bits = tags.header(0xF7) + tags.decimal("09506000134353") + SERIAL
    assert codes(from_path, f"/{tags.segment(bits)}") == ["gtin.check_digit"]


def test_a_character_that_gs1_does_not_allow_is_refused_in_a_tag_too():
    bits = tags.header(0xF7) + TRADE_ITEM + tags.ascii_text("a b", 20)
    assert codes(from_path, f"/{tags.segment(bits)}") == ["link.charset"]


@pytest.mark.parametrize("scheme", NO_DIGITAL_LINK)
def test_a_scheme_without_a_digital_link_is_refused_by_name(scheme):
    with pytest.raises(Malformed) as refused:
        from_path(f"/eh{NO_DIGITAL_LINK[scheme].lower()}")
    (fault,) = refused.value.faults
    assert fault.code == "link.epc"
    assert "no GS1 Digital Link" in fault.sentence
    check_wording(fault)


BROKEN = {
    "nothing but a header": tags.unsigned(0x30, 8),
    "half a header": "0011",
    "an unknown header": tags.unsigned(0x01, 8) + "0" * 88,
    "no such partition": tags.unsigned(0x30, 8) + "001" + "111" + "0" * 82,
    "too large a prefix": tags.unsigned(0x30, 8) + "001" + "110" + "1" * 20 + "0" * 62,
    "too large a reference": tags.unsigned(0x30, 8) + "001" + "000" + "0" * 40 + "1111" + "0" * 38,
    "a text with a hole": (
        tags.unsigned(0x36, 8)
        + tags.parted("9506000", "012345", 44)
        + "0" * 7
        + "1" * 7
        + "0" * 126
    ),
    "a text without an end": (
        tags.unsigned(0x36, 8) + tags.parted("9506000", "012345", 44) + "0" * 139 + "1"
    ),
    "digits without the 1 in front": (
        tags.unsigned(0x3F, 8) + tags.parted("9521141", "67890", 41) + tags.unsigned(25, 41)
    ),
    "no digits behind the 1": (
        tags.unsigned(0x3F, 8) + tags.parted("9521141", "67890", 41) + tags.unsigned(1, 41)
    ),
    "something behind its end": tags.bits_of(OLDER["SGTIN-96"][0]) + "1",
    "more than nine in four bits": tags.header(0xF7) + "1111" * 14 + SERIAL,
    "no such kind of text": tags.header(0xF7) + TRADE_ITEM + "111" + "0" * 40,
    "too long a text": tags.header(0xF7) + TRADE_ITEM + "100" + "11111" + "1" * 300,
    "no such kind of date": tags.header(0xFB) + "1111" + "0" * 16 + TRADE_ITEM + SERIAL,
    "a cut-off host": tags.header(0xFD) + TRADE_ITEM + SERIAL + "1" + "111111" + "0" * 20,
}


@pytest.mark.parametrize("what", BROKEN)
def test_bits_that_are_missing_or_wrong_are_refused(what):
    for name in ("eh", "ex"):
        (fault,) = faults(from_path, f"/{tags.segment(BROKEN[what], name)}")
        assert fault.code == "link.epc"
        assert "cannot be decoded" in fault.sentence
        check_wording(fault)


@pytest.mark.parametrize(
    "segment", ["eh", "ex", "ehF9", "eh30-6", "EH30", "ex30.", "ey30", "xeh30"]
)
def test_what_does_not_look_like_a_tag_is_no_key(segment):
    assert codes(from_path, f"/{segment}") == ["link.no_key"]
