"""Suggestions while somebody types."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse

from articles.lists.suggesting import suggested
from articles.views.errors import reads_only


@reads_only
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for `q` as JSON, for the script that shows them while somebody types."""
    found = suggested(request.GET.get("q", ""))
    return JsonResponse({"suggestions": [asdict(suggestion) for suggestion in found]})
