"""Following the changes of the registry, and looking after the renditions that are kept.

One process per machine does it, beside the web server. Every fifth of a second it asks what was
accepted since, and notes which products that spoils; then it says that all is known (`Pulse`).
While it cannot ask, it says nothing, and the door falls back on Django.
"""

import logging
import time
from collections.abc import Callable, Iterator

from django.db import Error, connections

from ledger.acceptance import digest_at, head_seq
from lifecycle.changed import changed_since
from public import codings
from public.renditions.door import Door
from public.renditions.file import FAULTS
from public.renditions.pulse import Pulse
from public.renditions.rendition import Headers, Rendition
from public.renditions.store import Store, today
from public.renditions.warming import warm
from public.responses import tag_of

# Seconds between two looks, and at least between two rounds of tidying and of warming up.
LOOK_S, TIDY_S, WARM_S = 0.2, 5.0, 5.0
MUCH_READ = 2  # of the readers that are counted
AT_ONCE = 4

logger = logging.getLogger(__name__)


class Follower:
    """Keeps a store in step with the registry. Not thread-safe; one of them per store."""

    def __init__(self, store: Store, pulse: Pulse, door: Door) -> None:
        self._store = store
        self._pulse = pulse
        self._door = door
        self._seq: int | None = None
        self._trouble = ""
        self._warmed = 0  # the day on which the newest were made, 0 after a change

    def run(self, is_over: Callable[[float], bool]) -> None:
        """Follow until `is_over(seconds to wait)` says so; do chores between two looks."""
        chores = self._chores()
        while True:
            until = time.monotonic() + LOOK_S
            if self.look():
                chores = self._do(chores, until)
            if is_over(max(0.0, until - time.monotonic())):
                return

    def _do(self, chores: Iterator[bool], until: float) -> Iterator[bool]:
        """Do chores for a while and return those to go on with: whatever fails, looks go on."""
        try:
            while time.monotonic() < until and next(chores):
                pass
        except (Error, *FAULTS) as fault:
            # The next look finds out what is the matter.
            self._store.file.let_go(fault)
            return self._chores(pause=True)
        return chores

    def look(self) -> bool:
        """Learn what was accepted since the last look; return whether the registry could say."""
        at_ms = time.time_ns() // 1_000_000
        self._pulse.look_again()
        try:
            is_all = self._learn()
        except Error:
            connections.close_all()
            # It may come back as another one.
            self._seq = None
            self._tell("The database is away; passports are read from the store.")
            return False
        except FAULTS as fault:
            self._store.file.tell(fault)
            self._tell(f"Passports cannot be kept ready: {fault}.")
            return False
        self._tell("")
        if is_all:
            # What was accepted before the question was asked is known; later answers may be older.
            self._pulse.beat(at_ms)
        return True

    def _learn(self) -> bool:
        if self._seq is None or not self._store.file.is_sound():
            self._seq = self._resumed()
        changed = changed_since(self._seq)
        if changed.seq > self._seq:
            self._store.spoil(changed.products, changed.seq, digest_at(changed.seq))
            self._seq = changed.seq
            self._warmed = 0
        return changed.is_all

    def _resumed(self) -> int:
        """Return the sequence up to which the store knows the changes of this very registry."""
        followed = self._store.followed()
        if followed is not None and digest_at(followed[0]) == followed[1]:
            return followed[0]
        seq = head_seq()
        self._store.begin(seq, digest_at(seq))
        self._warmed = 0
        return seq

    def _tell(self, trouble: str) -> None:
        """Say once what is wrong, and once that it is over."""
        if trouble != self._trouble:
            logger.warning("%s", trouble or "Changes are followed again.")
        self._trouble = trouble

    def _chores(self, *, pause: bool = False) -> Iterator[bool]:
        """Do one small piece of work at a time; yield whether there was any."""
        tidy_at = warm_at = time.monotonic() + (TIDY_S if pause else 0.0)
        while True:
            is_busy = False
            if time.monotonic() >= tidy_at:
                is_busy = self._store.tidy() > 0
                tidy_at = time.monotonic() + (0 if is_busy else TIDY_S)
                yield True
            for rendition in self._store.most_wanted(MUCH_READ, AT_ONCE):
                pack_tighter(self._store, rendition)
                yield True
            if self._warmed != today() and time.monotonic() >= warm_at:
                self._warmed = today()
                for _one in warm(self._door):
                    yield True
                warm_at = time.monotonic() + WARM_S
            yield is_busy


def pack_tighter(store: Store, rendition: Rendition) -> bool:
    """Pack a rendition as tightly as brotli can; return whether that made it smaller."""
    body = rendition.body
    if dict(rendition.headers).get("Content-Encoding") == codings.BROTLI:
        plain = codings.unpacked(body, codings.BROTLI)
        body = min(body, codings.packed(plain, codings.BROTLI, for_many=True), key=len)
    is_smaller = len(body) < len(rendition.body)
    tag = tag_of(body) if is_smaller else rendition.tag
    changed = {"ETag": tag, "Content-Length": str(len(body))}
    told: Headers = tuple((name, changed.get(name, value)) for name, value in rendition.headers)
    # Told of the others, too: nobody tries again.
    store.replace(rendition, tag, told, body)
    return is_smaller
