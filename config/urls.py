"""Every address of the registry, by door."""

from django.urls import URLPattern, URLResolver, include, path

from config.health import alive

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", alive, name="alive"),
    path("api/v1/", include("api.urls")),
    path("", include("public.urls")),
]

handler400 = "public.problems.bad_request"
handler403 = "public.problems.forbidden"
handler404 = "public.problems.not_found"
handler500 = "public.problems.server_error"
