"""Every address of the registry, by door."""

from django.urls import URLPattern, URLResolver, include, path

from config.health import alive

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", alive, name="alive"),
    path("api/v1/", include("api.urls")),
]
