"""Keeping passports for reading offline: a page with a script, a service worker and a manifest.

All of it is optional, and no passport holds a script. What a reader keeps stays in the browser;
the scripts talk to this registry alone, which their policies hold them to.
"""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from domain.identifiers import from_path
from public import languages, responses, styles
from public.problems import told
from public.readers import reader_of

KEEP = "keep"
WORKER = settings.BASE_DIR / "static" / "offline" / "worker.js"
JAVASCRIPT = "text/javascript; charset=utf-8"
MANIFEST = "application/manifest+json"
# The worker may control every page here, asks this registry alone and runs nothing else.
OF_WORKER = {
    "Service-Worker-Allowed": "/",
    "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
}
OF_PAGE = "script-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'"


@require_safe
@told
def offline(request: HttpRequest) -> HttpResponseBase:
    """Answer with the page that keeps the passport named by `?keep=`, and lists those kept."""
    keep, language = request.GET.get(KEEP, ""), languages.named(request)
    path = from_path(keep).path if keep else ""
    if path and language:
        path += f"?{languages.PARAMETER}={language}"
    policy = f"{responses.content_policy(styles.PLAIN)}; {OF_PAGE}"
    return responses.page(
        request,
        reader_of(request),
        "offline.html",
        {"path_to_keep": path},
        headers={"Content-Security-Policy": policy},
    )


@require_safe
def worker(request: HttpRequest) -> HttpResponseBase:
    """Answer with the service worker; from here it may control every page of the registry."""
    return responses.answer(
        request, reader_of(request), WORKER.read_bytes(), JAVASCRIPT, headers=OF_WORKER
    )


@require_safe
def manifest(request: HttpRequest) -> HttpResponseBase:
    """Answer with the web manifest, for who puts the registry on a home screen."""
    facts = {
        "name": _("Product passports"),
        "lang": languages.active(),
        "start_url": "/offline",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#0a5a63",
        "icons": [{"src": "/static/offline/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    body = json.dumps(facts, ensure_ascii=False).encode()
    return responses.answer(request, reader_of(request), body, MANIFEST, vary=("Accept-Language",))
