"""The first read of an item through the door, against Django alone; and first views in bytes."""

from itertools import count

from django.conf import settings
from django.utils.module_loading import import_string

from benchmarks.cast import items, maker
from benchmarks.harness import Figures, LeftOut, by_turns
from benchmarks.scanning.asking import LANGUAGES, answer, door, nobody, request
from benchmarks.scanning.registry import followed
from config import wsgi
from domain.identifiers import parse
from passports.publishing import publish
from public import codings
from public.renditions.door import Application

ROUNDS, TIMES = 7, 40
BUDGET = 14_000


def cold_ms() -> Figures:
    """Each read is the first one of its item; both sides pack the page with brotli."""
    entries = items((ROUNDS + 1) * TIMES * 2)
    publish(actor=maker(), reason="Made this week", entries=entries)
    paths = [parse(entry.identifier).path for entry in entries]
    places, ours = count(), door()
    kept = []

    def read(application: Application) -> None:
        place = next(places)
        asked = (paths[place], LANGUAGES[place % len(LANGUAGES)])
        made = answer(application, request(*asked))
        assert made.status == "200 OK"
        if application is ours:
            kept.append((asked, made))

    with followed(settings.DATA_DIR, {}):
        pairs = by_turns(lambda: read(ours), lambda: read(wsgi.django), rounds=ROUNDS, times=TIMES)
        ours._application = nobody
        assert all(answer(ours, request(*asked)) == made for asked, made in kept)
        ours._application = wsgi.django
    return Figures(
        [(ours / 1000, baseline / 1000) for ours, baseline in pairs],
        TIMES,
        "first read of an item below a model, in 7 languages by turns: chain, projection, page with"
        " its code drawn, brotli 5, and kept; WSGI without a server; SQLite",
    )


def first_view_bytes() -> Figures:
    """The largest first view of all examples, as an item with footprint and history."""
    try:
        views = "tests.public.first_views."
        documents, languages = (import_string(views + n) for n in ("documents", "LANGUAGES"))
        full_sheet, drawn = (import_string(views + n) for n in ("full_sheet", "drawn"))
    except ImportError:
        raise LeftOut("the fullest first views have not been put together") from None
    sizes = {
        (sector, name, language): len(
            codings.packed(drawn(full_sheet(document, sector, language), language), codings.BROTLI)
        )
        for sector, name, document in documents()
        for language in languages
    }
    largest = max(sizes, key=lambda each: sizes[each])
    return Figures(
        [(sizes[largest], BUDGET)],
        len(sizes),
        f"brotli 5; the largest is {largest[0]} ({largest[1]}) in {largest[2]}, the smallest has"
        f" {min(sizes.values()):,} bytes; each example of each sector in {len(languages)}"
        " languages, as an item with footprint and history; without the header of the answer",
    )
