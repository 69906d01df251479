"""What a registry of the scans holds: one model, its items by number, and answers kept of them.

The functions run in a process whose environment names that registry (`benchmarks.within`).
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command

from accounts.actors import ALL_SCOPES, Actor
from accounts.models import Organisation
from benchmarks.cast import MODEL, maker
from benchmarks.scanning.asking import (
    Answer,
    answer,
    door,
    identifier,
    language_of,
    nobody,
    path_of,
    request,
    serial,
)
from benchmarks.scanning.registry import FEW
from config import wsgi
from ledger.acceptance import head_seq
from passports.entries import Entry
from passports.models import Version
from passports.publishing import publish
from public import codings
from public.renditions.door import MARK, Mark, StartResponse
from public.renditions.wanted import Environ
from public.responses import tag_of

# All items of a batch, and of the Change that they came with, have the same values.
PER_BATCH = 10_000
SAMPLE = 64
CODE = re.compile(rb'(?<=<path stroke="#000" d=)"M4 4[^"]*"')


def publish_items(first: str, end: str) -> None:
    """Publish the items with these numbers, a batch per Change, and their model before them."""
    call_command("migrate", verbosity=0)
    actor = _actor()
    for numbers in _batches(int(first), int(end)):
        publish(actor=actor, reason="Made this week", entries=[_item(each) for each in numbers])


def keep_answers(count: str, requests: str, query: str = "") -> None:
    """Keep an answer about each of the first items, in one language each.

    What was asked goes shuffled into a file: target, language, entity tag and length of the answer
    in each line. Somebody follows the changes meanwhile.

    To render every page takes longer than all benchmarks: of the items of one batch and language
    the first is asked for, and the others get its answer with their own serial number and digest,
    and with the drawing of its code. The door keeps what it takes for Django's answers. A sample of
    them all has to be what Django answers but for that drawing.
    """
    seq, lines = head_seq(), []
    for number, answered in _answers(int(count), query):
        target, language = f"{path_of(number)}{query}", language_of(number)
        _keep(request(target, language), answered, Mark(seq, (MODEL, identifier(number))))
        told = dict(answered.headers)
        lines.append((target, language, told.get("ETag", ""), str(len(answered.body))))
    chance = random.Random(1)
    chance.shuffle(lines)
    for target, language, *_rest in lines[:SAMPLE]:
        _check(target, language)
    Path(requests).write_text("".join("\t".join(line) + "\n" for line in lines))


def _answers(count: int, query: str) -> Iterator[tuple[int, Answer]]:
    with ThreadPoolExecutor() as pool:
        for batch in _batches(0, count):
            digests = _digests(batch)
            of_language = {language_of(number): number for number in reversed(batch)}
            firsts = {
                language: _First.of(number, digests[number], query)
                for language, number in of_language.items()
            }
            theirs = [firsts[language_of(number)] for number in batch]
            made = pool.map(_First.for_item, theirs, batch, (digests[each] for each in batch))
            yield from zip(batch, made, strict=True)


@dataclass(frozen=True, slots=True)
class _First:
    """The answer about one item, from which those about others of its batch are made."""

    number: int
    digest: bytes
    made: Answer

    @classmethod
    def of(cls, number: int, digest: bytes, query: str) -> "_First":
        asked = request(f"{path_of(number)}{query}", language_of(number))
        return cls(number, digest, answer(wsgi.django, asked))

    def for_item(self, number: int, digest: bytes) -> Answer:
        mine, its = serial(self.number), serial(number)
        body, own = self.made.body, {}
        if body:
            text = codings.unpacked(body, codings.BROTLI).replace(mine.encode(), its.encode())
            text = text.replace(self.digest.hex().encode(), digest.hex().encode())
            body = codings.packed(text, codings.BROTLI)
            own = {"ETag": tag_of(body), "Content-Length": str(len(body))}
        told = (
            (name, own.get(name, value.replace(mine, its))) for name, value in self.made.headers
        )
        return Answer(self.made.status, tuple(told), body)


def _keep(asked: Environ, answered: Answer, mark: Mark) -> None:
    """Let the door keep an answer as if Django had given it."""

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ[MARK] = mark
        start_response(answered.status, list(answered.headers))
        return (answered.body,)

    door()._application = application
    assert answer(door(), asked) == answered


def _check(target: str, language: str) -> None:
    """Assert that what the door has kept is what Django answers, but for the code."""
    door()._application = nobody
    kept = answer(door(), request(target, language))
    made = answer(wsgi.django, request(target, language))
    assert kept.status == made.status
    told, own = dict(made.headers), dict(kept.headers)
    assert list(told) == list(own)
    if made.body:
        assert own.pop("ETag") == tag_of(kept.body)
        assert own.pop("Content-Length") == str(len(kept.body))
        assert _without_code(kept.body) == _without_code(made.body), target
    assert own.items() <= told.items(), target


def _without_code(body: bytes) -> bytes:
    text, times = CODE.subn(b"", codings.unpacked(body, codings.BROTLI))
    assert times == 1
    return text


def _batches(first: int, end: int) -> Iterator[range]:
    while first < end:
        # The smallest registry is where the others begin.
        until = FEW if first < FEW else (first // PER_BATCH + 1) * PER_BATCH
        until = min(end, until)
        yield range(first, until)
        first = until


def _item(number: int) -> Entry:
    lot = number // PER_BATCH
    patch = {
        "manufacturing_date": f"2026-07-{1 + lot % 28:02}",
        "batch_number": f"2026-{lot:05}",
        "durability": {"battery": {"state_of_health": 90 + lot % 10}},
    }
    return Entry(identifier(number), patch=patch)


def _digests(numbers: Iterable[int]) -> Mapping[int, bytes]:
    """Return the digests of the items' versions, by number."""
    idents = {identifier(number): number for number in numbers}
    rows = Version.objects.filter(product__ident__in=list(idents))
    found = {idents[i]: bytes(d) for i, d in rows.values_list("product__ident", "digest")}
    assert len(found) == len(idents)
    return found


def _actor() -> Actor:
    there = Organisation.objects.first()
    return maker() if there is None else Actor(there.public_id, there.name, ALL_SCOPES)
