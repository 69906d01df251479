import json

import pytest

from domain.faults import Malformed
from domain.strict_json import DEFAULT, LARGEST, MAX_FAULTS, Limits, loads

ESCAPED_NUL = "\\u0000"
HALF = "\\ud800"
MEGABYTE = DEFAULT.bytes

# What is no JSON, or more than is read: the place is a line and a column in the sentence.
ABUSE_OF_TEXT = [
    ("nothing at all", b"", "json.empty", ""),
    ("white space alone", b" \t\r\n", "json.empty", ""),
    ("more than a megabyte", b'"' + b"a" * MEGABYTE + b'"', "json.bytes", ""),
    ("a byte order mark", b"\xef\xbb\xbf{}", "json.bom", "line 1, column 1"),
    ("bytes that are not UTF-8", b'{\n "n\xc3\xa9": "\xff"}', "json.encoding", "line 2, column 9"),
    ("a half character in raw bytes", b'"\xed\xa0\x80"', "json.encoding", "line 1, column 2"),
    ("an overlong encoding of NUL", b'"\xc0\x80"', "json.encoding", "line 1, column 2"),
    ("UTF-16", '{"a":1}'.encode("utf-16"), "json.encoding", "line 1, column 1"),
    ("UTF-16 without a mark", '{"a":1}'.encode("utf-16-le"), "json.syntax", "line 1, column 2"),
    ("65 levels of lists", b"[" * 65 + b"]" * 65, "json.depth", "line 1, column 65"),
    ("65 levels of objects", b'{"a":' * 65 + b"1" + b"}" * 65, "json.depth", "line 1, column 321"),
    ("200,000 levels", b"[" * 200_000 + b"]" * 200_000, "json.depth", "line 1, column 65"),
    ("levels never closed", b"[" * 200_000, "json.depth", "line 1, column 65"),
    ("levels on a later line", b"[1,\n" + b"[" * 70, "json.depth", "line 2, column 64"),
    ("levels behind tricky strings", rb'["\"","\\",' + b"[" * 70, "json.depth", "column 75"),
    ("something behind the value", b"{} x", "json.syntax", "line 1, column 4"),
    ("a second value", b"{}\n{}", "json.syntax", "line 2, column 1"),
    ("a leading zero", b"[01]", "json.syntax", "line 1, column 3"),
    ("a plus sign", b"[+1]", "json.syntax", "line 1, column 2"),
    ("a number that ends in a point", b"[1.]", "json.syntax", "line 1, column 3"),
    ("digits of another script", "[\uff11]".encode(), "json.syntax", "line 1, column 2"),
    ("single quotes", b"{'a': 1}", "json.syntax", "line 1, column 2"),
    ("a comma behind the last member", b'{"a":1,}', "json.syntax", "line 1, column"),
    ("a comma behind the last item", b"[1,]", "json.syntax", "line 1, column"),
    ("a missing comma", b"[1 2]", "json.syntax", "line 1, column 4"),
    ("a missing colon", b'{"a" 1}', "json.syntax", "line 1, column 6"),
    ("a comment", b"[1] // one", "json.syntax", "line 1, column 5"),
    ("a missing value", b"[", "json.syntax", "line 1, column 2"),
    ("a list cut off", b'["a", \n', "json.syntax", "ends before it is complete"),
    ("a string cut off", b'{"a": "b', "json.syntax", "line 1, column 7"),
    ("a bare line break in a string", b'"a\nb"', "json.syntax", "line 1, column 3"),
    ("a bare NUL", b'"\x00"', "json.syntax", "line 1, column 2"),
    ("a NUL between values", b"[1,\x00 2]", "json.syntax", "line 1, column 4"),
    ("an unknown escape", rb'"\x41"', "json.syntax", "line 1, column"),
    ("a cut-off escape", rb'"\u12"', "json.syntax", "line 1, column"),
    ("a word that is no value", b"[True]", "json.syntax", "line 1, column 2"),
    ("a word cut off", b"nul", "json.syntax", "line 1, column 1"),
    ("a no-break space", "[\u00a01]".encode(), "json.syntax", "line 1, column 2"),
]

# What is JSON and not taken: the place is a pointer.
ABUSE_OF_VALUES = [
    ("a member twice", '{"a": {"b": 1, "c": 2, "b": 1}}', "json.duplicate", "/a/b"),
    ("a member twice, once escaped", r'{"a": 1, "\u0061": 2}', "json.duplicate", "/a"),
    ("a member twice in a list", '[{}, {"a/b": 1, "a/b": 2}]', "json.duplicate", "/1/a~1b"),
    ("NaN", '{"a": [1, NaN]}', "json.number", "/a/1"),
    ("Infinity", "Infinity", "json.number", ""),
    ("minus Infinity", '{"a": -Infinity}', "json.number", "/a"),
    ("a number that turns infinite", '{"a": 1e400}', "json.number", "/a"),
    ("a number that turns minus infinite", "[-1e400]", "json.number", "/0"),
    ("2^53", "[9007199254740992]", "json.number", "/0"),
    ("minus 2^53", "[-9007199254740992]", "json.number", "/0"),
    ("2^53 with a fraction", "[9007199254740992.0]", "json.number", "/0"),
    ("a whole number too large, by exponent", "[1e16]", "json.number", "/0"),
    ("4,000 digits", f"[{'9' * 4000}]", "json.number", "/0"),
    ("500,000 digits", f"[-{'9' * 500_000}]", "json.number", "/0"),
    ("NUL in a string", f'{{"a": ["x{ESCAPED_NUL}"]}}', "json.character", "/a/0"),
    ("NUL in a name", f'{{"a": {{"x{ESCAPED_NUL}": 1}}}}', "json.character", "/a"),
    ("half a character", f'{{"a": "{HALF}"}}', "json.character", "/a"),
    ("the second half alone", r'["\uDC00"]', "json.character", "/0"),
    ("the halves exchanged", r'["\udc00\ud83d"]', "json.character", "/0"),
    ("half a character in a name", f'{{"a": {{"{HALF}": 1}}}}', "json.character", "/a"),
    ("a string over 64 KB", f'{{"a": "{"x" * 65_537}"}}', "json.string", "/a"),
    ("a string over 64 KB as UTF-8", f'{{"a": "{"€" * 21_846}"}}', "json.string", "/a"),
    ("a name over 64 KB", f'{{"a": {{"{"x" * 65_537}": 1}}}}', "json.string", "/a"),
    ("more than 10,000 values", f"[{'0,' * 9_999}0]", "json.nodes", ""),
    ("more than 10,000 empty objects", f'{{"a": [{"{}," * 9_998}{{}}]}}', "json.nodes", ""),
    ("500,000 values", f"[{'0,' * 499_000}0]", "json.nodes", ""),
]


def refused(raw, limits=DEFAULT):
    with pytest.raises(Malformed) as refusal:
        loads(raw, limits)
    assert refusal.value.__context__ is None
    return refusal.value.faults


@pytest.mark.parametrize(
    ("raw", "code", "place"),
    [pytest.param(*row, id=f"{name} is refused") for name, *row in ABUSE_OF_TEXT],
)
def test_a_text_that_is_no_json_or_too_much_is_refused(raw, code, place):
    [fault] = refused(raw)
    assert fault.code == code
    assert place in fault.sentence
    assert fault.sentence.endswith(".")
    assert fault.remedy.endswith(".")


@pytest.mark.parametrize(
    ("text", "code", "pointer"),
    [pytest.param(*row, id=f"{name} is refused") for name, *row in ABUSE_OF_VALUES],
)
def test_a_value_that_readers_could_understand_differently_is_refused(text, code, pointer):
    [fault] = refused(text.encode())
    assert (fault.code, fault.pointer) == (code, pointer)
    assert fault.sentence.endswith(".")
    assert fault.remedy.endswith(".")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"null", None),
        (b" \r\n\t[true, false]\n", [True, False]),
        (b"[9007199254740991, -9007199254740991]", [LARGEST, -LARGEST]),
        (b"[-0, 0.5, -1.25e-3, 1E+2, 1e-400]", [0, 0.5, -0.00125, 100.0, 0.0]),
        (rb'"\ud83d\udd0b \u00e9 \"\\\/\b\f\n\r\t \u0001"', '🔋 é "\\/\b\f\n\r\t \x01'),
        ('{"né": "電池", "": [], "a": {}}'.encode(), {"né": "電池", "": [], "a": {}}),
        (b'"a\xef\xbb\xbfb"', "a\ufeffb"),
        (b'{"a": {"a": 1}, "A": [{"a": 2}, {"a": 3}]}', {"a": {"a": 1}, "A": [{"a": 2}, {"a": 3}]}),
        (b'"[[[[{{{{' + b"[" * 100 + b'"', "[[[[{{{{" + "[" * 100),
        (b"[" * 64 + b"]" * 64, json.loads("[" * 64 + "]" * 64)),
        (b"[" + b"[]," * 200 + b"[]]", [[]] * 201),
        (b'"' + b"x" * 65_536 + b'"', "x" * 65_536),
        (b"[" + b"0," * 9_998 + b"0]", [0] * 9_999),
        (b'"' + b"," * 20_000 + b'"', "," * 20_000),
        (b" " * (MEGABYTE - 1) + b"1", 1),
    ],
    ids=[
        "null",
        "white space around and between",
        "the largest and the smallest integer",
        "all forms of numbers",
        "all escapes and a pair of halves",
        "names and texts of any script",
        "the byte order mark within a string",
        "the same name at different places",
        "brackets in a string are no levels",
        "64 levels",
        "many lists side by side are no levels",
        "a string of exactly 64 KB",
        "exactly 10,000 values",
        "commas in a string are no values",
        "exactly a megabyte",
    ],
)
def test_plain_json_is_read(raw, value):
    read = loads(raw)
    assert read == value
    assert loads(json.dumps(read).encode()) == value


def test_numbers_keep_their_kind():
    assert repr(loads(b"[1, 1.0, true]")) == "[1, 1.0, True]"


def test_several_faults_are_told_at_once_in_the_order_of_the_document():
    faults = refused(b'{"a": NaN, "b": {"c": 1, "c": 1e999}, "d": ["\\u0000", 9007199254740992]}')
    assert [(f.code, f.pointer) for f in faults] == [
        ("json.number", "/a"),
        ("json.duplicate", "/b/c"),
        ("json.number", "/b/c"),
        ("json.character", "/d/0"),
        ("json.number", "/d/1"),
    ]


def test_no_more_than_twenty_faults_are_told():
    assert len(refused(b"[" + b"NaN," * 500 + b"NaN]")) == MAX_FAULTS


def test_a_pointer_does_not_grow_with_the_names_that_were_sent():
    text = '{"a": {"%s": {"b": NaN}}}' % ("x" * 5000)
    [fault] = refused(text.encode())
    assert fault.pointer == "/a"


@pytest.mark.parametrize(
    ("raw", "limits", "code"),
    [
        (b"[1]", Limits(bytes=2), "json.bytes"),
        (b"[[1]]", Limits(depth=1), "json.depth"),
        (b"[1]", Limits(nodes=1), "json.nodes"),
        (b'["aaaa"]', Limits(string=3), "json.string"),
    ],
    ids=["bytes", "levels", "values", "string"],
)
def test_each_limit_is_set_by_the_caller(raw, limits, code):
    [fault] = refused(raw, limits)
    assert fault.code == code
    assert loads(raw, Limits()) == json.loads(raw)


SECRET = "Geheimnis4711"


@pytest.mark.parametrize(
    "text",
    [
        f'{{"a": "{SECRET}',
        f'["{SECRET}" "{SECRET}"]',
        f"[{SECRET}]",
        f'["{SECRET}{HALF}"]',
        f'["{SECRET}{ESCAPED_NUL}"]',
        f'["\\x{SECRET}"]',
        f'{{"a": "{SECRET}", "a": "{SECRET}"}}',
        f'["{SECRET * 6000}"]',
        f'{SECRET}\x00"',
    ],
    ids=lambda text: text[:12].replace(SECRET[:4], "..."),
)
def test_a_refusal_never_quotes_what_was_sent(text):
    with pytest.raises(Malformed) as refusal:
        loads(text.encode())
    told = f"{refusal.value} {refusal.value.faults} {refusal.value.__cause__}"
    assert SECRET not in told
