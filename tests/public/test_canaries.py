"""What is not open to the public is nowhere in what the public is told, in no form at all."""

import re
from contextlib import contextmanager
from logging import LogRecord

import pytest
from django.db import transaction
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from config.logs import Lines
from domain.identifiers import new_own_key
from lifecycle.indexing import index
from lifecycle.representation import timestamp
from passports.entries import Action, Entry
from passports.models import Product
from passports.publishing import publish
from passports.schema_registry import latest, sectors
from public import urls
from tests.public.canaries import disguises, passports, shut_values, tokens, without_shut
from tests.public.channels import CHANNELS, Sample, answers
from tests.public.examples import SECTORS

START = 1_795_600_800_000
IDENTIFIER = new_own_key(bytes(range(16)))
DIGEST = re.compile(rb"[0-9a-f]{64}")
TAG = re.compile(rb"^ETag: .*$", re.MULTILINE)
# Sign-in draws a token for each form that it sends, and says until when its cookie holds.
DRAWN = re.compile(rb"csrftoken=[A-Za-z0-9]+|value=\"[A-Za-z0-9]{64}\"|[A-Z][a-z]{2}, [^;\n]* GMT")
# One whole document of each sector: there are many sectors, and what shows them is the same.
ONE = settings(
    max_examples=1,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Whole documents are large: making a failing one smaller would take longer than reading it.
    phases=[Phase.explicit, Phase.generate],
)
EVERY_SECTOR = pytest.mark.parametrize("sector", SECTORS)


@contextmanager
def undone():
    """Take back what happens inside: every example begins with the same registry."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    time = [START]
    for name in ("ledger.clock", "ledger.acceptance", "public.asking", "public.finding.views"):
        monkeypatch.setattr(f"{name}.now_ms", lambda: time[0])
    return time


def told_of(actor, time, sector, first, second):
    """Return what the public is told of a passport of two versions."""
    time[0] = START
    entry = Entry(IDENTIFIER.text, document=first, sector=sector)
    publish(actor=actor, reason="First", entries=[entry])
    time[0] = START + 1000
    entry = Entry(IDENTIFIER.text, Action.REVISE, document=second)
    publish(actor=actor, reason="Second", entries=[entry])
    index(list(Product.objects.values_list("pk", flat=True)))
    time[0] = START + 86_400_000
    return list(answers(Sample(IDENTIFIER, sector, timestamp(START))))


def log_lines(records: list[LogRecord]) -> bytes:
    return "\n".join(map(Lines().format, records)).encode()


def test_every_route_has_a_channel():
    routes = {pattern.name for pattern in urls.urlpatterns}
    assert routes == {channel.route for channel in CHANNELS} - {""}
    assert not {pattern.name for pattern in get_resolver().url_patterns if pattern in routes}


def test_every_sector_is_tried():
    assert sectors() == list(SECTORS)


def test_a_canary_is_found_in_every_disguise():
    token = "0123456789abcdef0123"
    assert len(set(disguises(token))) >= 8
    for hidden in disguises(token):
        assert any(form in b"..." + hidden + b"..." for form in disguises(token))


@EVERY_SECTOR
def test_a_document_holds_canaries_of_many_kinds(sector):
    walk = latest(sector)

    @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
    @given(document=passports(walk))
    def check(document):
        found = [value for value in shut_values(document, walk.root) if list(tokens(value))]
        assert len(found) > 10
        assert {type(value) for value in found} >= {str, dict, float}

    check()


def test_a_leak_would_be_noticed(maker, standing_clock, monkeypatch):
    walk = latest("product")
    monkeypatch.setattr("domain.audiences.allowed", lambda _access, _audiences: True)

    @ONE
    @given(document=passports(walk))
    def check(document):
        with undone():
            told = told_of(maker, standing_clock, "product", document, {**document, "mass": 1})
        secret = [t for value in shut_values(document, walk.root) for t in tokens(value)]
        leaking = {c for c, answer in told for token in secret if token.encode() in answer}
        assert any("application/json" in channel for channel in leaking)
        assert any("text/html" in channel for channel in leaking)

    check()


@EVERY_SECTOR
def test_no_restricted_value_is_told_to_the_public(maker, standing_clock, caplog, sector):
    walk = latest(sector)

    @ONE
    @given(document=passports(walk), other=passports(walk))
    def check(document, other):
        caplog.clear()
        with undone():
            told = told_of(maker, standing_clock, sector, document, {**document, **_shut_of(other)})
        told.append(("log", log_lines(caplog.records) + caplog.text.encode()))
        secret = [*shut_values(document, walk.root), *shut_values(other, walk.root)]
        for token in {token for value in secret for token in tokens(value)}:
            for form in disguises(token):
                for channel, answer in told:
                    assert form not in answer, f"{token} shows in: {channel}"

    def _shut_of(other):
        return {name: other[name] for name in ("end", "conformity") if name in other}

    check()


@EVERY_SECTOR
def test_passports_that_differ_in_restricted_values_alone_look_the_same(
    maker, standing_clock, sector
):
    walk = latest(sector)

    @ONE
    @given(document=passports(walk), data=st.data())
    def check(document, data):
        changed = {**document, "name": {"en": "Renamed"}}
        bare, bare_changed = (without_shut(each, walk.root) for each in (document, changed))
        with undone():
            full = told_of(maker, standing_clock, sector, document, changed)
        with undone():
            empty = told_of(maker, standing_clock, sector, bare, bare_changed)
        for (channel, one), (_channel, other) in zip(full, empty, strict=True):
            assert _alike(one) == _alike(other), channel

    check()


def _alike(answer: bytes) -> bytes:
    """Return an answer without what may differ: digests, the tags over them, and what is drawn."""
    for varying in (DIGEST, TAG, DRAWN):
        answer = varying.sub(b"", answer)
    return answer
