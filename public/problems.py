"""How this door says no: a page to browsers, problem+json (RFC 9457) to everybody else."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from domain.faults import Conflict, Fault, Forbidden, Invalid, Malformed, Missing, Refusal, Stale
from public import negotiation, responses, telling
from public.readers import nobody

# Names of kinds of problems, not addresses: they depend on no registry's host (RFC 9457, 3.1.1).
TYPES = "https://passport.invalid/problems/"
KINDS: Mapping[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: "malformed",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "missing",
    HTTPStatus.NOT_ACCEPTABLE: "not-acceptable",
    HTTPStatus.CONFLICT: "conflict",
    HTTPStatus.PRECONDITION_FAILED: "stale",
    HTTPStatus.UNPROCESSABLE_ENTITY: "invalid",
    HTTPStatus.INTERNAL_SERVER_ERROR: "server-error",
}
STATUSES: Mapping[type[Refusal], HTTPStatus] = {
    Malformed: HTTPStatus.BAD_REQUEST,
    Forbidden: HTTPStatus.FORBIDDEN,
    Missing: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Stale: HTTPStatus.PRECONDITION_FAILED,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}
NO_SUCH_ADDRESS = Fault(
    "address.unknown",
    "There is nothing at this address.",
    "",
    "Scan the code again, or look the product up by its number.",
)
NOT_READABLE = Fault(
    "request.malformed",
    "The request could not be read.",
    "",
    "Scan the code again, or type the address anew.",
)
NOT_ALLOWED = Fault(
    "request.forbidden",
    "This is not allowed.",
    "",
    "Go back and try again; if a form was open for long, load its page again.",
)
OUR_FAULT = Fault(
    "server.error",
    "Something went wrong on our side.",
    "",
    "Try again in a minute. Nothing that you did has caused it.",
)
NOTHING_ACCEPTABLE = Fault(
    "accept.none",
    "The answer is not kept in any form that the header Accept allows.",
    "",
    "Accept text/html, application/json or application/ld+json.",
)

View = Callable[..., HttpResponseBase]


def told(view: View) -> View:
    """Wrap a view so that a refusal is answered with its faults."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            status = next(s for kind, s in STATUSES.items() if isinstance(refusal, kind))
            return problem(request, status, refusal.faults)

    return wrapper


def problem(
    request: HttpRequest,
    status: HTTPStatus,
    faults: Sequence[Fault],
    more: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """Return the answer to a request that failed. `more` are further members of the JSON form."""
    if negotiation.wants_html(request):
        return responses.page(
            request,
            nobody(request),
            "problem.html",
            {
                "title": gettext(title(status)),
                "faults": telling.told(faults),
                # What was wrong in the query is quoted nowhere, in no link either.
                "languages": responses.menu(),
            },
            status=status,
            vary=negotiation.vary(request),
        )
    return responses.answer(
        request,
        nobody(request),
        json.dumps(body(status, faults, more), ensure_ascii=False).encode(),
        negotiation.PROBLEM,
        status=status,
        vary=negotiation.vary(request),
    )


def body(
    status: HTTPStatus, faults: Sequence[Fault], more: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Return the members of a problem: type, title, status, detail and every fault."""
    kind = KINDS.get(status)
    return {
        "type": TYPES + kind if kind else "about:blank",
        "title": title(status),
        "status": status.value,
        "detail": " ".join(fault.sentence for fault in faults),
        "faults": [asdict(fault) for fault in faults],
        **(more or {}),
    }


def title(status: HTTPStatus) -> str:
    """Return what a status means, in plain English words; pages translate them."""
    titles = {
        HTTPStatus.BAD_REQUEST: _("This cannot be read"),
        HTTPStatus.FORBIDDEN: _("This is not allowed"),
        HTTPStatus.NOT_FOUND: _("Nothing is registered here"),
        HTTPStatus.NOT_ACCEPTABLE: _("Not in this form"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something went wrong"),
    }
    return titles.get(status, status.phrase)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:  # noqa: ARG001
    """Answer a request that Django itself could not read (`handler400`)."""
    return problem(request, HTTPStatus.BAD_REQUEST, [NOT_READABLE])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:  # noqa: ARG001
    """Answer a request that Django itself refused (`handler403`)."""
    return problem(request, HTTPStatus.FORBIDDEN, [NOT_ALLOWED])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:  # noqa: ARG001
    """Answer a request for an address that leads nowhere (`handler404`)."""
    return problem(request, HTTPStatus.NOT_FOUND, [NO_SUCH_ADDRESS])


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answer a request that broke off (`handler500`): no detail leaves the house."""
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, [OUR_FAULT])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:  # noqa: ARG001
    """Answer a form that did not come from our own page (`CSRF_FAILURE_VIEW`)."""
    return problem(request, HTTPStatus.FORBIDDEN, [NOT_ALLOWED])
