"""What is written for editors and importers, on the desk: files of docs/ as pages."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from articles.desk.door import needs

GUIDES = ("editing", "importing")  # files of docs/
TITLE = "guide-title"  # the id of its heading, which names the page's region


@needs()
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """404 where the file was left out of an installation."""
    try:
        text = _as_html(name)
    except FileNotFoundError as error:
        raise Http404 from error
    return render(request, "desk/guide.html", {"file": f"docs/{name}.md", "text": text})


@cache
def _as_html(name: str) -> SafeString:
    file = settings.BASE_DIR / "docs" / f"{name}.md"
    # The file is ours, and tags within it are shown, not obeyed.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(file.read_text("utf-8"))
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "heading_open" and token.tag == "h1":
            token.attrSet("id", TITLE)
    page = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(page)  # noqa: S308
