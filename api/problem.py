"""How this door says no: every refusal and every breakdown as problem+json (RFC 9457)."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.http.request import UnreadablePostError
from rest_framework.exceptions import APIException, AuthenticationFailed
from rest_framework.response import Response

from api.authentication import CHALLENGE
from domain.faults import (
    Conflict,
    Fault,
    Forbidden,
    Invalid,
    Malformed,
    Missing,
    Refusal,
    Stale,
)

MEDIA_TYPE = "application/problem+json"
# Names of kinds of problems, not addresses: they depend on no registry's host (RFC 9457, 3.1.1).
TYPES = "https://passport.invalid/problems/"

STATUSES: Mapping[type[Refusal], HTTPStatus] = {
    Malformed: HTTPStatus.BAD_REQUEST,
    Forbidden: HTTPStatus.FORBIDDEN,
    Missing: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Stale: HTTPStatus.PRECONDITION_FAILED,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}
# Faults for which HTTP has a status of its own, whatever the kind of the refusal.
STATUSES_BY_CODE = {
    "json.bytes": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "request.length": HTTPStatus.LENGTH_REQUIRED,
    "precondition.required": HTTPStatus.PRECONDITION_REQUIRED,
}
# Name and title of each kind of problem.
KINDS = {
    HTTPStatus.BAD_REQUEST: ("malformed", "The request cannot be read"),
    HTTPStatus.UNAUTHORIZED: ("unauthenticated", "A live token is needed"),
    HTTPStatus.FORBIDDEN: ("forbidden", "Not allowed"),
    HTTPStatus.NOT_FOUND: ("missing", "Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method", "Another method is needed"),
    HTTPStatus.CONFLICT: ("conflict", "Another change stands in the way"),
    HTTPStatus.LENGTH_REQUIRED: ("length", "The length of the body is needed"),
    HTTPStatus.PRECONDITION_FAILED: ("stale", "Your copy is out of date"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too-large", "The body is too large"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: ("media-type", "Another media type is needed"),
    HTTPStatus.UNPROCESSABLE_ENTITY: ("invalid", "Against the schema or the rules"),
    HTTPStatus.PRECONDITION_REQUIRED: ("precondition", "A precondition is needed"),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("server-error", "A fault on our side"),
}
# Our own words for the statuses that the framework raises: its sentences quote the request.
WORDS = {
    HTTPStatus.BAD_REQUEST: Fault(
        "request.malformed",
        "The request could not be read.",
        "",
        "Correct its form as the description of this interface has it.",
    ),
    HTTPStatus.UNAUTHORIZED: Fault(
        "token.missing",
        "This needs a token.",
        "",
        "Send the header Authorization: Bearer <token>.",
    ),
    HTTPStatus.FORBIDDEN: Fault(
        "actor.forbidden", "This is not allowed.", "", "Ask an owner of your organisation."
    ),
    HTTPStatus.NOT_FOUND: Fault(
        "address.unknown", "There is nothing at this address.", "", "Check the address."
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Fault(
        "method.unknown",
        "This address does not take this method.",
        "",
        "Use one of the methods in the header Allow.",
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Fault(
        "media_type.unsupported",
        "The body has a media type that this address does not take.",
        "",
        "Send it as application/json; a PATCH may also be application/merge-patch+json.",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: Fault(
        "server.error",
        "Something went wrong on our side.",
        "",
        "Try again; if it happens again, tell the operator of this registry at what time it was.",
    ),
}
# What Django itself raises for a request that is at fault.
RAISED = (
    (Http404, HTTPStatus.NOT_FOUND),
    (PermissionDenied, HTTPStatus.FORBIDDEN),
    ((SuspiciousOperation, BadRequest, UnreadablePostError), HTTPStatus.BAD_REQUEST),
)
DEAD_TOKEN = Fault(
    "token.dead",
    "The token is unknown, or its time has passed.",
    "",
    "Ask an owner of your organisation for a new one.",
)

OTHERWISE = Fault(
    "request.refused", "The request was refused.", "", "Look up the status in RFC 9110."
)
INSUFFICIENT_SCOPE = "actor.scope"

log = logging.getLogger(__name__)


def answer(error: Exception, context: Mapping[str, Any] | None = None) -> Response:
    """Return the answer to anything that a view raised; this is DRF's exception handler.

    A Refusal is answered with its faults by its kind; DRF's and Django's own by their status, in
    our words. Everything else is 500 without any detail: the log gets what was raised and where,
    never what was sent.
    """
    status, faults = _refusal(error) if isinstance(error, Refusal) else _raised(error)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        view = type((context or {}).get("view")).__name__
        log.error("A request to %s broke off.", view, exc_info=error)
    return Response(
        body_of(status, faults),
        status,
        headers=_challenge(status, faults),
        content_type=MEDIA_TYPE,
    )


def body_of(status: HTTPStatus, faults: Sequence[Fault]) -> dict[str, Any]:
    """Return the members of a problem: type, title, status, detail and every fault."""
    name, title = KINDS.get(status, ("", status.phrase))
    return {
        "type": TYPES + name if name else "about:blank",
        "title": title,
        "status": status.value,
        "detail": faults[0].sentence if len(faults) == 1 else f"There are {len(faults)} faults.",
        "faults": [asdict(fault) for fault in faults],
    }


def _refusal(refusal: Refusal) -> tuple[HTTPStatus, Sequence[Fault]]:
    for fault in refusal.faults:
        if fault.code in STATUSES_BY_CODE:
            return STATUSES_BY_CODE[fault.code], refusal.faults
    status = next(status for kind, status in STATUSES.items() if isinstance(refusal, kind))
    return status, refusal.faults


def _raised(error: Exception) -> tuple[HTTPStatus, Sequence[Fault]]:
    if isinstance(error, AuthenticationFailed):
        return HTTPStatus.UNAUTHORIZED, [DEAD_TOKEN]
    status = next(
        (status for kinds, status in RAISED if isinstance(error, kinds)),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )
    if isinstance(error, APIException):
        status = HTTPStatus(error.status_code)
    return status, [WORDS.get(status, OTHERWISE)]


def _challenge(status: HTTPStatus, faults: Sequence[Fault]) -> dict[str, str]:
    """Return the header with which RFC 6750 tells what is wrong with a token."""
    if any(fault.code == INSUFFICIENT_SCOPE for fault in faults):
        return {"WWW-Authenticate": f'{CHALLENGE}, error="insufficient_scope"'}
    if status is not HTTPStatus.UNAUTHORIZED:
        return {}
    dead = DEAD_TOKEN in faults
    return {"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"' if dead else CHALLENGE}
