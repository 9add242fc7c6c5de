"""A list as a table, for spreadsheets and programs: a row for each article, without its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.exporting.cells import as_cell, row
from articles.exporting.record import facts_of
from articles.lists.asking import Asked
from articles.lists.folding import Folding
from articles.models import Article
from articles.models.database import is_away
from articles.search.engine import Hit
from articles.search.find import search
from articles.views.errors import needs_index, not_understood, reads_only
from articles.views.parameters import parameters_of

MOST_ROWS = 10_000  # articles, in the order of the list
_AT_ONCE = 500
_ANY = "0public0id0"  # in the place of an article's own name in its address
_READ = (
    *("public_id", "status", "original_url", "language", "source", "section", "place", "agency", "headline"),
    *("byline", "published_from", "published_time", "published_timezone", "published_precision"),
)

COLUMNS = (
    "number",
    "address",
    "published",
    "source",
    "section",
    "place",
    "language",
    "headline",
    "agency",
    "byline",
    "first_published_at",
    "status",
    "matched",
)


@reads_only
@needs_index
def table(request: HttpRequest) -> HttpResponseBase:
    """CSV (RFC 4180) in UTF-8, marked for spreadsheets; 400 with the reasons where nothing can be listed."""
    asked = Asked(parameters_of(request))
    if not asked.answerable:
        return not_understood(asked.problems)
    found = search(asked.resolved, limit=MOST_ROWS, facets=()).hits
    folding = Folding() if asked.folds else None
    return StreamingHttpResponse(
        told_where_it_breaks_off(lines(found, request.build_absolute_uri, folding)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="articles.csv"', "X-Robots-Tag": "noindex"},
    )


def lines(hits: Sequence[Hit], whole: Callable[[str], str], folding: Folding | None = None) -> Iterator[str]:
    """The table, a few hundred lines at a time: so many articles are in memory."""
    yield "\ufeff" + row(COLUMNS)
    before, after = whole(reverse("article", args=[_ANY])).split(_ANY)
    # Sources, sections and places are few: one row of each serves all its articles.
    articles = Article.objects.public().only(*_READ).prefetch_related("source", "section", "place")
    for at in range(0, len(hits), _AT_ONCE):
        some = hits[at : at + _AT_ONCE]
        if folding:
            firsts = set(folding.firsts([hit.article_id for hit in some]))
            some = [hit for hit in some if hit.article_id in firsts]
        rows = articles.in_bulk([hit.article_id for hit in some])
        yield "".join(
            row(map(as_cell, (*values(article, f"{before}{article.public_id}{after}"), hit.matched)))
            for hit in some
            if (article := rows.get(hit.article_id))
        )


def told_where_it_breaks_off(table: Iterator[str]) -> Iterator[str]:
    """A part of a table looks like a whole one. So its last line says that it is none; and the error goes on
    to the server, which closes the connection before the end that HTTP tells: programs notice.
    """
    try:
        yield from table
    except Exception as error:
        reason = _("the database does not answer") if is_away(error) else _("an error")
        yield row([_("THE TABLE BREAKS OFF HERE: %(reason)s") % {"reason": reason}])
        raise


def values(article: Article, address: str) -> tuple[str, ...]:
    """In the order of COLUMNS but for the last; "" for what is not known."""
    facts = facts_of(article)
    return (
        facts.public_id,
        address,
        facts.published.iso if facts.published else "",
        facts.source,
        facts.section,
        facts.place,
        facts.language,
        facts.headline,
        facts.agency,
        facts.byline,
        facts.url,
        facts.status,
    )
