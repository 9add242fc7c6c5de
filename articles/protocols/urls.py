"""The addresses of the standards."""

from django.urls import URLPattern, URLResolver, path, register_converter

from articles.protocols.integrity import proof, roots, roots_json
from articles.protocols.memento.answering import timegate, timemap, version, web
from articles.protocols.oai.answering import oai, schema
from articles.protocols.reconciling import answering as reconciling
from articles.protocols.warc import versions_warc


class VersionKey:
    """When a version came, and the beginning of its SHA-256; or a time alone."""

    regex = r"[0-9]{4,14}(?:-[0-9a-f]{12})?"

    @staticmethod
    def to_python(value: str) -> str:
        return value

    @staticmethod
    def to_url(value: str) -> str:
        return value


register_converter(VersionKey, "version")

urlpatterns: list[URLPattern | URLResolver] = [
    path("oai/", oai, name="oai"),
    path("oai/article.xsd", schema, name="oai-schema"),
    path("integrity/", roots, name="roots"),
    path("integrity/roots.json", roots_json, name="roots-json"),
    path("articles/<slug:public_id>/original/proof.json", proof, name="proof"),
    path("articles/<slug:public_id>/versions.warc.gz", versions_warc, name="versions-warc"),
    path("reconcile/", reconciling.reconcile, name="reconcile"),
    path("reconcile", reconciling.reconcile),
    path("reconcile/preview", reconciling.preview, name="reconcile-preview"),
    path("reconcile/suggest/entity", reconciling.entities, name="reconcile-entities"),
    path("reconcile/suggest/property", reconciling.properties, name="reconcile-properties"),
    path("reconcile/suggest/type", reconciling.types, name="reconcile-types"),
    path("reconcile/properties", reconciling.proposed, name="reconcile-proposed"),
    path("timegate/<path:url>", timegate, name="timegate"),
    path("timemap/link/<path:url>", timemap, {"form": "link"}, name="timemap"),
    path("timemap/json/<path:url>", timemap, {"form": "json"}, name="timemap-json"),
    path("web/<version:key>/<path:url>", version, name="version"),
    path("web/<path:url>", web, name="web"),
]
