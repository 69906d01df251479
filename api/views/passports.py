"""Passports: register, read, revise, correct, erase, and their history."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import quote

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import READ, WRITE, Actor
from api import envelopes, publications
from api.headers import base_digest, entity_tag, idempotency_key, needed_base_digest
from api.parsing import MERGE_PATCH, media_type_of
from api.publications import Publication, placed
from api.views.base import Endpoint, actor_of, body_of
from domain.faults import Refusal
from domain.identifiers import parse
from domain.moments import parse_at
from ledger.clock import now_ms
from lifecycle.reading import Passport as ShownPassport
from lifecycle.reading import passport
from lifecycle.registration import register
from lifecycle.representation import as_json, registration_as_json, timestamp
from passports.entries import Accepted
from passports.erasure import erase
from passports.own_keys import draw
from passports.reading import Event, history, read

PASSPORTS = "/api/v1/passports"
EVENTS_SHOWN = 100


class Passports(Endpoint):
    """All passports: POST registers one, or publishes several entries as one Change."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": WRITE}

    def post(self, request: Request) -> Response:
        """Publish what the body asks for; 201 with the accepted versions."""
        actor, key = actor_of(request), idempotency_key(request.headers)
        asked = publications.publication(body_of(request), partial(draw, actor, key))
        return _published(actor, asked, key, HTTPStatus.CREATED)


class Passport(Endpoint):
    """One passport, at its identifier."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": READ, "PUT": WRITE, "PATCH": WRITE}

    def get(self, request: Request, identifier: str) -> Response:
        """Show the passport to this actor, as of `?at=` where that is given."""
        at = request.query_params.get("at")
        at_ms = None if at is None else parse_at(at, now_ms())
        shown = passport(parse(identifier), actor=actor_of(request), at_ms=at_ms)
        headers = {"ETag": entity_tag(shown.view.registration.digest)}
        if at is not None:
            headers["Content-Location"] = f"{_address(identifier)}?at={timestamp(_boundary(shown))}"
        return Response(as_json(shown), headers=headers)

    def put(self, request: Request, identifier: str) -> Response:
        """Publish a revision that reads as the body's `data`."""
        base = needed_base_digest(request.headers)
        named = parse(identifier).text
        asked = publications.revision(body_of(request), named, base, whole=True)
        return _published(actor_of(request), asked, idempotency_key(request.headers), HTTPStatus.OK)

    def patch(self, request: Request, identifier: str) -> Response:
        """Publish a revision that a merge patch describes: the body itself, or its `patch`."""
        base = needed_base_digest(request.headers)
        named, body = parse(identifier).text, body_of(request)
        if media_type_of(request.headers) == MERGE_PATCH:
            asked = publications.merge_patch(body, named, base)
        else:
            asked = publications.revision(body, named, base, whole=False)
        return _published(actor_of(request), asked, idempotency_key(request.headers), HTTPStatus.OK)


class Versions(Endpoint):
    """The history of a passport and of what stands above it."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": READ}

    def get(self, request: Request, identifier: str) -> Response:
        """Show the newest 100 versions of the chain, the newest first."""
        view = read(parse(identifier), actor_of(request))
        events = history(view, EVENTS_SHOWN + 1)
        return Response(
            {
                "versions": [_event(event) for event in events[:EVENTS_SHOWN]],
                "complete": len(events) <= EVENTS_SHOWN,
            }
        )


class Corrections(Endpoint):
    """The corrections of a passport."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": WRITE}

    def post(self, request: Request, identifier: str) -> Response:
        """Publish a correction of one revision."""
        base = base_digest(request.headers)
        asked = publications.correction(body_of(request), parse(identifier).text, base)
        return _published(
            actor_of(request), asked, idempotency_key(request.headers), HTTPStatus.CREATED
        )


class Erasures(Endpoint):
    """The erasures of a passport."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": WRITE}

    def post(self, request: Request, identifier: str) -> Response:
        """Erase what one version holds, for ever."""
        asked = envelopes.erasure(body_of(request))
        named = parse(identifier).text
        acceptance = erase(
            actor=actor_of(request),
            identifier=named,
            number=asked.number,
            reason=asked.reason,
            first_person=asked.first_person,
            second_person=asked.second_person,
        )
        return Response(
            {
                "identifier": named,
                "number": asked.number,
                "seq": acceptance.seq,
                "accepted_at": timestamp(acceptance.at_ms),
            },
            HTTPStatus.CREATED,
        )


def _published(actor: Actor, asked: Publication, key: str | None, status: HTTPStatus) -> Response:
    try:
        accepted = register(
            actor=actor,
            reason=asked.reason,
            entries=asked.entries,
            activities=asked.activities,
            key=key,
        )
    except Refusal as refusal:
        raise placed(refusal, asked.places) from refusal
    answer = _accepted(accepted)
    headers = {}
    if len(accepted.versions) == 1:
        registration = read(parse(accepted.versions[0].identifier), actor).registration
        answer = {"registration": registration_as_json(registration), **answer}
        headers["ETag"] = entity_tag(registration.digest)
        if status is HTTPStatus.CREATED:
            headers["Location"] = _address(registration.identifier)
    return Response(answer, status, headers=headers)


def _accepted(accepted: Accepted) -> dict[str, Any]:
    return {
        "versions": [
            {"identifier": v.identifier, "number": v.number, "digest": v.digest.hex()}
            for v in accepted.versions
        ],
        "seq": accepted.seq,
        "accepted_at": timestamp(accepted.at_ms),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "product": event.product,
        "number": event.number,
        "kind": "revision" if event.corrects is None else "correction",
        "corrects": event.corrects,
        "reason": event.reason,
        "seq": event.seq,
        "accepted_at": timestamp(event.at_ms),
        "differences": [
            {"pointer": d.pointer, "kind": d.kind, "old": d.old, "new": d.new}
            for d in event.differences
        ],
    }


def _boundary(shown: ShownPassport) -> int:
    """Return the time from which on the answer was the one given, in ms."""
    newest = shown.view.registration.boundary_ms
    return max(newest, shown.footprint.at_ms) if shown.footprint else newest


def _address(identifier: str) -> str:
    return f"{PASSPORTS}/{quote(identifier, safe=':')}"
