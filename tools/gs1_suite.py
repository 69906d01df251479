"""Runs GS1's resolver test suite, from a checkout of it, against a resolver.

    python -m tools.gs1_suite CHECKOUT https://127.0.0.1:8443/01/... --front http://127.0.0.1:8000

The suite (github.com/gs1/GS1DL-resolver-testsuite) is a page of JavaScript that lets a PHP helper,
tester.php, ask the resolver, since scripts may not set every header. Here a headless Chromium runs
the page as it is, and this program stands in for the helper, asking the resolver itself. It prints
every test with its verdict and ends with 1 if one failed.

The suite speaks https only. `--front` puts a TLS end with a certificate of the moment at the host
and port of the link, in front of a resolver that speaks http; PUBLIC_URL of that resolver has to be
the address of the TLS end. Schemas and the list of link types, which the page fetches from GS1, are
taken from files where such are given; otherwise the browser fetches them.
"""

import argparse
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit

from jsonschema import Draft7Validator
from playwright.sync_api import Page, Route, sync_playwright

SUITE = "https://suite.invalid/"
SCRIPTS = ("GS1DigitalLinkToolkit.js", "GS1DigitalLinkResolverTestSuite.js")
ORIGIN = "https://ref.gs1.org/test-suites/resolver/"
LINKSET = "application/linkset+json"
LINKSET_SCHEMA = "https://gs1.github.io/linkset/gs1-linkset-schema.json"
DESCRIPTION_SCHEMA = "https://ref.gs1.org/standards/resolver/description-file-schema"
LINK_TYPES = "https://ref.gs1.org/voc/data/linktypes"
OPEN = {"Access-Control-Allow-Origin": "*"}
TIMEOUT = 30.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# What the page needs of the validator that it loads from elsewhere; the verdict is Python's.
PAGE = """<!doctype html><meta charset="utf-8"><div id="gs1ResolverTests"></div>
<img id="rotatingcircle" alt="">
<script>
window.ajv7 = class {
  compile(schema) {
    const validate = (data) => {
      const request = new XMLHttpRequest();
      request.open("POST", "/validate", false);
      request.send(JSON.stringify({schema, data}));
      validate.errors = JSON.parse(request.responseText);
      return validate.errors.length === 0;
    };
    return validate;
  }
};
</script>
"""


@dataclass(frozen=True)
class Result:
    """One test of the suite: its verdict is pass, warn or fail."""

    name: str
    verdict: str
    message: str


@dataclass(frozen=True)
class Answer:
    """An answer of the resolver, as the helper tells it."""

    status: int
    line: str
    headers: Mapping[str, str]
    body: bytes


def ask(method: str, uri: str, headers: Mapping[str, str]) -> Answer:
    """Return what a resolver answers, redirections not followed, certificates not looked at.

    Without a header Accept, `*/*` is sent, as the helper's HTTP client does; nothing else is added.
    """
    parts = urlsplit(uri)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection(
        parts.hostname or "", parts.port, timeout=TIMEOUT, context=trusting
    )
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.putrequest(method, target or "/", skip_accept_encoding=True)
        for name, value in {"Accept": "*/*", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        version = "HTTP/1.1" if response.version == 11 else "HTTP/1.0"  # noqa: PLR2004
        line = f"{version} {response.status} {response.reason}"
        return Answer(response.status, line, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def helper(query: str) -> dict[str, Any]:
    """Return what tester.php answers to a query.

    Like it, this decodes the query before it takes it apart, and once more then: what stands behind
    an & of the address under test is lost. The version of HTTP is told, where the helper may say
    that it is unknown.
    """
    told = dict(parse_qsl(unquote_plus(query), keep_blank_values=True))
    test, uri = told.get("test", ""), told.get("testVal", "")
    if not uri.startswith("https://"):
        return {"error": "Invalid test command"}
    origin = {"Origin": ORIGIN}
    result: object
    if test == "getHTTPversion":
        result = ask("HEAD", uri, {}).line.split(" ", 1)[0]
    elif test == "getAllHeaders":
        named = {"Accept": told.get("mediaType"), "Accept-Language": told.get("lang")}
        sent = {name: value for name, value in named.items() if value is not None}
        result = _headers(uri, ask("GET", uri, {**origin, **sent}))
    elif test == "getLinksetHeaders":
        result = _headers(uri, ask("GET", uri, {**origin, "Accept": LINKSET}))
    elif test == "getCorsHeaders":
        wanted = {"Access-Control-Request-Method": "GET,HEAD,OPTIONS"}
        result = _headers(uri, ask("OPTIONS", uri, {**origin, **wanted}))
    elif test == "getLinkset":
        answer = ask("GET", uri, {**origin, "Accept": LINKSET})
        whole = {
            "uri": uri,
            "httpCode": answer.status,
            "headers": dict(answer.headers),
            "responseBody": quote(answer.body, safe=""),
        }
        result = json.dumps(whole)
    else:
        return {"error": "Invalid test command"}
    return {"test": test, "testVal": uri, "result": result}


def _headers(uri: str, answer: Answer) -> dict[str, object]:
    return {"uri": uri, "httpCode": answer.status, "0": answer.line, **answer.headers}


@dataclass
class Suite:
    """The suite, and the files that stand for what its page fetches from GS1."""

    checkout: Path
    files: Mapping[str, bytes]

    def run(self, page: Page, link: str) -> list[Result]:
        """Run all tests on a Digital Link; what the page reports, in its order."""
        page.context.route("**/*", self._answer)
        page.goto(SUITE)
        for script in SCRIPTS:
            page.add_script_tag(path=self.checkout / script)
        page.evaluate("link => testDL(link)", link)
        # Two tests run beside the others, and nobody waits for them.
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)
        told = page.evaluate("() => resultsArray.map(each => [each.id, each.status, each.msg])")
        return [Result(*each) for each in told]

    def _answer(self, route: Route) -> None:
        request = route.request
        address, _, query = request.url.partition("?")
        if request.url == SUITE:
            route.fulfill(content_type="text/html", body=PAGE)
        elif address == f"{SUITE}validate":
            route.fulfill(json=_faults(json.loads(request.post_data or "{}")))
        elif address.endswith("/tester.php"):
            route.fulfill(json=helper(query), headers=OPEN)
        elif request.url in self.files:
            route.fulfill(
                content_type="application/json", body=self.files[request.url], headers=OPEN
            )
        else:
            route.continue_()


def _faults(told: Mapping[str, Any]) -> list[dict[str, str]]:
    found = Draft7Validator(told["schema"]).iter_errors(told["data"])
    return [
        {"instancePath": "/".join(map(str, error.absolute_path)), "message": error.message}
        for error in found
    ]


def link_types(vocabulary: Path) -> bytes:
    """Return GS1's list of link types, made from its Web Vocabulary (JSON-LD)."""
    graph = json.loads(vocabulary.read_text(encoding="utf-8-sig"))["@graph"]
    names = [
        term["@id"].removeprefix("gs1:")
        for term in graph
        if "gs1:linkType" in json.dumps(term.get("rdfs:subPropertyOf", ""))
    ]
    return json.dumps({name: {} for name in names}).encode()


@contextmanager
def tls_end(link: str, front: str) -> Iterator[None]:
    """Serve TLS at the host and port of a link, handing everything on to an http address."""
    here, there = urlsplit(link), urlsplit(front)
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = Path(folder, "key.pem"), Path(folder, "certificate.pem")
        subprocess.run(  # noqa: S603 - no word of it comes from elsewhere
            [
                shutil.which("openssl") or "openssl",
                *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
                *("-subj", "/CN=resolver", "-keyout", str(key), "-out", str(certificate)),
            ],
            check=True,
            capture_output=True,
        )
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    listener = socket.create_server((here.hostname or "", here.port or 443))

    def serve() -> None:
        with suppress(OSError):
            while True:
                plain, _ = listener.accept()
                threading.Thread(target=relay, args=(plain,), daemon=True).start()

    def relay(plain: socket.socket) -> None:
        with suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as client:
            address = (there.hostname or "", there.port or 80)
            with socket.create_connection(address) as server:
                back = threading.Thread(target=_pump, args=(server, client), daemon=True)
                back.start()
                _pump(client, server)
                back.join()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield
    finally:
        listener.close()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def main() -> int:
    """Run the suite as the command line says."""
    parser = argparse.ArgumentParser(description="Run GS1's resolver test suite.")
    parser.add_argument("checkout", type=Path, help="folder of the suite")
    parser.add_argument("link", help="a Digital Link that the resolver knows, https://...")
    parser.add_argument("--front", default="", help="the resolver's http address")
    parser.add_argument("--linkset-schema", type=Path)
    parser.add_argument("--description-schema", type=Path)
    parser.add_argument("--vocabulary", type=Path, help="GS1's Web Vocabulary as JSON-LD")
    given = parser.parse_args()
    files = {}
    if given.linkset_schema:
        files[LINKSET_SCHEMA] = given.linkset_schema.read_bytes()
    if given.description_schema:
        files[DESCRIPTION_SCHEMA] = given.description_schema.read_bytes()
    if given.vocabulary:
        files[LINK_TYPES] = link_types(given.vocabulary)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM")
            or next(filter(None, map(shutil.which, BROWSERS)), None),
            args=[
                *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
                # The page comes from elsewhere, and the resolver may run on this machine.
                "--disable-features=LocalNetworkAccessChecks",
            ],
        )
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.on("console", lambda told: print(told.text, file=sys.stderr))  # noqa: T201
        if given.front:
            with tls_end(given.link, given.front):
                results = Suite(given.checkout, files).run(page, given.link)
        else:
            results = Suite(given.checkout, files).run(page, given.link)
        browser.close()
    for result in results:
        sys.stdout.write(f"{result.verdict:5} {result.name:28} {result.message}\n")
    return int(any(result.verdict == "fail" for result in results))


if __name__ == "__main__":
    sys.exit(main())
