"""In which language a page is shown.

An address without a language is permanent, and shown as its reader wishes: by the cookie that the choice in
the foot of each page sets, else by what the browser asks for. Under `/ru/` the same page stands in Russian,
and so do the pages it leads to. What a page says to the world outside (its canonical address, citations,
feeds) is permanent. The API speaks English.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from articles.identity import known, languages_offered
from articles.wording.languages import SHOWN, named_in, permanent

Answer = Callable[[HttpRequest], HttpResponseBase]

API_DOCS = "/api/v1/docs"
# For programs and editors: never below a language.
_ALONE = (
    *("admin/", "api/", "healthz", "readyz", "metrics", "robots.txt", "sitemap.xml", "sitemaps/", "static/"),
    *(".well-known/", "look.css", "logo"),
)
# What says the same to all who ask, in English.
_ENGLISH = tuple(f"/{path}" for path in _ALONE if path != "admin/")
_TIMELESS = ("/healthz", "/readyz", "/metrics", "/static/", "/api/")  # these may not wait for the database
_SAFE = {"GET", "HEAD"}


def stands_alone(path: str) -> bool:
    return path[1:].startswith(_ALONE) and path != API_DOCS


def _moved(request: HttpRequest, path: str) -> HttpResponseBase:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def wished(request: HttpRequest) -> str:
    """Of the languages that the archive offers the one that the reader has chosen, else what the browser asks
    for, else the first.
    """
    offered = languages_offered()
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "").lower()  # a cookie may say RU
    if chosen in offered:
        return chosen
    for accepted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if accepted == "*":
            break
        if (language := accepted.partition("-")[0]) in offered:
            return language
    return offered[0]


class LanguageMiddleware:
    """The first that looks at the path: all after it see one without a language."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        named, path = named_in(request.path_info)
        if named and stands_alone(path) and request.method in _SAFE:
            return _moved(request, path)
        if request.path_info[1:] in SHOWN and request.method in _SAFE:
            return _moved(request, f"{request.path_info}/")
        if named and not stands_alone(path):
            if named not in languages_offered() and request.method in _SAFE:
                query = request.META.get("QUERY_STRING", "")
                return HttpResponseRedirect(f"{path}?{query}" if query else path)
            return self._below(request, named, path)
        if path.startswith(_ENGLISH) and path != API_DOCS:
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        language = wished(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    def _below(self, request: HttpRequest, language: str, path: str) -> HttpResponseBase:
        """With the language before every address that is made for the page, but none that leaves it."""
        request.path_info = path
        whole = request.build_absolute_uri
        request.build_absolute_uri = lambda location=None: whole(  # type: ignore[method-assign]
            permanent(location or request.get_full_path())
        )
        before = get_script_prefix()
        set_script_prefix(f"/{language}/")
        try:
            with translation.override(language):
                response = self.get_response(request)
        finally:
            set_script_prefix(before)
        response.headers.setdefault("Content-Language", language)
        return response


class TimeZoneMiddleware:
    """Times are shown in the archive's time zone, where its editors have set one; else in the setting's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        shows_times = not request.path_info.startswith(_TIMELESS)
        zone = known().timezone if shows_times else ""
        if not zone:
            return self.get_response(request)
        with timezone.override(zone):
            return self.get_response(request)
