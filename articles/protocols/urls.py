"""The addresses of the standards."""

from django.urls import URLPattern, URLResolver, path

from articles.protocols.oai.answering import oai, schema

urlpatterns: list[URLPattern | URLResolver] = [
    path("oai/", oai, name="oai"),
    path("oai/article.xsd", schema, name="oai-schema"),
]
