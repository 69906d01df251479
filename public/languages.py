"""The language of a page: what the address names, else what the browser prefers; no cookie.

A page is offered in a language once its words have been translated (`locale/<language>`). What
makers declare is shown in the reader's first language that they wrote, whatever the page speaks.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from domain import cldr

PARAMETER = "lang"
MAX_PREFERENCES = 10
TRADITIONAL = {"hant", "tw", "hk", "mo"}
TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")  # as much of RFC 5646 as languages need


class LanguageMiddleware:
    """Activates the language of the request for what lies below, and says so in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
            patch_vary_headers(response, ["Accept-Language"])
        return response


def language_of(request: HttpRequest) -> str:
    """Return the language of the page for a request: one of `offered`, English otherwise."""
    return preferences(request)[-1]


def preferences(request: HttpRequest) -> tuple[str, ...]:
    """Return the languages that decide what a reader sees, the dearest first (see `chosen`)."""
    return chosen(named(request), request.headers.get("Accept-Language", ""))


def chosen(named: str, accept_language: str) -> tuple[str, ...]:
    """Return (first, page), or (page,) where they are the same, of what address and browser name.

    `first` is the dearest language of all, in which makers may have written though pages are not
    offered in it; `page` the dearest that pages are offered in. Nothing else of the header counts:
    the stored renditions of a page are few.
    """
    preferred = spoken(named, accept_language)
    offers = offered()
    page = next(
        (offer for each in preferred for offer in offers if _same(each, offer)),
        settings.LANGUAGE_CODE,
    )
    first = next((known for each in preferred if (known := _known(each))), page)
    return (page,) if first == page else (first, page)


def spoken(named: str, accept_language: str) -> tuple[str, ...]:
    """Return all languages that address and browser name, the dearest first; () for none."""
    accepted = parse_accept_lang_header(accept_language)
    found = [language for language, quality in accepted if quality > 0 and language != "*"]
    return tuple(dict.fromkeys([*([named] if named else []), *found]))[:MAX_PREFERENCES]


def named(request: HttpRequest) -> str:
    """Return the language that the address names, in small letters; "" for none or nonsense."""
    language = request.GET.get(PARAMETER, "").lower()
    return language if TAG.fullmatch(language) else ""


def choose(texts: Mapping[str, str], languages: tuple[str, ...]) -> tuple[str, str]:
    """Return (text, language) of a language map in the first of these languages that it has.

    Falls back on the page's language, on English, and on whatever comes first. The map has at least
    one entry.
    """
    for wanted in (*languages, active(), "en"):
        exact = next((key for key in texts if key.lower() == wanted), None)
        near = exact or next((key for key in sorted(texts) if _same(key.lower(), wanted)), None)
        if near is not None:
            return texts[near], near
    first = min(texts)
    return texts[first], first


def is_foreign(language: str) -> bool:
    """Whether text in this language has to be marked, since the page speaks another."""
    return not _same(language.lower(), active())


def active() -> str:
    """Return the language of the page that is being made, in small letters."""
    return translation.get_language() or settings.LANGUAGE_CODE


@lru_cache(maxsize=1)
def offered() -> tuple[str, ...]:
    """Return the languages in which pages are offered: the source's, and those translated."""
    folders = [Path(folder) for folder in settings.LOCALE_PATHS]
    return tuple(
        language
        for language, _ in settings.LANGUAGES
        if language == settings.LANGUAGE_CODE
        or any(_catalogue(folder, language).exists() for folder in folders)
    )


@lru_cache(maxsize=1024)
def _known(tag: str) -> str:
    """Return a language tag without its region, "" for no language that anybody speaks."""
    primary, *rest = tag.split("-")
    if primary == "zh":
        return "zh-hant" if TRADITIONAL & set(rest) else "zh-hans"
    return primary if cldr.language_name(primary, settings.LANGUAGE_CODE) else ""


def _catalogue(folder: Path, language: str) -> Path:
    return folder / translation.to_locale(language) / "LC_MESSAGES" / "django.mo"


def _same(one: str, other: str) -> bool:
    return one.partition("-")[0] == other.partition("-")[0]
