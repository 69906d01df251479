"""What the properties of identifiers draw from: right identifiers of every key and scheme."""

from hypothesis import strategies as st

from domain.identifiers import Identifier, check_digit, check_pair, new_own_key

CSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
CSET_39 = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def digits(least, most=None):
    return st.text("0123456789", min_size=least, max_size=most or least)


def checked(count):
    return digits(count).map(lambda drawn: drawn + check_digit(drawn))


def text(most, least=0, alphabet=CSET_82):
    return st.text(alphabet, min_size=least, max_size=most)


def joined(*parts):
    return st.tuples(*parts).map("".join)


def qualifier(most):
    return text(most, 1).filter(lambda value: value not in {".", ".."})


pieces = st.tuples(st.integers(1, 99), st.integers(1, 99)).map(
    lambda pair: f"{min(pair):02}{max(pair):02}"
)
gmns = joined(digits(4), text(19)).map(lambda value: value + check_pair(value))
gtins = checked(13)
own_keys = st.binary(min_size=9, max_size=9).map(lambda b: new_own_key(b).key[1])
hosts = joined(st.from_regex("[a-z]([a-z0-9-]{0,6}[a-z0-9])?", fullmatch=True), st.just(".example"))
segments = text(8, alphabet="abzAZ09-._~!$&'()*+,;=:@").filter(lambda s: s not in {".", ".."})
web_addresses = st.tuples(
    hosts, st.lists(segments, max_size=4), st.none() | text(12, 1, "abAB09=&._-/?")
).map(lambda drawn: f"{drawn[0]}/{'/'.join(drawn[1])}{'?' if drawn[2] else ''}{drawn[2] or ''}")
dids = joined(
    st.sampled_from(["web:maker.example:", "web:maker.example%3A8443:", "key:", "ethr:0x1:"]),
    text(20, 1, "abzABZ019._-"),
)
unique_items = joined(st.sampled_from(["UN", "LE", "D12"]), text(20, 2, "AZ09"), text(20))

VARIANT_LOT_SERIAL = (("22", qualifier(20)), ("10", qualifier(20)), ("21", qualifier(20)))
UIC = joined(digits(1), text(2, 2), text(1, 1, "-09AZ_az"))

# Scheme, name and values of each key, then the qualifiers that may follow, alternatives apart.
KEYS = {
    "00": ("gs1", checked(17), ((),)),
    "01": ("gs1", gtins, (VARIANT_LOT_SERIAL, (("235", qualifier(28)),))),
    "253": ("gs1", joined(checked(12), text(17)), ((),)),
    "255": ("gs1", joined(checked(12), digits(0, 12)), ((),)),
    "401": ("gs1", joined(digits(4), text(26)), ((),)),
    "402": ("gs1", checked(16), ((),)),
    "414": ("gs1", checked(12), ((("254", qualifier(20)),), (("7040", UIC),))),
    "415": ("gs1", checked(12), ((("8020", qualifier(25)),),)),
    "417": ("gs1", checked(12), ((("7040", UIC),),)),
    "8003": ("gs1", joined(st.just("0"), checked(12), text(16)), ((),)),
    "8004": ("gs1", joined(digits(4), text(26)), ((("7040", UIC),),)),
    "8006": ("gs1", joined(gtins, pieces), (VARIANT_LOT_SERIAL,)),
    "8010": (
        "gs1",
        joined(digits(4), text(26, alphabet=CSET_39)),
        ((("8011", st.integers(1, 10**12 - 1).map(str)),),),
    ),
    "8013": ("gs1", gmns, ((),)),
    "8017": ("gs1", checked(17), ((("8019", digits(1, 10)),),)),
    "8018": ("gs1", checked(17), ((("8019", digits(1, 10)),),)),
    "own": ("own", own_keys, (VARIANT_LOT_SERIAL,)),
    "url": ("url", web_addresses, (VARIANT_LOT_SERIAL,)),
    "iec61406": ("iec61406", web_addresses, ((),)),
    "did": ("did", dids, ((),)),
    "25P": ("iso15459", unique_items, ((("1T", qualifier(20)), ("S", qualifier(20))),)),
    "25S": ("iso15459", unique_items, ((),)),
}


@st.composite
def identifiers(draw, names=tuple(KEYS), needed=""):
    """Draw an identifier of one of these keys; with `needed`, one that has this qualifier."""
    name = draw(st.sampled_from(names))
    scheme, values, orders = KEYS[name]
    order = draw(st.sampled_from([o for o in orders if not needed or needed in dict(o)]))
    qualifiers = tuple(
        (ai, draw(strategy)) for ai, strategy in order if ai == needed or draw(st.booleans())
    )
    return Identifier(scheme, (name, draw(values)), qualifiers)


gs1_identifiers = identifiers(tuple(name for name in KEYS if KEYS[name][0] == "gs1"))
