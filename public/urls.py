"""Addresses that everybody may open.

A passport stands under its own path, as GS1 Digital Link lays it down: /01/<GTIN>/21/<serial>, or
/own/<key>, and so on for every scheme. A GS1 address compressed as EPC is one segment, /eh or /ex
and what follows. The data carrier stands under /carriers, the same path and .svg or .png behind it.
"""

from django.urls import path, re_path

from public import offline, sign_in, views
from public.addresses import KEYS
from public.finding import views as finding
from public.resolving import description

urlpatterns = [
    path("", views.start, name="start"),
    path("find", finding.find, name="find"),
    path("compare", finding.compare, name="compare"),
    path("sitemap.xml", finding.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", finding.sitemap_page, name="sitemap-page"),
    path("robots.txt", finding.robots, name="robots"),
    re_path(rf"^(?:(?:{KEYS})/|e[hx][0-9A-Za-z_-]{{8,}}$)", views.show, name="passport"),
    re_path(rf"^carriers/(?:{KEYS})/", views.carrier, name="carrier"),
    path(".well-known/gs1resolver", description.description, name="resolver"),
    path("schemas/linkset.jsonld", description.linkset_context, name="linkset-context"),
    path("schemas/<slug:sector>/<str:version>.json", views.schema, name="schema"),
    path("schemas/<slug:sector>/<str:version>.jsonld", views.context, name="context"),
    path("offline", offline.offline, name="offline"),
    path("offline/worker.js", offline.worker, name="offline-worker"),
    path("offline/manifest.webmanifest", offline.manifest, name="offline-manifest"),
    path("sign-in", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
]
