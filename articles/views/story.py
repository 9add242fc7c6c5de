"""All who have published an article, too: its own page tells the first of them, where hundreds have."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.likeness.groups import group_of, in_order
from articles.lists.links import ListAddress
from articles.lists.paging import Pages, page_asked
from articles.models import Article
from articles.views.article import tombstone
from articles.views.caching import until_edited
from articles.views.errors import reads_only
from articles.views.parameters import parameters_of
from articles.views.reprints import also_published

SIZE = 50


@reads_only
@until_edited
def reprints(request: HttpRequest, public_id: str) -> HttpResponse:
    """The earliest first, a page of them at a time."""
    rows = Article.objects.with_names().select_related("original", "fingerprint")
    found = get_object_or_404(rows.defer("original__compressed", "fingerprint__bands"), public_id=public_id)
    if not found.is_public:
        return tombstone(request, found)
    group = group_of(found)
    total = max(0, in_order(group).count() - 1) if group is not None else 0
    pages = Pages.of(page_asked(parameters_of(request)), total, SIZE)
    context = {
        "article": found,
        "others": also_published(found, pages.start, SIZE),
        "pages": pages,
        "address": ListAddress(parameters_of(request), request.path),
    }
    return render(request, "article/reprints.html", context)
