"""The vectors of GS1's own syntax engine, where they lie beside the repository.

Rows about other keys than GTIN, and about the third-party serial (235), are expected to be refused:
this registry does not identify products by them.
"""

import json
import re
from itertools import chain
from pathlib import Path

import pytest

from domain.faults import Malformed
from domain.identifiers import canonical_uri, check_digit, from_path, from_uri
from domain.identifiers.attributes import ATTRIBUTES, KNOWN, NEVER_IN_QUERY, PRIMARY_KEYS
from domain.identifiers.percent import decode, decode_query, encode, is_broken

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "reference" / "gs1"
PART_1 = {"01", "22", "10", "21"}

# Where we differ from the engine on purpose. It takes a percent sign without two digits behind it
# for itself, against the grammar of URI Syntax 1.4 and RFC 3986; and it looks up country codes.
BROKEN_ESCAPE = "https://dpp.example.eu/01/56842672982128/10/8TRjD8F%2/21/PALP2FukY7rHxODBMKgo"
COUNTRY = "https://id.gs1.org/01/20669707583069/21/%26?422=999"


@pytest.fixture
def rows():
    """Read the rows of a file of vectors, or say which file is missing."""

    def read(name):
        path = FOLDER / name
        if not path.is_file():
            pytest.skip(f"GS1's vectors are missing: ../shared/reference/gs1/{name}")
        return path.read_text(encoding="utf-8").splitlines()

    return read


@pytest.fixture
def vectors(rows):
    return lambda name: [json.loads(line) for line in rows(name)]


def ais_of(uri):
    """Return the AIs of the path, from the rightmost key on, and those of the query."""
    path, _, query = uri.partition("#")[0].partition("?")
    segments = path.split("/")
    key = max((n for n, s in enumerate(segments) if s in PRIMARY_KEYS), default=len(segments))
    names = (part.partition("=")[0] for part in re.split("[&;]", query) if "=" in part)
    return segments[key::2], [name for name in names if name.isdigit()]


def read(uri):
    try:
        return from_uri(uri)
    except Malformed:
        return None


def sorted_query(uri):
    start, question, query = uri.partition("?")
    return start + question + "&".join(sorted(query.split("&")))


def disagreement(row, valid):
    """Say in what way our reading of a row's address differs from the engine's, or None."""
    found = read(row["uri"])
    if found is None or not valid:
        return None if (found is None) != valid else (row["uri"], row["engine_error"], found)
    identifier, attributes = found
    # The canonical form has the attributes sorted; the engine keeps their order.
    if row["canonical_uri"] and canonical_uri(*found) != sorted_query(row["canonical_uri"]):
        return row["uri"], row["canonical_uri"], canonical_uri(*found)
    told = identifier.element_string + "".join(f"({ai}){v}" for ai, v in attributes.items())
    wanted = row["element_string"]
    if wanted and sorted(re.split(r"(?=\([0-9]+\))", told)) != sorted(
        re.split(r"(?=\([0-9]+\))", wanted)
    ):
        return row["uri"], wanted, told
    return None


def test_the_engine_s_own_parser_cases_agree(vectors):
    ours = [row for row in vectors("dl_parse.jsonl") if {*chain(*ais_of(row["uri"]))} <= PART_1]
    assert len(ours) >= 15
    wrong = [disagreement(row, row["full_valid"] and not row["allow_short_gtin"]) for row in ours]
    assert [w for w in wrong if w] == []


def test_the_engine_s_parser_cases_with_data_attributes_agree(vectors):
    ours = [row for row in vectors("dl_parse.jsonl") if "01" in ais_of(row["uri"])[0][:1]]
    ours = [row for row in ours if "/235/" not in row["uri"]]
    assert len(ours) >= 30
    wrong = [disagreement(row, row["full_valid"] and not row["allow_short_gtin"]) for row in ours]
    assert [w for w in wrong if w] == []


def test_a_short_gtin_that_the_engine_would_pad_is_refused_as_one(vectors):
    short = [row for row in vectors("dl_parse.jsonl") if row["allow_short_gtin"]]
    short = [row for row in short if "/01/" in row["uri"]]
    assert len(short) >= 6
    for row in short:
        with pytest.raises(Malformed) as refused:
            from_uri(row["uri"])
        assert [fault.code for fault in refused.value.faults] == ["gtin.length"]


def test_the_engine_s_labels_agree_on_part_1(vectors):
    ours = [
        row
        for row in vectors("dl_engine_labelled.jsonl")
        if ais_of(row["uri"])[0][:1] == ["01"] and {*chain(*ais_of(row["uri"]))} <= PART_1
    ]
    assert len(ours) >= 70
    wrong = [disagreement(row, row["valid_ignoring_ai_associations"]) for row in ours]
    assert [w[0] for w in wrong if w] == [BROKEN_ESCAPE]


def test_the_engine_s_labels_agree_with_data_attributes(vectors):
    ours = [
        row
        for row in vectors("dl_engine_labelled.jsonl")
        if ais_of(row["uri"])[0][:1] == ["01"] and "/235/" not in row["uri"]
    ]
    assert len(ours) >= 130
    wrong = [disagreement(row, row["valid_ignoring_ai_associations"]) for row in ours]
    assert {w[0] for w in wrong if w} == {BROKEN_ESCAPE, COUNTRY}


def test_other_keys_and_the_third_party_serial_are_refused(vectors):
    rows = vectors("dl_engine_labelled.jsonl") + vectors("dl_parse.jsonl")
    others = [row["uri"] for row in rows if ais_of(row["uri"])[0][:1] != ["01"]]
    others += [row["uri"] for row in rows if "/235/" in row["uri"]]
    assert len(others) >= 300
    assert [uri for uri in others if read(uri)] == []


def test_the_permitted_sequences_of_a_gtin_agree(vectors):
    ours = [row for row in vectors("dl_path_sequence.jsonl") if row["ais"][0] == "01"]
    ours = [row for row in ours if "235" not in row["ais"]]
    assert len(ours) >= 4
    for row in ours:
        tail = "".join(f"/{ai}/X" for ai in row["ais"][1:])
        assert from_path(f"/01/09506000134352{tail}").depth == len(row["ais"]) - 1


def test_the_cases_of_digital_link_js_agree_with_the_engine_s_verdict(vectors):
    rows = vectors("dl_valid_digital_link_js.jsonl")
    ours = [row for row in rows if "/01/" in row["uri"]]
    assert len(ours) >= 8
    # A resolver tolerates one slash at the end (Resolver 1.2, section 2.13); the engine does not.
    wrong = [r["uri"] for r in ours if bool(read(r["uri"])) != r["engine_valid"]]
    assert wrong == ["https://example.com/01/00000001234565/"]


def test_percent_encoding_and_decoding_agree(vectors):
    for row in vectors("percent.jsonl"):
        if row["kind"] == "percent_decode":
            assert decode(row["input"]) == row["as_path"]
            assert decode_query(row["input"]) == row["as_query"]
            left = re.sub("%[0-9A-Fa-f]{2}", "", row["input"])
            assert is_broken(row["input"]) == ("%" in left)
        else:
            assert encode(row["input"]) == row["as_path"] == row["as_query"]


def test_check_digits_and_character_set_82_agree(vectors):
    for row in vectors("linter.jsonl"):
        value = row["input"]
        if row["linter"] == "csum" and value[:-1].isdigit():
            assert (check_digit(value[:-1]) == value[-1]) == row["ok"]
        if row["linter"] == "cset82" and len(value) < 20:
            uri = f"https://a.example/01/09506000134352/21/{encode(value)}0"
            assert bool(read(uri)) == row["ok"]


def test_the_table_of_application_identifiers_agrees_with_gs1_s_dictionary(rows):
    listed = {}
    for line in rows("gs1-syntax-dictionary.txt"):
        entry = re.match(
            r"([0-9]+)(?:-([0-9]+))?\s+(\S*\?)?[*]?\s*([NXYZ].*?)(?:\s{2,}|\s+#|$)", line
        )
        if entry:
            first, last, allowed, _ = entry.groups()
            parts = re.findall(r"(\[?)[NXYZ](\.\.)?([0-9]+)", line.partition("#")[0])
            for number in range(int(first), int(last or first) + 1):
                listed[f"{number:0{len(first)}}"] = allowed is not None, parts
    assert len(listed) > 500
    assert listed.keys() == KNOWN
    assert {ai for ai, (allowed, _) in listed.items() if not allowed} == NEVER_IN_QUERY
    for ai, shape in ATTRIBUTES.items():
        _, parts = listed[ai]
        assert shape.longest == sum(int(size) for _, _, size in parts), ai
        least = sum(1 if dots else int(size) for optional, dots, size in parts if not optional)
        assert shape.shortest == least, ai
