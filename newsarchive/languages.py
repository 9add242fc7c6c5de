"""In which language a page is shown.

An address without a language is permanent, and shown as its reader wishes: by the cookie that the choice in
the foot of each page sets, else by what the browser asks for. Under `/ru/` the same page stands in Russian,
and so do the pages it leads to. What a page says to the world outside (its canonical address, citations,
feeds) is permanent. The API speaks English.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers

from articles.wording.languages import SHOWN, named_in, permanent

Answer = Callable[[HttpRequest], HttpResponseBase]

API_DOCS = "/api/v1/docs"
# For programs and editors: never below a language.
_ALONE = (
    *("admin/", "api/", "healthz", "readyz", "metrics", "robots.txt", "sitemap.xml", "sitemaps/", "static/"),
    ".well-known/",
)
# What says the same to all who ask, in English.
_ENGLISH = tuple(f"/{path}" for path in _ALONE if path != "admin/")
_SAFE = {"GET", "HEAD"}


def stands_alone(path: str) -> bool:
    return path[1:].startswith(_ALONE) and path != API_DOCS


def _moved(request: HttpRequest, path: str) -> HttpResponseBase:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


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
            return self._below(request, named, path)
        if path.startswith(_ENGLISH) and path != API_DOCS:
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        language = translation.get_language_from_request(request).lower()  # a cookie may say RU
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
