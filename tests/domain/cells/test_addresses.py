import pytest

from tests.domain.cells.reads import ADDRESS, EMAIL, told


@pytest.mark.parametrize(
    "text", ["https://a.example/x", "https://a.example/%20?q=1#top", "https://a.example"]
)
def test_an_address_is_right_as_it_stands(text):
    assert told(ADDRESS, text) == (text,)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("HTTPS://A.example/x", "https://A.example/x"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("https://a.example/ü x", "https://a.example/%C3%BC%20x"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
    ],
)
def test_an_address_is_brought_into_its_form(text, address):
    assert told(ADDRESS, text) == (address, "repair.url")


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("www.a.example", ("https://www.a.example",)),
        ("a.example/x", ("https://a.example/x",)),
        ("http://a.example/x", ("https://a.example/x",)),
        ("https://a.example/x; https://b.example", ("https://a.example/x", "https://b.example")),
    ],
)
def test_a_doubtful_address_is_asked_about(text, choices):
    assert told(ADDRESS, text) == ("question.url", *choices)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("see the manual", "cell.url"),
        ("ftp://a.example/", "cell.url"),
        ("service@a.example", "cell.url"),
        ("https://", "cell.url"),
        ("https://\u00ad.example/", "cell.url"),
        (5, "cell.kind"),
        ("x" * 5000, "cell.url"),
    ],
)
def test_what_is_no_address_says_so(text, code):
    assert told(ADDRESS, text) == code


def test_a_field_that_takes_any_address_takes_one_that_is_not_encrypted():
    assert told({"type": "string", "format": "uri"}, "http://a.example") == ("http://a.example",)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("service@a.example", ("service@a.example",)),
        ("mailto:service@a.example", ("service@a.example", "repair.email")),
        ("<service@a.example>", ("service@a.example", "repair.email")),
        ("service @a.example", ("service@a.example", "repair.email")),
        ("Service <service@a.example>", ("question.email", "service@a.example")),
        ("a@a.example; b@b.example", ("question.email", "a@a.example", "b@b.example")),
        ("service (at) a.example", ("question.email", "service@a.example")),
        ("service at a dot example", ("question.email", "service@a.example")),
        ("call us", "cell.email"),
        (5, "cell.kind"),
        ("-", ("question.empty", None)),
    ],
)
def test_e_mail_addresses_are_read_mended_asked_about_or_refused(text, outcome):
    assert told(EMAIL, text) == outcome
