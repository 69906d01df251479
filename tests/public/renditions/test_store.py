"""What is kept is found again, to the byte, until something of its chain changes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from public.renditions import store as module
from public.renditions.pulse import Pulse
from public.renditions.rendition import Answer
from public.renditions.store import Store, today

KEY, TAG = "http text/html en br /01/1", '"AAAAAAAAAAAAAAAAAAAA"'
ITEM, BATCH, MODEL = "gs1:01/1/21/S", "gs1:01/1/10/B", "gs1:01/1"
CHAIN = (ITEM, BATCH, MODEL)
HEADERS = (("Content-Type", "text/html"), ("ETag", TAG), ("X", "a: b\x0b\x85c"), ("Empty", ""))
BODY = bytes(range(256)) * 60


def keep(store, key=KEY, chain=CHAIN, seq=5, tag=TAG, headers=HEADERS, body=BODY, day=None):
    answer = Answer("200 OK", headers, body)
    store.keep(key, chain, seq, today() if day is None else day, tag, answer)


def count(store):
    return store.file.connection.execute("SELECT count(*) FROM rendition").fetchone()[0]


# Keep and find ------------------------------------------------------------------------------------


def test_what_is_kept_is_found_to_the_byte(store):
    keep(store)
    found = store.find(KEY)
    assert (found.key, found.tag, found.headers, found.body) == (KEY, TAG, HEADERS, BODY)
    assert (found.status, found.day) == ("200 OK", today())


def test_an_answer_without_a_tag_or_bytes_is_found_too(store):
    store.keep("led", CHAIN, 5, today(), "", Answer("307 Temporary Redirect", HEADERS, b""))
    for tags in ("", TAG, "*", '""'):
        found = store.find("led", tags)
        assert (found.status, found.tag, found.body) == ("307 Temporary Redirect", "", b"")
    store.keep("bytes", CHAIN, 5, today(), "", Answer("307 Temporary Redirect", HEADERS, BODY))
    assert store.find("bytes", TAG).body == BODY


def test_nothing_is_found_under_another_key(store):
    keep(store)
    for key in ("", KEY[:-1], KEY + "0", KEY.upper()):
        assert store.find(key) is None


@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
        st.tuples(
            st.binary(min_size=1, max_size=5000),
            st.lists(st.text(st.characters(codec="latin-1", exclude_characters="\n\r\0"))),
        ),
        max_size=5,
    )
)
def test_whatever_is_kept_is_found_to_the_byte(tmp_path_factory, answers):
    folder = tmp_path_factory.mktemp("store")
    store = Store(folder / "release", Pulse(folder / "release.pulse"), 10**8)
    store.begin(0, "")
    for key, (body, values) in answers.items():
        headers = tuple((f"H-{place}", value) for place, value in enumerate(values))
        keep(store, key, body=body, headers=headers or (("A", "b"),))
    for key, (body, values) in answers.items():
        found = store.find(key)
        assert found.body == body
        assert [value for _name, value in found.headers] == (values or ["b"])
    store.file.close()


def test_the_bytes_are_left_out_for_who_has_them(store):
    keep(store)
    assert store.find(KEY, TAG).body == b""
    assert store.find(KEY, f'W/{TAG}, "other"').body == b""
    assert store.find(KEY, '"other"').body == BODY
    assert store.find(KEY, "*").body == BODY
    assert store.find(KEY, TAG[1:-1]).body == BODY


def test_a_later_answer_takes_the_place_of_an_earlier_one(store):
    keep(store, seq=5, body=b"old")
    keep(store, seq=6, tag='"BBBBBBBBBBBBBBBBBBBB"', body=b"new")
    assert store.find(KEY).body == b"new"
    assert count(store) == 1
    assert store.file.connection.execute("SELECT count(*) FROM body").fetchone() == (1,)


def test_a_chain_is_not_deeper_than_four(store):
    keep(store, chain=("a", "b", "c", "d"))
    assert store.find(KEY)
    with pytest.raises(ValueError, match="at most four"):
        keep(store, chain=("a", "b", "c", "d", "e"))


def test_whatever_its_day_it_is_found_and_says_its_day(store):
    keep(store, day=today() - 1)
    assert store.find(KEY).day == today() - 1


def test_days_begin_at_midnight_utc(monkeypatch):
    midnight = 20_000 * 86_400
    for at, day in ((midnight - 0.001, 19_999), (midnight, 20_000), (midnight + 86_399, 20_000)):
        monkeypatch.setattr(time, "time", lambda at=at: at)
        assert today() == day


# Changes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", range(4))
def test_a_change_of_any_product_of_the_chain_spoils_it(store, place):
    chain = ("a", "b", "c", "d")
    keep(store, chain=chain, seq=5)
    keep(store, key="other", chain=("e",), seq=5)
    store.spoil({chain[place]: 6}, 6, "x")
    assert store.find(KEY) is None
    assert store.find("other")


def test_a_change_that_was_in_the_answer_already_does_not_spoil_it(store):
    keep(store, seq=5)
    store.spoil({MODEL: 5}, 7, "x")
    assert store.find(KEY)
    store.spoil({MODEL: 6}, 7, "x")
    assert store.find(KEY) is None


def test_a_change_of_one_item_leaves_its_siblings(store):
    keep(store)
    store.spoil({"gs1:01/1/21/T": 6, "gs1:01": 6, "gs1:01/1/21": 6}, 6, "x")
    assert store.find(KEY)


def test_an_answer_read_before_a_change_and_kept_after_it_is_spoilt_from_the_start(store):
    store.spoil({MODEL: 6}, 6, "x")
    keep(store, seq=5)
    assert store.find(KEY) is None
    keep(store, seq=6)
    assert store.find(KEY)


def test_a_change_is_never_taken_back_by_an_older_one(store):
    keep(store, seq=7)
    store.spoil({MODEL: 8}, 8, "x")
    store.spoil({MODEL: 3}, 9, "x")
    assert store.find(KEY) is None


def test_more_changes_than_go_into_one_transaction_are_all_noted(store, monkeypatch):
    monkeypatch.setattr(module, "CHANGED_AT_ONCE", 3)
    for number in range(8):
        keep(store, key=str(number), chain=(str(number),))
    store.spoil({str(number): 6 for number in range(7)}, 6, "x")
    assert [bool(store.find(str(number))) for number in range(8)] == [False] * 7 + [True]
    assert store.followed() == (6, "x")


def test_up_to_where_changes_are_known_is_kept(store, pulse, tmp_path):
    assert store.followed() == (0, "")
    store.spoil({}, 12, "abc")
    again = Store(tmp_path / "renditions" / "release", pulse, 10**8)
    assert again.followed() == (12, "abc")


# Another registry ---------------------------------------------------------------------------------


def test_a_beginning_forgets_everything_and_keeps_nothing_that_was_read_before(store):
    keep(store)
    store.spoil({MODEL: 2}, 3, "x")
    store.begin(9, "y")
    assert store.followed() == (9, "y")
    assert store.find(KEY) is None
    keep(store, seq=8)
    assert store.find(KEY) is None
    keep(store, seq=9)
    assert store.find(KEY)


def test_a_beginning_leaves_one_file_and_what_belongs_to_it(store, tmp_path):
    keep(store)
    for seq in range(3):
        store.begin(seq, "")
    names = {each.name for each in (tmp_path / "renditions").iterdir()}
    stem = f"release.{store.file._pulse.file}.sqlite3"
    assert {"release.pulse", stem} <= names <= {"release.pulse", stem, f"{stem}-wal", f"{stem}-shm"}


def test_the_files_of_another_release_are_left_alone(store, tmp_path):
    other = tmp_path / "renditions" / "release2.1.sqlite3"
    other.touch()
    store.begin(1, "")
    assert other.exists()


# Tidying ------------------------------------------------------------------------------------------


def tidy(store):
    gone = 0
    while cleared := store.tidy():
        gone += cleared
    return gone


def test_what_is_spoilt_is_cleared_away_and_what_is_good_stays(store, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 3)
    for number in range(10):
        keep(store, key=str(number), chain=(str(number % 2),))
    store.spoil({"0": 6}, 6, "x")
    assert tidy(store) >= 5
    assert count(store) == 5
    assert [bool(store.find(str(number))) for number in range(4)] == [False, True, False, True]
    assert store.file.connection.execute("SELECT count(*) FROM body").fetchone() == (5,)


def test_yesterday_stays_and_the_day_before_goes(store):
    for age in range(4):
        keep(store, key=str(age), day=today() - age)
    tidy(store)
    assert [bool(store.find(str(age))) for age in range(4)] == [True, True, False, False]


def test_a_file_that_is_too_large_loses_its_oldest(store, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 5)
    for number in range(40):
        keep(store, key=str(number), body=bytes(20_000))
    store._largest = 500_000
    tidy(store)
    left = [number for number in range(40) if store.find(str(number))]
    assert left == list(range(40 - len(left), 40))
    assert 10 <= len(left) <= 25
    assert module._size(store.file.connection) <= 500_000


def test_while_nobody_tidies_the_file_stops_growing(store):
    store._largest = 400_000
    for number in range(200):
        keep(store, key=str(number), body=bytes(20_000))
    assert 10 < count(store) < 40
    size = sum(each.stat().st_size for each in store.file._path.parent.glob("*.sqlite3"))
    assert size < 700_000
    assert store.find("0")


def test_changes_are_forgotten_once_every_rendition_is_newer(store):
    keep(store, key="old", chain=("a",), seq=5)
    keep(store, key="new", chain=("b",), seq=9)
    store.spoil({"c": 5, "d": 6, "a": 9}, 9, "x")
    tidy(store)  # the old one is spoilt
    rows = store.file.connection.execute("SELECT product FROM changed").fetchall()
    assert rows == []
    assert store.find("new")


def test_changes_that_some_rendition_may_need_stay(store):
    keep(store, key="old", chain=("a",), seq=5)
    store.spoil({"b": 4, "c": 6}, 9, "x")
    tidy(store)
    rows = store.file.connection.execute("SELECT product FROM changed").fetchall()
    assert rows == [("c",)]


def test_an_answer_older_than_what_was_forgotten_is_not_kept(store):
    keep(store, key="new", chain=("b",), seq=9)
    store.spoil({MODEL: 7}, 9, "x")
    tidy(store)
    keep(store, seq=6)  # read before the change of the model, and slow
    assert store.find(KEY) is None
    keep(store, seq=9)
    assert store.find(KEY)


def test_without_renditions_all_changes_are_forgotten(store, monkeypatch):
    monkeypatch.setattr(module, "CHANGED_AT_ONCE", 4)
    store.spoil({str(number): number for number in range(10)}, 10, "x")
    tidy(store)
    assert store.file.connection.execute("SELECT count(*) FROM changed").fetchone() == (0,)
    assert store.followed() == (10, "x")
    keep(store, seq=9)
    assert store.find(KEY) is None
    keep(store, seq=10)
    assert store.find(KEY)


def test_a_rendition_newer_than_what_is_followed_keeps_the_changes_that_are_to_come(store):
    keep(store, seq=20)
    store.spoil({"a": 10}, 10, "x")
    tidy(store)
    keep(store, key="other", chain=("b",), seq=11)
    store.spoil({"b": 12}, 12, "x")
    assert store.find("other") is None


# Much read ----------------------------------------------------------------------------------------


def test_what_is_read_much_is_named_once_and_counted_anew(store):
    for number, times in enumerate((1, 5, 3)):
        keep(store, key=str(number))
        for _ in range(times):
            store.want(store.find(str(number)))
    assert [each.key for each in store.most_wanted(2, 10)] == ["1", "2"]
    assert store.most_wanted(2, 10) == []
    store.want(store.find("0"))
    assert [each.key for each in store.most_wanted(2, 10)] == ["0"]


def test_those_that_did_not_get_their_turn_get_it_next(store):
    for number in range(5):
        keep(store, key=str(number))
        for _ in range(2 + number):
            store.want(store.find(str(number)))
    assert [each.key for each in store.most_wanted(2, 2)] == ["4", "3"]
    assert [each.key for each in store.most_wanted(2, 2)] == ["2", "1"]
    assert [each.key for each in store.most_wanted(2, 2)] == ["0"]


def test_other_bytes_of_the_same_answer_take_its_place(store):
    keep(store)
    found = store.find(KEY)
    store.replace(found, '"B"', (("ETag", '"B"'),), b"tighter")
    again = store.find(KEY)
    assert (again.tag, again.headers, again.body) == ('"B"', (("ETag", '"B"'),), b"tighter")
    assert again.day == found.day
    store.spoil({BATCH: 6}, 6, "x")
    assert store.find(KEY) is None


def test_what_is_packed_tightest_is_not_named_again(store):
    keep(store)
    store.replace(store.find(KEY), TAG, HEADERS, BODY)
    for _ in range(5):
        store.want(store.find(KEY))
    assert store.most_wanted(2, 10) == []


def test_a_newer_answer_is_not_replaced_by_a_tighter_old_one(store):
    keep(store, body=b"old")
    old = store.find(KEY)
    keep(store, body=b"new", tag='"N"')
    store.replace(old._replace(id=store.find(KEY).id), '"T"', HEADERS, b"tight and old")
    assert store.find(KEY).body == b"new"
