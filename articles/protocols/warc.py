"""An article's original and earlier versions as a web archive."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.exporting.warc import ENDING, MEDIA_TYPE, warc_bytes
from articles.models import Article, Reading
from articles.views.article import tombstone
from articles.views.caching import until_edited
from articles.views.errors import reads_only


@reads_only
@until_edited
def versions_warc(request: HttpRequest, public_id: str) -> HttpResponse:
    """410 where the original is closed, as its page."""
    article = get_object_or_404(
        Article.objects.with_names().select_related("original").defer("original__compressed"),
        public_id=public_id,
    )
    if not article.is_public or article.original.closed:
        return tombstone(request, article)
    if not Reading.objects.filter(article=article).exists():
        raise Http404
    name = f"{public_id}{ENDING}"
    return HttpResponse(
        b"".join(warc_bytes([[article]], name)),
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"},
    )
