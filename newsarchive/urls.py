"""The archive's addresses."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from newsarchive import health

robots = TemplateView.as_view(template_name="robots.txt", content_type="text/plain")

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", robots, name="robots"),
    path("", include("articles.urls")),
]
