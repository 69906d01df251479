"""Every way in which this door says something to the public. A new route needs a channel here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client

from domain.identifiers import Identifier
from public.asking import VIEWS
from public.codings import unpacked

PAGE = {"accept": "text/html"}
PACKED = {"accept": "text/html", "accept-encoding": "gzip"}
PACKED_TIGHTER = {"accept": "text/html", "accept-encoding": "br"}
JSON = {"accept": "application/json"}
JSON_LD = {"accept": "application/ld+json"}
ANY = {"accept": "*/*"}
LINKSET = {"accept": "application/linkset+json"}


@dataclass(frozen=True)
class Sample:
    """A registered product, and the time (RFC 3339) at which it had its first version."""

    identifier: Identifier
    sector: str
    first: str

    @property
    def path(self) -> str:
        return self.identifier.path


@dataclass(frozen=True)
class Channel:
    """One way of asking: the name of its route in `public.urls`, its headers, its address."""

    route: str
    headers: dict[str, str]
    path: Callable[[Sample], str]
    method: str = "get"
    form: tuple[tuple[str, str], ...] = ()


def _of(route: str, headers: dict[str, str], path: str, **more) -> Channel:
    def place(sample: Sample) -> str:
        return path.format(path=sample.path, sector=sample.sector, first=sample.first)

    return Channel(route, headers, place, **more)


CHANNELS = (
    *(
        _of("passport", headers, "{path}")
        for headers in (PAGE, PACKED, PACKED_TIGHTER, JSON, JSON_LD, ANY)
    ),
    *(_of("passport", PAGE, "{path}?lang=" + language) for language in ("fr", "ar", "zh-hans")),
    *(_of("passport", {}, "{path}?format=" + form) for form in ("html", "json", "jsonld", "none")),
    *(_of("passport", PAGE, "{path}?view=" + view) for view in (*VIEWS, "nonsense")),
    *(_of("passport", PAGE, "{path}?at={first}&view=" + view) for view in VIEWS),
    *(_of("passport", headers, "{path}?from={first}") for headers in (PAGE, JSON)),
    _of("passport", PAGE, "{path}?from={first}&at={first}"),
    _of("passport", PAGE, "{path}?from=2001-01-01"),
    *(_of("passport", headers, "{path}?at={first}") for headers in (PAGE, JSON, JSON_LD)),
    *(_of("passport", headers, "{path}?at=2001-01-01") for headers in (PAGE, JSON)),
    *(_of("passport", headers, "{path}?at=nonsense") for headers in (PAGE, JSON)),
    *(_of("passport", headers, "{path}/21/UNKNOWN") for headers in (PAGE, JSON)),
    *(_of("passport", headers, "{path}/99/UNKNOWN") for headers in (PAGE, JSON)),
    *(_of("passport", h, "{path}?linkType=linkset") for h in (PAGE, JSON, JSON_LD, LINKSET)),
    *(
        _of("passport", headers, "{path}?linkType=" + kind)
        for headers in (PAGE, ANY)
        for kind in ("dpp", "gs1:none", "gs1:serviceInfo", "gs1:certificationInfo")
    ),
    _of("passport", LINKSET, "{path}"),
    _of("passport", LINKSET, "{path}?linkType=linkset&at={first}"),
    *(_of("passport", headers, "{path}/21/UNKNOWN") for headers in (LINKSET, ANY)),
    _of("passport", ANY, "{path}", method="options"),
    _of("passport", {"accept": "image/png"}, "{path}"),
    _of("passport", PAGE, "{path}", method="head"),
    _of("passport", JSON, "{path}", method="post"),
    _of("start", PAGE, "/"),
    _of("start", PAGE, "/?identifier=nonsense"),
    _of("start", JSON, "/?identifier=nonsense"),
    _of("start", PAGE, "/?identifier={path}"),
    *(_of("find", headers, "/find") for headers in (PAGE, JSON, ANY)),
    *(_of("find", headers, "/find?q=Public+words") for headers in (PAGE, JSON)),
    *(_of("find", headers, "/find?sector={sector}&sort=carbon") for headers in (PAGE, JSON)),
    *(_of("find", headers, "/find?q=nonsense") for headers in (PAGE, JSON)),
    *(_of("find", headers, "/find?sort=nonsense") for headers in (PAGE, JSON)),
    _of("find", PAGE, "/find?q={path}"),
    _of("find", PAGE, "/find?sector={sector}&beside={path}"),
    *(_of("compare", PAGE, "/compare?product={path}" + more) for more in ("", "&only=differences")),
    *(_of("compare", headers, "/compare?product=nonsense") for headers in (PAGE, JSON)),
    _of("sitemap", ANY, "/sitemap.xml"),
    *(_of("sitemap-page", ANY, f"/sitemap-{number}.xml") for number in (1, 2)),
    _of("robots", ANY, "/robots.txt"),
    *(_of("carrier", ANY, "/carriers{path}." + kind) for kind in ("svg", "png", "pdf")),
    _of("resolver", ANY, "/.well-known/gs1resolver"),
    _of("linkset-context", ANY, "/schemas/linkset.jsonld"),
    _of("schema", ANY, "/schemas/{sector}/0.1.json"),
    _of("context", ANY, "/schemas/{sector}/0.1.jsonld"),
    _of("offline", PAGE, "/offline?keep={path}"),
    _of("offline", JSON, "/offline?keep=nonsense"),
    _of("offline-worker", ANY, "/offline/worker.js"),
    _of("offline-manifest", ANY, "/offline/manifest.webmanifest"),
    _of("sign-in", PAGE, "/sign-in?next={path}"),
    _of("sign-in", PAGE, "/sign-in", method="post", form=(("username", "x"), ("password", "y"))),
    _of("sign-out", PAGE, "/sign-out"),
    _of("", PAGE, "/nowhere"),
    _of("", JSON, "/nowhere"),
)


def answers(sample: Sample) -> Iterator[tuple[str, bytes]]:
    """Yield what the public is told through every channel: a name, and status, headers and body."""
    for channel in CHANNELS:
        path = channel.path(sample)
        client = Client(headers=channel.headers)
        response = getattr(client, channel.method)(path, dict(channel.form))
        yield f"{channel.method} {path} {channel.headers}", _told(response)


def _told(response: HttpResponse) -> bytes:
    body = response.content
    if "Content-Encoding" in response:
        body = unpacked(body, response["Content-Encoding"])
        # How well a digest packs is chance; what is told is the length of the page itself.
        response["Content-Length"] = str(len(body))
    head = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()))
    cookies = response.cookies.output()
    return f"{response.status_code}\n{head}\n{cookies}\n\n".encode() + body
