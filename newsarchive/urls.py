"""The archive's addresses."""

from typing import NoReturn

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.urls import include, path
from django.views.generic import TemplateView

from articles.views import discovery, health
from articles.views.errors import reads_only
from newsarchive.metrics import metrics

robots = reads_only(TemplateView.as_view(template_name="robots.txt", content_type="text/plain"))

handler500 = "articles.views.errors.server_error"


def not_there(request: HttpRequest, row: str) -> NoReturn:
    """Django's way from any row to its page: the address would tell the title of what is closed."""
    raise Http404


urlpatterns = [
    path("admin/r/<path:row>", not_there),
    path("admin/", admin.site.urls),
    path("desk/", include("articles.desk.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/", include("articles.api.urls")),
    path("metrics", metrics, name="metrics"),
    path("opensearch.xml", discovery.opensearch, name="opensearch"),
    path("sitemap.xml", discovery.sitemap_index, name="sitemaps"),
    path("sitemaps/<slug:name>.xml", discovery.sitemap, name="sitemap"),
    path(".well-known/security.txt", discovery.security, name="security"),
    path("robots.txt", robots, name="robots"),
    path("", include("articles.protocols.urls")),
    path("", include("articles.urls")),
]
