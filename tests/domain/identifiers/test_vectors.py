"""GS1's own vectors, where they lie beside the repository: ../shared/reference/gs1.

SOURCE.md there says where each row comes from and how it was labelled. Whatever is answered
otherwise here is named with its reason.
"""

import re
from urllib.parse import urlsplit

import pytest

from domain.faults import Malformed
from domain.identifiers import Identifier, canonical_uri, from_path, from_uri
from domain.identifiers.application_identifiers import ENTRIES
from domain.identifiers.formats import of
from domain.identifiers.keys import KEYS
from domain.identifiers.linters import LEFT_OUT, LINTERS
from domain.identifiers.percent import decode, decode_query, encode, is_broken
from tests.domain.identifiers.drawing import KEYS as DRAWN

ELEMENT = re.compile(r"\(([0-9]{2,4})\)([^(]*)")

# Linters that are sets of characters, which a format checks by its pattern.
AS_FORMATS = {"cset39": "Y..99", "cset82": "X..99", "csetnumeric": "N..99"}
# The dictionary names it, but gives it to no Application Identifier.
UNUSED = {"yyyymmd0"}


def read(uri, **how):
    try:
        return from_uri(uri, **how)
    except Malformed:
        return None


def sorted_query(uri):
    start, question, query = uri.partition("?")
    return start + question + "&".join(sorted(query.split("&")))


def elements(element_string):
    """Return the pairs of an element string, whose values hold no opening bracket."""
    return ELEMENT.findall(element_string)


def disagreement(row, label, **how):
    """Say in what way our reading of a row's address differs from the label, or None."""
    found = read(row["uri"], **how)
    if (found is not None) != row[label]:
        return row["engine_error"] or "refused here"
    if found is None or row["canonical_uri"] is None:
        return None
    # The canonical form has the attributes sorted; the engine keeps their order.
    if canonical_uri(*found) != sorted_query(row["canonical_uri"]):
        return canonical_uri(*found)
    identifier, attributes = found
    told = [identifier.key, *identifier.qualifiers, *attributes.items()]
    if "(" in "".join(value for _, value in told):
        return None
    return None if sorted(told) == sorted(elements(row["element_string"])) else told


def _path(uri):
    return urlsplit(uri).path


def test_the_engine_s_labels_agree(vectors):
    rows = vectors("dl_engine_labelled.jsonl")
    assert len(rows) == 579
    wrong = [r for r in rows if disagreement(r, "valid_ignoring_ai_associations")]
    # A resolver tolerates one slash at the end (Resolver 1.2, section 2.13); the engine does not.
    slashes = [r for r in wrong if _path(r["uri"]).endswith("/") and read(r["uri"])]
    # The engine takes a percent sign without two digits behind it for itself, against RFC 3986,
    # section 2.1, and the grammar of URI Syntax.
    broken = [r for r in wrong if is_broken(_path(r["uri"])) and not read(r["uri"])]
    assert (len(slashes), len(broken)) == (6, 4)
    assert len(wrong) == 10


def test_the_engine_s_parser_cases_agree_with_and_without_short_gtins(vectors):
    rows = vectors("dl_parse.jsonl")
    assert len(rows) == 43
    assert [
        (row["uri"], told)
        for row in rows
        if (told := disagreement(row, "full_valid", short_gtins=row["allow_short_gtin"]))
    ] == []


def test_a_short_gtin_that_the_engine_would_pad_is_refused_as_one(vectors):
    short = [row for row in vectors("dl_parse.jsonl") if row["allow_short_gtin"]]
    short = [row for row in short if row["full_valid"] and "/01/" in row["uri"]]
    assert len(short) >= 3
    for row in short:
        with pytest.raises(Malformed) as refused:
            from_uri(row["uri"])
        assert [fault.code for fault in refused.value.faults] == ["gtin.length"]


def test_the_cases_of_digital_link_js_agree_with_the_engine_s_verdict(vectors):
    rows = vectors("dl_valid_digital_link_js.jsonl")
    assert len(rows) == 16
    for label, short in (("engine_valid", False), ("engine_valid_short_gtin", True)):
        wrong = [r["uri"] for r in rows if bool(read(r["uri"], short_gtins=short)) != r[label]]
        # The slash at the end again.
        assert all(_path(uri).endswith("/") for uri in wrong)
        assert len(wrong) <= 1


def test_the_permitted_sequences_of_every_key_agree(vectors):
    rows = vectors("dl_path_sequence.jsonl")
    assert len(rows) == 20
    for row in rows:
        key, *qualifiers = row["ais"]
        assert (tuple(qualifiers) in KEYS[key].sequences) == row["valid"], row
    listed = {row["ais"][0] for row in rows}
    assert listed <= {name for name, (scheme, *_) in DRAWN.items() if scheme == "gs1"}


def test_what_the_engine_generates_is_generated_here(vectors):
    rows = vectors("dl_generate.jsonl")
    assert len(rows) == 10
    for row in rows:
        # The engine drops an element that is repeated with the same value.
        given = dict(elements(row["element_string"]))
        key = next((ai for ai in given if ai in KEYS), None)
        if key is None:
            assert not row["ok"]
            continue
        order = [ai for places in KEYS[key].orders for ai in places]
        qualifiers = [ai for ai in order if ai in given]
        attributes = {ai: given[ai] for ai in given if ai not in {key, *qualifiers}}
        pairs = tuple((ai, given[ai]) for ai in qualifiers)
        try:
            identifier = Identifier("gs1", (key, given[key]), pairs)
            uri = canonical_uri(identifier, attributes)
            assert from_uri(uri) == (identifier, attributes)
        except Malformed:
            assert not row["ok"]
            continue
        assert row["ok"]
        stem = row["stem"] or "https://id.gs1.org"
        assert sorted_query(row["uri"]) == uri.replace("https://id.gs1.org", stem, 1)


def test_percent_encoding_and_decoding_agree(vectors):
    rows = vectors("percent.jsonl")
    assert len(rows) == 15
    for row in rows:
        if row["kind"] == "percent_decode":
            assert decode(row["input"]) == row["as_path"]
            assert decode_query(row["input"]) == row["as_query"]
            left = re.sub("%[0-9A-Fa-f]{2}", "", row["input"])
            assert is_broken(row["input"]) == ("%" in left)
        else:
            assert encode(row["input"]) == row["as_path"] == row["as_query"]


def test_every_linter_agrees(vectors):
    rows = vectors("linter.jsonl")
    assert len(rows) == 979
    assert {row["linter"] for row in rows} - LINTERS.keys() - LEFT_OUT <= {*AS_FORMATS, *UNUSED}
    wrong = [row for row in rows if _linted(row["linter"], row["input"]) not in {row["ok"], None}]
    # Upstream looks the company prefix up; its digits are all that is looked at here.
    assert [(row["linter"], row["input"]) for row in wrong] == [("gcppos2", "I1234567")]


def _linted(name, value):
    """Return the verdict on a value, None for what is not asked here.

    A check digit or pair is asked for only where the characters are right.
    """
    if name in AS_FORMATS:
        return not value or of(AS_FORMATS[name]).accepts(value)
    if name == "csum":
        return value.isdigit() and LINTERS[name](value)
    if name == "csumalpha":
        return of(AS_FORMATS["cset82"]).accepts(value) and LINTERS[name](value)
    return LINTERS[name](value) if name in LINTERS else None


def test_compressed_epcs_agree(vectors):
    rows = vectors("epc_binary.jsonl")
    assert len(rows) == 9
    for row in rows:
        assert from_path(f"/{row['segment']}").path == row["path"], row["scheme"]


def test_the_table_of_application_identifiers_is_gs1_s_dictionary(rows):
    listed = {}
    for line in rows("gs1-syntax-dictionary.txt"):
        entry = re.match(r"([0-9]+)(?:-([0-9]+))?\s+([*?!\"$%&'()+,./:;<=>@\[\]^_|]*)\s*(.*)", line)
        if entry:
            first, last, flags, rest = entry.groups()
            rest, _, title = rest.partition("#")
            words = rest.split()
            form = [word for word in words if re.match(r"\[?[NXYZ](\.\.)?[0-9]", word)]
            keys = [word.partition("=") for word in words if word.startswith("dlpkey")]
            orders = tuple(
                tuple(order.split(","))
                for _, _, given in keys
                for order in given.split("|")
                if given
            )
            for number in range(int(first), int(last or first) + 1):
                ai = f"{number:0{len(first)}}"
                listed[ai] = ("?" in flags, bool(keys), orders, " ".join(form), title.strip())
    assert len(listed) > 500
    assert listed == {
        ai: (entry.in_query, entry.is_key, entry.orders, entry.notation, entry.title)
        for ai, entry in ENTRIES.items()
    }
