"""Which representation a reader gets: `?format=`, else the header Accept (RFC 9110, 12.5.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from domain.faults import Fault, Malformed, Sentence
from public.codings import quality

PARAMETER = "format"
HTML = "text/html"
JSON = "application/json"
JSON_LD = "application/ld+json"
LINKSET = "application/linkset+json"
PROBLEM = "application/problem+json"
ANY = "*/*"
# What a passport can be read as; of equally welcome ones the first is taken.
OFFERS = (HTML, JSON, JSON_LD)
FORMATS = {"html": HTML, "json": JSON, "jsonld": JSON_LD}


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an Accept header; parameters other than its quality are left aside."""

    kind: str
    quality: float

    def weight(self, media_type: str) -> int:
        """How closely it names a media type: 0 not at all, 3 exactly."""
        if self.kind == media_type:
            return 3
        if self.kind == media_type.partition("/")[0] + "/*":
            return 2
        return 1 if self.kind == ANY else 0


def negotiate(request: HttpRequest, offers: Sequence[str]) -> str | None:
    """Return the media type to answer with, None when the reader takes none of the offers.

    `?format=` decides where it is given; raises Malformed for one that does not exist. Of equally
    welcome offers the first is taken.
    """
    named = request.GET.get(PARAMETER)
    if named is not None:
        if FORMATS.get(named) not in offers:
            raise Malformed(
                Fault(
                    "format.unknown",
                    "The passport is not kept in the format asked for.",
                    "/format",
                    Sentence(
                        "Ask for one of {values}, or leave it out.", values=", ".join(FORMATS)
                    ),
                )
            )
        return FORMATS[named]
    return best(request.headers.get("Accept", ""), offers)


def best(accept: str, offers: Sequence[str]) -> str | None:
    """Return the offer that an Accept header welcomes most, None when it welcomes none."""
    welcome = qualities(accept, offers)
    dearest = max(offers, key=lambda offer: welcome[offer])
    return dearest if welcome[dearest] > 0 else None


def qualities(accept: str, offers: Iterable[str]) -> dict[str, float]:
    """Return how welcome each offer is to an Accept header, from 0 (not at all) to 1."""
    ranges = _ranges(accept) or [Range(ANY, 1.0)]
    return {offer: _quality(offer, ranges) for offer in offers}


def form_of(accept: str | None) -> str | None:
    """Return what a header Accept asks for at a passport's address; None for nothing kept there.

    A form of the passport, a linkset, or ANY where the header says no more than that any will do.
    Without a header (None) the first form is as good as any.
    """
    if accept is not None and all(r.kind == ANY and r.quality for r in _ranges(accept)):
        return ANY
    return best(accept or "", (*OFFERS, LINKSET))


def wants_html(request: HttpRequest) -> bool:
    """Whether an error is to be told as a page: to browsers, which name HTML; to nobody else."""
    if request.GET.get(PARAMETER) in FORMATS:
        return request.GET[PARAMETER] == "html"
    ranges = [r for r in _ranges(request.headers.get("Accept", "")) if r.kind != ANY]
    return bool(ranges) and _quality(HTML, ranges) >= max(
        _quality(JSON, ranges), _quality(PROBLEM, ranges), 0.001
    )


def vary(request: HttpRequest) -> list[str]:
    """Return the headers that decided on the representation."""
    return [] if PARAMETER in request.GET else ["Accept"]


def _quality(media_type: str, ranges: Sequence[Range]) -> float:
    closest = max(ranges, key=lambda r: (r.weight(media_type), r.quality))
    return closest.quality if closest.weight(media_type) else 0.0


def _ranges(accept: str) -> list[Range]:
    found = []
    for part in accept.lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        if "/" in kind:
            # No media type holds a space: there it was a plus, decoded once too often, as by the
            # helper of GS1's resolver test suite.
            found.append(Range(kind.replace(" ", "+"), quality(parameters)))
    return found
