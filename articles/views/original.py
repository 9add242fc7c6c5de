"""The page of an article's original: each raw line beside what the reader took it for; and the bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from articles.integrity.log import has_proof
from articles.lists.links import ListAddress
from articles.lists.paging import Pages, page_asked
from articles.models import Article, Original, Reading
from articles.reading.lines import split_lines
from articles.views.article import tombstone
from articles.views.caching import until_edited
from articles.views.errors import reads_only
from articles.views.evidence import LINES_PER_PAGE, VERSION, FieldShown, fields_shown
from articles.views.marking import Piece, Span, pieces
from articles.views.parameters import parameters_of

VERSION_LETTERS = 12
LINE_LENGTH_SHOWN = 20_000  # characters; a page with a line of 5 MB would help nobody
SOURCE_SHOWN = 300_000  # characters of a page's HTML; the download has all


@dataclass(frozen=True)
class LineShown:
    n: int
    role: str
    pieces: list[Piece]
    characters_cut: int
    fields: list[str] = field(default_factory=list)  # the fields taken from this line

    @property
    def other_fields(self) -> list[str]:
        """The fields that are not called what the line itself is called."""
        return [name for name in self.fields if name != self.role]


@dataclass(frozen=True)
class VersionShown:
    """One of the originals that an article was read from."""

    original: Original
    key: str  # as it stands in the address; "" for the present one

    @classmethod
    def all_of(cls, article: Article) -> list[VersionShown]:
        """The present one first, then those kept last."""
        read_in = Reading.objects.filter(article=article).values("original")
        rows = Original.objects.filter(pk__in=read_in).defer("compressed").order_by("-pk")
        found = [
            cls(row, "" if row.pk == article.original_id else row.sha256[:VERSION_LETTERS]) for row in rows
        ]
        return sorted(found, key=lambda version: version.key != "")


@reads_only
@until_edited
def original(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every line of the original with its number and role, a page of them at a time."""
    found = get_object_or_404(Article.objects.with_names().select_related("original"), public_id=public_id)
    versions = VersionShown.all_of(found)
    shown = version_asked(found, versions, request.GET)
    if found.original.closed or shown.original.closed or found.held_for_id:
        return tombstone(request, found)
    reading = found.readings.filter(original=shown.original).first()
    lines = split_lines(shown.original.text)
    fields = fields_shown(reading, lines, shown.key) if reading else []
    pages = Pages.of(page_asked(parameters_of(request)), total=len(lines), size=LINES_PER_PAGE)
    context: dict[str, Any] = {
        "article": found,
        "original": shown.original,
        "version": shown,
        "versions": versions,
        "reading": reading,
        "fields": fields,
        "line_count": len(lines),
        "source": shown.original.source[:SOURCE_SHOWN] if shown.original.is_marked_up else "",
        "lines": lines_shown(lines, reading, fields, pages),
        "pages": pages,
        "address": ListAddress(parameters_of(request), request.path),
        "has_proof": not shown.key and has_proof(shown.original.sha256),
    }
    return render(request, "article/original.html", context)


@reads_only
@until_edited
def original_bytes(request: HttpRequest, public_id: str) -> HttpResponse:
    """The exact bytes, to be saved and never to be rendered: they may be anything."""
    found = get_object_or_404(Article.objects.select_related("original"), public_id=public_id)
    shown = version_asked(found, VersionShown.all_of(found), request.GET).original
    if found.original.closed or shown.closed or found.held_for_id:
        return tombstone(request, found)
    name = f"{found.public_id}-{shown.sha256[:VERSION_LETTERS]}.txt"
    return HttpResponse(
        shown.data,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def version_asked(article: Article, versions: list[VersionShown], parameters: QueryDict) -> VersionShown:
    """The present one where none is asked for; raises Http404 for one that never was."""
    key = parameters.get(VERSION, "")
    if not key:
        return VersionShown(article.original, "")
    for version in versions:
        if version.original.sha256[:VERSION_LETTERS] == key:
            return version
    raise Http404(_("There is no such version."))


def lines_shown(
    lines: list[str], reading: Reading | None, fields: list[FieldShown], pages: Pages
) -> list[LineShown]:
    """The lines of one page; within the first line of a field, the field's own characters are marked."""
    roles = reading.roles if reading else []
    taken: dict[int, list[str]] = {}
    spans: dict[int, list[Span]] = {}
    for shown in fields:
        for n in shown.lines:
            taken.setdefault(n, []).append(shown.name)
        if shown.lines and shown.start is not None and shown.end is not None:
            spans.setdefault(shown.lines[0], []).append(Span(shown.start, shown.end))
    return [
        LineShown(
            n=n,
            role=roles[n - 1] if n <= len(roles) else "",
            pieces=pieces(text[:LINE_LENGTH_SHOWN], matches=apart(spans.get(n, []), LINE_LENGTH_SHOWN)),
            characters_cut=max(0, len(text) - LINE_LENGTH_SHOWN),
            fields=taken.get(n, []),
        )
        for n, text in enumerate(lines[pages.start : pages.end], pages.start + 1)
    ]


def apart(spans: list[Span], length: int) -> list[Span]:
    """The spans in order, without overlaps, within the first `length` characters."""
    found: list[Span] = []
    for span in sorted(spans):
        start = max(span.start, found[-1].end if found else 0)
        end = min(span.end, length)
        if start < end:
            found.append(Span(start, end))
    return found
