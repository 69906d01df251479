"""The way in and out for people: a session, and nothing for those who only read."""

from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from public import responses
from public.readers import reader_of


class SignIn(LoginView):
    """Name and password; afterwards back to the page that the reader came from."""

    template_name = "sign_in.html"
    next_page = "/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = super().get_context_data(**kwargs)
        back = self.get_redirect_url() or "/"
        return {**own, **responses.frame(self.request, reader_of(self.request)), "next": back}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        response["Content-Security-Policy"] = responses.content_policy()
        return response


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Ask, and on POST end the session."""
    if request.method == "POST":
        logout(request)
        return HttpResponseRedirect("/")
    markup = render_to_string(
        "sign_out.html", responses.frame(request, reader_of(request)), request=request
    )
    response = HttpResponse(markup)
    response["Content-Security-Policy"] = responses.content_policy()
    return response
