"""The operations together, and their description (OpenAPI 3.1)."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from articles.api import articles, asking, differences, export, filed, people, problems, shapes
from articles.api.answering import answer
from articles.api.problems import Problem, problem
from articles.lists.exporting import CITATIONS, FORMATS
from articles.search.find import IndexMissing

VERSION = "1"
PREFIX = "api/v1/"
DESCRIPTION = """An open archive of regional news for programs: what its pages show, as values.

Lists take the parameters of the pages' lists. Errors are problem details (RFC 9457). Answers carry an `ETag`
and, where it is known, `Last-Modified`. Requests are limited for each address, as `RateLimit-*` headers say.
A key (`Authorization: Bearer …`) raises the limit. Withdrawn articles answer 410."""
# The types of what is not JSON, by operation.
_MEDIA = {
    "getOriginalBytes": ["application/octet-stream"],
    "citeArticle": [FORMATS[name].media_type for name in CITATIONS],
    "exportArticles": list(dict.fromkeys(one.media_type for one in FORMATS.values())),
}


class ArchiveApi(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> Any:
        """With problems by their own media type, and bytes and tables by theirs. Made once."""
        return _described(self, options.get("path_prefix") or PREFIX)

    def describe(self, prefix: str) -> Any:
        told = super().get_openapi_schema(path_prefix=prefix)
        told["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        for path in told["paths"].values():
            for operation in path.values():
                operation["security"] = [{}, {"key": []}]
                for status, one in operation["responses"].items():
                    content = one.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        one["content"] = {problems.MEDIA_TYPE: content["application/json"]}
                for media in _MEDIA.get(operation["operationId"], ()):
                    operation["responses"][200].setdefault("content", {})[media] = {
                        "schema": {"type": "array" if media.endswith("+json") else "string"}
                    }
        return told


@cache
def _described(api: ArchiveApi, prefix: str) -> Any:
    return api.describe(prefix)


api = ArchiveApi(
    title="News Archive",
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
for _room in (articles, differences, people, filed, asking, export):
    api.add_router("", _room.router)


@api.get("", response=shapes.told(shapes.Root), operation_id="root", tags=["about"], url_name="root")
def root(request: HttpRequest) -> HttpResponseBase:
    """Where to begin"""
    whole = request.build_absolute_uri
    paths = api.get_openapi_schema()["paths"]
    values = {
        "version": VERSION,
        "documentation": whole(f"/{PREFIX}docs"),
        "description": whole(f"/{PREFIX}openapi.json"),
        "operations": [f"{method.upper()} {path}" for path, found in paths.items() for method in found],
    }
    return answer(request, values)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponseBase:
    return error.answer()


@api.exception_handler(IndexMissing)
def _no_index(request: HttpRequest, error: IndexMissing) -> HttpResponseBase:
    told = problem(503, str(error))
    told.why = str(error)  # type: ignore[attr-defined]
    return told


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Http404) -> HttpResponseBase:
    return problem(404)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponseBase:
    return problem(error.status_code, str(error))


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponseBase:
    """What each parameter lacks; never the value, which may be long or no text."""
    told = [
        {"in": ".".join(str(part)[:60] for part in one["loc"] if part != "given"), "detail": one["msg"]}
        for one in error.errors[:50]
    ]
    return problem(422, "Some of what is asked cannot be answered.", errors=told)
