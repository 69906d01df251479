"""What a load balancer, or the command that started the server, asks first."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view gets the request
    """Answer 200 and `ok` as plain text; touches neither database nor broker.

    It tells that the process serves. Whether its database and its broker serve is another question,
    and a web server that is restarted because a database rests helps nobody.
    """
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
