"""All of a list at once."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from ninja import Query, Router

from articles.api import shapes
from articles.api.parameters import ExportParameters, asked_of, only_known
from articles.api.problems import Problem
from articles.lists.cursors import NoCursor
from articles.lists.exporting import FORMATS
from articles.lists.walking import place_in_time
from articles.search.find import search

router = Router(tags=["export"])
_CHARACTERS = 64 * 1024  # sent at once


@router.get("/export", response=shapes.told(None, 422), operation_id="exportArticles", url_name="export")
def export(request: HttpRequest, given: Query[ExportParameters]) -> HttpResponseBase:
    """All articles of a list to its last, with their text, persons and evidence (JSON Lines), as a table, or
    as references. `X-Total-Count` says how many the list has. What breaks off goes on with the `cursor` of
    the last whole row. In the order of time: the newest first, or with `sort=oldest` the oldest.
    """
    only_known(request, ExportParameters)
    asked = asked_of(request)
    format = FORMATS[given.format]
    try:
        place_in_time(asked, given.cursor)
    except NoCursor as error:
        told = [{"in": "query.cursor", "detail": "This is no cursor of this list."}]
        raise Problem(422, "A cursor goes on in the list that it came from.", errors=told) from error
    total = search(asked.resolved, limit=0, facets=()).total
    lines = format.lines(asked, given.cursor, request.build_absolute_uri)
    return StreamingHttpResponse(
        (text.encode("utf-8", "replace") for text in gathered(lines)),
        content_type=f"{format.media_type}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="articles.{format.ending}"',
            "X-Total-Count": str(total),
            "X-Robots-Tag": "noindex",
            "Cache-Control": "no-store",
        },
    )


def gathered(lines: Iterator[str]) -> Iterator[str]:
    """The same text in larger pieces. An error ends the connection before the end that HTTP tells: whoever
    reads notices that something is missing.
    """
    some: list[str] = []
    length = 0
    for line in lines:
        some.append(line)
        length += len(line)
        if length >= _CHARACTERS:
            yield "".join(some)
            some, length = [], 0
    if some:
        yield "".join(some)
