"""Whoever follows the changes: what was accepted is spoilt at the next look, then it beats."""

import json
import logging
import sqlite3
import time
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.db.utils import InterfaceError, ProgrammingError

from domain.chain import Status
from domain.identifiers import new_own_key
from ledger.acceptance import digest_at, head_seq
from lifecycle import changed
from passports.entries import Action, Entry
from passports.erasure import erase
from passports.publishing import publish
from public import codings, languages
from public.renditions import following, warming
from public.renditions.door import Door
from public.renditions.following import Follower, pack_tighter
from public.renditions.rendition import Answer
from public.renditions.store import Store, today
from public.renditions.wanted import wanted
from tests.public.examples import BATCH, ITEM, MODEL
from tests.public.renditions.asking import ask, request

PATH = "/01/09506000134352"
PATHS = {MODEL: PATH, BATCH: f"{PATH}/10/B1", ITEM: f"{PATH}/21/S1"}
AWAY = (OperationalError("away"), InterfaceError("closed"), ProgrammingError("no table yet"))


@pytest.fixture
def follower(store, pulse, door) -> Follower:
    return Follower(store, pulse, door)


@pytest.fixture
def followed(phone, follower, door, monkeypatch) -> Follower:
    """One that knows the phone, whose pages are kept; a beat holds to the end of the test."""
    monkeypatch.setattr("public.renditions.door.FRESH_MS", 600_000)
    assert follower.look()
    for path in PATHS.values():
        ask(door, request(path))
    return follower


def kept(store) -> set[str]:
    """Return the products whose page is found in the store."""
    found = {key for (key,) in _keys(store) if store.find(key)}
    return {
        product for product, path in PATHS.items() if any(k.endswith(f" {path}") for k in found)
    }


def _keys(store):
    return store.file.connection.execute("SELECT key FROM rendition").fetchall()


def publish_patch(actor, product, patch, **more):
    entry = Entry(product, more.pop("action", Action.REVISE), patch=patch, **more)
    return publish(actor=actor, reason="Changed", entries=[entry])


# What is spoilt -----------------------------------------------------------------------------------


def test_all_pages_of_a_chain_are_kept(followed, store):
    assert kept(store) == {MODEL, BATCH, ITEM}
    assert followed.look()
    assert kept(store) == {MODEL, BATCH, ITEM}


def test_a_new_version_is_shown_from_the_next_look_on(followed, door, phone, store, pulse):
    before = ask(door, request(PATHS[ITEM])).body
    publish_patch(phone, ITEM, {"durability": {"battery": {"cycle_count": 99}}})
    assert ask(door, request(PATHS[ITEM])).body == before
    followed.look()
    assert kept(store) == {MODEL, BATCH}
    assert ask(door, request(PATHS[ITEM])).body != before


def test_a_correction_of_the_model_reaches_batch_and_item(followed, door, phone, store):
    publish_patch(phone, MODEL, {"name": {"en": "Aster 6"}}, action=Action.CORRECT, corrects=1)
    followed.look()
    assert kept(store) == set()
    assert b"Aster 6" in ask(door, request(PATHS[ITEM])).body


def test_a_change_of_the_batch_leaves_the_model(followed, phone, store):
    publish_patch(phone, BATCH, {"batch_number": "B1b"})
    followed.look()
    assert kept(store) == {MODEL, ITEM} - {ITEM}


def test_a_withdrawn_model_is_shown_as_such_on_every_page_below(followed, door, phone, store):
    publish_patch(phone, MODEL, {}, status=Status.WITHDRAWN)
    followed.look()
    assert kept(store) == set()
    for path in PATHS.values():
        assert b"This passport is withdrawn" in ask(door, request(path)).body


def test_an_erased_value_is_gone(followed, door, phone, store, members):
    publish_patch(phone, ITEM, {"mass": 98765})
    followed.look()
    told = ask(door, request(PATHS[ITEM], accept="application/json"))
    assert json.loads(told.body)["data"]["mass"] == 98765
    first, second = members
    erase(
        actor=phone,
        identifier=ITEM,
        number=2,
        reason="Mistake",
        first_person=first,
        second_person=second,
    )
    followed.look()
    assert b"98765" not in ask(door, request(PATHS[ITEM], accept="application/json")).body
    assert MODEL in kept(store)


def test_what_somebody_else_publishes_spoils_nothing(followed, other_maker, store):
    document = {"name": {"en": "Kettle"}, "category": "other"}
    entry = Entry(new_own_key(bytes(16)).text, document=document, sector="product")
    publish(actor=other_maker, reason="First", entries=[entry])
    followed.look()
    assert kept(store) == {MODEL, BATCH, ITEM}


# The pulse ----------------------------------------------------------------------------------------


def test_a_look_beats_with_the_moment_before_the_question(phone, follower, pulse, monkeypatch):
    asked = following.changed_since
    slowly = []

    def slow(seq):
        slowly.append(time.time_ns() // 1_000_000)
        time.sleep(0.05)
        return asked(seq)

    monkeypatch.setattr(following, "changed_since", slow)
    before = time.time_ns() // 1_000_000
    assert follower.look()
    assert before <= pulse.at_ms <= slowly[0]


@pytest.mark.parametrize("fault", AWAY, ids=lambda fault: type(fault).__name__)
def test_while_the_database_is_away_there_is_no_beat(followed, pulse, monkeypatch, fault, caplog):
    def away(_seq):
        raise fault

    pulse.beat(1)
    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(following.connections, "close_all", lambda: None)
        patch.setattr(following, "changed_since", away)
        for _ in range(3):
            assert not followed.look()
    assert pulse.at_ms == 1
    assert [record.message for record in caplog.records] == [
        "The database is away; passports are read from the store."
    ]
    assert followed.look()
    assert pulse.at_ms > 1
    assert caplog.records[-1].message == "Changes are followed again."


def test_what_was_accepted_while_the_database_was_away_is_spoilt(
    followed, phone, store, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(following.connections, "close_all", lambda: None)
        patch.setattr(following, "changed_since", _away)
        assert not followed.look()
    publish_patch(phone, MODEL, {"mass": 190})
    assert kept(store) == {MODEL, BATCH, ITEM}
    followed.look()
    assert kept(store) <= {BATCH, ITEM}


def _away(_seq):
    raise OperationalError("away")


def test_many_changes_take_several_looks_and_no_beat_until_all_are_known(
    followed, phone, store, pulse, monkeypatch
):
    monkeypatch.setattr(changed, "AT_ONCE", 2)
    for mass in range(190, 195):
        publish_patch(phone, BATCH, {"mass": mass})
    pulse.beat(1)
    for _ in range(2):
        assert followed.look()
        assert pulse.at_ms == 1
    assert followed.look()
    assert pulse.at_ms > 1
    assert store.followed() == (head_seq(), digest_at(head_seq()))


def test_a_store_that_others_write_to_for_long_is_no_reason_to_beat(
    followed, phone, store, pulse, tmp_path
):
    other = Store(tmp_path / "renditions" / "release", pulse, 10**8)
    publish_patch(phone, MODEL, {"mass": 190})
    pulse.beat(1)
    with other.file.transaction():
        assert not followed.look()
    assert pulse.at_ms == 1
    number = pulse.file
    assert followed.look()
    assert (pulse.at_ms > 1, pulse.file) == (True, number)
    assert MODEL not in kept(store)


# Beginning, and beginning again -------------------------------------------------------------------


def test_the_first_look_makes_the_store_and_knows_all_that_is_there(phone, pulse, store, door):
    follower = Follower(store, pulse, door)
    assert follower.look()
    assert store.followed() == (head_seq(), digest_at(head_seq()))


def test_one_that_starts_again_goes_on_where_it_was(followed, phone, store, pulse, door):
    publish_patch(phone, ITEM, {"mass": 190})
    number = pulse.file
    again = Follower(store, pulse, door)
    assert again.look()
    assert pulse.file == number
    assert kept(store) == {MODEL, BATCH}


def test_the_store_of_another_registry_is_not_read_from(followed, store, pulse, door):
    store.spoil({}, head_seq(), "another registry")
    again = Follower(store, pulse, door)
    assert again.look()
    assert _keys(store) == []
    assert store.followed() == (head_seq(), digest_at(head_seq()))


def test_a_registry_put_back_to_an_earlier_state_is_another_one(followed, store, pulse, door):
    store.spoil({}, head_seq() + 5, "of a later time")
    Follower(store, pulse, door).look()
    assert _keys(store) == []
    assert store.followed() == (head_seq(), digest_at(head_seq()))


def test_a_database_that_comes_back_as_another_one_is_noticed(followed, store, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(following.connections, "close_all", lambda: None)
        patch.setattr(following, "changed_since", _away)
        followed.look()
    monkeypatch.setattr(following, "digest_at", lambda seq: f"another {seq}")
    followed.look()
    assert _keys(store) == []


def test_what_was_read_before_a_new_beginning_is_not_kept(phone, store, pulse, door):
    seq = head_seq()
    publish_patch(phone, MODEL, {"mass": 190})
    Follower(store, pulse, door).look()
    store.keep("slow", (MODEL,), seq, today(), '"x"', Answer("200 OK", (("A", "b"),), b"old"))
    assert store.find("slow") is None


@pytest.mark.parametrize("what", ["deleted", "cut", "garbage", "told", "pulse"])
def test_a_file_that_was_hurt_is_made_anew_at_the_next_look(
    followed, store, pulse, door, phone, what
):
    file = store.file._named(pulse.file)
    number = pulse.file
    if what == "deleted":
        file.unlink()
    elif what == "cut":
        store.file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.write_bytes(b"")
    elif what == "garbage":
        store.file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.write_bytes(bytes(file.stat().st_size))
        store.file.close()
        assert store.find("anything") is None
    elif what == "told":
        pulse.damaged = number
    else:
        pulse.file = 0
    for _ in range(3):
        followed.look()
    assert pulse.file > number
    assert store.followed() == (head_seq(), digest_at(head_seq()))
    for path in PATHS.values():
        ask(door, request(path))
    assert kept(store) == {MODEL, BATCH, ITEM}
    publish_patch(phone, MODEL, {"mass": 190})
    followed.look()
    assert MODEL not in kept(store)


def test_tables_that_are_gone_are_made_anew(followed, store, pulse):
    store.file.connection.execute("DROP TABLE changed")
    store.file.connection.execute("DROP TABLE followed")
    again = Follower(store, pulse, followed._door)
    assert not again.look()
    assert again.look()
    assert store.followed() == (head_seq(), digest_at(head_seq()))


def test_while_the_database_is_away_a_hurt_store_is_not_thrown_away(
    followed, store, pulse, monkeypatch
):
    monkeypatch.setattr(following.connections, "close_all", lambda: None)
    monkeypatch.setattr(following, "head_seq", lambda: _away(0))
    monkeypatch.setattr(following, "changed_since", _away)
    number = pulse.file
    pulse.damaged = number
    assert not followed.look()
    assert pulse.file == number


def test_a_folder_that_cannot_be_written_is_told_once_and_tried_again(
    phone, store, pulse, door, monkeypatch, caplog
):
    follower = Follower(store, pulse, door)
    pulse.file = 0

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(store, "begin", full)
        assert [follower.look() for _ in range(3)] == [False] * 3
    assert len(caplog.records) == 1
    assert "No space left" in caplog.records[0].message
    assert follower.look()


# Chores -------------------------------------------------------------------------------------------


class Rounds:
    """Ends a run after so many looks, and notes when each began to wait."""

    def __init__(self, count):
        self.left, self.waits = count, []

    def __call__(self, seconds):
        self.waits.append(seconds)
        self.left -= 1
        return self.left <= 0


def test_between_two_looks_the_newest_models_are_made(phone, store, pulse, django, monkeypatch):
    monkeypatch.setattr(following, "LOOK_S", 5.0)
    Follower(store, pulse, Door(django, store, pulse)).run(Rounds(1))
    keys = [row[0] for row in _keys(store)]
    assert len(keys) == len(languages.offered())
    assert all(key.endswith(f" br {PATH}") for key in keys)


def test_what_is_made_ahead_is_what_a_browser_asks_for(phone, store, pulse, door):
    pulse.beat()
    store.begin(0, "")
    assert set(warming.warm(door)) == {PATH}
    asked = request(PATH, accept_language="en-GB,en;q=0.9", accept_encoding="gzip, br", raw=False)
    assert store.find(wanted(asked).key)


@pytest.mark.usefixtures("seven_languages")
def test_the_newest_models_are_made_in_every_language(phone, store, door):
    assert list(warming.warm(door)) == [PATH] * 7
    spoken = {dict(store.find(row[0]).headers)["Content-Language"] for row in _keys(store)}
    assert spoken == {"en", "zh-hans", "fr", "es", "ar", "ru", "de"}


def test_on_a_new_day_and_after_a_change_they_are_made_again(followed, phone, monkeypatch):
    made = []
    monkeypatch.setattr(following, "warm", lambda _door: iter([made.append(today())]))
    monkeypatch.setattr(following, "WARM_S", 0.0)
    monkeypatch.setattr(following, "LOOK_S", 0.01)
    followed.run(Rounds(3))
    assert len(made) == 1
    publish_patch(phone, MODEL, {"mass": 190})
    followed.run(Rounds(3))
    assert len(made) == 2
    monkeypatch.setattr(following, "today", lambda: today() + 1)
    followed.run(Rounds(3))
    assert len(made) == 3


@pytest.mark.parametrize(
    "fault", [OperationalError("away"), sqlite3.OperationalError("locked"), OSError("full")]
)
def test_a_chore_that_fails_stops_neither_the_looks_nor_later_chores(
    followed, store, monkeypatch, fault, phone
):
    calls = []

    def failing():
        calls.append(1)
        if len(calls) == 1:
            raise fault
        return 0

    monkeypatch.setattr(store, "tidy", failing)
    monkeypatch.setattr(following, "TIDY_S", 0.0)
    monkeypatch.setattr(following, "LOOK_S", 0.02)
    publish_patch(phone, MODEL, {"mass": 190})
    followed.run(Rounds(5))
    assert len(calls) > 1
    assert kept(store) <= {MODEL}  # which may have been made anew


def test_chores_delay_a_look_by_no_more_than_one_of_them(followed, store, monkeypatch):
    clock = [0.0]
    still = SimpleNamespace(monotonic=lambda: clock[0], time_ns=time.time_ns)
    monkeypatch.setattr(following, "time", still)
    begun, look = [], followed.look

    def passes(seconds, told):
        clock[0] += seconds
        return told

    monkeypatch.setattr(store, "tidy", lambda: passes(0.05, 1))
    monkeypatch.setattr(followed, "look", lambda: begun.append(clock[0]) or look())
    rounds = Rounds(5)
    followed.run(lambda seconds: passes(seconds, rounds(seconds)))
    pauses = [later - earlier for earlier, later in pairwise(begun)]
    assert len(pauses) == 4
    assert all(following.LOOK_S <= pause < following.LOOK_S + 0.06 for pause in pauses)


def test_without_chores_it_waits_for_the_next_look(followed, monkeypatch):
    monkeypatch.setattr(followed, "_chores", lambda **_: iter([False] * 99))
    rounds = Rounds(3)
    followed.run(rounds)
    assert all(0.05 < wait <= following.LOOK_S for wait in rounds.waits)


def test_while_it_is_cut_off_nothing_is_done_but_looking(followed, monkeypatch):
    monkeypatch.setattr(followed, "look", lambda: False)
    monkeypatch.setattr(followed, "_do", lambda *_: pytest.fail("a chore"))
    followed.run(Rounds(3))


# Packing tighter ----------------------------------------------------------------------------------


def test_what_is_read_much_is_packed_tighter_and_says_the_same(followed, store, door, monkeypatch):
    asked = {"accept_encoding": "br"}
    before = ask(door, request(PATH, **asked))
    key = next(row[0] for row in _keys(store) if " br " in row[0])
    for _ in range(3):
        store.want(store.find(key))
    monkeypatch.setattr(following, "LOOK_S", 3.0)
    followed.run(Rounds(1))
    pulse_beats = followed._pulse
    pulse_beats.beat()
    after = ask(door, request(PATH, **asked))
    assert len(after.body) < len(before.body)
    assert int(after["Content-Length"]) == len(after.body)
    assert after["ETag"] != before["ETag"]
    assert codings.unpacked(after.body, "br") == codings.unpacked(before.body, "br")
    same = [each for each in after.headers if each[0] not in {"ETag", "Content-Length"}]
    assert same == [each for each in before.headers if each[0] not in {"ETag", "Content-Length"}]


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_nothing_is_packed_twice(store, coding):
    body = codings.packed(b"words, words, words. " * 400, coding, for_many=True)
    headers = (("Content-Encoding", coding), ("ETag", '"x"'), ("Content-Length", str(len(body))))
    store.keep("key", (), 0, today(), '"x"', Answer("200 OK", headers, body))
    for _ in range(3):
        store.want(store.find("key"))
    (found,) = store.most_wanted(2, 9)
    assert not pack_tighter(store, found)
    again = store.find("key")
    assert (again.tag, again.headers, again.body) == ('"x"', headers, body)
    for _ in range(3):
        store.want(again)
    assert store.most_wanted(2, 9) == []
