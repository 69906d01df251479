"""What all addresses of this door have in common: deny by default, JSON alone, nothing cached."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, ClassVar, cast

from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import MethodNotAllowed, NotAuthenticated, NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import BasePermission
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.actors import Actor
from api import problem
from api.authentication import TokenAuthentication
from api.parsing import MergePatchParser, StrictJsonParser, check_length, media_type_of
from domain.faults import Json
from domain.strict_json import DEFAULT, Limits

METHODS = ("get", "post", "put", "patch", "delete")


class HoldsScope(BasePermission):
    """Lets an actor with a live token in, when it holds the scope that the view names."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Return True; raises NotAuthenticated, MethodNotAllowed or domain Forbidden instead."""
        if not isinstance(request.user, Actor):
            raise NotAuthenticated
        method = "GET" if request.method == "HEAD" else str(request.method)
        scopes: Mapping[str, str] = getattr(view, "scopes", {})
        if method not in scopes:
            raise MethodNotAllowed(method)
        request.user.need(scopes[method])
        return True


class OnlyJson(BaseContentNegotiation):
    """Answers in JSON whatever `Accept` says, and reads a body by its exact media type."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """Return the parser of the request's media type, parameters aside, or None."""
        sent = media_type_of(request.headers)
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - DRF's signature
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002
    ) -> tuple[BaseRenderer, str]:
        """Return the JSON renderer."""
        renderer = next(iter(renderers))
        return renderer, str(renderer.media_type)


class Endpoint(APIView):
    """An address of the API. A subclass names in `scopes` what each of its methods needs.

    A class without `scopes`, or one whose methods and scopes do not fit, cannot be defined.
    """

    scopes: ClassVar[Mapping[str, str]]
    limits: ClassVar[Limits] = DEFAULT
    http_method_names = [*METHODS, "head"]
    authentication_classes = [TokenAuthentication]
    permission_classes = [HoldsScope]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = OnlyJson

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "scopes" not in cls.__dict__:
            raise TypeError(f"{cls.__name__} does not say which scopes its methods need.")
        handled = {name.upper() for name in METHODS if hasattr(cls, name)}
        if handled != set(cls.scopes):
            raise TypeError(f"The scopes of {cls.__name__} do not fit its methods.")

    def get_parsers(self) -> list[BaseParser]:
        """Return the parsers of this method: merge patches belong to PATCH alone."""
        if self.request.method == "PATCH":
            return [StrictJsonParser(), MergePatchParser()]
        return [StrictJsonParser()]

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Any]:
        """Return the handler that answers with problem+json."""
        return problem.answer

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> Any:
        """Return the answer with the headers that every answer of this door carries."""
        final = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]
        final["Cache-Control"] = "no-store"
        patch_vary_headers(final, ["Authorization"])
        # Django would log the path of every refusal, and paths hold serial numbers; what broke off
        # on our side is logged where it is answered.
        # Django has no public way to say so.
        final._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
        return final


def actor_of(request: Request) -> Actor:
    """Return on whose behalf a request runs; the permission has seen to it that there is one."""
    actor = request.user
    if not isinstance(actor, Actor):
        raise NotAuthenticated
    return actor


def body_of(request: Request) -> Json:
    """Return the JSON value of the request's body; raises Malformed."""
    check_length(request.headers)
    value: Json = request.data
    return value


def file_of(request: Request) -> BinaryIO:
    """Return the file that is the request's body; the caller closes it. Raises Malformed."""
    check_length(request.headers)
    return cast(BinaryIO, request.data)


class Unknown(Endpoint):
    """Every address below the API's own that leads nowhere."""

    scopes: ClassVar[Mapping[str, str]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Refuse before asking for a token, as there is nothing to protect."""
        raise NotFound
