"""Articles that somebody ticked in a list, to be taken along: as a table, as records, as references."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_lazy

from articles.lists.exporting import FORMATS, written
from articles.lists.parameters import last_value
from articles.lists.showing import PICK, picked
from articles.models import Article
from articles.views.errors import not_understood, reads_only
from articles.views.parameters import parameters_of

CHOICES = (
    ("csv", gettext_lazy("Table (CSV)")),
    ("csv-text", gettext_lazy("Table with texts")),
    ("jsonl", "JSON Lines"),
    ("bibtex", "BibTeX"),
    ("ris", "RIS"),
    ("csl", "CSL-JSON"),
)


@reads_only
def chosen(request: HttpRequest) -> HttpResponse:
    """Those ticked, in the order of the address; 400 where none is, or none is there any more."""
    parameters = parameters_of(request)
    format = last_value(parameters, "format") or "csv"
    if format not in FORMATS:
        return not_understood([("format", gettext("There is no such format."))])
    numbers = picked(parameters)
    rows = {row.public_id: row for row in Article.objects.public().with_names().filter(public_id__in=numbers)}
    articles = [rows[number] for number in numbers if number in rows]
    if not articles:
        return not_understood([(PICK, gettext("No article is ticked."))])
    return HttpResponse(
        written(articles, format, request.build_absolute_uri),
        content_type=f"{FORMATS[format].media_type}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="articles.{FORMATS[format].ending}"',
            "X-Robots-Tag": "noindex",
        },
    )
