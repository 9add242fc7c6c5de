"""The newest articles of a list as a feed: what a reader of feeds asks for again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.exporting.record import facts_of
from articles.exporting.xml import in_xml
from articles.identity import archive_name
from articles.lists.answering import kinds_of, kinds_said
from articles.lists.asking import Asked
from articles.lists.folding import folded
from articles.lists.listing import HitShown, Listing, listing
from articles.models import Article
from articles.search.query import Sort
from articles.text.languages import UNDETERMINED
from articles.views.errors import needs_index, not_understood, reads_only
from articles.views.parameters import parameters_of

SIZE = 50  # articles
KEPT = 60  # seconds; as long as a withdrawal may still be seen


@reads_only
@needs_index
def feed(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287); 400 with the reasons where the list is not understood."""
    asked = Asked(parameters_of(request))
    if not asked.answerable:
        return not_understood(asked.problems)
    whole = request.build_absolute_uri
    address = asked.narrowed.setting(sort="")
    found = newest(asked)
    atom = Atom1Feed(
        title=in_xml(title_of(asked.query.text)),
        link=whole(str(address)),
        feed_url=whole(str(address.under(request.path))),
        description=None,
        subtitle=said_of(found) or None,
    )
    for hit in found.hits:
        article = hit.article
        facts = facts_of(article)
        atom.add_item(
            title=in_xml(article.title),
            link=whole(article.get_absolute_url()),
            description=escape(
                in_xml(" ".join(filter(None, (snippet_of(hit), hit.why))))
            ),  # which readers of feeds take for HTML
            unique_id=whole(reverse("article", args=[facts.public_id])),
            author_name=in_xml(facts.source or _("Source unknown")),
            pubdate=moment_of(article),
            updateddate=article.updated_at,
            categories=[in_xml(facts.section)] if facts.section else (),
        )
    answer = HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
    patch_cache_control(answer, max_age=KEPT)  # of a feed alone: what is wrong with a list may be mended soon
    return answer


@reads_only
@needs_index
def json_feed(request: HttpRequest) -> HttpResponse:
    """JSON Feed 1.1 of the same; 400 with the reasons where the list is not understood."""
    asked = Asked(parameters_of(request))
    if not asked.answerable:
        return not_understood(asked.problems)
    whole = request.build_absolute_uri
    address = asked.narrowed.setting(sort="")
    found = newest(asked)
    said = said_of(found)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title_of(asked.query.text),
        "home_page_url": whole(str(address)),
        "feed_url": whole(str(address.under(request.path))),
        **({"description": said} if said else {}),
        "items": [json_item(hit, whole) for hit in found.hits],
    }
    answer = JsonResponse(
        feed, content_type="application/feed+json", json_dumps_params={"ensure_ascii": True}
    )
    patch_cache_control(answer, max_age=KEPT)
    return answer


def newest(asked: Asked) -> Listing:
    """Each reprint by itself, unless ``reprints=fold`` is asked for."""
    listed = listing(asked.resolved.sorted_by(Sort.NEWEST), size=SIZE)
    return folded(listed, asked.given) if asked.folds else listed


def json_item(hit: HitShown, whole: Callable[[str], str]) -> dict[str, Any]:
    article = hit.article
    facts = facts_of(article)
    known = {
        "id": whole(reverse("article", args=[facts.public_id])),
        "url": whole(article.get_absolute_url()),
        "external_url": facts.url if facts.url.startswith(("http://", "https://")) else "",
        "title": article.title,
        "content_text": snippet_of(hit),
        "date_published": moment.isoformat() if (moment := moment_of(article)) else "",
        "date_modified": article.updated_at.isoformat(),
        "authors": [{"name": facts.source}] if facts.source else [],
        "tags": [facts.section] if facts.section else [],
        "language": facts.language if facts.language != UNDETERMINED else "",
        # JSON Feed leaves names that begin so to whoever makes one.
        "_archive": {"matched": hit.matched, "why": hit.why} if hit.why else None,
    }
    return {name: value for name, value in known.items() if value}


def moment_of(article: Article) -> dt.datetime | None:
    """When it was published, in the time of its place: a day begins there. None of a month or a year."""
    if article.published_at is None or article.published_precision in ("month", "year"):
        return None
    zone = article.published_timezone
    return article.published_at.astimezone(ZoneInfo(zone)) if zone else article.published_at


def said_of(found: Listing) -> str:
    """How many articles the list has, and by what they were found, where not all are as typed."""
    kinds = kinds_of(found.results)
    return _("%(kinds)s.") % {"kinds": kinds_said(kinds)} if kinds else ""


def title_of(words: str) -> str:
    return f"{words} – {archive_name()}" if words else archive_name()


def snippet_of(hit: HitShown) -> str:
    return "".join(text for text, _is_match in hit.snippet)
