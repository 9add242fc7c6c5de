"""The daily roots, and the proof that an original is in them: a page for people, JSON for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from articles.integrity.log import proof_of
from articles.models import Article, DailyRoot
from articles.views.article import tombstone
from articles.views.caching import until_edited
from articles.views.errors import reads_only

DAYS_SHOWN = 400


@reads_only
@until_edited
def roots(request: HttpRequest) -> HttpResponse:
    return render(request, "integrity/roots.html", {"roots": DailyRoot.objects.all()[:DAYS_SHOWN]})


@reads_only
@until_edited
def roots_json(request: HttpRequest) -> JsonResponse:
    """Every root that was ever told, newest first."""
    return JsonResponse(
        {"hash": "SHA-256", "tree": "RFC 6962", "roots": [*map(told, DailyRoot.objects.all())]}
    )


@reads_only
@until_edited
def proof(request: HttpRequest, public_id: str) -> HttpResponse:
    """That the article's original is in the newest root; 404 until the first root after it came."""
    article = get_object_or_404(
        Article.objects.select_related("original").defer("original__compressed"), public_id=public_id
    )
    if not article.is_public or article.original.closed:
        return tombstone(request, article)
    found = proof_of(article.original.sha256)
    if found is None:
        return JsonResponse({"original": article.original.sha256, "proof": None}, status=404)
    values = asdict(found)
    return JsonResponse(
        {
            "original": values.pop("sha256"),
            "proof": values | {"day": found.day.isoformat(), "path": list(found.path)},
        }
    )


def told(one: DailyRoot) -> dict[str, Any]:
    return {"day": one.day.isoformat(), "size": one.size, "root": one.root}
