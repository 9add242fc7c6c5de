"""The addresses of the API: every one below `/api/` answers as the API does."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from articles.api.app import api
from articles.api.docs import docs, openapi
from articles.api.problems import problem


@csrf_exempt
def unknown(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    return problem(404, "There is no such address in the API; /api/v1/ lists those that there are.")


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/openapi.json", openapi, name="api-openapi"),
    path("v1/docs", docs, name="api-docs"),
    path("v1/", api.urls),
    re_path(r"^(?P<rest>.*)$", unknown),
]
